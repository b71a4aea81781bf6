class A {
  void f() {
// ruleid: rules.java.ldap-anonymous
    env.put(Context.SECURITY_AUTHENTICATION, "none");
// ruleid: rules.java.ldap-anonymous
    env.put("java.naming.security.authentication", "none");
// ruleid: rules.java.ldap-anonymous
    props.setProperty(Context.SECURITY_AUTHENTICATION, "none");
// ok: rules.java.ldap-anonymous
    env.put(Context.SECURITY_AUTHENTICATION, "simple");
// ok: rules.java.ldap-anonymous
    env.put(Context.PROVIDER_URL, url);
  }
}
