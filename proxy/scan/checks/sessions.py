"""Cookies, sessions, CSRF, CORS, debug switches: settings that open a site.

CWE-614, CWE-1004, CWE-1275, CWE-352, CWE-942, CWE-489, CWE-613. As calls, as assignments (`SESSION_COOKIE_SECURE = False`,
`app.config["..."] = ...`), as dict entries and keyword arguments.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from proxy.scan.checks import names
from proxy.scan.checks.calls import HIGH, LIKELY, LOW, MEDIUM, SURE, Call, Hit
from proxy.scan.checks.crypto import literal_hit, literal_key
from proxy.scan.checks.facts import Decorator, Fact, Facts
from proxy.scan.checks.origins import any_origin

_SESSION_COOKIE = re.compile(
    r"sess|auth|token|jwt|sid\b|user|login|csrf|remember|access|refresh|identity|account", re.IGNORECASE
)
# setting -> (the value that opens, rule, severity, confidence)
_OPEN = {
    "SESSION_COOKIE_SECURE": (False, "insecure-cookie", MEDIUM, SURE),
    "SESSION_COOKIE_HTTPONLY": (False, "insecure-cookie", MEDIUM, SURE),
    "CSRF_COOKIE_SECURE": (False, "insecure-cookie", MEDIUM, LIKELY),
    "REMEMBER_COOKIE_SECURE": (False, "insecure-cookie", MEDIUM, SURE),
    "REMEMBER_COOKIE_HTTPONLY": (False, "insecure-cookie", MEDIUM, SURE),
    "JWT_COOKIE_SECURE": (False, "insecure-cookie", MEDIUM, SURE),
    "WTF_CSRF_ENABLED": (False, "csrf-off", MEDIUM, SURE),
    "WTF_CSRF_CHECK_DEFAULT": (False, "csrf-off", MEDIUM, SURE),
    "JWT_COOKIE_CSRF_PROTECT": (False, "csrf-off", MEDIUM, SURE),
    "require_csrf": (False, "csrf-off", MEDIUM, SURE),
    "check_csrf": (False, "csrf-off", MEDIUM, SURE),
    "csrf_enabled": (False, "csrf-off", MEDIUM, SURE),
    "CORS_ORIGIN_ALLOW_ALL": (True, "cors-any-origin", MEDIUM, SURE),
    "CORS_ALLOW_ALL_ORIGINS": (True, "cors-any-origin", MEDIUM, SURE),
    "SESSION_COOKIE_SAMESITE": (None, "insecure-cookie", MEDIUM, LIKELY),
    "JWT_ACCESS_TOKEN_EXPIRES": (False, "jwt-no-expiry", MEDIUM, SURE),
    "SECURE_SSL_REDIRECT": (False, "cleartext-setting", LOW, LIKELY),
    "DEBUG": (True, "debug-on", LOW, LIKELY),
    "DEBUG_PROPAGATE_EXCEPTIONS": (True, "debug-on", MEDIUM, LIKELY),
    "PROPAGATE_EXCEPTIONS": (True, "debug-on", LOW, LIKELY),
    "autoescape": (False, "autoescape-off", MEDIUM, SURE),
    "AUTOESCAPE": (False, "autoescape-off", MEDIUM, SURE),
}  # fmt: skip
_ANYWHERE = frozenset(
    {
        "require_csrf",
        "check_csrf",
        "csrf_enabled",
        "SESSION_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
        "WTF_CSRF_ENABLED",
    }
)  # settings whose names tell enough, whatever call they are given to
_PAIR = 2  # a name and a value
_SHOWN = 60  # characters of an argument that still make a readable fix
_SECRET_KEYS = frozenset(
    {"SECRET_KEY", "secret_key", "JWT_SECRET_KEY", "WTF_CSRF_SECRET_KEY", "SECURITY_PASSWORD_SALT"}
)


def cookie(call: Call) -> Iterator[Hit]:
    """A cookie that scripts or plain HTTP can read."""
    if call.has("**") or any(given.arg is None for given in call.node.keywords):
        return
    name = call.arg(0, "key").text or ""
    if len(call.node.args) + len(call.node.keywords) < _PAIR:
        return  # a cookie jar's own method takes one cookie
    opened = [flag for flag in ("secure", "httponly") if call.flag(flag) is False and call.expr(-1, flag) is not None]
    samesite = call.expr(-1, "samesite")
    if opened or (
        isinstance(samesite, ast.Constant)
        and (samesite.value is None or str(samesite.value).lower() == "none")
        and call.flag("secure") is not True
    ):
        yield Hit("insecure-cookie", call.node, MEDIUM, SURE, fix=_cookie_fix(call))
        return
    if isinstance(samesite, ast.Constant) and samesite.value is None:
        yield Hit("insecure-cookie", call.node, MEDIUM, LIKELY, fix=_cookie_fix(call))
        return
    missing = [flag for flag in ("secure", "httponly", "samesite") if not call.has(flag)]
    session = _SESSION_COOKIE.search(name) is not None
    if call.tail == "add_cookie":
        return  # Sanic's own defaults are secure
    # Browsers take Lax where nothing is said, and who set one of the others has thought of a cookie without a session.
    if {"secure", "httponly"} & set(missing) and (session or len(missing) > 1):
        yield Hit(
            "insecure-cookie",
            call.node,
            MEDIUM if session and len(missing) > 1 else LOW,
            LIKELY,
            f"{', '.join(missing)} not set",
            _cookie_fix(call),
        )


def _cookie_fix(call: Call) -> str:
    kept = [ast.unparse(argument) for argument in call.node.args]
    kept += [
        f"{given.arg}={ast.unparse(given.value)}"
        for given in call.node.keywords
        if given.arg not in {"secure", "httponly", "samesite"}
    ]
    return (
        f'{ast.unparse(call.node.func)}({", ".join([*kept, "secure=True", "httponly=True"])}, samesite="Lax")'
        if all(len(k) < _SHOWN for k in kept)
        else ""
    )


def setting(node: ast.stmt, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """`NAME = value`, `app.config["NAME"] = value`, `app.debug = True`."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    value = getattr(node, "value", None)
    for target in targets:
        name = names.last_word(target)
        yield from _opened(node, name, value)
        if (
            isinstance(target, ast.Attribute)
            and name in {"debug", "DEBUG"}
            and isinstance(value, ast.Constant)
            and value.value is True
            and re.search(r"app", ast.unparse(target.value))
        ):
            yield Hit("debug-on", node, MEDIUM, LIKELY)
        if name in _SECRET_KEYS and literal_key(fact, value) and isinstance(value, ast.Constant):
            yield literal_hit("hardcoded-secret-key", value)
        if name == "ALLOWED_HOSTS" and value is not None and any_origin(value):
            yield Hit("any-host", node, MEDIUM, LIKELY)
        if name == "SESSION_SERIALIZER" and isinstance(value, ast.Constant) and "Pickle" in str(value.value):
            yield Hit("unsafe-deserialization", node, MEDIUM, LIKELY, "who knows the key can run code")
    del facts


