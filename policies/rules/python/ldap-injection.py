TEMPLATES = {"uid": "(&(objectClass=person)(uid={value}))", "mail": "(&(objectClass=person)(mail={value}))"}


def wanted(kind, login):
    # ruleid: rules.python.ldap-injection
    text = TEMPLATES[kind].format(value=login)
    return text


def label(x):
    # ok: rules.python.ldap-injection
    return f"(x={x})"

# --- case
from flask import request


@app.route("/person")
def person():
    uid = request.args["uid"]
    # ruleid: rules.python.ldap-injection
    return jsonify(connection.search_s(BASE, ldap.SCOPE_SUBTREE, f"(uid={uid})"))


def groups(connection, name):
    # ruleid: rules.python.ldap-injection
    return connection.search_s(BASE, ldap.SCOPE_SUBTREE, "(&(objectClass=group)(cn=%s))" % name)


def mail(conn, address):
    # ruleid: rules.python.ldap-injection
    conn.search(search_base=BASE, search_filter="(mail=" + address + ")")
    return conn.entries

# --- case
from ldap.filter import escape_filter_chars


def person(connection, uid):
    # ok: rules.python.ldap-injection
    return connection.search_s(BASE, ldap.SCOPE_SUBTREE, f"(uid={escape_filter_chars(uid)})")


def everybody(connection):
    # ok: rules.python.ldap-injection
    return connection.search_s(BASE, ldap.SCOPE_SUBTREE, "(objectClass=person)")
