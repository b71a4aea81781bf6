void f(Database &db, const std::string &name, int id) {
// ruleid: rules.c.sql-concatenated
std::string query = "SELECT * FROM users WHERE name = '" + name + "'";
// ruleid: rules.c.sql-concatenated
db.exec("DELETE FROM users WHERE name = '" + name + "'");
// ruleid: rules.c.sql-concatenated
stream << "UPDATE users SET name = '" << name << "'";
// ruleid: rules.c.sql-concatenated
query.exec(QString("SELECT * FROM users WHERE name = '%1'").arg(name));
// ok: rules.c.sql-concatenated
db.prepare("SELECT * FROM users WHERE name = ?");
// ok: rules.c.sql-concatenated
std::cout << "SELECT * FROM users WHERE name = '" << name << "'";
// ok: rules.c.sql-concatenated
std::string text = "selected " + name + " from the list";
}
