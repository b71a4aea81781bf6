import re

# ruleid: rules.python.host-regex
FIRST = re.compile("(www|beta).example.com/")
# ruleid: rules.python.host-regex
SECOND = re.compile(r"^https://api.example.com/")


def known(url):
    # ruleid: rules.python.host-regex
    return re.match(r"https://login.example.org", url) is not None

# --- case
import re

# ok: rules.python.host-regex
FIRST = re.compile(r"(www|beta)\.example\.com/")


def known(url):
    # ok: rules.python.host-regex
    return re.fullmatch(r"https://login\.example\.org/.*", url) is not None
