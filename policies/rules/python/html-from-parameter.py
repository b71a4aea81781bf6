REPLY = "<response><message>{text}</message></response>"


def reply(text):
    # ruleid: rules.python.html-from-parameter
    return REPLY.format(text=text)


def safe_reply(text):
    # ok: rules.python.html-from-parameter
    return REPLY.format(text=saxutils.escape(text))

# --- case
def heading(title):
    # ruleid: rules.python.html-from-parameter
    return f"<h1>{title}</h1>"


def link(address, label):
    # ruleid: rules.python.html-from-parameter
    return '<a href="%s">%s</a>' % (address, label)


def item(text):
    # ruleid: rules.python.html-from-parameter
    return "<li>{}</li>".format(text)

# --- case
import html


def heading(title):
    # ok: rules.python.html-from-parameter
    return f"<h1>{html.escape(title)}</h1>"


def line(count):
    # ok: rules.python.html-from-parameter
    return "<hr>" * 2
