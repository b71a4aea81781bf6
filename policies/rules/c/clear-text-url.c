void f(CURL *curl) {
// ruleid: rules.c.clear-text-url
curl_easy_setopt(curl, CURLOPT_URL, "http://example.org/update");
// ruleid: rules.c.clear-text-url
http_get("http://example.org/");
// ruleid: rules.c.clear-text-url
ftp_download("ftp://example.org/x");
// ok: rules.c.clear-text-url
curl_easy_setopt(curl, CURLOPT_URL, "https://example.org/update");
// ok: rules.c.clear-text-url
curl_easy_setopt(curl, CURLOPT_URL, "http://localhost:8080/");
}
