"""JSON Web Tokens: unverified, any algorithm, a key in the code, valid for ever.

CWE-347, CWE-321, CWE-613. PyJWT, python-jose, authlib.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from proxy.scan.checks import names
from proxy.scan.checks.calls import HIGH, LIKELY, LOW, MEDIUM, SURE, Call, Hit
from proxy.scan.checks.crypto import keyed_hit, literal_key
from proxy.scan.checks.facts import Fact, Facts

_JWT = re.compile(r"(?:^|[._])(?:jwt|jose|PyJWT|pyjwt|jws|JWT|JsonWebToken)", re.IGNORECASE)
_VERIFY = frozenset({"verify_signature", "verify"})
# Claims of a token that stands for somebody: whoever has it is taken for them.
SUBJECTS = frozenset(
    {"sub", "user", "user_id", "userId", "uid", "username", "email", "role", "roles", "scopes", "scope", "is_admin"}
)
_CHECKS = frozenset({"verify_exp", "verify_aud"})


def decode(call: Call) -> Iterator[Hit]:
    """A token whose signature isn't checked can be written by anybody."""
    if not _JWT.search(call.owner or call.name):
        return
    fix = 'jwt.decode(token, key, algorithms=["HS256"])'
    if call.flag("verify") is False or _off(call.expr(3, "options"), _VERIFY) or call.tail == "process_unverified":
        yield Hit("jwt-unverified", call.node, HIGH, SURE, fix=fix)
        return
    algorithms = call.expr(2, "algorithms")
    if algorithms is not None and _allows_none(algorithms):
        yield Hit("jwt-unverified", call.node, HIGH, SURE, 'the algorithm "none" is accepted', fix)
    elif algorithms is not None and _said_by_token(algorithms, call.facts):
        yield Hit("jwt-unverified", call.node, HIGH, LIKELY, "the token says how it is checked", fix)
    elif algorithms is not None and _mixed(algorithms):
        yield Hit("jwt-no-algorithms", call.node, MEDIUM, LIKELY, "a public key is taken for a shared one", fix)
    elif _off(call.expr(3, "options"), _CHECKS):
        yield Hit("jwt-checks-off", call.node, MEDIUM, SURE)
    elif literal_key(call.arg(1, "key"), call.expr(1, "key")):
        yield keyed_hit("jwt-hardcoded-key", call, call.expr(1, "key"))
    elif (
        algorithms is None
        and not call.has("algorithms")
        and len(call.node.args) >= 1
        and not call.has("claims_options")
        and call.tail == "decode"
        and re.search(r"(?:^|\.)jwt$", call.owner)
    ):
        yield Hit("jwt-no-algorithms", call.node, MEDIUM, LIKELY, fix=fix)


def _said_by_token(node: ast.expr, facts: Facts) -> bool:
    """The list of algorithms is made of the token's own header."""
    if "get_unverified_header" in names.spelled(node):
        return True
    known = (facts.get(child.id) for child in ast.walk(node) if isinstance(child, ast.Name))
    return any(fact is not None and "get_unverified_header" in fact.kind for fact in known)


def _mixed(node: ast.expr) -> bool:
    """Signatures with a public key and with a shared one: who knows the public one can write tokens."""
    elements = node.elts if isinstance(node, (ast.List, ast.Tuple, ast.Set)) else []
    families = {str(element.value)[:2].upper() for element in elements if isinstance(element, ast.Constant)}
    return "HS" in families and bool(families & {"RS", "ES", "PS"})


def allowed(call: Call) -> Iterator[Hit]:
    """`JsonWebToken(["none"])`."""
    node = call.expr(0, "algorithms")
    if node is not None and _allows_none(node):
        yield Hit("jwt-unverified", call.node, HIGH, SURE, 'the algorithm "none" is accepted')


