"""Which other sites may call with the user's cookies: CORS of Flask, Starlette, Django, aiohttp, Sanic and Tornado, and headers.

CWE-942, CWE-346.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from proxy.scan.checks import names
from proxy.scan.checks.calls import HIGH, LIKELY, LOW, MEDIUM, SURE, Call, Hit
from proxy.scan.checks.facts import REQUEST, Fact, Facts


def cors(call: Call) -> Iterator[Hit]:
    """Any site may call with the user's cookies."""
    if call.tail == "cross_origin" and call.node.keywords and call.expr(-1, "origins") is None:
        return
    resources = call.expr(-1, "resources")
    origins = call.expr(-1, "origins") or call.expr(-1, "allow_origins")
    credentials = call.flag("supports_credentials") or call.flag("allow_credentials") or False
    pattern = call.expr(-1, "allow_origin_regex")
    if isinstance(pattern, ast.Constant) and ANY_PATTERN.search(str(pattern.value)):
        yield Hit("cors-any-origin", call.node, HIGH if credentials else MEDIUM, SURE, "every origin matches")
    elif origins is not None and any_origin(origins):
        yield Hit("cors-any-origin", call.node, HIGH if credentials else MEDIUM, SURE if credentials else LIKELY)
    elif resources is not None and re.search(r"""['"]origins['"]:\s*(?:\[)?['"]\*['"]""", ast.unparse(resources)):
        yield Hit("cors-any-origin", call.node, HIGH if credentials else MEDIUM, LIKELY)
    elif call.tail == "CORS" and origins is None and resources is None and credentials:
        yield Hit("cors-any-origin", call.node, HIGH, LIKELY)
    elif (
        call.tail == "CORS"
        and origins is None
        and resources is None
        and not any(given.arg is None for given in call.node.keywords)
        and call.node.args
    ):
        yield Hit("cors-any-origin", call.node, LOW, LIKELY)


ANY_PATTERN = re.compile(r"^\^?(?:https\??://)?\.[*+]\$?$|^\^?https\??://\.[*+]")


def any_origin(node: ast.expr) -> bool:
    """Everybody is in the list."""
    elements = node.elts if isinstance(node, (ast.List, ast.Tuple, ast.Set)) else [node]
    return any(
        isinstance(element, ast.Constant) and element.value in {"*", ".*", "http://*", "https://*", "null"}
        for element in elements
    )


def origin(call: Call) -> Iterator[Hit]:
    """`headers.set("Access-Control-Allow-Origin", "*")`."""
    if (call.arg(0).text or "").lower() == "access-control-allow-origin" and len(call.args) > 1:
        yield from _origin_header(call.node, call.node.args[1], call.args[1])


def _origin_header(node: ast.AST, value: ast.expr | None, fact: Fact) -> Iterator[Hit]:
    if isinstance(value, ast.Constant) and value.value == "*":
        yield Hit("cors-any-origin", node, MEDIUM, LIKELY)
    elif fact.taint == REQUEST and not fact.clean:
        yield Hit("cors-any-origin", node, HIGH, LIKELY, "every origin is sent back")


def _opened_to_all(node: ast.AST, name: str, value: ast.expr) -> Iterator[Hit]:
    """Settings that hold a list of origins."""
    if name in {
        "CORS_ORIGINS",
        "CORS_ALLOW_ORIGIN",
        "CORS_ALLOW_ORIGINS",
        "CORS_ALLOWED_ORIGINS",
        "CORS_ORIGIN_WHITELIST",
    } and any_origin(value):
        yield Hit("cors-any-origin", node, MEDIUM, LIKELY)
    elif name in {"CORS_ALLOWED_ORIGIN_REGEXES", "CORS_ORIGIN_REGEX_WHITELIST"} and any(
        isinstance(each, ast.Constant) and ANY_PATTERN.search(str(each.value)) for each in ast.walk(value)
    ):
        yield Hit("cors-any-origin", node, MEDIUM, SURE, "every origin matches")


def setting(node: ast.stmt, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """`CORS_ORIGINS = "*"`, `response.headers["Access-Control-Allow-Origin"] = "*"`."""
    value = getattr(node, "value", None)
    for target in getattr(node, "targets", None) or [getattr(node, "target", None)]:
        if target is None or value is None:
            continue
        name = names.last_word(target)
        yield from _opened_to_all(node, name, value)
        if isinstance(target, ast.Subscript) and name.lower() == "access-control-allow-origin":
            yield from _origin_header(node, value, fact)
    del facts


def entry(node: ast.expr, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """The same as entries of a dict."""
    if not isinstance(node, ast.Dict):
        return
    pairs = [
        (key.value, value)
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    ]
    credentials = any(
        key in {"allow_credentials", "supports_credentials"} and getattr(value, "value", None) is True
        for key, value in pairs
    )
    for key, value in pairs:
        if key == "allow_origin_regex" and isinstance(value, ast.Constant) and ANY_PATTERN.search(str(value.value)):
            yield Hit("cors-any-origin", value, HIGH if credentials else MEDIUM, SURE, "every origin matches")
        elif key in {"allow_origins", "origins"} and any_origin(value):
            yield Hit("cors-any-origin", value, HIGH if credentials else MEDIUM, SURE if credentials else LIKELY)
        elif key == "*" and isinstance(value, ast.Call) and names.last_word(value.func) == "ResourceOptions":
            with_cookies = any(
                given.arg == "allow_credentials" and getattr(given.value, "value", None) is True
                for given in value.keywords
            )
            yield Hit("cors-any-origin", value, HIGH if with_cookies else MEDIUM, SURE if with_cookies else LIKELY)
        elif key.lower() == "access-control-allow-origin":
            yield from _origin_header(value, value, Fact())
    del fact, facts


CALLS = {
    **dict.fromkeys(("CORS", "cross_origin", "add_middleware", "CORSMiddleware", "Middleware"), (cors,)),
    **dict.fromkeys(("set_header", "set", "add", "add_header", "setdefault", "append"), (origin,)),
}  # fmt: skip
STATEMENTS = {ast.Assign: (setting,), ast.AnnAssign: (setting,)}
EXPRESSIONS = {ast.Dict: (entry,)}
