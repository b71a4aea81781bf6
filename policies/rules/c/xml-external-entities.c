void f(void) {
// ruleid: rules.c.xml-external-entities
doc = xmlReadMemory(text, size, "a.xml", NULL, XML_PARSE_NOENT | XML_PARSE_NONET);
// ruleid: rules.c.xml-external-entities
xmlCtxtUseOptions(ctxt, XML_PARSE_DTDLOAD);
// ruleid: rules.c.xml-external-entities
xmlSubstituteEntitiesDefault(1);
// ok: rules.c.xml-external-entities
doc = xmlReadMemory(text, size, "a.xml", NULL, XML_PARSE_NONET);
// ok: rules.c.xml-external-entities
xmlCtxtUseOptions(ctxt, XML_PARSE_NOBLANKS);
}
