"""What of a Responses object goes on without being looked at: labels, opaque bytes, the client's own words back.

Rules for this file: pure; nothing recurses, because a hostile nest is deep. Counterpart: labels.py for what all protocols share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from proxy.errors import ProxyError, UpstreamMalformed
from proxy.wire.json import Json
from proxy.wire.labels import is_label, is_name, strings
from proxy.wire.responses_kinds import ECHOES

MAX_DEPTH = 128  # of a frame; the JSON writer gives up at 254, and what is written nests a few levels more
_OPAQUE = re.compile(r"[A-Za-z0-9+/_=.:~-]*", re.ASCII)  # base64 in either alphabet, and what ids are made of
_OPAQUE_KEYS = frozenset(
    {"id", "item_id", "call_id", "encrypted_content", "result", "fingerprint", "partial_image_b64"}
)
_UNSAID: Mapping[str, object] = MappingProxyType(
    {"tools": [], "tool_choice": "auto"}
)  # these clients don't take as null


def too_deep(value: Json) -> bool:
    """The value nests deeper than MAX_DEPTH."""
    level: list[Json | list[object]] = [value]
    for _ in range(MAX_DEPTH):
        inner = [each for current in level for each in (current.values() if isinstance(current, dict) else current)]
        level = [each for each in inner if isinstance(each, dict | list)]
        if not level:
            return False
    return True


def goes_on(key: str, value: object) -> bool:
    """A field that isn't text: a label, or opaque bytes under a key that holds them."""
    if not is_name(key):
        return False
    if isinstance(value, str) and key in _OPAQUE_KEYS:
        return _OPAQUE.fullmatch(value) is not None
    return is_label(value) and all(map(is_name, keys(value)))


def keys(value: object) -> Iterator[str]:
    """Every key in a nest."""
    todo = [value]
    while todo:
        current = todo.pop()
        if isinstance(current, dict):
            yield from current
            todo.extend(current.values())
        elif isinstance(current, list):
            todo.extend(current)


def words(value: object) -> list[str]:
    """Every string in a nest that somebody may have written: all of them, and the keys that aren't names; [] where all are labels."""
    odd = [key for key in keys(value) if not is_name(key)]
    said = list(strings(value))
    return [] if not odd and all(map(is_label, said)) else said + odd


def shown(name: object) -> str:
    """A name of the provider's as a message may show it."""
    return name if isinstance(name, str) and is_name(name) else "?"


def response_labels(response: Json, asked: Json, *, keep_unknown: bool) -> tuple[Json, list[str]]:
    """A response object without its output, and the fields that were dropped.

    What repeats the request is taken from it (`asked`), since nobody looks at it. What the client didn't send stays only where it is
    labels, and nobody needs to be told of the rest.
    """
    labels: Json = {}
    dropped = []
    for key, value in response.items():
        if key in {"output", "output_text"}:
            continue
        if keep_unknown:
            labels[key] = value
        elif key in ECHOES and key in asked:
            labels[key] = asked[key]
        elif goes_on(key, value):
            labels[key] = value
        elif key in ECHOES:
            labels[key] = _UNSAID.get(key)
        else:
            dropped.append(f"response.{shown(key)}")
    return labels, dropped


def malformed(message: str) -> UpstreamMalformed:
    """What the provider sent isn't a Responses answer."""
    return UpstreamMalformed(f"The provider sent {message}.")


def failure(error: ProxyError) -> Json:
    """An error as a response object words it."""
    return {"code": error.code, "message": error.message}


def position(obj: Json, key: str) -> int | None:
    """An index of the provider's; None where it gives none."""
    value = obj.get(key)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise malformed(f"an event whose {key!r} is not a whole number from 0")
    return value
