public class Page {
  public void page(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: flow.java.xss
    response.getWriter().println("<h1>" + request.getParameter("name") + "</h1>");
    PrintWriter page = response.getWriter();
    String text = "<p>" + request.getParameter("text") + "</p>";
    // ruleid: flow.java.xss
    page.write(text);
    // ruleid: flow.java.xss
    response.getWriter().print(request.getParameter("who"));
    // ok: flow.java.xss
    response.getWriter().println("<h1>" + HtmlUtils.htmlEscape(request.getParameter("name")) + "</h1>");
    // ok: flow.java.xss
    response.getWriter().println("<h1>welcome</h1>");
  }
}
