void f(void) {
char buffer[10];
int value;
static char shared[10];
// ruleid: rules.c.free-not-heap
free(buffer);
// ruleid: rules.c.free-not-heap
free(&value);
// ruleid: rules.c.free-not-heap
free(shared);
char *heap = malloc(10);
// ok: rules.c.free-not-heap
free(heap);
char *table[2] = {heap, heap};
// ok: rules.c.free-not-heap
free(table[0]);
}
