from flask import request


def room(rooms):
    # ruleid: rules.python.index-from-request
    return rooms[int(request.args["room"])]


def page(rows):
    number = int(request.args.get("n"))
    # ruleid: rules.python.index-from-request
    return rows[number]


def answer(choices):
    # ruleid: rules.python.index-from-request
    return choices[int(request.get_json()["choice"])].text

# --- case
from flask import request


def page(rows):
    number = int(request.args["n"])
    if not 0 <= number < len(rows):
        raise LookupError
    # ok: rules.python.index-from-request
    return rows[number]


def room(rooms):
    # ok: rules.python.index-from-request
    return rooms[0]
