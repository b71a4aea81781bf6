void f(void) {
// ruleid: rules.c.weak-cipher
EVP_EncryptInit_ex(ctx, EVP_des_cbc(), NULL, key, iv);
// ruleid: rules.c.weak-cipher
RC4_set_key(&key, 16, data);
// ruleid: rules.c.weak-cipher
BF_encrypt(data, &key);
// ruleid: rules.c.weak-cipher
gcry_cipher_open(&handle, GCRY_CIPHER_DES, GCRY_CIPHER_MODE_CBC, 0);
// ok: rules.c.weak-cipher
EVP_EncryptInit_ex(ctx, EVP_aes_256_gcm(), NULL, key, iv);
// ok: rules.c.weak-cipher
gcry_cipher_open(&handle, GCRY_CIPHER_AES256, GCRY_CIPHER_MODE_GCM, 0);
}
