class A {
  void f(HttpServletRequest request, HttpServletResponse response) throws Exception {
// ruleid: rules.java.open-redirect
    response.sendRedirect(request.getParameter("next"));
  }
  String g(String url) {
// ruleid: rules.java.open-redirect
    return "redirect:" + url;
  }
  RedirectView h(String returnUrl) {
// ruleid: rules.java.open-redirect
    return new RedirectView(returnUrl);
  }
  String k() {
// ok: rules.java.open-redirect
    return "redirect:/home";
  }
  void m(HttpServletResponse response) throws Exception {
// ok: rules.java.open-redirect
    response.sendRedirect("/login");
  }
}
