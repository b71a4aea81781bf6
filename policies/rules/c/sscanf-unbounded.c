void f(const char *line) {
char word[80];
// ruleid: rules.c.sscanf-unbounded
sscanf(line, "%s", word);
// ruleid: rules.c.sscanf-unbounded
if (sscanf(line, "%d:%s", &n, word) != 2) return;
// ruleid: rules.c.sscanf-unbounded
sscanf(line, "%[^,],%d", word, &n);
// ok: rules.c.sscanf-unbounded
sscanf(line, "%79s", word);
// ok: rules.c.sscanf-unbounded
sscanf(line, "%d", &n);
}
