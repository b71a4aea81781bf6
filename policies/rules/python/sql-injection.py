COLUMNS = {"date": "created_at", "total": "total_cents"}


def ordered(args):
    # ruleid: rules.python.sql-injection
    column = COLUMNS.get(args.get("sort"), args.get("sort", "id"))
    return "ORDER BY " + column


def ordered_well(args):
    # ok: rules.python.sql-injection
    column = COLUMNS.get(args.get("sort"), "id")
    return "ORDER BY " + column

# --- case
from flask import request


@app.route("/users")
def users():
    name = request.args["name"]
    # ruleid: rules.python.sql-injection
    rows = db.execute(f"SELECT id, name FROM users WHERE name = '{name}'")
    return jsonify(list(rows))


@app.route("/orders")
def orders():
    state = request.args.get("state")
    # ruleid: rules.python.sql-injection
    cursor.execute("SELECT * FROM orders WHERE state = '" + state + "'")
    return jsonify(cursor.fetchall())


@app.route("/report")
def report():
    # ruleid: rules.python.sql-injection
    return jsonify(db.execute(request.form["query"]).fetchall())

# --- case
def find(cursor, login):
    # ruleid: rules.python.sql-injection
    cursor.execute("SELECT * FROM accounts WHERE login = '%s'" % login)
    return cursor.fetchone()


def find_by_mail(cursor, mail):
    query = "SELECT * FROM accounts WHERE mail = '{}'".format(mail)
    # ruleid: rules.python.sql-injection
    cursor.execute(query)
    return cursor.fetchone()

# --- case
def find(cursor, login):
    # ok: rules.python.sql-injection
    cursor.execute("SELECT * FROM accounts WHERE login = %s", (login,))
    return cursor.fetchone()


def many(cursor, ids):
    marks = ",".join("?" for _ in ids)
    # ok: rules.python.sql-injection
    cursor.execute(f"SELECT * FROM accounts WHERE id IN ({marks})", ids)
    return cursor.fetchall()


COLUMNS = {"name": "name", "newest": "created_at"}


def ordered(cursor, order):
    # ok: rules.python.sql-injection
    cursor.execute("SELECT * FROM accounts ORDER BY " + COLUMNS[order])
    return cursor.fetchall()
