class A {
  void f(HttpServletResponse response, Exception e) throws Exception {
// ruleid: rules.java.error-in-response
    e.printStackTrace(response.getWriter());
// ruleid: rules.java.error-in-response
    e.printStackTrace(out);
// ruleid: rules.java.error-in-response
    response.getWriter().println(Arrays.toString(e.getStackTrace()));
// ok: rules.java.error-in-response
    e.printStackTrace();
// ok: rules.java.error-in-response
    log.error("request failed", e);
  }
}
