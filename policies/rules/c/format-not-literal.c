void f(char *text, struct message *m, const char *fmt) {
// ruleid: rules.c.format-not-literal
printf(text);
// ruleid: rules.c.format-not-literal
fprintf(stderr, m->body);
// ruleid: rules.c.format-not-literal
syslog(LOG_INFO, text);
// ok: rules.c.format-not-literal
printf("%s", text);
// ok: rules.c.format-not-literal
printf(fmt);
// ok: rules.c.format-not-literal
printf(USAGE);
// ok: rules.c.format-not-literal
printf(_("hello"));
const char *fixed = "hello";
// ok: rules.c.format-not-literal
printf(fixed);
}
