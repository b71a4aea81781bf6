"""The strings of a JSON text, those of JSON that a string holds, and the text again with some of them replaced.

JSON in a string is JSON in the text's own terms: the way to a string in it is the outer string's way, ENCODED, and the way inside.
Rules for this file: pure; recursion only where a replaced string lies in JSON in a string, MAX_ENCODED deep.
Counterparts: json_reader.py reads, tool_args.py says what each string is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from proxy.extract.json_reader import JsonReader, JsonString, JsonText, Where, without_lone_surrogates

__all__ = ["ENCODED", "MAX_ENCODED", "JsonReader", "JsonString", "JsonText", "Where", "inside", "read", "replaced"]

ENCODED = -1  # a step of a way: from a string into the JSON that it holds
MAX_ENCODED = 4  # JSON in JSON in JSON; arguments within arguments are two


def read(text: str) -> JsonText:
    """Read a whole text."""
    reader = JsonReader()
    reader.feed(text)
    return reader.finish()


def inside(outer: JsonString) -> tuple[JsonString, ...] | None:
    """The strings of the JSON object or list that a string holds; None where it holds none, or lies MAX_ENCODED deep itself."""
    if outer.text.lstrip()[:1] not in {"{", "["} or outer.path.count(ENCODED) >= MAX_ENCODED:
        return None
    inner = read(outer.text)
    if inner.unread:
        return None
    return tuple(
        replace(each, where=(*outer.where, ENCODED, *each.where), path=(*outer.path, ENCODED, *each.path))
        for each in inner.strings
    )


def replaced(text: str, texts: Mapping[Where, str]) -> str:
    """The JSON text with other texts in the strings that stand at these places; all else is as it was.

    Raises ValueError where no string stands.
    """
    if not texts:
        return text
    own = {where: new for where, new in texts.items() if ENCODED not in where}
    below: dict[Where, dict[Where, str]] = {}
    for where, new in texts.items():
        if ENCODED in where:
            at = where.index(ENCODED)
            below.setdefault(where[:at], {})[where[at + 1 :]] = new
    known = {each.where: each for each in read(text).strings}
    if unknown := (own.keys() | below.keys()) - known.keys():
        message = f"no string stands at {min(unknown, key=repr)!r}"
        raise ValueError(message)
    for where, inner in below.items():
        own.setdefault(where, replaced(known[where].text, inner))
    return _put(text, sorted(((known[where], new) for where, new in own.items()), key=lambda pair: pair[0].start))


def _put(text: str, changes: Sequence[tuple[JsonString, str]]) -> str:
    pieces, at = [], 0
    for string, new in changes:
        pieces += [text[at : string.start], json.dumps(without_lone_surrogates(new), ensure_ascii=False)]
        at = string.end
    return "".join([*pieces, text[at:]])
