void f(const char *path) {
if (access(path, W_OK) == 0) {
// ruleid: rules.c.check-then-use
  FILE *out = fopen(path, "w");
}
}
int g(const char *path) {
if (access(path, R_OK) != 0) return -1;
// ruleid: rules.c.check-then-use
return open(path, O_RDONLY);
}
void h(const char *path) {
int there = access(path, F_OK);
// ruleid: rules.c.check-then-use
if (there == 0) unlink(path);
}
void k(const char *path) {
// ok: rules.c.check-then-use
FILE *out = fopen(path, "w");
}
void l(const char *path, const char *other) {
if (access(path, R_OK) == 0) {
// ok: rules.c.check-then-use
  FILE *in = fopen(other, "r");
}
}
