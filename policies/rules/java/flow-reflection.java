public class Page {
  public void page(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: flow.java.reflection
    Class.forName(request.getParameter("type"));
    String name = "com.example." + request.getParameter("action");
    // ruleid: flow.java.reflection
    Class.forName(name);
    // ruleid: flow.java.reflection
    service.getClass().getMethod(request.getParameter("method"));
    // ok: flow.java.reflection
    Class.forName("com.example.Action");
    String known = request.getParameter("known");
    if (!KNOWN.contains(known)) return;
    // ok: flow.java.reflection
    Class.forName(known);
  }
}
