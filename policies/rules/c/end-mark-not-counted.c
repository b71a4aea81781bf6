char *f(const char *text) {
// ruleid: rules.c.end-mark-not-counted
char *copy = malloc(strlen(text));
// ruleid: rules.c.end-mark-not-counted
copy = (char *)malloc(sizeof(char) * strlen(text));
// ruleid: rules.c.end-mark-not-counted
copy = realloc(copy, strlen(text));
// ok: rules.c.end-mark-not-counted
copy = malloc(strlen(text) + 1);
// ok: rules.c.end-mark-not-counted
copy = malloc(length);
return copy;
}
