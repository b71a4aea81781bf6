// ruleid: rules.javascript.xml-external-entities
const doc = libxmljs.parseXml(req.body, { noent: true });
// ruleid: rules.javascript.xml-external-entities
const d2 = libxml.parseXmlString(text, { "noent": true, nonet: false });
// ruleid: rules.javascript.xml-external-entities
parser.parse(text, { resolveExternalEntities: true });
// ok: rules.javascript.xml-external-entities
const d3 = libxmljs.parseXml(text, { noent: false });
// ok: rules.javascript.xml-external-entities
const d4 = libxmljs.parseXml(text);
