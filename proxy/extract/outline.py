"""A text that doesn't parse as its statements, each of which does; what can't be read is left out.

Where a statement of several lines can't be read it is cut before the first line that may begin another, and reading goes on there.
Rules for this file: pure; each line is read a bounded number of times. Counterpart: assembly.py puts the statements together again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from proxy.extract.cleaning import Row, source_of, width
from proxy.extract.nesting import Nesting
from proxy.extract.parsing import Parser
from proxy.extract.repairs import Statement, repair
from proxy.extract.statements import Statements

_LOSS: Final = 2  # a line that can't be read weighs as much as this many that can, when two readings are compared
_LINE_COST: Final = 30  # what splitting a line off costs at least, in parsed characters
_READINGS: Final = 12  # how often each line may be read anew, on average


class Outline:
    """The statements of rows. `inside`: the rows start within a string of that delimiter. `twice`: read what an open string holds too."""

    def __init__(self, rows: Sequence[Row], parser: Parser, inside: str = "", *, twice: bool = True) -> None:
        self._rows = rows
        self._parser = parser
        self._readings = _READINGS * len(rows)
        self._twice = twice
        self.statements = tuple(self._read(inside))

    @property
    def worth(self) -> int:
        """How well the reading fits: lines read as code, not within a string that stands alone, less those that can't be read."""
        texts = (each for each in self.statements if not each.rows[0].text.lstrip("rRbBuU").startswith(('"""', "'''")))
        code = sum(bool(row.number and row.text.strip()) for each in texts for row in each.rows)
        return code - _LOSS * self.lost

    @property
    def lost(self) -> int:
        """How many lines can't be read."""
        read = sum(bool(row.number and row.text.strip()) for each in self.statements for row in each.rows)
        return sum(bool(row.text.strip()) for row in self._rows) - read

    def _read(self, inside: str) -> Iterator[Statement]:
        at = 0
        while at < len(self._rows) and not self._parser.spent:
            text = self._rows[at].text.lstrip(" \t\f")
            if not inside and (not text or text[0] == "#"):
                yield Statement((self._rows[at],), "#")
                at += 1
                continue
            stop = self._end(at, inside)
            rows = list(self._rows[at:stop])
            if inside:
                rows.insert(0, Row(0, inside))
                inside = ""
            last = stop == len(self._rows)
            if last and len(rows) > 1 and self._twice and (rest := self._behind_quote(at)):
                yield from rest
                return
            made = repair(rows, self._parser, cut=last)
            while made is None and stop > at + 1:
                stop = self._earlier(at, stop)
                made = repair(self._rows[at:stop], self._parser, cut=True)
            if made is not None:
                yield made
            elif self._rows[at].text.rstrip().endswith(":"):
                yield Statement((Row(0, "if 1:"),), "if", opens=True, width=width(self._rows[at].text))
            at = stop

    def _behind_quote(self, at: int) -> tuple[Statement, ...]:
        """What follows row `at`, where that opens a string which isn't closed, but should have been: its lines are better read as code."""
        nesting = Nesting()
        nesting.feed(self._rows[at].text + "\n")
        if not nesting.open or nesting.in_code or nesting.continued:
            return ()
        self._parser.charge(sum(len(row.text) for row in self._rows[at:]))
        everything = Nesting()
        everything.feed(source_of(self._rows[at:]))
        head = repair(self._rows[at : at + 1], self._parser, cut=True) if everything.open else None
        rest = Outline(self._rows[at + 1 :], self._parser, twice=False) if head else None
        return (head, *rest.statements) if head and rest and rest.worth > 0 else ()

    def _end(self, at: int, inside: str) -> int:
        """Where the statement that begins at row `at` ends."""
        reader = Statements(inside)
        for stop in range(at, len(self._rows)):
            self._readings -= 1
            self._parser.charge(len(self._rows[stop].text) + _LINE_COST)
            if self._readings < 0:
                return at + 1
            units = reader.feed(self._rows[stop].text + "\n")
            if units:
                return at + units[0].end_line
        return len(self._rows)

    def _earlier(self, at: int, stop: int) -> int:
        """The first row after `at` that may begin a statement: it stands no further in than row `at`, and closes no bracket."""
        own = width(self._rows[at].text)
        self._parser.charge(_LINE_COST * (stop - at))
        for row in range(at + 1, stop):
            text = self._rows[row].text
            if text.strip() and width(text) <= own and text.strip()[0] not in ")]}":
                return row
        return at + 1
