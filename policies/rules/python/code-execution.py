from flask import request


@app.route("/calc")
def calc():
    # ruleid: rules.python.code-execution
    return str(eval(request.args["expression"]))


def compute(formula, x):
    # ruleid: rules.python.code-execution
    return eval(formula, {"x": x})


def load(path, source):
    # ruleid: rules.python.code-execution
    exec(source)

# --- case
import ast


def number(text):
    # ok: rules.python.code-execution
    return ast.literal_eval(text)


def constant():
    # ok: rules.python.code-execution
    return eval("1 + 1")


def score(model):
    # ok: rules.python.code-execution
    model.eval()
