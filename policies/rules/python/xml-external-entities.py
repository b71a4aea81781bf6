from lxml import etree

# ruleid: rules.python.xml-external-entities
one = etree.XMLParser(resolve_entities=True)
# ruleid: rules.python.xml-external-entities
two = etree.XMLParser(resolve_entities=True, no_network=False)


def three(parser):
    # ruleid: rules.python.xml-external-entities
    parser.setFeature(xml.sax.handler.feature_external_ges, True)

# --- case
from lxml import etree

# ok: rules.python.xml-external-entities
one = etree.XMLParser(resolve_entities=False, no_network=True)


def two(parser):
    # ok: rules.python.xml-external-entities
    parser.setFeature(xml.sax.handler.feature_external_ges, False)
