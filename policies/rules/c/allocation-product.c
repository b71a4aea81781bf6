void f(int count) {
// ruleid: rules.c.allocation-product
int *a = malloc(count * sizeof(int));
// ruleid: rules.c.allocation-product
int *b = malloc(sizeof(*b) * count);
// ruleid: rules.c.allocation-product
char *c = malloc(count * 5);
// ok: rules.c.allocation-product
int *d = malloc(10 * sizeof(int));
// ok: rules.c.allocation-product
int *e = calloc(count, sizeof(int));
// ok: rules.c.allocation-product
char *f = malloc(WIDTH * 5);
}
void g(int count) {
if (count > 100) return;
// ok: rules.c.allocation-product
int *a = malloc(count * sizeof(int));
}
