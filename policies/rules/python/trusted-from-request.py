from flask import request, session


def keep():
    # ruleid: rules.python.trusted-from-request
    session["plan"] = request.form["plan"]


def view(request):
    # ruleid: rules.python.trusted-from-request
    request.session["discount"] = request.GET["discount"]


def note():
    owner = request.args["owner"]
    # ruleid: rules.python.trusted-from-request
    session["owner"] = owner

# --- case
from flask import request, session

PLANS = {"free", "team"}


def keep():
    plan = request.form["plan"]
    if plan not in PLANS:
        raise ValueError("no such plan")
    # ok: rules.python.trusted-from-request
    session["plan"] = plan


def enter(user):
    # ok: rules.python.trusted-from-request
    session["user_id"] = user.id
