"""Incremental statement boundaries: whole lines in, complete logical lines out.

Source: the Python reference 2.1.5-2.1.7 (logical lines, joining); nesting.py knows what is open.
A unit is a complete logical line in whole lines: a header is one, a decorator is one, a call over many lines is one, a `;`-joined line
is one, a comment or a blank line is one. The units tile the text. Each character is looked at once.

Resync. Where a bracket is open and a line that stands no further in than the unit's first one begins with a word that can't stand in an
expression (`def`, `import`, `return`, ..., a `>>> ` prompt), the unit ends before that line, and decorators right above a `def` or
`class` are units of their own. That is safe: these words are reserved, so no valid program is cut there, and a text that isn't one
either way is made parseable alone (recover_unit closes what is open) or holds the rest of its block. Within a string nothing resyncs.

Rules for this file: pure. Offsets are code points. Counterpart: holding.py releases units; fragments.py makes one parseable.
"""

from __future__ import annotations

import re
from typing import Final

from proxy.extract.nesting import Nesting
from proxy.model import Unit

_TAB: Final = 8  # columns, as the tokenizer counts
_MARGIN: Final = re.compile(r"(?:(>>>|\.\.\.)(?: |$)|[+-])?([ \t\f]*)")
_RESERVED: Final = re.compile(
    r"(?:class|import|return|with|while|raise|del|global|nonlocal|assert|except|def)\b"
    r"|(?:try|finally)[ \t]*:|from[ \t]+\S+[ \t]+import\b|elif\b|(?:pass|break|continue)[ \t]*(?:[#;\r\n]|$)|async[ \t]+(?:def|with)\b"
)
_DECORATED: Final = re.compile(r"class\b|def\b|async[ \t]+def\b")
_PYTHON: Final = frozenset({"python"})


class Statements:
    """The statements of one Python text. `inside`: the text starts within a string of that delimiter."""

    def __init__(self, inside: str = "") -> None:
        self._nesting = Nesting(inside)
        self._lines: list[str] = []
        self._line = 1  # of the unit's first line
        self._start = 0  # its offset
        self._pending = 0
        self._width = 0  # how far in the unit's first line stands

    @property
    def pending(self) -> int:
        """Characters held in a unit that isn't complete."""
        return self._pending

    def feed(self, line: str) -> list[Unit]:
        """Take one whole line with its line end; give the units that it completes."""
        units: list[Unit] = []
        if not self._lines:
            self._width = _margin(line)[0]
        elif self._nesting.in_code and self._resyncs(line):
            units += self._resynced(line)
        self._lines.append(line)
        self._pending += len(line)
        self._nesting.feed(line)
        if not self._nesting.open:
            units.append(self._take(len(self._lines)))
        return units

    def finish(self) -> list[Unit]:
        """What is left, as a last unit."""
        self._nesting = Nesting()
        return [self._take(len(self._lines))] if self._lines else []

    def _resyncs(self, line: str) -> bool:
        width, start, prompted = _margin(line)
        return prompted or (width <= self._width and _RESERVED.match(line, start) is not None)

    def _resynced(self, line: str) -> list[Unit]:
        """The pending unit, and the decorators that belong to what `line` begins."""
        width, start, _ = _margin(line)
        kept = len(self._lines)
        if _DECORATED.match(line, start):
            while kept > 1 and self._decorates(self._lines[kept - 1], width):
                kept -= 1
        units = [self._take(kept)]
        units += [self._take(1) for _ in range(len(self._lines))]
        self._nesting = Nesting()
        self._width = width
        return units

    @staticmethod
    def _decorates(line: str, width: int) -> bool:
        own, start, _ = _margin(line)
        return own == width and line.startswith("@", start)

    def _take(self, count: int) -> Unit:
        """The first `count` pending lines as a unit."""
        text = "".join(self._lines[:count])
        unit = Unit(self._line, self._line + count - 1, self._start, text)
        del self._lines[:count]
        self._line += count
        self._start += len(text)
        self._pending -= len(text)
        return unit


def _margin(line: str) -> tuple[int, int, bool]:
    """How many columns in a line's code stands, at which offset it starts, and whether a `>>>` prompt stands before it."""
    found = next(_MARGIN.finditer(line))  # it matches the empty text too
    space = found.group(2).replace("\f", "")
    marker = found.group()[: -len(found.group(2)) or None].strip()
    return len(space.expandtabs(_TAB)) + (len(marker) == 1), found.end(), found.group(1) == ">>>"


def statements(language: str | None) -> Statements | None:
    """A splitter for the language, or None where no statement boundaries are known (its blocks are held whole)."""
    return Statements() if language in _PYTHON else None
