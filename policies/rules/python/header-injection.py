from flask import request


@app.route("/one")
def one():
    # ruleid: rules.python.header-injection
    response.headers["X-Name"] = request.args["name"]
    return response


@app.route("/two")
def two():
    language = request.args.get("lang")
    # ruleid: rules.python.header-injection
    response.headers["Content-Language"] = language
    return response


@app.route("/three")
def three():
    resp = make_response("x")
    # ruleid: rules.python.header-injection
    resp.headers["X-Trace"] = "trace " + request.headers["X-Trace"]
    return resp

# --- case
@app.route("/one")
def one():
    # ok: rules.python.header-injection
    response.headers["X-Name"] = "fixed"
    return response


@app.route("/two")
def two():
    # ok: rules.python.header-injection
    response.headers["X-Number"] = str(int(request.args["number"]))
    return response
