void f(char *target, size_t size, const char *text) {
int n = snprintf(target, size, "%s", text);
// ruleid: rules.c.printed-length-used
target[n] = '\n';
}
void g(char *target, size_t size, const char *text) {
int n;
n = snprintf(target, size, "%s", text);
// ruleid: rules.c.printed-length-used
snprintf(target + n, size - n, "%s", text);
}
void h(char *target, const char *text) {
int used = vsnprintf(target, 64, text, list);
// ruleid: rules.c.printed-length-used
target[used] = 0;
}
void k(char *target, size_t size, const char *text) {
int n = snprintf(target, size, "%s", text);
if (n < 0 || (size_t)n >= size) return;
// ok: rules.c.printed-length-used
target[n] = '\n';
}
void l(char *target, size_t size) {
int n = snprintf(target, size, "x");
// ok: rules.c.printed-length-used
target[0] = 'n';
log_length(n);
}
