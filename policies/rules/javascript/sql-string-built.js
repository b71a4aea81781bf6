// ruleid: rules.javascript.sql-string-built
const sql = `INSERT INTO users(email) VALUES('${data.email}')`;
// ruleid: rules.javascript.sql-string-built
let query = "INSERT INTO t (a, b) VALUES (" + "'" + a + "', '" + b + "')";
// ruleid: rules.javascript.sql-string-built
q += "WHERE id = '" + id + "'";
function f(id) {
// ruleid: rules.javascript.sql-string-built
  var stmt = "SELECT * FROM users WHERE id = " + id;
}
// ok: rules.javascript.sql-string-built
const ok = "SELECT * FROM users WHERE id = ?";
// ok: rules.javascript.sql-string-built
const t = `SELECT * FROM ${TABLE} WHERE id = $1`;
// ok: rules.javascript.sql-string-built
const m = `Please select ${x} from the list`;
