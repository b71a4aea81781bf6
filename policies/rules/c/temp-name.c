void f(void) {
// ruleid: rules.c.temp-name
char *a = tmpnam(NULL);
// ruleid: rules.c.temp-name
char *b = tempnam("/tmp", "app");
// ruleid: rules.c.temp-name
if (mktemp(name) == NULL) return;
// ok: rules.c.temp-name
int fd = mkstemp(name);
// ok: rules.c.temp-name
FILE *t = tmpfile();
}
