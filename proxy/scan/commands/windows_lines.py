"""Logical lines of PowerShell and batch texts: joined where they go on, without the signs that only hide words, each with its places.

`i`ex`, `('i'+'ex')` and `p^ower^shell` are read as what they run; in a batch file so is `%A%` where a line before set it to a known text.
Rules for this file: pure, linear; what is longer than `MAX_LINE` is given in windows that overlap, so that nothing is left out.
Counterpart: windows.py looks at them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MAX_LINE: Final = 4_000  # characters looked at together
_OVERLAP: Final = 600  # more than a pattern of windows_table.py spans between its words
_MAX_JOINED: Final = 30
_MAX_VARIABLES: Final = 100
_MAX_VALUE: Final = 200
_HIDING: Final = {
    "powershell": re.compile(r"`(?=\S)|(?<=\w)(?:'\s{0,3}\+\s{0,3}'|\"\s{0,3}\+\s{0,3}\")(?=\w)"),
    "batch": re.compile(r"\^(?=\S)"),
}
_SET: Final = re.compile(
    r"^\s{0,40}@?set\s{1,9}\"?(?P<name>\w{1,40})=(?P<value>[^\"%!&|\r\n]{0,200}?)\"?\s*$", re.IGNORECASE
)
_VARIABLE: Final = re.compile(r"%(\w{1,40})%")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is run. `places`: where each character, and the end, stands in the text; None: one after the other from `start`."""

    text: str
    start: int
    places: tuple[int, ...] | None = None

    def place(self, at: int) -> int:
        """Where the character at `at` stands in the text."""
        return self.start + at if self.places is None else self.places[min(at, len(self.places) - 1)]


def lines(text: str, dialect: str) -> Iterator[Line]:
    """The logical lines. `dialect`: "powershell" or "batch"."""
    known: dict[str, str] = {}
    for line in _joined(text):
        clean = _unhidden(line, dialect)
        if dialect == "batch":
            clean = _expanded(clean, known)
            if (found := _SET.match(clean.text)) is not None and len(known) < _MAX_VARIABLES:
                known[found["name"].lower()] = found["value"]
        yield from _windows(clean)


def _joined(text: str) -> Iterator[Line]:
    """Lines, those that go on joined with spaces of the same length."""
    waiting: list[str] = []
    at = 0
    for row in text.split("\n"):
        bare = row.rstrip()
        goes_on = bare.endswith(("`", "^", "|")) and len(waiting) < _MAX_JOINED
        kept = bare[:-1] + " " * (len(row) - len(bare) + 1) if goes_on and bare[-1] != "|" else row
        waiting.append(kept)
        if not goes_on:
            joined = " ".join(waiting)
            yield Line(joined, at)
            at += len(joined) + 1
            waiting = []
    if waiting:
        yield Line(" ".join(waiting), at)


def _unhidden(line: Line, dialect: str) -> Line:
    pattern = _HIDING[dialect]
    if pattern.search(line.text) is None:
        return line
    return _replaced(line, [(*found.span(), "") for found in pattern.finditer(line.text)])


def _expanded(line: Line, known: dict[str, str]) -> Line:
    changes = [
        (*found.span(), known[found.group(1).lower()])
        for found in _VARIABLE.finditer(line.text)
        if found.group(1).lower() in known
    ]
    return _replaced(line, changes) if changes else line


def _replaced(line: Line, changes: list[tuple[int, int, str]]) -> Line:
    """A line with stretches of it replaced; what stands there instead has the stretch's place."""
    parts: list[str] = []
    places: list[int] = []
    at = 0
    for start, end, new in changes:
        parts += [line.text[at:start], new]
        places += [line.place(each) for each in range(at, start)]
        places += [line.place(start)] * len(new)
        at = end
    parts.append(line.text[at:])
    places += [line.place(each) for each in range(at, len(line.text) + 1)]
    return Line("".join(parts), line.start, tuple(places))


def _windows(line: Line) -> Iterator[Line]:
    if len(line.text) <= MAX_LINE:
        yield line
        return
    for at in range(0, len(line.text), MAX_LINE - _OVERLAP):
        text = line.text[at : at + MAX_LINE]
        places = None if line.places is None else line.places[at : at + len(text) + 1]
        yield Line(text, line.start + at, places)
