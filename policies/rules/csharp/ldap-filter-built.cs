class A {
  void F(string user) {
// ruleid: rules.csharp.ldap-filter-built
    searcher.Filter = "(uid=" + user + ")";
// ruleid: rules.csharp.ldap-filter-built
    searcher.Filter = $"(&(cn={name})(active=1))";
// ruleid: rules.csharp.ldap-filter-built
    doc.SelectNodes("//user[@name='" + user + "']");
// ok: rules.csharp.ldap-filter-built
    searcher.Filter = $"(uid={Encoder.LdapFilterEncode(user)})";
// ok: rules.csharp.ldap-filter-built
    doc.SelectNodes("//user");
  }
}
