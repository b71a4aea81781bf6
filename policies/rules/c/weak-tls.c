void f(CURL *curl) {
// ruleid: rules.c.weak-tls
SSL_CTX *ctx = SSL_CTX_new(TLSv1_method());
// ruleid: rules.c.weak-tls
SSL_CTX_set_min_proto_version(ctx, TLS1_VERSION);
// ruleid: rules.c.weak-tls
curl_easy_setopt(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_0);
// ruleid: rules.c.weak-tls
SSL_CTX_set_cipher_list(ctx, "ALL:NULL");
// ok: rules.c.weak-tls
SSL_CTX *ok = SSL_CTX_new(TLS_method());
// ok: rules.c.weak-tls
SSL_CTX_set_cipher_list(ctx, "HIGH:!aNULL:!MD5");
}
