class A {
  void F() {
// ruleid: rules.csharp.xml-external-entities
    settings.DtdProcessing = DtdProcessing.Parse;
// ruleid: rules.csharp.xml-external-entities
    doc.XmlResolver = new XmlUrlResolver();
// ruleid: rules.csharp.xml-external-entities
    var s = new XmlReaderSettings { ProhibitDtd = false };
// ok: rules.csharp.xml-external-entities
    settings.DtdProcessing = DtdProcessing.Prohibit;
// ok: rules.csharp.xml-external-entities
    doc.XmlResolver = null;
  }
}
