"""The body of a ```tool fence: `TOOL_NAME:`, `BEGIN_ARG: x`, the argument's lines, `END_ARG`.

Source: Continue's system-message tools. Nothing in it is unseen: lines outside of arguments are one without a name.
Rules for this file: pure, linear. Counterparts: fences.py opens the fence, xml_tools.py gives what is read here as a call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from proxy.extract.edit_text import Row, rows_of

TOOL_INFO = "tool"  # the fence's info string
_NAME = re.compile(r"\s*+TOOL_NAME:[ \t]*+(\S*+)", re.IGNORECASE)
_BEGIN = re.compile(r"[ \t]*+BEGIN_ARG:[ \t]*+(\S*+)", re.IGNORECASE)
_END = re.compile(r"[ \t]*+END_ARG[ \t]*+\Z", re.IGNORECASE)

Argument = tuple[str, str, int]


def is_tool_fence(text: str) -> bool:
    """The text is the body of such a fence."""
    return _NAME.match(text) is not None


def calls_in(text: str) -> Iterator[tuple[str, tuple[Argument, ...], bool]]:
    """The calls: name, arguments with the place each begins at, whether all were ended."""
    name, argument, inside = "", "", False
    arguments: list[Argument] = []
    rows: list[Row] = []
    for row in rows_of(text):
        begins, calls = (None, None) if inside else (_BEGIN.match(row.text), _NAME.match(row.text))
        if not begins and not calls and not (inside and _END.match(row.text)):
            rows.append(row)
            continue
        arguments += _argument(text, argument, rows)
        rows, inside, argument = [], begins is not None, begins[1] if begins else ""
        if calls:
            if name:
                yield name, tuple(arguments), True
            name, arguments = calls[1], []
    yield name, (*arguments, *_argument(text, argument, rows)), not inside


def _argument(text: str, name: str, rows: list[Row]) -> list[Argument]:
    """The rows as one argument; blank ones that have no name are none."""
    if not rows:
        return []
    start, end = rows[0].start, rows[-1].end
    value = text[start:end]
    return [(name, value, start)] if name or value.strip() else []
