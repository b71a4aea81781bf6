"""A piece of code inside a file of another language.

Rules for this file: nouns. Counterparts: the readers beside it make pieces, nested.py puts findings back.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Piece:
    """A piece being put together: its lines, and for each the outer line (from 1) and how many characters stand before it there.

    `language` None: nobody says, the lines have to.
    """

    language: str | None
    code: list[str] = field(default_factory=list)
    lines: list[tuple[int, int]] = field(default_factory=list)

    def add(self, line: int, before: int, text: str) -> None:
        """Take one line."""
        self.code.append(text)
        self.lines.append((line, before))

    @property
    def text(self) -> str:
        """The piece as a text of its own."""
        return "\n".join(self.code) + "\n"


def stretch(text: str, start: int, end: int, language: str | None) -> Piece:
    """The characters from `start` to `end`, as they stand."""
    piece = Piece(language)
    line = text.count("\n", 0, start) + 1
    before = start - (text.rfind("\n", 0, start) + 1)
    for row in text[start:end].split("\n"):
        piece.add(line, before, row)
        line, before = line + 1, 0
    return piece


def single(number: int, row: str, start: int, language: str | None = "bash") -> Piece:
    """What stands on one line from `start`, without its quotes."""
    rest = row[start:].rstrip()
    if len(rest) > 1 and rest[0] in "\"'" and rest[-1] == rest[0]:
        rest, start = rest[1:-1], start + 1
    piece = Piece(language)
    piece.add(number, start, rest)
    return piece
