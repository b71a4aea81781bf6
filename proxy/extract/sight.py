"""What one reading of Markdown says of one line, and the column arithmetic that the readings share.

Source: CommonMark 2.2 (tabs). Rules for this file: pure; offsets are code points, columns count tabs to stops of four.
Counterpart: commonmark.py and plain.py say it, fences.py puts the two together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from proxy.extract.starts import TAB_STOP

_SPACES = re.compile(r"[ \t]*")


class Kind(Enum):
    """What a line is to a reading."""

    TEXT = "text"
    OPEN = "open"  # a fence's opening line
    LINE = "line"  # code
    CLOSE = "close"  # a fence's closing line


@dataclass(frozen=True, slots=True)
class Sight:
    """A line as a reading sees it.

    `prefix`: how many of its characters belong to containers and indentation. `fresh`: a LINE that begins a block, `last`: one that ends
    it. `info` and `closer` (the line that would end the block) stand in what begins a block.
    """

    kind: Kind
    origin: str = ""
    prefix: int = 0
    fresh: bool = False
    last: bool = False
    info: str = ""
    closer: str = ""


TEXT = Sight(Kind.TEXT)


class Cursor:
    """A place in a line, in characters and in columns; a tab can be used up in part (CommonMark 2.2)."""

    __slots__ = ("at", "column", "line")

    def __init__(self, line: str) -> None:
        self.line = line
        self.at = 0
        self.column = 0

    @property
    def first(self) -> int:
        """Where the next character that is no space or tab stands."""
        spaces = _SPACES.match(self.line, self.at)
        return spaces.end() if spaces else self.at

    @property
    def blank(self) -> bool:
        """Nothing but spaces and tabs is left."""
        return self.first == len(self.line)

    def indent(self, most: int) -> int:
        """How many columns of white space come next, counted up to `most`."""
        at, column = self.at, self.column
        while column - self.column < most and at < len(self.line) and self.line[at] in " \t":
            column += TAB_STOP - column % TAB_STOP if self.line[at] == "\t" else 1
            at += 1
        return min(most, column - self.column)

    def skip(self, columns: int) -> None:
        """Go over white space, at most `columns` wide."""
        while columns > 0 and self.at < len(self.line) and self.line[self.at] in " \t":
            width = TAB_STOP - self.column % TAB_STOP if self.line[self.at] == "\t" else 1
            step = min(width, columns)
            self.column += step
            columns -= step
            self.at += step == width

    def take(self, end: int) -> None:
        """Go over characters that aren't white space, up to offset `end`."""
        self.column += end - self.at
        self.at = end
