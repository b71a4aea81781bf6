public class Page {
  public void page(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: flow.java.ldap
    context.search("dc=x", "(uid=" + request.getParameter("uid") + ")", controls);
    String filter = "(cn=" + request.getParameter("cn") + ")";
    // ruleid: flow.java.ldap
    context.search("dc=x", filter, controls);
    // ruleid: flow.java.ldap
    context.search("uid=" + request.getParameter("uid"), "(a=b)", controls);
    // ok: flow.java.ldap
    context.search("dc=x", "(uid=root)", controls);
    // ok: flow.java.ldap
    context.search("dc=x", "(uid={0})", new Object[] {request.getParameter("uid")}, controls);
  }
}
