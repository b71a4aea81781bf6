void f(void) {
// ruleid: rules.c.ecb-mode
EVP_EncryptInit_ex(ctx, EVP_aes_128_ecb(), NULL, key, NULL);
// ruleid: rules.c.ecb-mode
AES_ecb_encrypt(in, out, &key, AES_ENCRYPT);
// ruleid: rules.c.ecb-mode
gcry_cipher_open(&handle, GCRY_CIPHER_AES, GCRY_CIPHER_MODE_ECB, 0);
// ok: rules.c.ecb-mode
EVP_EncryptInit_ex(ctx, EVP_aes_128_gcm(), NULL, key, iv);
// ok: rules.c.ecb-mode
gcry_cipher_open(&handle, GCRY_CIPHER_AES, GCRY_CIPHER_MODE_GCM, 0);
}
