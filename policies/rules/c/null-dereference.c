struct item { int value; struct item *next; };
int f(struct item *p) {
if (p == NULL) {
// ruleid: rules.c.null-dereference
  return p->value;
}
return 0;
}
int g(void) {
int *number = NULL;
// ruleid: rules.c.null-dereference
return *number;
}
void h(void) {
char *line = NULL;
// ruleid: rules.c.null-dereference
gets(line);
}
int k(struct item *p) {
if (p == NULL) {
  p = make();
// ok: rules.c.null-dereference
  return p->value;
}
// ok: rules.c.null-dereference
return p->value;
}
int l(struct item *list) {
struct item *last = NULL;
while (list) {
  if (last)
// ok: rules.c.null-dereference
    last->next = list;
  last = list;
  list = list->next;
}
return 0;
}
int m(int n) {
int *p = NULL;
p = &n;
// ok: rules.c.null-dereference
return *p;
}
