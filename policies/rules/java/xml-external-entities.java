class A {
  void f() throws Exception {
// ruleid: rules.java.xml-external-entities
    DocumentBuilder b = DocumentBuilderFactory.newInstance().newDocumentBuilder();
  }
  void g() throws Exception {
// ruleid: rules.java.xml-external-entities
    SAXParserFactory f = SAXParserFactory.newInstance();
  }
  void h() throws Exception {
// ruleid: rules.java.xml-external-entities
    SAXReader r = new SAXReader();
  }
}
// --- case: B.java
class B {
  void f() throws Exception {
// ok: rules.java.xml-external-entities
    DocumentBuilderFactory f = DocumentBuilderFactory.newInstance();
    f.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
  }
}
// --- case: C.java
class C {
  void g() throws Exception {
// ok: rules.java.xml-external-entities
    XMLInputFactory x = XMLInputFactory.newFactory();
    x.setProperty(XMLInputFactory.SUPPORT_DTD, false);
  }
}
