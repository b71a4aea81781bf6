void f(char **argv) {
// ruleid: rules.c.library-from-value
void *a = dlopen(argv[1], RTLD_NOW);
// ruleid: rules.c.library-from-value
void *b = dlopen(getenv("PLUGIN"), RTLD_NOW);
// ruleid: rules.c.library-from-value
LoadLibraryA("helper.dll");
// ok: rules.c.library-from-value
void *c = dlopen("/usr/lib/libm.so.6", RTLD_NOW);
// ok: rules.c.library-from-value
void *d = dlopen(NULL, RTLD_NOW);
}
