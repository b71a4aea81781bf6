int f(void) {
// ruleid: rules.c.timing-compare
if (memcmp(hmac, expected, 32) == 0) return 1;
// ruleid: rules.c.timing-compare
return strcmp(auth_token, given) == 0;
// ruleid: rules.c.timing-compare
if (memcmp(expected_tag, tag, 16)) return 0;
// ok: rules.c.timing-compare
if (CRYPTO_memcmp(hmac, expected, 32) == 0) return 1;
// ok: rules.c.timing-compare
return memcmp(magic, buffer, 4);
// ok: rules.c.timing-compare
return memcmp(ethernet_address, other, 6);
}
