void f(void) {
// ruleid: rules.c.weak-hash
EVP_DigestInit_ex(ctx, EVP_md5(), NULL);
// ruleid: rules.c.weak-hash
MD5_Init(&context);
// ruleid: rules.c.weak-hash
SHA1(data, length, digest);
// ruleid: rules.c.weak-hash
gcry_md_open(&handle, GCRY_MD_MD5, 0);
// ok: rules.c.weak-hash
EVP_DigestInit_ex(ctx, EVP_sha256(), NULL);
// ok: rules.c.weak-hash
SHA256(data, length, digest);
}
