void a(const char *path) {
// ruleid: rules.c.xml-parser-open
XercesDOMParser *parser = new XercesDOMParser();
parser->parse(path);
}
void b(const char *path) {
// ruleid: rules.c.xml-parser-open
SAXParser parser;
parser.parse(path);
}
void c() {
// ruleid: rules.c.xml-parser-open
SAX2XMLReader *reader = XMLReaderFactory::createXMLReader();
}
void d(const char *path) {
// ok: rules.c.xml-parser-open
XercesDOMParser *parser = new XercesDOMParser();
parser->setDisableDefaultEntityResolution(true);
parser->parse(path);
}
void e() {
// ok: rules.c.xml-parser-open
Parser *parser = new Parser();
}
