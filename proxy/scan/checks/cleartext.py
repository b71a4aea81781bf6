"""Connections that anybody on the way can read: plain HTTP with something in it, mail, files and terminals without TLS.

CWE-319.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from proxy.scan.checks import names
from proxy.scan.checks.calls import LIKELY, LOW, MAYBE, MEDIUM, Call, Hit
from proxy.scan.checks.kinds import Kinds, functions_of

_ELSEWHERE = re.compile(
    r"^http://(?!localhost|127\.|0\.0\.0\.0|\[?::1|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|[\w-]+(?::\d+)?(?:/|$)|\x00|[\w.-]+\.(?:local|internal|test|svc)\b)",
    re.IGNORECASE,
)
_CLIENT = re.compile(r"(?:^|\.)(?:requests|httpx|session|client|aiohttp|urllib3?|http)\b", re.IGNORECASE)


def sent(call: Call) -> Iterator[Hit]:
    """`requests.post("http://pay.example.org/charge", json=card)`."""
    text = call.arg(0, "url").text or ""
    secret = any(given.arg in {"auth", "cert"} for given in call.node.keywords)
    body = call.tail in {"post", "put", "patch"} and any(
        given.arg in {"json", "data", "files"} for given in call.node.keywords
    )
    if not _ELSEWHERE.match(text) or not (_CLIENT.search(call.owner) or call.tail == "urlopen"):
        return
    if secret or body:
        yield Hit("cleartext-request", call.node, MEDIUM, LIKELY)
    else:
        yield Hit("cleartext-request", call.node, LOW, MAYBE)


def opened(call: Call) -> Iterator[Hit]:
    """`http.client.HTTPConnection("pay.example.org")`."""
    if _ELSEWHERE.match(f"http://{call.arg(0, 'host').text or ''}"):
        yield Hit("cleartext-request", call.node, LOW, LIKELY)


def files(call: Call) -> Iterator[Hit]:
    """`ftplib.FTP(host, name, password)`, `telnetlib.Telnet(host)`."""
    if call.name in {"telnetlib.Telnet", "Telnet"} or (call.name in {"ftplib.FTP", "FTP"} and len(call.node.args) > 1):
        yield Hit("cleartext-request", call.node, MEDIUM, LIKELY)


def mails(kinds: Kinds) -> Iterator[Hit]:
    """`smtplib.SMTP(...)` and `login` without `starttls` in between."""
    for function in functions_of(kinds) if {"SMTP", "login"} <= kinds.words else ():
        calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
        tails = {names.last_word(node.func) for node in calls}
        if "login" in tails and not tails & {"starttls", "SMTP_SSL"}:
            opened = next((node for node in calls if names.dotted(node.func, {}) == "smtplib.SMTP"), None)
            if opened is not None and "localhost" not in names.spelled(opened):
                yield Hit("cleartext-request", opened, MEDIUM, LIKELY, "the password is sent in the clear", late=True)


CALLS = {
    **dict.fromkeys(("post", "put", "patch", "get", "delete", "request", "urlopen"), (sent,)),
    **dict.fromkeys(("FTP", "Telnet"), (files,)),
    "HTTPConnection": (opened,),
}
