#define LIMIT 64
struct entry { char name[32]; int marks[4]; };
void f(struct entry *e, const char *text) {
char line[80];
char key[LIMIT];
// ruleid: rules.c.index-past-end
line[80] = '\0';
// ruleid: rules.c.index-past-end
key[LIMIT] = '\0';
// ruleid: rules.c.index-past-end
line[sizeof(line)] = 0;
// ruleid: rules.c.index-past-end
e->name[sizeof(e->name)] = '\0';
// ruleid: rules.c.index-past-end
e->marks[4] = 1;
// ok: rules.c.index-past-end
line[79] = '\0';
// ok: rules.c.index-past-end
key[LIMIT - 1] = '\0';
// ok: rules.c.index-past-end
line[sizeof(line) - 1] = 0;
// ok: rules.c.index-past-end
e->marks[3] = 1;
// ok: rules.c.index-past-end
char *end = &line[80];
}
