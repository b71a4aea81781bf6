void f(void) {
// ruleid: rules.c.unauthenticated-cipher
EVP_EncryptInit_ex(ctx, EVP_aes_256_cbc(), NULL, key, iv);
// ruleid: rules.c.unauthenticated-cipher
const EVP_CIPHER *cipher = EVP_aes_128_ctr();
}
const EVP_CIPHER *pick(void) {
// ruleid: rules.c.unauthenticated-cipher
return EVP_aes_256_cfb128();
}
void g(void) {
// ok: rules.c.unauthenticated-cipher
EVP_EncryptInit_ex(ctx, EVP_aes_256_gcm(), NULL, key, iv);
}
void h(void) {
// ok: rules.c.unauthenticated-cipher
EVP_EncryptInit_ex(ctx, EVP_aes_256_cbc(), NULL, key, iv);
HMAC(EVP_sha256(), mac_key, 32, out, length, tag, NULL);
}