def _opened(node: ast.AST, name: str, value: ast.expr | None) -> Iterator[Hit]:
    known = _OPEN.get(name)
    if known is not None and isinstance(value, ast.Constant) and value.value is known[0]:
        yield Hit(known[1], node, known[2], known[3], f"{name} = {value.value}")


def entry(node: ast.expr, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """The same settings as entries of a dict."""
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str) and key.value != "DEBUG":
                yield from _opened(value, key.value, value)
    del fact, facts


def keyword(call: Call) -> Iterator[Hit]:
    """The same settings as keyword arguments; debug servers."""
    if call.flag("TESTING"):
        return  # of an application that only tests talk to
    configures = call.tail in {"update", "from_mapping"} and "config" in call.owner
    for given in call.node.keywords:
        if given.arg in _ANYWHERE and not configures:
            yield from _opened(call.node, given.arg, given.value)
    if (
        call.flag("debug")
        and call.tail in {"run", "FastAPI", "Starlette", "Flask", "Sanic", "Application", "run_server", "run_app"}
        and (call.tail != "run" or re.search(r"app|server|socketio|bottle", call.owner))
    ):
        yield Hit("debug-on", call.node, HIGH if call.tail == "run" else MEDIUM, LIKELY)
    if (call.name.endswith("SessionMiddleware") or call.tail == "add_middleware") and call.flag("https_only") is False:
        yield Hit("insecure-cookie", call.node, MEDIUM, LIKELY)
    if configures:
        yield from _configured(call)


def _configured(call: Call) -> Iterator[Hit]:
    """`app.config.update(NAME=value)`."""
    for given in call.node.keywords:
        if given.arg:
            yield from _opened(call.node, given.arg, given.value)
        fact = call.keywords.get(given.arg or "", Fact())
        if given.arg in _SECRET_KEYS and isinstance(given.value, ast.Constant) and literal_key(fact, given.value):
            yield literal_hit("hardcoded-secret-key", given.value)


def exempt(node: ast.AST, decorator: Decorator, facts: Facts) -> Iterator[Hit]:
    """A view without CSRF protection."""
    if decorator.name.rpartition(".")[2] in {"csrf_exempt", "exempt"} and "csrf" in decorator.name:
        yield Hit("csrf-off", node, MEDIUM, LIKELY)
    del facts


def exempted(call: Call) -> Iterator[Hit]:
    """`csrf.exempt(view)`."""
    if "csrf" in call.owner or call.tail == "csrf_exempt":
        yield Hit("csrf-off", call.node, MEDIUM, LIKELY)


CALLS = {
    **dict.fromkeys(("set_cookie", "set_signed_cookie", "set_secure_cookie", "add_cookie"), (cookie,)),
    **dict.fromkeys(("exempt", "csrf_exempt"), (exempted,)),
}  # fmt: skip
KEYWORDS = dict.fromkeys(("debug", "https_only", *_OPEN, *_SECRET_KEYS), (keyword,))
STATEMENTS = {ast.Assign: (setting,), ast.AnnAssign: (setting,)}
EXPRESSIONS = {ast.Dict: (entry,)}
DECORATORS = (exempt,)
