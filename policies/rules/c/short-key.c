void f(void) {
// ruleid: rules.c.short-key
RSA_generate_key_ex(rsa, 1024, exponent, NULL);
// ruleid: rules.c.short-key
EVP_PKEY_CTX_set_rsa_keygen_bits(ctx, 1024);
// ruleid: rules.c.short-key
EC_KEY_new_by_curve_name(NID_secp112r1);
// ok: rules.c.short-key
RSA_generate_key_ex(rsa, 3072, exponent, NULL);
// ok: rules.c.short-key
EC_KEY_new_by_curve_name(NID_X9_62_prime256v1);
}
