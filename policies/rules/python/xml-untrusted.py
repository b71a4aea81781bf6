import xml.etree.ElementTree as ET
from xml.dom import minidom


def one(path):
    # ruleid: rules.python.xml-untrusted
    return ET.parse(path)


def two(text):
    # ruleid: rules.python.xml-untrusted
    return ET.fromstring(text)


def three(text):
    # ruleid: rules.python.xml-untrusted
    return minidom.parseString(text)

# --- case
import defusedxml.ElementTree


def one(text):
    # ok: rules.python.xml-untrusted
    return defusedxml.ElementTree.fromstring(text)


def two(tree):
    # ok: rules.python.xml-untrusted
    return ET.tostring(tree)
