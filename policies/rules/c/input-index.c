int table[10];
int f(char **argv) {
int i = atoi(argv[1]);
// ruleid: rules.c.input-index
return table[i];
}
void g(void) {
int at;
scanf("%d", &at);
// ruleid: rules.c.input-index
table[at] = 1;
}
void h(void) {
size_t place = strtoul(getenv("PLACE"), NULL, 10);
// ruleid: rules.c.input-index
table[place]++;
}
void k(void) {
int at;
scanf("%d", &at);
if (at < 0 || at >= 10) return;
// ok: rules.c.input-index
table[at] = 1;
}
void l(void) {
int at = 3;
// ok: rules.c.input-index
table[at] = 1;
}
