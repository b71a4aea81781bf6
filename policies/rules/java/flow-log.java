public class Page {
  public void page(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: flow.java.log
    logger.info("signed in: " + request.getParameter("user"));
    String who = request.getParameter("who");
    // ruleid: flow.java.log
    logger.warn("seen {}", who);
    // ruleid: flow.java.log
    log.error(request.getParameter("id"));
    // ok: flow.java.log
    logger.info("started");
    // ok: flow.java.log
    logger.info("count {}", Integer.parseInt(request.getParameter("n")));
  }
}
