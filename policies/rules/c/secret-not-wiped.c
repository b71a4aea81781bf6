void f(char *password) {
char token[32];
// ruleid: rules.c.secret-not-wiped
memset(token, 0, sizeof token);
// ruleid: rules.c.secret-not-wiped
memset(password, 0, strlen(password));
free(password);
}
int g(void) {
unsigned char private_key[32];
// ruleid: rules.c.secret-not-wiped
memset(private_key, 0, sizeof private_key);
return 0;
}
int h(void) {
char password[32];
// ok: rules.c.secret-not-wiped
memset(password, 0, sizeof password);
read_line(password, sizeof password);
explicit_bzero(password, sizeof password);
return 0;
}
void k(void) {
struct state s;
// ok: rules.c.secret-not-wiped
memset(&s, 0, sizeof s);
}
