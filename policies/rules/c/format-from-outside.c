int main(int argc, char **argv) {
char line[64];
// ruleid: rules.c.format-from-outside
printf(argv[1]);
fgets(line, sizeof(line), stdin);
// ruleid: rules.c.format-from-outside
fprintf(stderr, line);
// ruleid: rules.c.format-from-outside
syslog(LOG_INFO, getenv("NAME"));
// ok: rules.c.format-from-outside
printf("%s", argv[1]);
// ok: rules.c.format-from-outside
fputs(line, stdout);
return 0;
}
