from flask import request


@app.route("/act")
def act():
    # ruleid: rules.python.dynamic-attribute
    return getattr(service, request.args["method"])()


@app.route("/set")
def change():
    field = request.form["field"]
    # ruleid: rules.python.dynamic-attribute
    setattr(profile, field, request.form["value"])
    return "done"


@app.route("/field")
def field():
    name = request.args.get("name")
    # ruleid: rules.python.dynamic-attribute
    return str(getattr(current, name))

# --- case
ALLOWED = frozenset({"name", "mail"})


@app.route("/field")
def field():
    name = request.args.get("name")
    if name not in ALLOWED:
        abort(400)
    # ok: rules.python.dynamic-attribute
    return str(getattr(current, name))


def plain(thing):
    # ok: rules.python.dynamic-attribute
    return getattr(thing, "name", None)
