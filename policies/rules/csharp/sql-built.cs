class A {
  void F(string id) {
// ruleid: rules.csharp.sql-built
    var c = new SqlCommand("SELECT * FROM users WHERE id = " + id, conn);
// ruleid: rules.csharp.sql-built
    var q = $"SELECT * FROM users WHERE name = '{name}'";
// ruleid: rules.csharp.sql-built
    db.Database.ExecuteSqlRaw(string.Format("DELETE FROM t WHERE a = '{0}'", a));
// ok: rules.csharp.sql-built
    var ok = new SqlCommand("SELECT * FROM users WHERE id = @id", conn);
// ok: rules.csharp.sql-built
    db.Users.FromSqlInterpolated($"SELECT * FROM users WHERE id = {id}");
// ok: rules.csharp.sql-built
    var t = $"Please select {x} from it".Trim();
  }
}
