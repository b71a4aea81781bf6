void f(const char *password) {
// ruleid: rules.c.weak-password-hash
MD5((unsigned char *)password, strlen(password), digest);
// ruleid: rules.c.weak-password-hash
SHA256_Update(&context, password, length);
// ruleid: rules.c.weak-password-hash
EVP_BytesToKey(cipher, EVP_sha1(), NULL, data, length, 8, key, iv);
// ruleid: rules.c.weak-password-hash
PKCS5_PBKDF2_HMAC(text, -1, salt, 16, 1000, EVP_sha256(), 32, key);
// ok: rules.c.weak-password-hash
PKCS5_PBKDF2_HMAC(text, -1, salt, 16, 600000, EVP_sha256(), 32, key);
// ok: rules.c.weak-password-hash
SHA256_Update(&context, message, length);
}
