import os


def load(file_name):
    path = os.path.join("/srv/data", file_name)
    # ruleid: rules.python.path-join
    with open(path) as file:
        return file.read()

# --- case
from pathlib import Path

BASE = Path("/srv/data")


def load(file_name: str):
    path = BASE / file_name
    # ruleid: rules.python.path-join
    return path

# --- case
import os

BASE = "/srv/data"


def load(filename):
    # ruleid: rules.python.path-join
    return open(os.path.join(BASE, filename)).read()

# --- case
from pathlib import Path

BASE = Path("/srv/data")


def load(file_name: str):
    # ok: rules.python.path-join
    path = (BASE / file_name).resolve()
    if not path.is_relative_to(BASE):
        raise ValueError(file_name)
    return path.read_text()


def settings():
    # ok: rules.python.path-join
    return BASE / "settings.json"
