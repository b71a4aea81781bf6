#define COUNT 10
void f(void) {
int values[COUNT];
char text[16];
// ruleid: rules.c.loop-past-end
for (int i = 0; i <= COUNT; i++) { values[i] = 0; }
// ruleid: rules.c.loop-past-end
for (int i = 0; i <= 10; i++) values[i] = i;
// ruleid: rules.c.loop-past-end
for (size_t i = 0; i <= sizeof(text); ++i) text[i] = 0;
// ok: rules.c.loop-past-end
for (int i = 0; i < COUNT; i++) { values[i] = 0; }
// ok: rules.c.loop-past-end
for (int i = 0; i <= 9; i++) values[i] = i;
// ok: rules.c.loop-past-end
for (int i = 0; i <= COUNT; i++) { print(i); }
}
