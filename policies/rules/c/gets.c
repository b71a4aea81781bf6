void f(void) {
char line[80];
// ruleid: rules.c.gets
gets(line);
// ruleid: rules.c.gets
while (gets(line) != NULL) { puts(line); }
// ruleid: rules.c.gets
if (!gets(line)) return;
// ok: rules.c.gets
fgets(line, sizeof line, stdin);
// ok: rules.c.gets
gets_s(line, sizeof line);
}
