void f(char *line) {
// ruleid: rules.c.strtok
char *word = strtok(line, " ");
// ruleid: rules.c.strtok
while ((word = strtok(NULL, " ")) != NULL) {}
// ruleid: rules.c.strtok
getpw(uid, buffer);
// ok: rules.c.strtok
char *rest, *word2 = strtok_r(line, " ", &rest);
// ok: rules.c.strtok
struct passwd *p = getpwuid(uid);
}
