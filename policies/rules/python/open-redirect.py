from flask import redirect, request


@app.route("/next")
def next_page():
    # ruleid: rules.python.open-redirect
    return redirect(request.args.get("next"))


@app.route("/out")
def out():
    target = request.args["url"]
    # ruleid: rules.python.open-redirect
    return redirect(target, code=302)


@app.route("/to")
def to():
    # ruleid: rules.python.open-redirect
    return redirect("https://" + request.args["host"] + "/")

# --- case
def view(request):
    # ruleid: rules.python.open-redirect
    return HttpResponseRedirect(request.GET["next"])

# --- case
@app.route("/next")
def next_page():
    target = request.args.get("next", "")
    if urlparse(target).netloc not in ALLOWED_HOSTS:
        abort(400)
    # ok: rules.python.open-redirect
    return redirect(target)


@app.route("/home")
def home():
    # ok: rules.python.open-redirect
    return redirect(url_for("index", tab=request.args["tab"]))


@app.route("/user")
def user():
    # ok: rules.python.open-redirect
    return redirect("/users/" + request.args["id"])
