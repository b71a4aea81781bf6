"""What the readers of edit formats share: the rows of a text, the two sides of an edit as they are put together, an edit as a part.

Rules for this file: pure; everything is linear in the text. Rows end with LF, CRLF or CR, as Markdown's lines do, and keep their ends.
Counterparts: edit_search.py, edit_unified.py, edit_patch.py, edit_lazy.py and edit_notebook.py read; edit_apply.py applies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum

from proxy.extract.languages import language_of_path
from proxy.extract.parts import Part, Stretch

_ROW = re.compile(r"([^\r\n]*+)(\r\n|\r|\n|\Z)")
_NO_CODE = frozenset({"diff", "text"})  # what a fence of edits is labelled with says nothing of the code in it


class How(Enum):
    """What an edit does to its file."""

    REPLACE = "replace"  # `base` becomes `text`
    INSERT = "insert"  # `text` is put in at a place, or at the file's end
    WHOLE = "whole"  # the file is `text`


@dataclass(frozen=True, slots=True)
class Hunk(Part):
    """A part that is one edit of one file, with what its format says of the place.

    `line`: where the new side begins, from 1 (0: not said). `anchors`: lines of the file that come before it, in order. `at_end`: it ends
    with the file. `moved_from`: the file's name before, where the edit gives it a new one.
    """

    how: How = How.REPLACE
    line: int = 0
    anchors: tuple[str, ...] = ()
    at_end: bool = False
    moved_from: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start:end` of a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a text: what stands in it, its end ("" at the end of the text), where it begins."""

    text: str
    eol: str
    start: int

    @property
    def end(self) -> int:
        """Where the next row begins."""
        return self.start + len(self.text) + len(self.eol)


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of a text before it is read: the language and the path of what it stands in."""

    language: str | None = None
    path: str | None = None

    def language_for(self, path: str | None) -> str | None:
        """The language of an edit's file."""
        own = None if self.language in _NO_CODE else self.language
        return (language_of_path(path) if path else None) or own


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader took.

    `end`: the number of the row behind it. `unread`: why it couldn't be read in full. `path`: the file that holds from here on.
    `marks`: what is in neither side of an edit: markers, headers with the names of files, lines that only say where.
    """

    parts: tuple[Part, ...]
    end: int
    unread: str = ""
    path: str | None = None
    marks: tuple[Span, ...] = ()


def mark_of(row: Row, cut: int = 0) -> Span:
    """A row that is no side of an edit, without its first `cut` characters."""
    return Span(row.start + min(cut, len(row.text)), row.end)


def rows_of(text: str) -> list[Row]:
    """The rows of a text; an end of a row at the end of the text begins no other."""
    return [Row(each[1], each[2], each.start()) for each in _ROW.finditer(text) if each.start() < len(text)]


@dataclass(slots=True)
class Side:
    """The new side of an edit, put together from pieces of the outer text."""

    pieces: list[str] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    size: int = 0

    def add(self, text: str, outer: int | None) -> None:
        """Put on `text`, which stands in the outer text at `outer` (None: nowhere)."""
        if not text:
            return
        if outer is not None:
            self._map(len(text), outer)
        self.pieces.append(text)
        self.size += len(text)

    def _map(self, length: int, outer: int) -> None:
        last = self.stretches[-1] if self.stretches else None
        if last is not None and last.start + last.length == self.size and last.outer + last.length == outer:
            self.stretches[-1] = Stretch(last.start, last.outer, last.length + length)
        else:
            self.stretches.append(Stretch(self.size, outer, length))

    def row(self, row: Row, cut: int = 0) -> None:
        """Put on a row without its first `cut` characters."""
        self.add(row.text[cut:] + row.eol, row.start + min(cut, len(row.text)))

    @property
    def text(self) -> str:
        """The side so far."""
        return "".join(self.pieces)


@dataclass(slots=True)
class Draft:
    """Both sides of an edit as its rows come."""

    new: Side = field(default_factory=Side)
    old: list[str] = field(default_factory=list)
    last: str = ""  # the mark of the last row

    def put(self, mark: str, row: Row, cut: int) -> None:
        """Take a row by its mark: "-" of the old side, "+" of the new one, " " of both."""
        self.last = mark
        if mark != "+":
            self.old.append(row.text[cut:] + row.eol)
        if mark != "-":
            self.new.row(row, cut)

    def unended(self) -> None:
        """Take the end off the last row: the file ends without one."""
        if self.last != "+" and self.old:
            self.old[-1] = self.old[-1].rstrip("\r\n")
        if self.last != "-" and self.new.pieces:
            self._cut()

    @property
    def base(self) -> str | None:
        """The old side; None where there is none."""
        return "".join(self.old) or None

    def _cut(self) -> None:
        side, piece = self.new, self.new.pieces[-1]
        bare = piece.rstrip("\r\n")
        gone = len(piece) - len(bare)
        if not gone:
            return
        last = side.stretches.pop()
        if last.length > gone:
            side.stretches.append(Stretch(last.start, last.outer, last.length - gone))
        side.pieces[-1] = bare
        side.size -= gone
