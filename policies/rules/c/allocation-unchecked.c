struct node { struct node *next; int value; char *name; };
struct node *f(int value) {
// ruleid: rules.c.allocation-unchecked
struct node *n = malloc(sizeof(*n));
n->value = value;
return n;
}
void g(struct node *n, const char *text) {
// ruleid: rules.c.allocation-unchecked
n->name = strdup(text);
n->name[0] = 'x';
}
void h(const char *path) {
char line[80];
// ruleid: rules.c.allocation-unchecked
FILE *in = fopen(path, "r");
fgets(line, sizeof line, in);
}
struct node *k(int value) {
// ok: rules.c.allocation-unchecked
struct node *n = malloc(sizeof(*n));
if (n == NULL) return NULL;
n->value = value;
return n;
}
void *l(void) {
// ok: rules.c.allocation-unchecked
void *p = malloc(10);
return p;
}
int m(void) {
char *p;
// ok: rules.c.allocation-unchecked
if ((p = malloc(10)) == NULL) return 1;
p[0] = 0;
return 0;
}
void o(struct node *n) {
// ok: rules.c.allocation-unchecked
n->next = xmalloc(sizeof(*n));
n->next->value = 1;
}
