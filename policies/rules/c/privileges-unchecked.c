void f(void) {
// ruleid: rules.c.privileges-unchecked
setgid(gid);
// ruleid: rules.c.privileges-unchecked
setuid(getuid());
// ruleid: rules.c.privileges-unchecked
seteuid(1000);
// ok: rules.c.privileges-unchecked
if (setgid(gid) != 0) abort();
// ok: rules.c.privileges-unchecked
if (setuid(uid) == -1) exit(1);
}