def unverified(call: Call) -> Iterator[Hit]:
    """Claims read without a check."""
    if call.tail == "get_unverified_claims":
        yield Hit("jwt-unverified", call.node, HIGH, LIKELY, fix='jwt.decode(token, key, algorithms=["HS256"])')


def encode(call: Call) -> Iterator[Hit]:
    """A token signed with nothing, with a key everybody who reads the code has, or for ever."""
    if not _JWT.search(call.owner or call.name):
        return
    algorithm = call.expr(2, "algorithm")
    if isinstance(algorithm, ast.Constant) and (algorithm.value is None or str(algorithm.value).lower() == "none"):
        yield Hit("jwt-unverified", call.node, HIGH, SURE, "the token is signed with nothing")
    elif literal_key(call.arg(1, "key"), call.expr(1, "key")):
        yield keyed_hit("jwt-hardcoded-key", call, call.expr(1, "key"))
    elif isinstance(claims := call.expr(0, "payload"), ast.Dict) and _ends_late(claims):
        yield Hit("jwt-no-expiry", call.node, MEDIUM, LIKELY, "it is valid for years")
    elif (
        isinstance(claims, ast.Dict)
        and claims.keys
        and all(isinstance(key, ast.Constant) and key.value != "exp" for key in claims.keys)
    ):
        stated = {key.value for key in claims.keys if isinstance(key, ast.Constant)}
        yield Hit("jwt-no-expiry", call.node, MEDIUM if SUBJECTS & stated else LOW, LIKELY)


def _ends_late(claims: ast.Dict) -> bool:
    """`"exp": now + timedelta(days=3650)`."""
    for key, value in zip(claims.keys, claims.values, strict=True):
        if isinstance(key, ast.Constant) and key.value == "exp":
            return any(isinstance(child, ast.Call) and days_of(child) > A_YEAR for child in ast.walk(value))
    return False


A_YEAR = 366
_IN_DAYS = {"days": 1.0, "weeks": 7.0, "hours": 1 / 24, "minutes": 1 / 1440, "seconds": 1 / 86_400}


def days_of(node: ast.expr) -> float:
    """How many days `timedelta(...)` says; 0 where it isn't one, or isn't plain."""
    if not (isinstance(node, ast.Call) and names.spelled(node.func).endswith("timedelta")):
        return 0
    given = [(keyword.arg, keyword.value) for keyword in node.keywords] + [("days", first) for first in node.args[:1]]
    return sum(
        _IN_DAYS.get(name or "", 0) * value.value
        for name, value in given
        if isinstance(value, ast.Constant) and isinstance(value.value, (int, float))
    )


def _off(node: ast.expr | None, keys: frozenset[str]) -> bool:
    """An options dict that switches a check off."""
    if isinstance(node, ast.Call):
        return any(
            given.arg in keys and isinstance(given.value, ast.Constant) and not given.value.value
            for given in node.keywords
        )
    return isinstance(node, ast.Dict) and any(
        isinstance(key, ast.Constant) and key.value in keys and isinstance(value, ast.Constant) and not value.value
        for key, value in zip(node.keys, node.values, strict=True)
    )


def _allows_none(node: ast.expr) -> bool:
    elements = node.elts if isinstance(node, (ast.List, ast.Tuple, ast.Set)) else [node]
    return any(
        isinstance(element, ast.Constant) and isinstance(element.value, str) and element.value.lower() == "none"
        for element in elements
    )


def options(node: ast.expr, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """`{"verify_signature": False}` wherever it stands."""
    if isinstance(node, ast.Dict) and _off(node, frozenset({"verify_signature"})):
        yield Hit("jwt-unverified", node, HIGH, SURE, fix='jwt.decode(token, key, algorithms=["HS256"])')
    del fact, facts


CALLS = {
    "decode": (decode,),
    "decode_complete": (decode,),
    "encode": (encode,),
    "get_unverified_claims": (unverified,),
    "JsonWebToken": (allowed,),
}
EXPRESSIONS = {ast.Dict: (options,)}
