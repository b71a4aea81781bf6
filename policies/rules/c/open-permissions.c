void f(void) {
// ruleid: rules.c.open-permissions
chmod(path, 0777);
// ruleid: rules.c.open-permissions
int fd = open(path, O_CREAT | O_WRONLY, 0777);
// ruleid: rules.c.open-permissions
umask(0);
// ruleid: rules.c.open-permissions
fchmod(fd, S_IRUSR | S_IWUSR | S_IWOTH);
// ok: rules.c.open-permissions
chmod(path, 0600);
// ok: rules.c.open-permissions
umask(077);
// ok: rules.c.open-permissions
mkdir(path, 0755);
// ok: rules.c.open-permissions
mode_t old = umask(0);
}
