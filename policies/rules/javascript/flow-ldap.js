app.post('/page', async (req, res) => {
  // ruleid: flow.javascript.ldap
  ldap.search(base, { filter: `(uid=${req.body.uid})` }, done);
  const filter = '(cn=' + req.query.cn + ')';
  // ruleid: flow.javascript.ldap
  ldap.search(base, { filter }, done);
  // ruleid: flow.javascript.ldap
  ldap.search('uid=' + req.params.uid + ',ou=people', options, done);
  // ok: flow.javascript.ldap
  ldap.search(base, { filter: '(uid=root)' }, done);
  // ok: flow.javascript.ldap
  ldap.search(base, { filter: `(uid=${ldapEscape.filter(req.body.uid)})` }, done);
});
