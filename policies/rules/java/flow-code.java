public class Page {
  public void page(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: flow.java.code
    engine.eval(request.getParameter("script"));
    String text = "1 + " + request.getParameter("sum");
    // ruleid: flow.java.code
    parser.parseExpression(text);
    // ruleid: flow.java.code
    Ognl.getValue(request.getParameter("expression"), root);
    // ok: flow.java.code
    engine.eval("1 + 1");
    // ok: flow.java.code
    parser.parseExpression("name");
  }
}
