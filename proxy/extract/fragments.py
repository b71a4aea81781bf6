"""The recovery ladder: Python as assistants cut it -> Python that parses, line by line traceable.

Steps, each tried only where the one before didn't parse: as it is; stripped of prompts, diff markers, magics and line numbers; dedented;
repaired where the parser points; split at top-level boundaries with each piece repaired alone. The better coverage wins. Lines are never
joined or split, so every source line has one original line.

Rules for this file: pure; the work is bounded by a budget of parsed characters and not by a clock, so the outcome is a function of the text.
Counterparts: cleaning.py strips, repairs.py repairs, scan/base.py hands the outcome to engines.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

from proxy.extract.cleaning import Row, dedented, rows_of, source_of, stripped
from proxy.extract.repairs import Budget, repaired

_CHARS_BUDGET = 3_000_000  # parsed characters a text: a second or so at most, and 12 whole parses of the largest block
_TRIES = 60


@dataclass(frozen=True, slots=True)
class Fragment:
    """Source that parses. Line k (from 0) stands for original line `lines[k]`, whose first `shifts[k]` characters are gone."""

    source: str
    lines: tuple[int, ...]
    shifts: tuple[int, ...]

    def locate(self, line: int, column: int) -> tuple[int, int]:
        """A source position (line from 1, column from 0 in code points) as an original line and column."""
        at = min(max(line, 1), len(self.lines)) - 1
        return self.lines[at], max(0, column + self.shifts[at])


@dataclass(frozen=True, slots=True)
class Recovery:
    """What could be made of a text. No fragments: nothing parses. Counts are of original lines that aren't blank."""

    fragments: tuple[Fragment, ...]
    step: str
    lines_scanned: int
    lines_total: int


def recover(text: str) -> Recovery:
    """Climb the ladder."""
    budget = Budget(_CHARS_BUDGET, _TRIES)
    rows = rows_of(text)
    total = sum(bool(row.text.strip()) for row in rows)
    for step, made in (("as-is", rows), ("stripped", stripped(rows)), ("dedented", dedented(stripped(rows)))):
        if budget.error(source_of(made)) is None:
            fragment = _fragment(made)
            return Recovery((fragment,), step, _coverage([made], rows), total)
    cleaned = dedented(stripped(rows))
    whole = repaired(cleaned, budget)
    pieces = [whole] if whole is not None else []
    covered = _coverage(pieces, rows)
    if covered < total:
        split = [piece for piece in (_piece(chunk, budget) for chunk in _chunks(cleaned)) if piece is not None]
        if _coverage(split, rows) > covered:
            pieces, covered = split, _coverage(split, rows)
            return Recovery(tuple(map(_fragment, pieces)), "split", covered, total)
    return Recovery(tuple(map(_fragment, pieces)), "repaired" if pieces else "none", covered, total)


def recover_unit(text: str) -> Fragment | None:
    """Make one logical line parse alone: dedented, a header with a body, a dangling branch with a head. None where that can't be done."""
    rows = rows_of(text)
    budget = Budget(_CHARS_BUDGET, 6)
    for made in (dedented(rows), dedented(stripped(rows))):
        if budget.error(source_of(made)) is None:
            return _fragment(made)
    made = repaired(dedented(stripped(rows)), budget, keep_all=True)
    return _fragment(made) if made is not None else None


def _fragment(rows: Sequence[Row]) -> Fragment:
    return Fragment(source_of(rows), tuple(row.number for row in rows), tuple(row.shift for row in rows))


def _coverage(pieces: Sequence[Sequence[Row]], original: Sequence[Row]) -> int:
    """How many original lines that aren't blank have their own text in a piece."""
    kept = {row.number for piece in pieces for row in piece if row.text.strip() and not row.made_up}
    return sum(row.number in kept for row in original if row.text.strip())


def _piece(chunk: list[Row], budget: Budget) -> list[Row] | None:
    if budget.error(source_of(chunk)) is None:
        return chunk
    return repaired(chunk, budget)


def _chunks(rows: Sequence[Row]) -> list[list[Row]]:
    """The text cut before each line that stands at its left edge and begins something new."""
    chunks: list[list[Row]] = []
    current: list[Row] = []
    goes_on = (")", "]", "}", "else", "elif", "except", "finally", "case ")
    for row in rows:
        fresh = bool(row.text.strip()) and not row.text[0].isspace() and not row.text.startswith(goes_on)
        if fresh and current and not current[-1].text.startswith("@"):
            chunks.append(current)
            current = []
        current.append(row)
    if current:
        chunks.append(current)
    return chunks


def parses(source: str) -> bool:
    """The source parses as it is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
    return True
