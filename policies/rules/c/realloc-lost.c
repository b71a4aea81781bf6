void f(struct list *l, size_t n) {
// ruleid: rules.c.realloc-lost
l->items = realloc(l->items, n);
char *p = make();
// ruleid: rules.c.realloc-lost
p = realloc(p, n);
// ruleid: rules.c.realloc-lost
p = (char *)realloc(p, 2 * n);
// ok: rules.c.realloc-lost
char *grown = realloc(p, n);
// ok: rules.c.realloc-lost
p = realloc(NULL, n);
}
