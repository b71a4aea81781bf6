void f(const char *text) {
char line[64] = "";
// ruleid: rules.c.append-size
strncat(line, text, sizeof(line));
// ruleid: rules.c.append-size
strncat(line, text, 64);
// ruleid: rules.c.append-size
strncat(line, text, sizeof(line) - strlen(line));
// ok: rules.c.append-size
strncat(line, text, sizeof(line) - strlen(line) - 1);
// ok: rules.c.append-size
strncat(line, text, 10);
}
