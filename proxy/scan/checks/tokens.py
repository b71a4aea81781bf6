"""JSON Web Tokens: unverified, any algorithm, a key in the code, valid for ever.

CWE-347, CWE-321, CWE-613. PyJWT, python-jose, authlib.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

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
    elif (
        isinstance(claims := call.expr(0, "payload"), ast.Dict)
        and claims.keys
        and all(isinstance(key, ast.Constant) and key.value != "exp" for key in claims.keys)
    ):
        stated = {key.value for key in claims.keys if isinstance(key, ast.Constant)}
        yield Hit("jwt-no-expiry", call.node, MEDIUM if SUBJECTS & stated else LOW, LIKELY)


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


CALLS = {"decode": (decode,), "decode_complete": (decode,), "encode": (encode,), "get_unverified_claims": (unverified,)}
EXPRESSIONS = {ast.Dict: (options,)}
