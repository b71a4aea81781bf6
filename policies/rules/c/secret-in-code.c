void f(CURL *curl) {
// ruleid: rules.c.secret-in-code
const char *password = "Tr0ub4dor";
// ruleid: rules.c.secret-in-code
char api_key[] = "4f9d2c7ab1";
// ruleid: rules.c.secret-in-code
curl_easy_setopt(curl, CURLOPT_USERPWD, "admin:Tr0ub4dor");
// ruleid: rules.c.secret-in-code
mysql_real_connect(db, host, "root", "Tr0ub4dor", NULL, 0, NULL, 0);
// ruleid: rules.c.secret-in-code
settings->client_secret = "4f9d2c7ab1";
// ok: rules.c.secret-in-code
settings->name = "4f9d2c7ab1";
// ok: rules.c.secret-in-code
const char *password = getenv("APP_PASSWORD");
// ok: rules.c.secret-in-code
settings->password = "";
// ok: rules.c.secret-in-code
const char *secret = "<secret>";
// ok: rules.c.secret-in-code
const char *token = "";
}
