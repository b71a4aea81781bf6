class A {
  void f(String id) throws Exception {
// ruleid: rules.java.sql-built
    ResultSet rs = st.executeQuery("SELECT * FROM users WHERE id = " + id);
// ruleid: rules.java.sql-built
    conn.prepareStatement("SELECT * FROM users WHERE name = '" + name + "'").executeQuery();
// ruleid: rules.java.sql-built
    jdbcTemplate.queryForList(String.format("SELECT * FROM t WHERE a = '%s'", a));
// ruleid: rules.java.sql-built
    em.createQuery("from User u where u.name = '" + request.getParameter("n") + "'");
// ok: rules.java.sql-built
    conn.prepareStatement("SELECT * FROM users WHERE id = ?");
// ok: rules.java.sql-built
    st.executeQuery("SELECT * FROM " + TABLE);
// ok: rules.java.sql-built
    log.update("Please select a value " + id);
  }
}
