import cgi
import inspect
import time


def shown(text):
    # ruleid: rules.python.obsolete-call
    return cgi.escape(text)


def arguments(function):
    # ruleid: rules.python.obsolete-call
    return inspect.getargspec(function).args


def clocked():
    # ruleid: rules.python.obsolete-call
    return time.clock()

# --- case
import html
import inspect


def shown(text):
    # ok: rules.python.obsolete-call
    return html.escape(text)


def arguments(function):
    # ok: rules.python.obsolete-call
    return inspect.getfullargspec(function).args
