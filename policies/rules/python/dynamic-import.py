import importlib

from flask import request


@app.route("/export")
def export():
    # ruleid: rules.python.dynamic-import
    module = importlib.import_module(request.args["format"])
    return module.export()


@app.route("/plugin")
def plugin():
    name = request.form["plugin"]
    # ruleid: rules.python.dynamic-import
    return __import__(name).run()


@app.route("/handler")
def handler():
    # ruleid: rules.python.dynamic-import
    return importlib.import_module("plugins." + request.args.get("name")).run()

# --- case
import importlib


def load():
    # ok: rules.python.dynamic-import
    return importlib.import_module("json")


MODULES = {"csv": "exporters.csv_export", "json": "exporters.json_export"}


@app.route("/export")
def export():
    # ok: rules.python.dynamic-import
    return importlib.import_module(MODULES[request.args["format"]]).export()
