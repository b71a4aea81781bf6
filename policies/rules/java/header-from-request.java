class A {
  void f(HttpServletRequest request, HttpServletResponse response) throws Exception {
// ruleid: rules.java.header-from-request
    response.setHeader("X-Name", request.getParameter("name"));
// ruleid: rules.java.header-from-request
    response.addCookie(new Cookie("lang", request.getParameter("lang")));
// ruleid: rules.java.header-from-request
    response.addHeader("X-Ref", "a" + request.getHeader("Referer"));
// ok: rules.java.header-from-request
    response.setHeader("X-Name", "fixed");
// ok: rules.java.header-from-request
    response.setHeader("X-Name", request.getParameter("name").replaceAll("[\\r\\n]", ""));
  }
}
