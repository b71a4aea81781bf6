void f(int count, struct list *list, unsigned char few) {
// ruleid: rules.c.counter-too-small
for (unsigned char i = 0; i < count; i++) use(i);
// ruleid: rules.c.counter-too-small
for (uint8_t i = 0; i < list->length; ++i) use(i);
char c;
// ruleid: rules.c.counter-too-small
for (c = 0; c < count; c++) use(c);
// ok: rules.c.counter-too-small
for (int i = 0; i < count; i++) use(i);
// ok: rules.c.counter-too-small
for (unsigned char i = 0; i < few; i++) use(i);
// ok: rules.c.counter-too-small
for (uint8_t i = 0; i < 10; i++) use(i);
}
