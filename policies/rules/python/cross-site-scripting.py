from flask import make_response, request
from markupsafe import Markup, escape


@app.route("/hello")
def hello():
    name = request.args.get("name", "")
    # ruleid: rules.python.cross-site-scripting
    return f"<h1>Hello {name}</h1>"


@app.route("/search")
def search():
    # ruleid: rules.python.cross-site-scripting
    return make_response("<p>Nothing for " + request.args["q"] + "</p>")


def badge(label):
    # ruleid: rules.python.cross-site-scripting
    return Markup(f"<span>{label}</span>")

# --- case
from django.http import HttpResponse
from django.utils.safestring import mark_safe


def view(request):
    # ruleid: rules.python.cross-site-scripting
    return HttpResponse("Hello " + request.GET["name"])


def link(url):
    # ruleid: rules.python.cross-site-scripting
    return mark_safe('<a href="%s">go</a>' % url)

# --- case
@app.route("/hello")
def hello():
    name = request.args.get("name", "")
    # ok: rules.python.cross-site-scripting
    return f"<h1>Hello {escape(name)}</h1>"


@app.route("/data")
def data():
    # ok: rules.python.cross-site-scripting
    return jsonify(name=request.args["name"])


def rule():
    # ok: rules.python.cross-site-scripting
    return Markup("<hr>")
