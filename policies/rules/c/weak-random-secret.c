char *make_token(void) {
// ruleid: rules.c.weak-random-secret
out[i] = letters[rand() % 62];
}
void f(void) {
// ruleid: rules.c.weak-random-secret
int session_id = rand();
// ruleid: rules.c.weak-random-secret
key->nonce = random();
// ruleid: rules.c.weak-random-secret
RAND_pseudo_bytes(buffer, 16);
// ok: rules.c.weak-random-secret
int dice = rand() % 6;
// ok: rules.c.weak-random-secret
RAND_bytes(token, 16);
}
