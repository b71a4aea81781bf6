char *f(void) {
char buffer[32];
fill(buffer);
// ruleid: rules.c.stack-address-returned
return buffer;
}
int *g(void) {
int value = 1;
// ruleid: rules.c.stack-address-returned
return &value;
}
struct item *h(void) {
struct item made;
made.value = 1;
// ruleid: rules.c.stack-address-returned
return &made;
}
char *k(void) {
static char buffer[32];
// ok: rules.c.stack-address-returned
return buffer;
}
int l(void) {
int value = 1;
// ok: rules.c.stack-address-returned
return value;
}
char *m(char buffer[32]) {
// ok: rules.c.stack-address-returned
return buffer;
}
