class A {
  void f() {
// ruleid: rules.java.cookie-without-flags
    cookie.setSecure(false);
// ruleid: rules.java.cookie-without-flags
    sessionCookie.setHttpOnly(false);
// ruleid: rules.java.cookie-without-flags
    ResponseCookie c = ResponseCookie.from("sid", id).httpOnly(false);
// ok: rules.java.cookie-without-flags
    cookie.setSecure(true);
// ok: rules.java.cookie-without-flags
    cookie.setHttpOnly(true);
  }
}
