def one(url):
    # ruleid: rules.python.host-substring
    return "example.com" in url


def two(redirect_url):
    # ruleid: rules.python.host-substring
    return redirect_url.startswith("https://example.com")


def three(host):
    # ruleid: rules.python.host-substring
    return host.endswith("example.com")

# --- case
from urllib.parse import urlparse


def one(url):
    # ok: rules.python.host-substring
    return urlparse(url).hostname == "example.com"


def two(host):
    # ok: rules.python.host-substring
    return host.endswith(".example.com")


def three(text):
    # ok: rules.python.host-substring
    return "example.com" in text
