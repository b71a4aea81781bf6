@app.route("/one")
def one():
    # ruleid: rules.python.session-fixation
    response.set_cookie("session_id", request.args["sid"], secure=True, httponly=True, samesite="Lax")
    return response


@app.route("/two")
def two():
    # ruleid: rules.python.session-fixation
    session.sid = request.args.get("sid")
    return "x"


def three(request):
    # ruleid: rules.python.session-fixation
    store = SessionStore(session_key=request.GET["key"])
    return store

# --- case
@app.route("/one")
def one():
    # ok: rules.python.session-fixation
    response.set_cookie("session_id", secrets.token_urlsafe(32), secure=True, httponly=True, samesite="Lax")
    return response


def two(request):
    # ok: rules.python.session-fixation
    store = SessionStore(session_key=request.COOKIES["sessionid"])
    return store
