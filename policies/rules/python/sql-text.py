def search(tags):
    sql = "SELECT id FROM parts WHERE 1 = 1"
    quoted = ", ".join(f"'{tag}'" for tag in tags)
    # ruleid: rules.python.sql-text
    sql += f" AND tag IN ({quoted})"
    return sql


def safe(tags):
    sql = "SELECT id FROM parts WHERE 1 = 1"
    marks = ", ".join("?" for _ in tags)
    # ok: rules.python.sql-text
    sql += f" AND tag IN ({marks})"
    return sql

# --- case
def by_login(login):
    # ruleid: rules.python.sql-text
    query = f"SELECT * FROM accounts WHERE login = '{login}'"
    return query

# --- case
def by_mail(mail):
    # ruleid: rules.python.sql-text
    query = "SELECT * FROM accounts WHERE mail = '" + mail + "'"
    return query

# --- case
def removal(order_id):
    # ruleid: rules.python.sql-text
    return "DELETE FROM orders WHERE id = %s" % order_id

# --- case
QUERY = "SELECT * FROM accounts WHERE login = ?"


def by_login(login):
    # ok: rules.python.sql-text
    query = "SELECT * FROM accounts WHERE login = ?"
    return query, (login,)


def greeting(name):
    # ok: rules.python.sql-text
    text = f"Select a seat from the plan, {name}"
    return text
