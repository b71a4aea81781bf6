void f(const char *host, char *line) {
char command[64];
snprintf(command, sizeof(command), "ping %s", host);
// ruleid: rules.c.command-built
system(command);
// ruleid: rules.c.command-built
FILE *p = popen(line, "r");
// ruleid: rules.c.command-built
execl("/bin/sh", "sh", "-c", command, NULL);
// ok: rules.c.command-built
system("ls -l");
// ok: rules.c.command-built
system(CLEAR);
const char *fixed = "date";
// ok: rules.c.command-built
system(fixed);
// ok: rules.c.command-built
execl("/bin/ls", "ls", host, NULL);
}
