import time
from flask import request


def dots():
    # ruleid: rules.python.size-from-request
    return "." * int(request.args["count"])


def later():
    # ruleid: rules.python.size-from-request
    time.sleep(int(request.args["seconds"]))


def table():
    n = int(request.args["n"])
    # ruleid: rules.python.size-from-request
    return [x * x for x in range(n)]

# --- case
from flask import request


def dots():
    # ok: rules.python.size-from-request
    return "." * min(int(request.args["count"]), 100)


def table():
    n = int(request.args["n"])
    if n > 50:
        raise ValueError("too many")
    # ok: rules.python.size-from-request
    return [x * x for x in range(n)]
