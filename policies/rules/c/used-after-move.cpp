void f(std::string text, std::vector<std::string> &items) {
// ruleid: rules.c.used-after-move
items.push_back(std::move(text));
text.append("x");
// ruleid: rules.c.used-after-move
keep(std::move(items));
items.push_back("a");
// ruleid: rules.c.used-after-move
items.emplace_back(std::move(text));
text.size();
// ok: rules.c.used-after-move
items.push_back(std::move(text));
text.clear();
// ok: rules.c.used-after-move
items.push_back(std::move(text));
other.append("x");
}
