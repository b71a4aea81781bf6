import os
import tempfile

# ruleid: rules.python.predictable-temp-file
first = tempfile.mktemp()
# ruleid: rules.python.predictable-temp-file
second = tempfile.mktemp(suffix=".txt")


def third():
    # ruleid: rules.python.predictable-temp-file
    return open(tempfile.mktemp(dir="/var/tmp"), "w")

# --- case
import tempfile

# ok: rules.python.predictable-temp-file
first = tempfile.NamedTemporaryFile()
# ok: rules.python.predictable-temp-file
second = tempfile.mkdtemp()
