class A {
  void f(String name) {
// ruleid: rules.java.sql-string-built
    String sql = "SELECT * FROM users WHERE name = '" + name + "'";
// ruleid: rules.java.sql-string-built
    query = "DELETE FROM items WHERE id = " + request.getParameter("id");
// ruleid: rules.java.sql-string-built
    final String q = "select * from t where a like '%" + term + "%'";
// ok: rules.java.sql-string-built
    String ok = "SELECT * FROM users WHERE name = ?";
// ok: rules.java.sql-string-built
    String t = "SELECT * FROM users WHERE kind = '" + KIND + "'";
// ok: rules.java.sql-string-built
    String m = "Update done = " + name;
  }
}
