class AuditLog:
    def add(self, actor, action):
        with self.path.open("a", encoding="utf-8") as file:
            # ruleid: rules.python.log-injection
            file.write(f"{actor} {action}\n")

    def add_clean(self, actor, action):
        line = f"{actor} {action}".replace("\n", " ")
        with self.path.open("a", encoding="utf-8") as file:
            # ok: rules.python.log-injection
            file.write(line + "\n")

# --- case
import logging

from flask import request

logger = logging.getLogger(__name__)


@app.route("/login", methods=["POST"])
def login():
    # ruleid: rules.python.log-injection
    logger.info("login of " + request.form["user"])
    return "x"


@app.route("/search")
def search():
    words = request.args["q"]
    # ruleid: rules.python.log-injection
    logger.warning(f"search for {words}")
    return "x"


@app.route("/page")
def page():
    # ruleid: rules.python.log-injection
    app.logger.error("no page %s" % request.args["page"])
    return "x"

# --- case
@app.route("/login", methods=["POST"])
def login():
    # ok: rules.python.log-injection
    logger.info("login of %s", request.form["user"].replace("\n", ""))
    return "x"


@app.route("/search")
def search():
    # ok: rules.python.log-injection
    logger.info(f"search for {request.args['q']!r}")
    return "x"
