from flask import render_template_string, request
from jinja2 import Template


@app.route("/hello")
def hello():
    # ruleid: rules.python.template-injection
    return render_template_string("<b>" + request.args["name"] + "</b>")


@app.route("/page")
def page():
    source = request.form["template"]
    # ruleid: rules.python.template-injection
    return Template(source).render()


def preview(text):
    # ruleid: rules.python.template-injection
    return render_template_string(f"<h1>{text}</h1>")

# --- case
@app.route("/hello")
def hello():
    # ok: rules.python.template-injection
    return render_template_string("<b>{{ name }}</b>", name=request.args["name"])


@app.route("/page")
def page():
    # ok: rules.python.template-injection
    return render_template("page.html", title=request.args["title"])
