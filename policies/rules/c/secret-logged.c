void f(const char *user, const char *password) {
// ruleid: rules.c.secret-logged
printf("user %s password %s\n", user, password);
// ruleid: rules.c.secret-logged
syslog(LOG_INFO, "key %s", config->api_key);
// ruleid: rules.c.secret-logged
fprintf(stderr, "token: %s", auth_token);
// ok: rules.c.secret-logged
printf("user %s\n", user);
// ok: rules.c.secret-logged
printf("password is wrong\n");
// ok: rules.c.secret-logged
printf("%s", password_prompt);
}
