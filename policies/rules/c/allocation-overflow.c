struct ring { char *data; };
void f(struct ring *r, int count, int size) {
// ruleid: rules.c.allocation-overflow
r->data = malloc(count * size);
// ruleid: rules.c.allocation-overflow
char *more = realloc(r->data, count * (size + 1));
// ruleid: rules.c.allocation-overflow
char *stack = alloca(count * size * 2);
// ok: rules.c.allocation-overflow
r->data = malloc((size_t)count * size);
// ok: rules.c.allocation-overflow
r->data = calloc(count, size);
}
void g(struct ring *r, size_t count, int size) {
// ok: rules.c.allocation-overflow
r->data = malloc(count * size);
}
void h(struct ring *r, int count, int size) {
if (count > 1000 || size > 1000) return;
// ok: rules.c.allocation-overflow
r->data = malloc(count * size);
}
