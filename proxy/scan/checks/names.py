"""Words that tell what code is about, and dotted names.

Rules for this file: pure look-ups. A word list names the thing itself ("access_token"), never a part that ordinary code shares ("token" of a parser).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

PASSWORD = re.compile(r"(?:^|_)(?:pass(?:word|wd|phrase|code)?s?|pwd|passwort|pw)(?:_(?:hash|plain|text|raw|bytes))?\d?$|password", re.IGNORECASE)
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
DIGEST = re.compile(r"(?:^|_)(?:hmac|mac|signature|sig|digest|hexdigest|checksum|token|csrf\w*|api_?key|password\w*|passwd|pwd|secret\w*|hash|hashed\w*)$|_(?:hash|digest)$", re.IGNORECASE)
CHECKING = re.compile(
    r"(?:^|_)(?:is|are|has)_(?:\w*_)?(?:safe|valid|allowed|permitted|secure|trusted|whitelisted|authorized|ok)|valid|sanit|(?:^|_)(?:allow|permit|verify|check|ensure|assert|whitelist|clean|escape)"
    r"|allowed|safe_|_safe(?:_|$)|whitelist|url_has_allowed",
    re.IGNORECASE,
)
CLEANING = re.compile(r"sanit|escap|clean|(?:^|_)safe|quote|whitelist|valid|parameteri", re.IGNORECASE)
CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]*$")
_HIDING = frozenset({"len", "bool", "type", "hash", "isinstance", "mask", "redact", "hashlib.sha256", "id", "obfuscate"})


def dotted(node: ast.expr | None, aliases: Mapping[str, str]) -> str:
    """The name that an expression spells, through the imports; "" where it isn't a name."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name):
        parts.append(aliases.get(node.id, node.id))
    elif isinstance(node, ast.Call):
        parts.append(dotted(node.func, aliases) + "()")
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
        elif isinstance(child, ast.Subscript) and isinstance(child.slice, ast.Constant) and isinstance(child.slice.value, str):
            yield child.slice.value
        elif isinstance(child, ast.Call) and child.args and isinstance(child.args[0], ast.Constant) and isinstance(child.args[0].value, str):
            if isinstance(child.func, ast.Attribute) and child.func.attr in {"get", "getlist", "pop", "get_argument"}:
                yield child.args[0].value


def shown(node: ast.expr) -> Iterator[ast.expr]:
    """The values that an argument prints: the argument, or the parts of a pasted text. What only tells a length or a type isn't shown."""
    if isinstance(node, ast.JoinedStr):
        for value in node.values:
            if isinstance(value, ast.FormattedValue):
                yield from shown(value.value)
    elif isinstance(node, ast.BinOp):
        yield from shown(node.left)
        yield from shown(node.right)
    elif isinstance(node, ast.Tuple):
        for element in node.elts:
            yield from shown(element)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        for argument in [*node.args, *(keyword.value for keyword in node.keywords)]:
            yield from shown(argument)
    elif isinstance(node, ast.Call):
        if dotted(node.func, {}) in {"str", "repr"} and node.args:
            yield from shown(node.args[0])
    elif not isinstance(node, ast.Constant):
        yield node


def last_word(node: ast.expr) -> str:
    """The word nearest to the value: the attribute, the key, the name."""
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return str(node.slice.value)
    return ""
