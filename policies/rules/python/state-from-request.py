import os
from flask import current_app, request


def configure():
    # ruleid: rules.python.state-from-request
    os.environ[request.form["name"]] = request.form["value"]


def load():
    # ruleid: rules.python.state-from-request
    globals().update(request.get_json())


def tune():
    # ruleid: rules.python.state-from-request
    current_app.config[request.args["key"]] = request.args["value"]

# --- case
from flask import current_app, request


def tune():
    # ok: rules.python.state-from-request
    current_app.config["PAGE_SIZE"] = min(int(request.args["size"]), 100)


def load(values):
    # ok: rules.python.state-from-request
    values.update(request.get_json())
