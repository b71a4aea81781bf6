const char *a() {
std::string text = make();
// ruleid: rules.c.local-text-returned
return text.c_str();
}
char *b(int n) {
std::vector<char> bytes(n);
// ruleid: rules.c.local-text-returned
return bytes.data();
}
const char *c() {
std::string joined(first + second);
// ruleid: rules.c.local-text-returned
return joined.c_str();
}
const char *d(const std::string &text) {
// ok: rules.c.local-text-returned
return text.c_str();
}
const char *e() {
static std::string text = make();
// ok: rules.c.local-text-returned
return text.c_str();
}
