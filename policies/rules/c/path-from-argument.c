int main(int argc, char **argv) {
// ruleid: rules.c.path-from-argument
FILE *in = fopen(argv[1], "r");
const char *name = argv[2];
// ruleid: rules.c.path-from-argument
int fd = open(name, O_RDONLY);
// ruleid: rules.c.path-from-argument
remove(optarg);
// ok: rules.c.path-from-argument
FILE *out = fopen("out", "w");
return 0;
}
void f(const char *path) {
// ok: rules.c.path-from-argument
FILE *a = fopen(path, "r");
}
