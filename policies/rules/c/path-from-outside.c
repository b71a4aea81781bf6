void f(void) {
char name[64], path[128];
fgets(name, sizeof(name), stdin);
// ruleid: rules.c.path-from-outside
FILE *a = fopen(name, "r");
snprintf(path, sizeof(path), "/data/%s", name);
// ruleid: rules.c.path-from-outside
int b = open(path, O_RDONLY);
}
void show(const char *path) {
// ruleid: rules.c.path-from-outside
FILE *in = fopen(path, "r");
}
void g(void) {
char line[64];
scanf("%63s", line);
show(line);
// ruleid: rules.c.path-from-outside
unlink(getenv("LOG"));
}
void h(void) {
char name[64];
fgets(name, sizeof(name), stdin);
if (strstr(name, "..") != NULL) return;
// ok: rules.c.path-from-outside
FILE *a = fopen(name, "r");
}
void k(const char *path) {
// ok: rules.c.path-from-outside
FILE *a = fopen(path, "r");
// ok: rules.c.path-from-outside
FILE *b = fopen("data", "r");
}
