struct item { int value; };
int f(struct item *p) {
int v = p->value;
// ruleid: rules.c.check-after-use
if (p == NULL) return -1;
return v;
}
int g(char *text) {
text[0] = 'x';
// ruleid: rules.c.check-after-use
if (!text)
  return 1;
return 0;
}
int h(struct item *p) {
use(p->value);
count();
// ruleid: rules.c.check-after-use
if (NULL == p) { return 0; }
return 1;
}
int k(struct item *p) {
// ok: rules.c.check-after-use
if (p == NULL) return -1;
return p->value;
}
int l(struct item *p) {
int v = p->value;
p = next(p);
// ok: rules.c.check-after-use
if (p == NULL) return v;
return 0;
}
int m(struct item *p, int n) {
if (n) { use(p->value); return 1; }
// ok: rules.c.check-after-use
if (!p) return 0;
return 2;
}
