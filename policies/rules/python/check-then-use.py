import os


def read(path):
    if os.access(path, os.R_OK):
        # ruleid: rules.python.check-then-use
        with open(path) as source:
            return source.read()


def write(path, text):
    if not os.path.exists(path):
        # ruleid: rules.python.check-then-use
        with open(path, "w") as out:
            out.write(text)


def drop(path):
    if not os.path.islink(path):
        # ruleid: rules.python.check-then-use
        os.remove(path)

# --- case
import os


def read(path):
    if os.path.exists(path):
        # ok: rules.python.check-then-use
        with open(path) as source:
            return source.read()


def drop(path):
    try:
        # ok: rules.python.check-then-use
        os.remove(path)
    except FileNotFoundError:
        pass
