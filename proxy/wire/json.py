"""JSON from outside, and back: what was read is what is scanned is what is written.

orjson reads nearly everything; what it refuses and a provider may still send (lone surrogates, NaN, very long integers) is read
by the standard library and made writable. Duplicate keys: the last one wins, and because everything is written anew the client
sees no other (RFC 8259 4 leaves it open; litellm and JS clients read the last).
Rules for this file: pure. Counterpart: wire/chat.py.
"""

from __future__ import annotations

import json
import math
from typing import Any, cast

import orjson

_REPLACEMENT = "\ufffd"

MAX_DEPTH = 128  # what is read is written again: orjson writes 254 levels, and a codec adds a few

Json = dict[str, Any]


def loads(text: str | bytes) -> Any:  # noqa: ANN401 - JSON is any of its types until the codec has looked
    """The value of a JSON text. Raises ValueError where it isn't one, or is nested too deep to be one."""
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        try:
            value = _writable(json.loads(text))
        except RecursionError:
            raise _too_deep() from None
    brackets = text.count(b"[") + text.count(b"{") if isinstance(text, bytes) else text.count("[") + text.count("{")
    if brackets > MAX_DEPTH and _is_deep(value):
        raise _too_deep()
    return value


def _is_deep(value: object) -> bool:
    level = [value]
    for _ in range(MAX_DEPTH):
        nests = [nest for nest in level if isinstance(nest, dict | list)]
        if not nests:
            return False
        level = [inner for nest in nests for inner in (nest.values() if isinstance(nest, dict) else nest)]
    return True


def _too_deep() -> ValueError:
    return ValueError("the JSON text is nested too deep")


def dumps(value: object) -> bytes:
    """`value` as compact JSON bytes."""
    return orjson.dumps(value)


def _writable(value: object) -> object:
    """The value without what JSON can't carry: lone surrogates become U+FFFD, NaN and infinities null, huge integers text."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _has_surrogate(value) else value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, int) and not -(2**63) <= value < 2**64:
        return str(value)
    if isinstance(value, list):
        return [_writable(item) for item in value]
    if isinstance(value, dict):
        return {cast("str", _writable(key)): _writable(item) for key, item in value.items()}
    return value


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)
