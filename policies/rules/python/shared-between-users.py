from flask import Flask, request
import tornado.web

app = Flask(__name__)
signed_in = None
profile = {}


@app.post("/in")
def enter():
    global signed_in
    # ruleid: rules.python.shared-between-users
    signed_in = request.form["name"]


@app.post("/me")
def me():
    # ruleid: rules.python.shared-between-users
    profile["mail"] = request.form["mail"]


class Basket(tornado.web.RequestHandler):
    items = []

    def post(self):
        # ruleid: rules.python.shared-between-users
        self.items.append(self.get_argument("item"))

# --- case
from flask import Flask, request, session

app = Flask(__name__)
profiles = {}


@app.post("/in")
def enter():
    # ok: rules.python.shared-between-users
    session["name"] = request.form["name"]


@app.post("/me")
def me():
    # ok: rules.python.shared-between-users
    profiles[current_user.id] = request.form["mail"]
