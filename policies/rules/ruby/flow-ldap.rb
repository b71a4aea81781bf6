def search(ldap)
  # ruleid: flow.ruby.ldap
  Net::LDAP::Filter.construct("(uid=#{params[:uid]})")
  text = "(cn=" + params[:cn] + ")"
  # ruleid: flow.ruby.ldap
  ldap.search(base: "dc=x", filter: text)
  # ruleid: flow.ruby.ldap
  Net::LDAP::Filter.from_rfc2254("(mail=%s)" % params[:mail])
  # ok: flow.ruby.ldap
  ldap.search(base: "dc=x", filter: Net::LDAP::Filter.eq("uid", params[:uid]))
  # ok: flow.ruby.ldap
  Net::LDAP::Filter.construct("(uid=root)")
end
