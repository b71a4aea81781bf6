void f(const std::string &left, const std::string &right) {
// ruleid: rules.c.view-of-temporary
std::string_view a = left + right;
// ruleid: rules.c.view-of-temporary
std::string_view b = std::string("abc");
// ruleid: rules.c.view-of-temporary
std::string_view c = stream.str();
// ok: rules.c.view-of-temporary
std::string_view d = left;
// ok: rules.c.view-of-temporary
std::string_view e = "abc";
}
