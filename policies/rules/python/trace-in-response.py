def describe(frame):
    # ruleid: rules.python.trace-in-response
    return {"locals": {name: repr(value) for name, value in frame.f_locals.items()}}


@app.errorhandler(Exception)
def failed(error):
    return jsonify(describe(last_frame())), 500


def inspect(frame):
    # ok: rules.python.trace-in-response
    return dict(frame.f_locals)

# --- case
import traceback


@app.route("/one")
def one():
    try:
        return work()
    except ValueError:
        # ruleid: rules.python.trace-in-response
        return traceback.format_exc(), 500


@app.route("/two")
def two():
    try:
        return work()
    except ValueError as e:
        # ruleid: rules.python.trace-in-response
        return jsonify({"error": str(e)}), 500


@app.route("/three")
def three():
    try:
        return work()
    except ValueError:
        # ruleid: rules.python.trace-in-response
        return {"trace": traceback.format_exc()}

# --- case
@app.route("/one")
def one():
    try:
        return work()
    except ValueError:
        logger.exception("work failed")
        # ok: rules.python.trace-in-response
        return {"error": "internal error"}, 500


def text(e):
    # ok: rules.python.trace-in-response
    return str(e)
