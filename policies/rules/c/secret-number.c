void f(void) {
// ruleid: rules.c.secret-number
const int secret = 15;
// ruleid: rules.c.secret-number
static const unsigned nonce = 7;
// ruleid: rules.c.secret-number
const int iv = other;
// ok: rules.c.secret-number
const int count = 15;
// ok: rules.c.secret-number
int secret = read_secret();
}
