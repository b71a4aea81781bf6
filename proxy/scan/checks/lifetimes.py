"""Sessions whose number the client chooses, and sessions that last for years.

CWE-384, CWE-613.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from proxy.scan.checks import names
from proxy.scan.checks.calls import LIKELY, MEDIUM, Call, Hit
from proxy.scan.checks.facts import REQUEST, Fact, Facts
from proxy.scan.checks.tokens import A_YEAR, days_of


def fixed(call: Call) -> Iterator[Hit]:
    """The client chooses the number of its session: somebody can choose it for him."""
    given = call.arg(1, "value")
    sent = re.search(r"(?:args|form|GET|POST|query_params|json|get_json|values)\b", given.kind) is not None
    if given.taint == REQUEST and sent and re.search(r"sess|^sid$", call.arg(0, "key").text or "", re.IGNORECASE):
        yield Hit("session-fixation", call.node, MEDIUM, LIKELY)


_LIFETIMES = frozenset(
    {"PERMANENT_SESSION_LIFETIME", "SESSION_COOKIE_AGE", "REMEMBER_COOKIE_DURATION", "permanent_session_lifetime"}
)
_SECONDS_A_DAY = 86_400


def _lasting(node: ast.AST, name: str, value: ast.expr) -> Iterator[Hit]:
    """A session that lasts for years."""
    if name in _LIFETIMES and max(days_of(value), _product(value) / _SECONDS_A_DAY) > A_YEAR:
        yield Hit("endless-session", node, MEDIUM, LIKELY)


def _product(node: ast.expr) -> float:
    """`60 * 60 * 24`; 0 where it isn't plain."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return _product(node.left) * _product(node.right)
    return float(node.value) if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) else 0


def setting(node: ast.stmt, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """`SESSION_COOKIE_AGE = 10 * 365 * 86400`, `session.sid = request.args["sid"]`."""
    value = getattr(node, "value", None)
    for target in getattr(node, "targets", ()):
        name = names.last_word(target)
        if value is not None:
            yield from _lasting(node, name, value)
        if (
            fact.taint == REQUEST
            and isinstance(target, ast.Attribute)
            and name in {"sid", "session_key", "session_id"}
            and re.search(r"sess", names.spelled(target.value))
        ):
            yield Hit("session-fixation", node, MEDIUM, LIKELY)
    del facts


def restored(call: Call) -> Iterator[Hit]:
    """`SessionStore(session_key=request.GET["key"])`."""
    if call.arg(0, "session_key").taint == REQUEST and "cookie" not in call.arg(0, "session_key").kind.lower():
        yield Hit("session-fixation", call.node, MEDIUM, LIKELY)


def ageless(call: Call) -> Iterator[Hit]:
    """`SessionMiddleware(app, max_age=None)`."""
    age = call.expr(-1, "max_age")
    middleware = {names.last_word(node) for node in (call.node.func, *call.node.args[:1])}
    if "SessionMiddleware" in middleware and isinstance(age, ast.Constant) and age.value is None:
        yield Hit("endless-session", call.node, MEDIUM, LIKELY)


CALLS = {
    **dict.fromkeys(("set_cookie", "set_signed_cookie", "set_secure_cookie", "add_cookie"), (fixed,)),
    "SessionStore": (restored,),
}
KEYWORDS = {"max_age": (ageless,)}
STATEMENTS = {ast.Assign: (setting,)}
