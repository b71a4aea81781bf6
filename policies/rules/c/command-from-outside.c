void f(void) {
char host[64], command[128];
fgets(host, sizeof(host), stdin);
sprintf(command, "ping %.60s", host);
// ruleid: rules.c.command-from-outside
system(command);
}
void g(void) {
// ruleid: rules.c.command-from-outside
system(getenv("PAGER"));
}
void run(const char *line) {
// ruleid: rules.c.command-from-outside
popen(line, "r");
}
void h(void) {
char line[64];
scanf("%63[^\n]", line);
run(line);
// ok: rules.c.command-from-outside
system("date");
}
void k(int way) {
// ok: rules.c.command-from-outside
system(way ? "date" : "time");
}
