import re


def clean(html):
    # ruleid: rules.python.html-filter-regex
    return re.sub(r"<script>.*?</script>", "", html)


def frames(html):
    # ruleid: rules.python.html-filter-regex
    return re.sub(r"<iframe[^>]*>", "", html, flags=re.IGNORECASE)


# ruleid: rules.python.html-filter-regex
SCRIPT = re.compile(r"<\s*script\b[^>]*>")

# --- case
import re

import nh3


def clean(html):
    # ok: rules.python.html-filter-regex
    return nh3.clean(html)


def spaces(text):
    # ok: rules.python.html-filter-regex
    return re.sub(r"\s+", " ", text)
