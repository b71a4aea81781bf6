void f(const char *path) {
// ruleid: rules.c.create-without-mode
int fd = open(path, O_RDWR | O_CREAT | O_TRUNC);
// ruleid: rules.c.create-without-mode
if ((fd = open(path, O_CREAT)) < 0) return;
// ruleid: rules.c.create-without-mode
fd = openat(dir, path, O_CREAT | O_WRONLY);
// ok: rules.c.create-without-mode
fd = open(path, O_CREAT | O_WRONLY, 0600);
// ok: rules.c.create-without-mode
fd = open(path, O_RDONLY);
}
