"""Python of other versions than the interpreter's, rewritten line by line so that it parses.

Newer: type parameters (PEP 695, 696), `type X = ...`, `except A, B:` (PEP 758), f-strings and t-strings (fstrings.py).
Older: Python 2's print, exec and raise statements, `except E, e:`, backticks, `<>`, `0777`, `10L`, `ur""`.
Typed by hand or a word processor: curly quotes, no-break and zero-width spaces, null characters, lone surrogates.
Rules for this file: pure, one statement at a time; only called for what doesn't parse. Counterpart: repairs.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from proxy.extract import fstrings
from proxy.extract.fstrings import Change
from proxy.extract.nesting import Mark, Nesting

_MAX_CHARS: Final = 20_000  # of a statement; the work on nested f-strings grows with their depth times their length
_GENERIC: Final = re.compile(r"\s*(?:(?:async\s+)?def|class)\s+\w+\s*(\[)")
_ALIAS: Final = re.compile(r"\s*(type)\s+\w+\s*(\[)?[^=]*=")
_EXCEPT: Final = re.compile(r"\s*except\*?([ \t]+)(?!\()([^:,]+,[^:]*?)[ \t]*:")
_STATEMENT: Final = re.compile(
    r"(?:\A|[;:])\s*(print|exec|raise)([ \t]+)(?![=.,;:)\]([])|(?:\A|[;:])\s*(print|exec|raise)(?=[\"'`])"
)
_BACKTICKS: Final = re.compile(r"`([^`\n]*)`")
_TOKENS: Final = (
    (re.compile(r"<>"), "!="),
    (re.compile(r"(?<![\w.])0+(?=[0-7]+\b(?!\.))"), " "),
    (re.compile(r"(?<=\d)[lL]\b"), " "),
    (re.compile(r"\b[uU](?=[rR][\"'])"), " "),
)
_TYPED: Final = str.maketrans(
    {
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2018\u2019\u201a\u201b", "'"),
        **dict.fromkeys("\u00a0\u2007\u202f\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u3000", " "),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\0\x0b", " "),
        "\u2212": "-",
        "\u2013": "-",
    }
)
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


def retyped(text: str) -> str:
    """The text with ASCII for the signs that word processors put in; as long as before."""
    return _SURROGATES.sub(" ", text.translate(_TYPED))


def changes(text: str) -> list[Change]:
    """What to change in a statement so that this interpreter may read it: ascending, apart from each other, each within a line."""
    if len(text) > _MAX_CHARS:
        return []
    nesting = Nesting(marking=True)
    nesting.feed(text)
    plain = _masked(text, nesting.marks)
    found = [*fstrings.changes(text, nesting.marks), *_newer(plain), *_older(plain)]
    kept: list[Change] = []
    for change in sorted(found):
        if not kept or change[0] >= kept[-1][1]:
            kept.append(change)
    return kept


def _masked(text: str, marks: Sequence[Mark]) -> str:
    """The text with underscores inside strings and spaces for comments, so that a pattern sees code only."""
    made, at = [], 0
    for mark in marks:
        if mark.level or mark.start < at:
            continue
        size = len(mark.quote)
        start, stop, fill = (mark.start + size, mark.stop - size, "_") if size else (mark.start, mark.stop, " ")
        made += [text[at:start], re.sub(r"[^\n]", fill, text[start : max(start, stop)])]
        at = max(start, stop)
    return "".join(made) + text[at:]


def _newer(plain: str) -> Iterator[Change]:
    if found := _GENERIC.match(plain):
        yield from fstrings.filled(plain, found.start(1), _bracket_end(plain, found.start(1)), " ")
    elif found := _ALIAS.match(plain):
        yield found.start(1), found.end(1), " " * len(found.group(1))
        if found.group(2):
            yield from fstrings.filled(plain, found.start(2), _bracket_end(plain, found.start(2)), " ")


def _older(plain: str) -> Iterator[Change]:
    if found := _EXCEPT.match(plain):
        yield found.start(1), found.start(1) + 1, "("
        yield found.end(2), found.end(2), ")"
    for found in _STATEMENT.finditer(plain):
        start = found.end(1) if found.group(1) else found.end(3)
        stop = plain.find(";", start)
        stop = len(plain[: None if stop < 0 else stop].rstrip())
        yield start, start + bool(found.group(2)), "("
        yield stop, stop, ")"
    for found in _BACKTICKS.finditer(plain):
        yield found.start(), found.start() + 1, "("
        yield found.end() - 1, found.end(), ")"
    for pattern, new in _TOKENS:
        for found in pattern.finditer(plain):
            yield found.start(), found.end(), new if new.strip() else new * (found.end() - found.start())


def _bracket_end(plain: str, start: int) -> int:
    """Where the bracket that opens at `start` is closed again."""
    depth = 0
    for at in range(start, len(plain)):
        depth += (plain[at] in "([{") - (plain[at] in ")]}")
        if not depth:
            return at + 1
    return len(plain)
