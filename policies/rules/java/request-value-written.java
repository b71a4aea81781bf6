class A {
  void f(HttpServletRequest request, HttpServletResponse response) throws Exception {
// ruleid: rules.java.request-value-written
    response.getWriter().println("Hello " + request.getParameter("name"));
// ruleid: rules.java.request-value-written
    out.print(request.getParameter("q"));
// ruleid: rules.java.request-value-written
    writer.write("<p>" + request.getHeader("X-Name") + "</p>");
// ok: rules.java.request-value-written
    out.print(Encode.forHtml(request.getParameter("q")));
// ok: rules.java.request-value-written
    System.out.println(request.getParameter("q"));
  }
}
