"""Statements put together to a module that parses: indentation made regular, what the grammar asks for around them made up.

Source: "Compound statements" of the Python reference: which clause may follow which, and what must have a body.
Rules for this file: pure, one pass. A made-up line has the number 0. Counterpart: outline.py gives the statements.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from proxy.extract.cleaning import Row
from proxy.extract.repairs import Statement

_MAX_DEPTH: Final = 90  # the tokenizer takes 100 levels of indentation
_FOLLOWS: Final = {
    "elif": frozenset({"if", "elif"}),
    "else": frozenset({"if", "elif", "for", "while", "except"}),
    "except": frozenset({"try", "except"}),
    "finally": frozenset({"try", "except", "else of try"}),
}
_HEADS: Final = {"elif": "if 1: pass", "else": "if 1: pass", "except": "try: pass", "finally": "try: pass"}
_DECORATED: Final = frozenset({"@", "def", "class"})


@dataclass(slots=True)
class _Level:
    width: int  # the column its statements stood in
    cases: bool = False  # the body of a match
    last: str = ""  # the word of the last statement in it


class Assembly:
    """The rows of a module, and to which statement each belongs."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.rows: list[Row] = []
        self.owners: list[int] = []  # index of the statement, -1: made up
        self._opened = ""  # the word of a header that has no body yet
        self._levels = [_Level(next((each.width for each in statements if each.word != "#"), 0))]
        for index, statement in enumerate(statements):
            if statement.word == "#":
                self._put(statement.rows, index)
            else:
                self._add(statement, index)
        self._fill()
        while self._levels:
            self._leave()

    def _add(self, statement: Statement, index: int) -> None:
        if self._opened and statement.width > self._levels[-1].width and len(self._levels) < _MAX_DEPTH:
            self._levels.append(_Level(statement.width, cases=self._opened == "match"))
            self._opened = ""
        self._fill()
        while len(self._levels) > 1 and self._ends_level(statement):
            self._leave()
        level = self._levels[-1]
        level.width = min(
            level.width, statement.width
        )  # further out than all before: a fragment that starts in the middle
        self._settle(level, statement.word)
        level = self._fitting(level, statement)
        self._put([statement.rows[0].indented(len(self._levels) - 1), *statement.rows[1:]], index)
        word = "else of try" if statement.word == "else" and level.last == "except" else statement.word
        level.last = word
        self._opened = statement.word if statement.opens else ""

    def _ends_level(self, statement: Statement) -> bool:
        level, outer = self._levels[-1], self._levels[-2]
        back_to_cases = statement.word == "case" and outer.cases and outer.width >= statement.width
        return statement.width < level.width or (back_to_cases and not level.cases)

    def _fitting(self, level: _Level, statement: Statement) -> _Level:
        """The level for the statement, with what must stand around it: a match around a case, a case around all else in a match."""
        if level.cases == (statement.word == "case") or len(self._levels) >= _MAX_DEPTH:
            return level
        self._make_up("match 0:" if statement.word == "case" else "case _:")
        level.last = ""
        self._levels.append(_Level(statement.width, cases=statement.word == "case"))
        return self._levels[-1]

    def _settle(self, level: _Level, word: str) -> None:
        """Make up what the last statement of the level still asks for, and what `word` asks for before it."""
        if level.last == "try" and word not in {"except", "finally"}:
            self._make_up("finally: pass")
            level.last = ""
        if level.last == "@" and word not in _DECORATED:
            self._make_up("def _(): pass")
            level.last = ""
        if word in _FOLLOWS and level.last not in _FOLLOWS[word]:
            self._make_up(_HEADS[word])
            level.last = _HEADS[word].partition(" ")[0].rstrip(":")

    def _fill(self) -> None:
        """A body for a header that has none."""
        if self._opened:
            self._make_up(" case _: pass" if self._opened == "match" else " pass")
            self._opened = ""

    def _leave(self) -> None:
        self._settle(self._levels[-1], "")
        self._levels.pop()

    def _make_up(self, text: str) -> None:
        self._put([Row(0, " " * (len(self._levels) - 1) + text)], -1)

    def _put(self, rows: Sequence[Row], owner: int) -> None:
        self.rows += rows
        self.owners += [owner] * len(rows)
