void f(const char *text) {
char *copy;
// ruleid: rules.c.uninitialized-pointer
strcpy(copy, text);
}
int g(void) {
int *number;
// ruleid: rules.c.uninitialized-pointer
*number = 5;
return 0;
}
void h(void) {
struct item *item;
// ruleid: rules.c.uninitialized-pointer
item->value = 1;
}
void k(const char *text) {
char *copy;
copy = malloc(10);
// ok: rules.c.uninitialized-pointer
strcpy(copy, text);
}
void l(void) {
struct item *item;
make(&item);
// ok: rules.c.uninitialized-pointer
item->value = 1;
}
