#define SIZE 32
struct user { char name[SIZE]; };
void f(struct user *u, const char *text) {
char a[SIZE], b[16], c[16], d[16] = "";
// ruleid: rules.c.end-mark-missing
strncpy(a, text, SIZE);
// ruleid: rules.c.end-mark-missing
strncpy(b, text, sizeof(b));
// ruleid: rules.c.end-mark-missing
strncpy(u->name, text, sizeof(u->name));
puts(u->name);
// ok: rules.c.end-mark-missing
strncpy(c, text, sizeof(c));
c[sizeof(c) - 1] = '\0';
// ok: rules.c.end-mark-missing
strncpy(d, text, sizeof(d));
// ok: rules.c.end-mark-missing
strncpy(a, text, SIZE - 1);
}
void g(struct user *u, const char *text) {
// ok: rules.c.end-mark-missing
strncpy(u->name, text, sizeof(u->name));
}
