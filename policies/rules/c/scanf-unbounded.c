void f(FILE *in) {
char word[80];
// ruleid: rules.c.scanf-unbounded
scanf("%s", word);
// ruleid: rules.c.scanf-unbounded
fscanf(in, "%d %s", &n, word);
// ruleid: rules.c.scanf-unbounded
if (scanf("%[^\n]", word) != 1) return;
// ok: rules.c.scanf-unbounded
scanf("%79s", word);
// ok: rules.c.scanf-unbounded
fscanf(in, "%d", &n);
// ok: rules.c.scanf-unbounded
scanf("%ms", &p);
// ok: rules.c.scanf-unbounded
scanf("%*s");
}
