void f() {
// ruleid: rules.c.pointer-into-temporary
const char *a = stream.str().c_str();
// ruleid: rules.c.pointer-into-temporary
const char *b = (left + right).c_str();
// ruleid: rules.c.pointer-into-temporary
const char *c = std::to_string(n).c_str();
// ok: rules.c.pointer-into-temporary
const char *d = name.c_str();
// ok: rules.c.pointer-into-temporary
print(stream.str().c_str());
// ok: rules.c.pointer-into-temporary
const char *e = object.name().c_str();
}
