"""Code that a shell text carries (`python -c`, a heredoc, a file that it writes), as pieces.

A block that is a shell text itself is taken apart before it comes here (extract/anatomy.py); this is for shell lines inside other files.
Rules for this file: pure. Counterpart: extract/shell.py finds what is carried.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from proxy.extract.parts import Part
from proxy.extract.shell import shell_parts
from proxy.scan.inside.piece import Piece

DIALECTS: Final = {"bash": "sh", "powershell": "powershell", "batch": "cmd"}
MAX_CHARS: Final = 65_536  # of shell lines inside another file


def carried(text: str, language: str) -> Iterator[Piece]:
    """The pieces of a shell text that are no shell's."""
    if len(text) > MAX_CHARS:
        return
    starts = _starts(text)
    for part in shell_parts(text, dialect=DIALECTS[language]).parts:
        if part.language is not None and part.origin not in {"patch", "edit"}:
            yield _piece(part, starts)


def _piece(part: Part, starts: list[int]) -> Piece:
    """A part with its lines where they stand; a line that stands nowhere is put where the one before it is."""
    piece = Piece(part.language)
    at, number, before = 0, 1, 0
    for line in part.text.removesuffix("\n").split("\n"):
        for stretch in part.stretches:
            if stretch.start < at + max(len(line), 1) and at < stretch.start + stretch.length:
                outer = stretch.outer + max(at - stretch.start, 0)
                number = bisect_right(starts, outer)
                before = max(0, outer - starts[number - 1] - max(stretch.start - at, 0))
                break
        piece.add(number, before, line)
        at += len(line) + 1
    return piece


def _starts(text: str) -> list[int]:
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts
