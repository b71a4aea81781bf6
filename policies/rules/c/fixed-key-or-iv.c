void f(void) {
// ruleid: rules.c.fixed-key-or-iv
unsigned char key[] = "0123456789abcdef0123456789abcdef";
// ruleid: rules.c.fixed-key-or-iv
unsigned char iv[16] = {0x00, 0x01, 0x02};
// ruleid: rules.c.fixed-key-or-iv
EVP_EncryptInit_ex(ctx, EVP_aes_256_gcm(), NULL, (unsigned char *)"0123456789abcdef", iv);
// ok: rules.c.fixed-key-or-iv
unsigned char tag[16] = {0};
}
// --- case
void g(void) {
// ok: rules.c.fixed-key-or-iv
unsigned char iv[16] = {0};
RAND_bytes(iv, sizeof iv);
EVP_EncryptInit_ex(ctx, EVP_aes_256_gcm(), NULL, key, iv);
}
