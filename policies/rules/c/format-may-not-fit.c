void f(int n, long m, const char *text) {
char tiny[8];
char small[16];
// ruleid: rules.c.format-may-not-fit
sprintf(tiny, "%d", n);
// ruleid: rules.c.format-may-not-fit
sprintf(small, "%ld", m);
// ruleid: rules.c.format-may-not-fit
sprintf(tiny, "kv%u", n);
// ok: rules.c.format-may-not-fit
sprintf(small, "%d", n);
// ok: rules.c.format-may-not-fit
sprintf(tiny, "%c", n);
// ok: rules.c.format-may-not-fit
snprintf(tiny, sizeof(tiny), "%d", n);
}
void g(int major, int shards) {
char label[8], tiny[8];
// ok: rules.c.format-may-not-fit
sprintf(label, "v%d", major % 1000);
for (int i = 0; i < shards; i++) {
// ok: rules.c.format-may-not-fit
sprintf(tiny, "s%d", i);
}
// ruleid: rules.c.format-may-not-fit
sprintf(label, "v%d", major % 10000000);
}
