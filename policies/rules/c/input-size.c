void f(char **argv) {
int n = atoi(argv[1]);
// ruleid: rules.c.input-size
char *p = malloc(n);
}
void g(char *to, const char *from) {
int length;
scanf("%d", &length);
// ruleid: rules.c.input-size
memcpy(to, from, length);
}
void h(void) {
size_t count = strtoul(getenv("COUNT"), NULL, 10);
// ruleid: rules.c.input-size
int *p = calloc(count, 4);
}
void k(void) {
int n;
scanf("%d", &n);
if (n <= 0 || n > 100) return;
// ok: rules.c.input-size
char *p = malloc(n);
}
void l(int n) {
// ok: rules.c.input-size
char *p = malloc(n);
}
