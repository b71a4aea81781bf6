from flask import request, send_file


@app.route("/read")
def read():
    # ruleid: rules.python.path-traversal
    return open("/srv/data/" + request.args["name"]).read()


@app.route("/get/<path:name>")
def get(name):
    # ruleid: rules.python.path-traversal
    return send_file("/srv/data/" + name)


@app.route("/remove", methods=["POST"])
def remove():
    # ruleid: rules.python.path-traversal
    os.remove(os.path.join(FOLDER, request.form["name"]))
    return "done"


@app.route("/text")
def text():
    # ruleid: rules.python.path-traversal
    return (BASE / request.args["name"]).read_text()

# --- case
@app.route("/read")
def read():
    name = secure_filename(request.args["name"])
    # ok: rules.python.path-traversal
    return open("/srv/data/" + name).read()


@app.route("/text")
def text():
    path = (BASE / request.args["name"]).resolve()
    path.relative_to(BASE)
    # ok: rules.python.path-traversal
    return path.read_text()


@app.route("/static")
def static():
    # ok: rules.python.path-traversal
    return send_from_directory("static", request.args["name"])
