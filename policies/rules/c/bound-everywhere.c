void f(void) {
// ruleid: rules.c.bound-everywhere
addr.sin_addr.s_addr = INADDR_ANY;
// ruleid: rules.c.bound-everywhere
addr.sin_addr.s_addr = htonl(INADDR_ANY);
// ruleid: rules.c.bound-everywhere
addr6.sin6_addr = in6addr_any;
// ok: rules.c.bound-everywhere
addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
// ok: rules.c.bound-everywhere
if (addr.sin_addr.s_addr == INADDR_ANY) return;
}
