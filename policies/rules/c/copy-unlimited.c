void f(char *target, const char *text, va_list list) {
char small[8] = "abc", line[80];
const char *word = "abc";
// ruleid: rules.c.copy-unlimited
strcpy(target, small);
// ruleid: rules.c.copy-unlimited
strcat(target, word);
// ruleid: rules.c.copy-unlimited
sprintf(target, "%s/%s", text, text);
// ruleid: rules.c.copy-unlimited
vsprintf(target, text, list);
// ruleid: rules.c.copy-unlimited
strcpy(target, "fixed");
// ruleid: rules.c.copy-unlimited
sprintf(target, "%d", 5);
// ok: rules.c.copy-unlimited
strcpy(target, "");
// ok: rules.c.copy-unlimited
sprintf(line, "%d", 5);
}
char *g(const char *text) {
char *copy = malloc(strlen(text) + 1);
if (!copy) return NULL;
// ok: rules.c.copy-unlimited
strcpy(copy, text);
return copy;
}
void h(char *target, size_t room, const char *text) {
if (strlen(text) >= room) return;
// ok: rules.c.copy-unlimited
strcpy(target, text);
}
void k(int port) {
char text[PORT_LENGTH];
// ok: rules.c.copy-unlimited
sprintf(text, "%d", port);
}
