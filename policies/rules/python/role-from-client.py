@app.route("/admin")
def admin():
    role = request.headers.get("X-User-Role")
    # ruleid: rules.python.role-from-client
    if role == "admin":
        return stats()
    return "no"


@app.get("/people")
def people():
    role = person.role
    # ok: rules.python.role-from-client
    if role == "admin":
        return stats()
    return "no"


@app.post("/register")
def register():
    data = request.get_json()
    # ruleid: rules.python.role-from-client
    person = User(name=data["name"], role=data.get("role", "user"))
    return save(person)


@app.post("/signup")
def signup():
    data = request.get_json()
    # ok: rules.python.role-from-client
    person = User(name=data["name"], role="user")
    return save(person)

# --- case
from flask import request


@app.route("/one", methods=["POST"])
def one():
    # ruleid: rules.python.role-from-client
    if request.json.get("is_admin"):
        return remove_all()
    return "no"


@app.route("/two")
def two():
    # ruleid: rules.python.role-from-client
    if request.args["role"] == "admin":
        return remove_all()
    return "no"


@app.route("/three")
def three():
    # ruleid: rules.python.role-from-client
    if request.cookies.get("role") == "admin":
        return remove_all()
    return "no"

# --- case
@app.route("/one", methods=["POST"])
def one():
    # ok: rules.python.role-from-client
    if current_user.is_admin:
        return remove_all()
    return "no"


def two(row):
    # ok: rules.python.role-from-client
    if row["role"] == "admin":
        return 1
    return 0
