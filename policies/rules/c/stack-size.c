void f(int n, const char *text) {
// ruleid: rules.c.stack-size
char *a = alloca(n);
// ruleid: rules.c.stack-size
char *b = alloca(strlen(text) + 1);
// ruleid: rules.c.stack-size
int *c = __builtin_alloca(n);
// ok: rules.c.stack-size
char *d = alloca(64);
// ok: rules.c.stack-size
int *e = alloca(sizeof(int));
}
