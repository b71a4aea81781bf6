fun first(sort: String): String {
    // ruleid: rules.kotlin.sql-clause-built
    return " ORDER BY $sort"
}

fun second(key: String, dir: String): List<Row> {
    // ruleid: rules.kotlin.sql-clause-built
    val tail = "ORDER BY ${key.trim()} ${dir.uppercase()}"
    return jdbc.query(BASE + tail, mapper)
}

fun third(by: String) {
    val sql = StringBuilder(BASE)
    // ruleid: rules.kotlin.sql-clause-built
    sql.append(" GROUP BY $by")
}

fun fourth(sort: String): String {
    val column = when (sort) { "name" -> "name"; else -> "id" }
    // ok: rules.kotlin.sql-clause-built
    return " ORDER BY $column"
}

fun fifth(key: String): String {
    val column = COLUMNS[key] ?: "id"
    // ok: rules.kotlin.sql-clause-built
    return " ORDER BY $column"
}

fun sixth(): String {
    // ok: rules.kotlin.sql-clause-built
    return " ORDER BY created_at DESC"
}
