void f(const char *text, char *out) {
char target[64];
char large[128];
// ruleid: rules.c.length-of-source
strncpy(target, text, strlen(text));
// ruleid: rules.c.length-of-source
memcpy(target, text, strlen(text) + 1);
// ruleid: rules.c.length-of-source
strncpy(target, large, strlen(large) + 1);
// ok: rules.c.length-of-source
strncpy(target, text, sizeof(target) - 1);
// ok: rules.c.length-of-source
memcpy(large, target, sizeof(target));
// ok: rules.c.length-of-source
memcpy(out, text, strlen(text));
}
void g(const char *text) {
char target[64];
if (strlen(text) >= sizeof(target)) return;
// ok: rules.c.length-of-source
memcpy(target, text, strlen(text) + 1);
}
