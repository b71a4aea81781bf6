class A {
  void f(HttpServletResponse response) {
    Cookie cookie = new Cookie("session", id);
// ruleid: rules.java.cookie-flags-missing
    response.addCookie(cookie);
  }
  void g(HttpServletResponse resp) {
    Cookie c = new Cookie("token", t);
    c.setMaxAge(60);
// ruleid: rules.java.cookie-flags-missing
    resp.addCookie(c);
  }
  void h(HttpServletResponse res) {
    Cookie auth = new javax.servlet.http.Cookie("auth", t);
// ruleid: rules.java.cookie-flags-missing
    res.addCookie(auth);
  }
  void k(HttpServletResponse response) {
    Cookie cookie = new Cookie("session", id);
    cookie.setSecure(true);
    cookie.setHttpOnly(true);
// ok: rules.java.cookie-flags-missing
    response.addCookie(cookie);
  }
  void m(HttpServletResponse response) {
// ok: rules.java.cookie-flags-missing
    response.addHeader("x", "y");
  }
}
