void f(const char *line, FILE *in) {
char word[10], unit[16];
// ruleid: rules.c.scan-width
sscanf(line, "%10s", word);
// ruleid: rules.c.scan-width
fscanf(in, "%*d %16[a-z]", unit);
// ruleid: rules.c.scan-width
if (scanf("%20s", unit) != 1) return;
// ok: rules.c.scan-width
sscanf(line, "%9s", word);
// ok: rules.c.scan-width
sscanf(line, "%15s %d", unit, &n);
}
