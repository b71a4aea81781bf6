void f(const char *path) {
// ruleid: rules.c.chroot-without-chdir
chroot(path);
// ruleid: rules.c.chroot-without-chdir
if (chroot("/var/empty") != 0) abort();
}
int g(void) {
// ruleid: rules.c.chroot-without-chdir
return chroot(".");
}
void h(const char *path) {
// ok: rules.c.chroot-without-chdir
if (chroot(path) != 0 || chdir("/") != 0) abort();
}
void k(const char *path) {
chdir(path);
// ok: rules.c.chroot-without-chdir
chroot(".");
}
