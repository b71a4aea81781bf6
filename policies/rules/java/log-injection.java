class A {
  void f(HttpServletRequest request) {
// ruleid: rules.java.log-injection
    log.info("login " + request.getParameter("user"));
// ruleid: rules.java.log-injection
    LOGGER.warn("bad header {}", request.getHeader("X-A"));
// ruleid: rules.java.log-injection
    logger.error(request.getParameter("q"));
// ok: rules.java.log-injection
    log.info("login {}", user.getId());
// ok: rules.java.log-injection
    log.info(request.getParameter("user").replaceAll("[\\r\\n]", ""));
  }
}
