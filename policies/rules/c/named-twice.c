void f(const char *path) {
struct stat st;
if (stat(path, &st) == 0) {
// ruleid: rules.c.named-twice
  FILE *in = fopen(path, "r");
}
}
int g(const char *path) {
struct stat st;
if (lstat(path, &st) < 0) return -1;
// ruleid: rules.c.named-twice
return open(path, O_RDONLY);
}
void h(const char *path) {
struct stat st;
stat(path, &st);
// ruleid: rules.c.named-twice
chmod(path, st.st_mode);
}
void k(int fd, const char *path) {
struct stat st;
fstat(fd, &st);
// ok: rules.c.named-twice
FILE *in = fopen(path, "r");
}
void l(const char *path) {
// ok: rules.c.named-twice
FILE *in = fopen(path, "r");
}
