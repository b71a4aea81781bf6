import re

from flask import request


@app.route("/one")
def one():
    # ruleid: rules.python.regex-from-request
    return str(re.findall(request.args["pattern"], TEXT))


@app.route("/two")
def two():
    wanted = request.args["q"]
    # ruleid: rules.python.regex-from-request
    return str(re.search(wanted, TEXT))


@app.route("/three")
def three():
    # ruleid: rules.python.regex-from-request
    pattern = re.compile("^" + request.form["prefix"])
    return str(pattern.match(TEXT))

# --- case
@app.route("/one")
def one():
    # ok: rules.python.regex-from-request
    return str(re.search(re.escape(request.args["q"]), TEXT))


@app.route("/two")
def two():
    # ok: rules.python.regex-from-request
    return str(re.search(r"^\d+$", request.args["number"]))
