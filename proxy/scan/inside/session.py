"""What was typed in a session at a prompt, and the new side of a diff.

A block tagged `console` is read as shell lines; behind another prompt stands another language, and what has none is output.
Rules for this file: pure, linear, line by line.
"""

# ruff: noqa: E501 - a row of a table is one line
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.extract.languages import language_of_path
from proxy.scan.inside.piece import Piece

_PROMPTS: Final = (
    (re.compile(r"(?:>>>|\.\.\.|In \[\d+\]:|\s{3,8}\.\.\.:) ?(?=\S|\s*$)"), "python"),
    (re.compile(r"(?:\(\w[^)\n]{0,60}\) )?PS(?: [^>\n]{0,200})?>{1,2} ?"), "powershell"),
    (re.compile(r"[A-Za-z]:\\[^>\n]{0,200}> ?"), "batch"),
    (re.compile(r"(?:mysql|mariadb|MariaDB \[\w*\]|sqlite|\w{1,60}[=-][#>]|\w{1,60}\([^)\n]{0,60}\)[=-]?[#>]|SQL|cqlsh\S{0,60})> ?|\w{1,60}[=-]# ?"), "sql"),
    (re.compile(r"irb\([^)\n]{0,60}\)(?::\S{1,12})?[>*] ?|pry\([^)\n]{0,60}\)> ?"), "ruby"),
)  # fmt: skip
_TYPED: Final = re.compile(
    r"^[ \t]*(?:>>> |In \[|PS[ >]|\([\w.-]+\) PS |[A-Za-z]:\\[^>\n]*>|\w+[=-]?[#>] ?\S|irb\()", re.MULTILINE
)
_HEADER: Final = re.compile(r"\+\+\+ (?:b/)?(?P<path>[^\t\n]+)")
_NOT_LINES: Final = ("--- ", "diff --git", "index ", "@@", "\\ No newline", "new file", "similarity", "rename ", "*** ")


def session(text: str) -> Iterator[Piece]:
    """The lines typed at prompts of other languages than the shell's, each language's together."""
    if _TYPED.search(text) is None:
        return
    made: dict[str, Piece] = {}
    for number, row in enumerate(text.split("\n"), 1):
        bare = row.lstrip(" \t")
        for prompt, language in _PROMPTS:
            if (found := prompt.match(bare)) is not None:
                start = len(row) - len(bare) + found.end()
                made.setdefault(language, Piece(language)).add(number, start, row[start:])
                break
    yield from made.values()


def new_side(text: str) -> Iterator[Piece]:
    """The new side of each file of a diff, in the language that the file's name says."""
    piece = Piece(None)
    for number, row in enumerate(text.split("\n"), 1):
        if (found := _HEADER.match(row)) is not None:
            if piece.code:
                yield piece
            piece = Piece(language_of_path(found["path"].strip()))
        elif row.startswith(("+", " ")) and not row.startswith("+++"):
            piece.add(number, 1, row[1:])
        elif not row.startswith(("-", *_NOT_LINES)) and row.strip():
            piece.add(number, 0, row)
    if piece.code:
        yield piece
