void f(void) {
// ruleid: rules.c.seed-predictable
srand(time(NULL));
// ruleid: rules.c.seed-predictable
srand48(getpid());
// ruleid: rules.c.seed-predictable
srand(42);
// ok: rules.c.seed-predictable
srand(seed);
// ok: rules.c.seed-predictable
getrandom(buffer, 16, 0);
}
