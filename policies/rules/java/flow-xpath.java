public class Page {
  public void page(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: flow.java.xpath
    xpath.evaluate("//user[@name='" + request.getParameter("name") + "']", doc);
    String path = "//user[@id='" + request.getParameter("id") + "']";
    // ruleid: flow.java.xpath
    xpath.compile(path);
    // ruleid: flow.java.xpath
    xpath.evaluate(request.getParameter("path"), doc);
    // ok: flow.java.xpath
    xpath.evaluate("//user", doc);
    // ok: flow.java.xpath
    xpath.compile("//user[" + Integer.parseInt(request.getParameter("n")) + "]");
  }
}
