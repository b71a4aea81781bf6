class A {
  void f(String name) throws Exception {
// ruleid: rules.java.xpath-built
    xpath.evaluate("//user[@name='" + name + "']", doc);
// ruleid: rules.java.xpath-built
    XPathExpression e = xp.compile("/users/user[id=" + id + "]");
// ruleid: rules.java.xpath-built
    String expr = "//user[name='" + name + "']/pass";
// ok: rules.java.xpath-built
    xpath.evaluate("//user[@name=$name]", doc);
// ok: rules.java.xpath-built
    Pattern p = Pattern.compile("a" + b);
  }
}
// ok: rules.java.xpath-built
Pattern line = Pattern.compile("//(" + NAME + ")");
