int f(const char *password) {
// ruleid: rules.c.password-compared
if (strcmp(password, "Tr0ub4dor") == 0) return 1;
// ruleid: rules.c.password-compared
return !strncmp("Tr0ub4dor", user_password, 9);
// ruleid: rules.c.password-compared
if (strcmp(u->passwd, "hunter2") == 0) return 1;
// ok: rules.c.password-compared
if (strcmp(command, "password") == 0) return 2;
// ok: rules.c.password-compared
if (strcmp(password, "") == 0) return 0;
// ok: rules.c.password-compared
return strcmp(password, stored);
}
