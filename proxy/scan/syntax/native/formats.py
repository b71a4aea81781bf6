"""How long what printf writes can get, and how much scanf may read.

Source: the C standard's conversion specifications. Rules for this file: pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from proxy.scan.syntax.native.sizes import literal_length
from proxy.scan.syntax.native.tree import Item

_PRINT: Final = re.compile(r"%([-+ #0]*)(\d+|\*)?(?:\.(\d+|\*)?)?(hh|h|ll|l|q|j|z|t|L|I64)?([a-zA-Z%])")
_SCAN: Final = re.compile(r"%(\*)?(\d+)?(hh|h|ll|l|j|z|t|L|m)?(\[\^?\]?[^\]]{0,256}\]|[a-zA-Z%])")
_MOST: Final = {"hh": 4, "h": 6, "": 11, "l": 20, "ll": 20, "q": 20, "j": 20, "z": 20, "t": 20, "I64": 20}
_REST: Final = re.compile(r"%\s*(\d{1,18})\)?$")
_RESTS: Final = frozenset({"binary_expression", "parenthesized_expression"})
_WHOLE: Final = frozenset("diuxXo")
_REAL: Final = frozenset("fFeEgGaA")
_MOST_REAL: Final = 24


@dataclass(slots=True)
class Written:
    """How many characters are written at least and at most; `open`: a text of unknown length."""

    least: int = 0
    most: int = 0
    open: Item | None = None


def measured(form: str, values: Sequence[Item], length_of: Callable[[Item], int | None]) -> Written:
    """What a format writes, without its end mark."""
    inner = form.strip()[1:-1] if form.strip().startswith('"') else ""
    fixed = literal_length('"' + _PRINT.sub("", inner) + '"')
    made = Written(fixed, fixed)
    left = list(values)
    for found in _PRINT.finditer(inner):
        _, width, precision, size, letter = found.groups()
        if letter == "%":
            made.least, made.most = made.least + 1, made.most + 1
            continue
        for each in (width, precision):
            if each == "*" and left:
                left.pop(0)
        value = left.pop(0) if left else None
        least = int(width) if width and width.isdigit() else 0
        _add(made, letter, least, precision, size or "", value, length_of)
    return made


def _add(  # noqa: PLR0917 - the parts of one conversion
    made: Written, letter: str, least: int, precision: str | None, size: str, value: Item | None, length_of: Callable[[Item], int | None]
) -> None:  # fmt: skip
    if letter == "s":
        text = value is not None and value.kind == "string_literal"
        known = int(precision) if precision and precision.isdigit() else length_of(value) if value is not None else None
        if known is None and precision != "*":
            made.open = made.open or value
        made.least += max(least, (known or 0) if text else 0)
        made.most += max(least, known or 0)
        return
    if letter in _WHOLE:
        digits = int(precision) if precision and precision.isdigit() else 1
        made.least += max(least, digits)
        made.most += max(least, digits, _digits(value) or _MOST.get(size, _MOST[""]))
    elif letter in _REAL:
        made.least += max(least, 1)
        made.most += max(least, _MOST_REAL)
    else:
        made.least += max(least, 1)
        made.most += max(least, 1 if letter == "c" else _MOST_REAL)


def _digits(value: Item | None) -> int:
    """The most characters of what is left of a division by a constant, sign and all; 0 where it is no such rest."""
    found = _REST.search(value.text) if value is not None and value.kind in _RESTS else None
    return 1 + len(str(int(found.group(1)) - 1)) if found is not None and int(found.group(1)) else 0


def scanned(form: str, values: Sequence[Item]) -> Iterator[tuple[int, Item]]:
    """The width of each word that is read, and where it goes."""
    left = list(values)
    for found in _SCAN.finditer(form):
        skipped, width, size, letter = found.groups()
        if letter == "%" or skipped:
            continue
        if not left:
            return
        value = left.pop(0)
        if width and size != "m" and (letter[0] == "[" or letter == "s"):
            yield int(width), value
