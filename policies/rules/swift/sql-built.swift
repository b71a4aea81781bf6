// ruleid: rules.swift.sql-built
let q = "SELECT * FROM users WHERE name = '\(name)'"
// ruleid: rules.swift.sql-built
try db.execute(sql: "DELETE FROM items WHERE id = \(id)")
// ruleid: rules.swift.sql-built
sqlite3_exec(db, "SELECT * FROM t WHERE a = '" + a + "'", nil, nil, nil)
// ok: rules.swift.sql-built
try db.execute(sql: "DELETE FROM items WHERE id = ?", arguments: [id])
// ok: rules.swift.sql-built
let t = "Please select \(x)"
