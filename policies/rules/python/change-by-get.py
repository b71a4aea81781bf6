from flask import Flask
from fastapi import FastAPI

app = Flask(__name__)
api = FastAPI()


@app.route("/notes/<int:note_id>/delete")
# ruleid: rules.python.change-by-get
def drop(note_id):
    Note.query.filter_by(id=note_id).delete()
    return "gone"


@api.get("/cart/clear")
# ruleid: rules.python.change-by-get
def clear(cart_id: int):
    carts.delete_one({"id": cart_id})


@app.route("/files/remove/<name>", methods=["GET"])
# ruleid: rules.python.change-by-get
def remove(name):
    os.remove(BASE / name)
    return "gone"

# --- case
from flask import Flask

app = Flask(__name__)


@app.route("/notes/<int:note_id>/delete", methods=["POST"])
# ok: rules.python.change-by-get
def drop(note_id):
    Note.query.filter_by(id=note_id).delete()
    return "gone"


@app.get("/notes/<int:note_id>")
# ok: rules.python.change-by-get
def show(note_id):
    return cache.pop(note_id)
