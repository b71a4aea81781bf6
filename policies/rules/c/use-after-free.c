struct item { int value; char *name; struct item *next; };
int f(struct item *p) {
free(p);
// ruleid: rules.c.use-after-free
return p->value;
}
void g(char *text) {
free(text);
// ruleid: rules.c.use-after-free
printf("%s\n", text);
}
void h(struct item *p, int bad) {
if (bad) {
  free(p->name);
}
// ruleid: rules.c.use-after-free
p->name[0] = 'x';
}
void k(struct item *p) {
while (p) {
  struct item *next = p->next;
  free(p);
  p = next;
}
}
int l(struct item *p) {
if (p->value) {
  free(p);
  return 1;
}
// ok: rules.c.use-after-free
return p->value;
}
void m(char *text) {
free(text);
text = strdup("new");
// ok: rules.c.use-after-free
puts(text);
}
void o(struct item *p, int way) {
if (way) free(p->name);
// ok: rules.c.use-after-free
else puts(p->name);
}
