import os
import stat
from pathlib import Path


def one(path):
    # ruleid: rules.python.open-permissions
    os.chmod(path, 0o777)


def two(path):
    # ruleid: rules.python.open-permissions
    os.chmod(path, stat.S_IRWXU | stat.S_IRWXG | stat.S_IRWXO)


def three():
    # ruleid: rules.python.open-permissions
    os.umask(0)

# --- case
def one(path):
    # ok: rules.python.open-permissions
    os.chmod(path, 0o600)


def two(path):
    # ok: rules.python.open-permissions
    os.umask(0o077)
