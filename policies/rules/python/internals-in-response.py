import os
from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/env")
def environment():
    # ruleid: rules.python.internals-in-response
    return jsonify(dict(os.environ))


@app.get("/users/<name>")
def user(name):
    found = load(name)
    # ruleid: rules.python.internals-in-response
    return jsonify(found.__dict__)


@app.get("/me")
def me():
    found = load("me")
    # ruleid: rules.python.internals-in-response
    return {"name": found.name, "password": found.password}

# --- case
import os
from flask import Flask

app = Flask(__name__)


@app.get("/region")
def region():
    # ok: rules.python.internals-in-response
    return {"region": os.environ["REGION"]}


@app.get("/me")
def me():
    found = load("me")
    # ok: rules.python.internals-in-response
    return {"name": found.name}
