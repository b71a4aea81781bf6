from flask import request


def photo():
    sent = request.files["photo"]
    # ruleid: rules.python.type-from-client
    if sent.content_type != "image/png":
        return "only pictures", 400


def sheet():
    sent = request.files.get("sheet")
    # ruleid: rules.python.type-from-client
    if sent.mimetype in ("text/csv", "application/csv"):
        sent.save("/srv/sheet")


def scan():
    sent = request.files["scan"]
    # ruleid: rules.python.type-from-client
    if sent.content_type == "application/pdf":
        sent.save("/srv/scan")

# --- case
from flask import request


def photo():
    sent = request.files["photo"]
    # ok: rules.python.type-from-client
    if not looks_like_png(sent.stream.read(8)):
        return "only pictures", 400


def answer(response):
    # ok: rules.python.type-from-client
    return response.content_type == "application/json"
