import re


def version(text):
    # ruleid: rules.python.result-unchecked
    return re.search(r"version (\d+)", text).group(1)


def after(line):
    # ruleid: rules.python.result-unchecked
    return line[line.find(":"):]


def folder(path):
    # ruleid: rules.python.result-unchecked
    return path[: path.rfind("/")]

# --- case
import re


def version(text):
    found = re.search(r"version (\d+)", text)
    # ok: rules.python.result-unchecked
    return found.group(1) if found else None


def after(line):
    # ok: rules.python.result-unchecked
    return line.partition(":")[2]
