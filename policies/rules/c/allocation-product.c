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
void h(unsigned int rows, unsigned int columns, size_t length) {
// ok: rules.c.allocation-product
char *a = malloc((size_t)rows * columns);
// ok: rules.c.allocation-product
char *b = malloc(sizeof(char) * length + 1);
}
static struct entry *entries;
static int used;
int add(struct entry *each) {
used++;
// ok: rules.c.allocation-product
struct entry *grown = realloc(entries, used * sizeof(struct entry));
if (grown == NULL) return -1;
entries = grown;
return 0;
}
