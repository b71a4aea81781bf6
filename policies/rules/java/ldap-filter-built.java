class A {
  void f(String user) throws Exception {
// ruleid: rules.java.ldap-filter-built
    ctx.search(base, "(uid=" + user + ")", controls);
// ruleid: rules.java.ldap-filter-built
    String filter = "(&(cn=" + name + ")(active=1))";
// ruleid: rules.java.ldap-filter-built
    dirContext.search("ou=people", "(mail=" + request.getParameter("m") + ")", sc);
// ok: rules.java.ldap-filter-built
    ctx.search(base, "(uid={0})", new Object[]{user}, controls);
// ok: rules.java.ldap-filter-built
    String s = "(total=" + n + ")";
  }
}
