public class Page {
  private String removing(String id) {
    return "DELETE FROM users WHERE id = " + id;
  }

  public void page(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: flow.java.sql
    statement.executeQuery("SELECT * FROM users WHERE name = '" + request.getParameter("name") + "'");
    String query = String.format("SELECT * FROM users WHERE id = %s", request.getParameter("id"));
    // ruleid: flow.java.sql
    jdbcTemplate.queryForList(query);
    // ruleid: flow.java.sql
    connection.prepareStatement(removing(request.getParameter("id")));
    // ok: flow.java.sql
    jdbcTemplate.queryForList("SELECT * FROM users WHERE id = ?", request.getParameter("id"));
    int id = Integer.parseInt(request.getParameter("id"));
    // ok: flow.java.sql
    statement.executeQuery("SELECT * FROM users WHERE id = " + id);
    String table = "users";
    // ok: flow.java.sql
    statement.executeQuery("SELECT * FROM " + table);
  }
}
