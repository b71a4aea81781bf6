"""Words that tell what code is about, and dotted names.

Rules for this file: pure look-ups. A word list names the thing itself ("access_token"), never a part that ordinary code shares
("token" of a parser).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from itertools import islice

PASSWORD = re.compile(
    r"(?:^|_)(?:pass(?:word|wd|phrase|code)?s?|pwd|passwort|pw)(?:_(?:hash|plain|text|raw|bytes))?\d?$|password",
    re.IGNORECASE,
)
SECRET = re.compile(
    r"(?:^|_)(?:password|passwd|passphrase|pwd|secret|secret_key|api_?key|apikey|private_?key|access_?key|access_?token|auth_?token|api_?token"
    r"|refresh_?token|session_?token|bearer_?token|reset_?token|credentials?|ssn|social_security(?:_number)?|card_?number|credit_?card|cvv|client_?secret)$",
    re.IGNORECASE,
)
TOKEN = re.compile(
    r"passw|(?:^|_)pwd|token|secret|(?:^|_)otp(?:_|$)|(?:^|_)pin(?:_?code)?(?:_|$)|(?:^|_)salt(?:_|$)|nonce|(?:^|_)iv(?:_|$)|session_?(?:id|key)|csrf"
    r"|api_?key|(?:encryption|aes|private|signing|secure|secret|crypto)_?\w*key|key_bytes|bytes_key|(?:verification|reset|activation|invite|confirm\w*|auth\w*|recovery)_?code|captcha|credential",
    re.IGNORECASE,
)
DIGEST = re.compile(
    r"(?:^|_)(?:hmac|mac|signature|sig|digest|hexdigest|checksum|token|csrf\w*|api_?key|password\w*|passwd|pwd|secret\w*|hash|hashed\w*)$|_(?:hash|digest)$",
    re.IGNORECASE,
)
CHECKING = re.compile(
    r"(?:^|_)(?:is|are|has)_(?:\w*_)?(?:safe|valid|allowed|permitted|secure|trusted|whitelisted|authorized|ok)|valid|sanit|(?:^|_)(?:allow|permit|verify|check|ensure|assert|whitelist|clean|escape)"
    r"|allowed|safe_|_safe(?:_|$)|whitelist|url_has_allowed",
    re.IGNORECASE,
)
CLEANING = re.compile(r"sanit|escap|clean|(?:^|_)safe|quote|whitelist|valid|parameteri", re.IGNORECASE)
_CALLS = 20  # in one chain; what stands before says nothing more of what it is
CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]*$")


def dotted(node: ast.expr | None, aliases: Mapping[str, str], depth: int = 0) -> str:
    """The name that an expression spells, through the imports; "" where it isn't a name."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name):
        parts.append(aliases.get(node.id, node.id))
    elif isinstance(node, ast.Call):
        parts.append(("" if depth > _CALLS else dotted(node.func, aliases, depth + 1)) + "()")
    elif not parts:
        return ""
    return ".".join(reversed(parts))


def words(node: ast.AST) -> Iterator[str]:
    """The identifiers and constant keys that an expression shows."""
    for child in ast.walk(node):
        if isinstance(child, ast.Name):
            yield child.id
        elif isinstance(child, ast.Attribute):
            yield child.attr
        elif (
            isinstance(child, ast.Subscript)
            and isinstance(child.slice, ast.Constant)
            and isinstance(child.slice.value, str)
        ):
            yield child.slice.value
        elif (
            (
                isinstance(child, ast.Call)
                and child.args
                and isinstance(child.args[0], ast.Constant)
                and isinstance(child.args[0].value, str)
            )
            and isinstance(child.func, ast.Attribute)
            and child.func.attr in {"get", "getlist", "pop", "get_argument"}
        ):
            yield child.args[0].value


def shown(node: ast.expr) -> Iterator[ast.expr]:
    """The values that an argument prints: the argument, or the parts of a pasted text. What only tells a length or a type isn't shown."""
    parts = _parts(node)
    if parts is not None:
        for part in parts:
            yield from shown(part)
    elif not isinstance(node, (ast.Constant, ast.Call)):
        yield node


def _parts(node: ast.expr) -> list[ast.expr] | None:
    """The parts of a text that is pasted together; None where it isn't."""
    if isinstance(node, ast.JoinedStr):
        return [value.value for value in node.values if isinstance(value, ast.FormattedValue)]
    if isinstance(node, ast.BinOp):
        return [node.left, node.right]
    if isinstance(node, ast.Tuple):
        return node.elts
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return [*node.args, *(keyword.value for keyword in node.keywords)]
    if isinstance(node, ast.Call) and dotted(node.func, {}) in {"str", "repr"}:
        return node.args[:1]
    return None


_NODES = 2_000  # of what is spelled out; more is data, or hostile


def spelled(node: ast.AST) -> str:
    """A piece of a tree as source; "" where it is too large or nested too deeply to be looked at as text."""
    if any(True for _ in islice(ast.walk(node), _NODES, None)):
        return ""
    try:
        return ast.unparse(node)
    except RecursionError:
        return ""


def last_word(node: ast.expr) -> str:
    """The word nearest to the value: the attribute, the key, the name."""
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return str(node.slice.value)
    return ""
