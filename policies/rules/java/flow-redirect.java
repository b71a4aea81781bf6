public class Page {
  public void page(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: flow.java.redirect
    response.sendRedirect(request.getParameter("next"));
    String to = request.getParameter("to");
    // ruleid: flow.java.redirect
    response.sendRedirect(to);
    // ruleid: flow.java.redirect
    new RedirectView("https://" + request.getParameter("host"));
    // ok: flow.java.redirect
    response.sendRedirect("/users/" + request.getParameter("id"));
    // ok: flow.java.redirect
    response.sendRedirect("/login");
  }
}
