struct file { char path[64]; };
void f(const char *text, char **argv, struct file *file) {
char line[80];
// ruleid: rules.c.copy-unbounded
strcpy(line, text);
// ruleid: rules.c.copy-unbounded
strcat(line, argv[1]);
// ruleid: rules.c.copy-unbounded
sprintf(line, "name: %s", text);
// ruleid: rules.c.copy-unbounded
strcpy(file->path, getenv("HOME"));
// ruleid: rules.c.copy-unbounded
strcpy(argv[0], text);
// ok: rules.c.copy-unbounded
strcpy(line, "fixed");
// ok: rules.c.copy-unbounded
snprintf(line, sizeof(line), "%s", text);
// ok: rules.c.copy-unbounded
sprintf(line, "%.20s", text);
// ok: rules.c.copy-unbounded
sprintf(line, "%d", 5);
}
void g(const char *text) {
char line[80];
if (strlen(text) >= sizeof(line)) return;
// ok: rules.c.copy-unbounded
strcpy(line, text);
}
void h(void) {
char small[8] = "abc", line[80];
// ok: rules.c.copy-unbounded
strcpy(line, small);
}
char *k(const char *text) {
char *copy = malloc(strlen(text) + 1);
if (!copy) return NULL;
// ok: rules.c.copy-unbounded
return strcpy(copy, text);
}
