int f(void) {
// ruleid: rules.c.weak-random
int dice = rand() % 6;
// ruleid: rules.c.weak-random
double x = drand48();
// ruleid: rules.c.weak-random
return random();
// ok: rules.c.weak-random
getrandom(buffer, sizeof buffer, 0);
// ok: rules.c.weak-random
RAND_bytes(buffer, 16);
}
