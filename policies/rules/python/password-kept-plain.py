from flask import request


def register(db):
    # ruleid: rules.python.password-kept-plain
    db.session.add(User(name=request.form["name"], password=request.form["password"]))


def insert(cursor, name, password):
    # ruleid: rules.python.password-kept-plain
    cursor.execute("INSERT INTO users (name, password) VALUES (?, ?)", (name, password))


def remember(name, password):
    with open("accounts.txt", "a") as book:
        # ruleid: rules.python.password-kept-plain
        book.write(name + ":" + password)


def protect(password):
    # ruleid: rules.python.password-kept-plain
    return base64.b64encode(password.encode())

# --- case
from flask import request
from werkzeug.security import generate_password_hash


def register(db):
    # ok: rules.python.password-kept-plain
    db.session.add(User(name=request.form["name"], password=generate_password_hash(request.form["password"])))


def insert(cursor, name, password):
    password_hash = hasher.hash(password)
    # ok: rules.python.password-kept-plain
    cursor.execute("INSERT INTO users (name, password) VALUES (?, ?)", (name, password_hash))


def basic_auth(name, password):
    # ok: rules.python.password-kept-plain
    return "Basic " + base64.b64encode(password.encode()).decode()
