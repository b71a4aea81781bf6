void f(void) {
if (setuid(uid) != 0) abort();
// ruleid: rules.c.privileges-order
if (setgid(gid) != 0) abort();
}
void g(void) {
setuid(uid);
// ruleid: rules.c.privileges-order
setgroups(0, NULL);
// ruleid: rules.c.privileges-order
setgid(gid);
}
void h(void) {
// ok: rules.c.privileges-order
if (setgid(gid) != 0) abort();
// ok: rules.c.privileges-order
if (setuid(uid) != 0) abort();
}
