void f(char *to, const char *from, int count, unsigned size) {
// ruleid: rules.c.length-overflow
memcpy(to, from, count * size);
// ruleid: rules.c.length-overflow
memset(to, 0, count * size);
// ruleid: rules.c.length-overflow
memmove(to, from, size * count);
// ok: rules.c.length-overflow
memcpy(to, from, (size_t)count * size);
// ok: rules.c.length-overflow
memcpy(to, from, count * sizeof(int));
// ok: rules.c.length-overflow
memcpy(to, from, count);
}
void g(char *to, const char *from, size_t count, int size) {
// ok: rules.c.length-overflow
memcpy(to, from, count * size);
}
