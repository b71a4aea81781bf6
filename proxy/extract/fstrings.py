"""f-strings and t-strings newer than the interpreter, rewritten so that it can read the expressions in them.

Source: PEP 701 (3.12) lets a replacement field hold the string's own quotes, backslashes, comments and line ends; 3.11 doesn't.
PEP 750 (3.14) brings t-strings. What changes is the text of literals inside fields, never an expression's names, calls and arguments.
Rules for this file: pure, one statement at a time; a change stays within its line. Counterpart: dialects.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from proxy.extract.nesting import Mark

Change = tuple[int, int, str]  # start, stop, what stands there instead

_DELIMITERS: Final = ("'", '"', "'''", '"""')
_LONGEST_PREFIX: Final = 2
_DEEP: Final = 2  # at this level both kinds of single quotes are in use


def changes(text: str, marks: Sequence[Mark]) -> Iterator[Change]:
    """What to change in a statement whose strings, fields and comments are `marks`; unordered."""
    at = 0
    while at < len(marks):
        outer = marks[at]
        stop = next((k for k in range(at + 1, len(marks)) if marks[k].start >= outer.stop), len(marks))
        if outer.formatted:
            yield from _as_formatted(text, outer)
            yield from _rewritten(text, outer, marks[at + 1 : stop])
        at = stop


def prefix_start(text: str, mark: Mark) -> int:
    """Where a string's prefix starts."""
    start = mark.start
    while start > max(0, mark.start - _LONGEST_PREFIX) and text[start - 1].isalpha():
        start -= 1
    return start


def filled(text: str, start: int, stop: int, fill: str) -> Iterator[Change]:
    """The stretch with each character but line ends replaced by `fill`."""
    while start < stop:
        end = text.find("\n", start, stop)
        end = stop if end < 0 else end
        if end > start:
            yield start, end, fill * (end - start)
        start = end + 1


def _as_formatted(text: str, mark: Mark) -> Iterator[Change]:
    for at in range(prefix_start(text, mark), mark.start):
        if text[at] in "tT":
            yield at, at + 1, "f"


def _rewritten(text: str, outer: Mark, inner: Sequence[Mark]) -> Iterator[Change]:
    quote = outer.quote
    if len(quote) == 1 and any(mark.level >= _DEEP or "\n" in text[mark.start : mark.stop] for mark in inner):
        yield outer.start, outer.start, quote * 2
        yield outer.stop, outer.stop, quote * 2
        quote *= 3
    owner: list[Mark | None] = [None] * (outer.stop - outer.start)
    used = {0: quote}
    quotes: dict[int, str] = {}
    for mark in inner:
        size = mark.stop - mark.start
        owner[mark.start - outer.start : mark.stop - outer.start] = [mark] * size
        if mark.kind != "string":
            continue
        yield from _as_formatted(text, mark)
        own = _delimiter(mark, [used[level] for level in range(mark.level) if level in used])
        if own is None and mark.formatted:
            return  # rather not parsed than an expression hidden
        if own is None:
            owner[mark.start - outer.start : mark.stop - outer.start] = [None] * size
            yield from filled(text, prefix_start(text, mark), mark.stop, "_")
            continue
        used[mark.level] = quotes[mark.start] = own
        if own != mark.quote:
            yield mark.start, mark.start + len(mark.quote), own
            yield mark.stop - len(mark.quote), mark.stop, own
    taken = "".join(delimiter for delimiter in (*used.values(), *quotes.values()) if len(delimiter) == 1)
    yield from _plain(text, outer, owner, taken)


def _delimiter(mark: Mark, around: Sequence[str]) -> str | None:
    """The delimiter for a string inside others: its own if that is free, else one that no string around it contains."""
    free = [each for each in (mark.quote, *_DELIMITERS) if not any(other in each for other in around)]
    same = [each for each in free if len(each) == len(mark.quote)]
    return next(iter(same or free), None)


def _plain(text: str, outer: Mark, owner: Sequence[Mark | None], taken: str) -> Iterator[Change]:
    """Spaces for what 3.11 can't have in a field: backslashes, comments, the quotes in use."""
    for at, mark in enumerate(owner, outer.start):
        if mark is None or text[at] == "\n":
            continue
        in_string = mark.kind == "string" and mark.start + len(mark.quote) <= at < mark.stop - len(mark.quote)
        if text[at] == "\\" or mark.kind == "comment" or (in_string and text[at] in taken):
            yield at, at + 1, " "
