// ruleid: rules.c.tls-callback-accepts
static int verify(int ok, X509_STORE_CTX *ctx) { return 1; }
// ruleid: rules.c.tls-callback-accepts
int accept_all(X509_STORE_CTX *ctx, void *arg) {
  (void)arg;
  return 1;
}
// ruleid: rules.c.tls-callback-accepts
bool any(bool preverified, X509_STORE_CTX *ctx) { return true; }
// ok: rules.c.tls-callback-accepts
static int checked(int ok, X509_STORE_CTX *ctx) { return ok; }
// ok: rules.c.tls-callback-accepts
static int pinned(int ok, X509_STORE_CTX *ctx) {
  if (!ok) return 0;
  return 1;
}
