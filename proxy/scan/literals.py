"""String literals of any language, with their pieces put together.

"a" + "b", "a" "b", "a" . "b", ["a", "b"].join("") and "".join(["a", "b"]) are one value to a reader, so they are one here.
Rules for this file: pure; each expression is bounded and anchored. Counterparts: assignments.py, shapes.py, kingfisher.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple


class Literal(NamedTuple):
    """A literal's content with its pieces joined; `start:end` runs from the first one's first character to the last one's last."""

    value: str
    start: int
    end: int
    pieces: int


# A quote's own escapes are skipped; a quote that is itself escaped (JSON in a string) ends at the next one.
_LITERAL: Final = re.compile(
    r"""[rRbBuU@$]{0,2}(?:(?P<quote>["'`])(?P<plain>(?:(?!(?P=quote))[^\\\n]|\\[^\n]){0,2048})(?P=quote)|\\"(?P<inner>[^"\\\n]{0,2048})\\")"""
)
# What may stand between two pieces: an operator, or nothing but space.
_GLUE: Final = re.compile(
    r"(?P<space>[\s\\]{0,80})(?P<operator>(?:\+|\.{1,2}|&|<>)[\s\\]{0,80}|,\s{0,80})?(?=[rRbBuU@]{0,2}[\"'`])"
)
_JOIN_AFTER: Final = re.compile(r"\s{0,20},?\s{0,20}\]\s{0,4}\.join\(\s{0,4}(?:\"\"|'')")
_JOIN_BEFORE: Final = re.compile(r"(?:\"\"|'')\.join\(\s{0,20}[\[(]\s{0,20}\Z")
_JOIN_BEFORE_CHARS: Final = 60
_MAX_PIECES: Final = 64
_CHAIN_QUOTES: Final = 4
_MAX_CHAINS: Final = 200
# In these, literals on two lines are one only within brackets, which isn't looked into: an empty line or an operator tells.
_ADJACENT: Final = frozenset({None, "python", "c", "cpp"})


def literal_at(text: str, at: int, language: str | None = None) -> Literal | None:
    """The string literal that begins at `at`."""
    first = _LITERAL.match(text, at)
    return None if first is None else _joined(text, first, language)


def chains(text: str, language: str | None, at: int = 0) -> Iterator[Literal]:
    """The literals from `at` on that are written in several pieces; a bounded number."""
    found = 0
    if text.count('"', at) + text.count("'", at) + text.count("`", at) < _CHAIN_QUOTES:
        return
    while found < _MAX_CHAINS and (first := _LITERAL.search(text, at)):
        literal = _joined(text, first, language)
        at = max(first.end(), literal.end + 1)
        if literal.pieces > 1:
            found += 1
            yield literal


def _joined(text: str, first: re.Match[str], language: str | None) -> Literal:
    pieces, last, commas = [_body(first)], first, False
    while len(pieces) < _MAX_PIECES and (glue := _GLUE.match(text, last.end())):
        comma = (glue["operator"] or "").startswith(",")
        if (commas and not comma) or (comma and not commas and len(pieces) > 1) or not _glues(glue, language):
            break
        piece = _LITERAL.match(text, glue.end())
        if piece is None:
            break
        commas |= comma
        pieces.append(_body(piece))
        last = piece
    if commas and not _is_list(text, first.start(), last.end()):
        pieces, last = pieces[:1], first
    return Literal("".join(pieces), first.start(_group(first)), last.end(_group(last)), len(pieces))


def _glues(glue: re.Match[str], language: str | None) -> bool:
    if glue["operator"]:
        return True
    space = glue["space"]
    return language in _ADJACENT and space != "" and space.count("\n") <= 1


def _is_list(text: str, start: int, end: int) -> bool:
    """Whether the pieces are the items of a list that is joined by nothing."""
    return bool(_JOIN_AFTER.match(text, end) or _JOIN_BEFORE.search(text, max(0, start - _JOIN_BEFORE_CHARS), start))


def _group(literal: re.Match[str]) -> str:
    return "inner" if literal["plain"] is None else "plain"


def _body(literal: re.Match[str]) -> str:
    return str(literal[_group(literal)])
