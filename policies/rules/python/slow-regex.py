import re

# ruleid: rules.python.slow-regex
FIRST = re.compile(r"^(a+)+$")
# ruleid: rules.python.slow-regex
SECOND = re.compile(r"(\w+)*@")


def check(text):
    # ruleid: rules.python.slow-regex
    return re.match(r"^([a-z]+)*$", text)

# --- case
import re

# ok: rules.python.slow-regex
FIRST = re.compile(r"^a+$")
# ok: rules.python.slow-regex
SECOND = re.compile(r"^(\w+\.)+com$")
