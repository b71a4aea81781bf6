public class Page {
  public void page(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: flow.java.session
    session.setAttribute("name", request.getParameter("name"));
    String role = request.getParameter("role");
    // ruleid: flow.java.session
    request.getSession().setAttribute("role", role);
    // ruleid: flow.java.session
    session.putValue(request.getParameter("key"), "1");
    // ok: flow.java.session
    session.setAttribute("name", "guest");
    // ok: flow.java.session
    session.setAttribute("count", Integer.parseInt(request.getParameter("n")));
  }
}
