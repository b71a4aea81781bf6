"""A format with its values put in.

Rules for this file: pure; the forms are those of C (`%s`), of C# and Java's messages (`{0}`). A place for a number can't hold a text.
Counterpart: calls.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from proxy.scan.flow.values import UNKNOWN, Value, concatenated

_PLACES: Final = re.compile(
    r"%(?:\[?\d+\]?\$?)?[-+ #0]*\d*(?:\.\d+)?([a-zA-Z@])|%[{<](\w+)[}>]|\{(\d*)(?:[:,][^{}]{0,20})?\}"
)
_NUMBERS: Final = frozenset("dxXofeEgGbcutpU")
_MAX: Final = 30  # places of one format


def formatted(form: Value, args: Sequence[Value]) -> Value:
    """The text that a format and its values make."""
    if form.text is None or not form.constant:
        return concatenated([form, *args])
    parts: list[Value] = []
    at = 0
    for number, found in enumerate(list(_PLACES.finditer(form.text))[:_MAX]):
        parts.append(Value(text=form.text[at : found.start()], constant=True))
        at = found.end()
        index = int(found.group(3)) if found.group(3) else number
        value = args[index] if index < len(args) else _named(args, found.group(2)) if found.group(2) else UNKNOWN
        parts.append(Value() if found.group(1) in _NUMBERS else value)
    parts.append(Value(text=form.text[at:], constant=True))
    return concatenated(parts)


def _named(args: Sequence[Value], name: str) -> Value:
    fields = args[0].fields if args else None
    return fields.get(name, UNKNOWN) if fields else UNKNOWN
