void f(CURL *curl) {
// ruleid: rules.c.tls-unverified
curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);
// ruleid: rules.c.tls-unverified
curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 0);
// ruleid: rules.c.tls-unverified
SSL_CTX_set_verify(ctx, SSL_VERIFY_NONE, NULL);
// ruleid: rules.c.tls-unverified
mbedtls_ssl_conf_authmode(&conf, MBEDTLS_SSL_VERIFY_NONE);
// ok: rules.c.tls-unverified
curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
// ok: rules.c.tls-unverified
SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, NULL);
}
