void f(void) {
// ruleid: rules.c.open-mode
int fd = open(path, O_CREAT | O_WRONLY, 0666);
// ruleid: rules.c.open-mode
fd = creat(path, 0666);
// ruleid: rules.c.open-mode
mkfifo(path, 0622);
// ok: rules.c.open-mode
fd = open(path, O_CREAT | O_WRONLY, 0600);
// ok: rules.c.open-mode
fd = creat(path, 0644);
}
