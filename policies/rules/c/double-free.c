void f(char *p) {
free(p);
// ruleid: rules.c.double-free
free(p);
}
void g(char *p, int bad) {
if (bad) {
  free(p);
}
// ruleid: rules.c.double-free
free(p);
}
void h(struct item *i) {
free(i->name);
close_item();
// ruleid: rules.c.double-free
free(i->name);
}
void k(char *p) {
free(p);
p = NULL;
// ok: rules.c.double-free
free(p);
}
int l(char *p, int bad) {
if (bad) {
  free(p);
  return 1;
}
// ok: rules.c.double-free
free(p);
return 0;
}
void m(char *p, int way) {
switch (way) {
case 1:
  free(p);
  break;
case 2:
// ok: rules.c.double-free
  free(p);
  break;
}
}
