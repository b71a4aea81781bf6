from flask import request


@app.route("/one", methods=["POST"])
def one():
    # ruleid: rules.python.mass-assignment
    user = User(**request.json)
    return save(user)


@app.route("/two", methods=["POST"])
def two():
    for key, value in request.json.items():
        # ruleid: rules.python.mass-assignment
        setattr(user, key, value)
    return save(user)


@app.route("/three", methods=["POST"])
def three():
    # ruleid: rules.python.mass-assignment
    user.update(request.json)
    return save(user)


class Form:
    # ruleid: rules.python.mass-assignment
    fields = "__all__"

# --- case
@app.route("/one", methods=["POST"])
def one():
    # ok: rules.python.mass-assignment
    user = User(name=request.json["name"])
    return save(user)


@app.route("/two", methods=["POST"])
def two():
    for field in ("name", "mail"):
        # ok: rules.python.mass-assignment
        setattr(user, field, request.json[field])
    return save(user)


PROFILES = {"p-1": {"owner": "ann", "settings": {"theme": "dark"}}}


def change(profile_id, new_settings):
    # ok: rules.python.mass-assignment
    PROFILES[profile_id]["settings"].update(new_settings)
