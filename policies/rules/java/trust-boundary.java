class A {
  void f(HttpServletRequest request) {
// ruleid: rules.java.trust-boundary
    request.getSession().setAttribute("user", request.getParameter("user"));
// ruleid: rules.java.trust-boundary
    session.putValue("a", request.getHeader("X-A"));
// ruleid: rules.java.trust-boundary
    httpSession.setAttribute(request.getParameter("k"), "x");
// ok: rules.java.trust-boundary
    session.setAttribute("user", user);
// ok: rules.java.trust-boundary
    request.setAttribute("q", request.getParameter("q"));
  }
}
