struct item { int value[64]; };
void f(struct item *item, char name[64]) {
// ruleid: rules.c.size-of-pointer
memset(item, 0, sizeof(item));
// ruleid: rules.c.size-of-pointer
memset(name, 0, sizeof(name));
// ruleid: rules.c.size-of-pointer
struct item *made = malloc(sizeof(made));
// ok: rules.c.size-of-pointer
memset(item, 0, sizeof(*item));
char buffer[64];
// ok: rules.c.size-of-pointer
memset(buffer, 0, sizeof(buffer));
// ok: rules.c.size-of-pointer
struct item *other = malloc(sizeof(*other));
}
