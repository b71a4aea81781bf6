"""Rows of a text, and what is taken off them before the parser sees them: prompts, diff markers, magics, line numbers, indentation.

Rules for this file: pure; a row keeps its number and the way back to its own columns whatever happens to its text.
Source: doctest's prompts, the unified format of diff, IPython's magics. Counterpart: fragments.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from proxy.extract.nesting import Nesting

_PROMPT: Final = re.compile(r"\s*(?:>>>|\.\.\.)(?: |$)")
_IPYTHON: Final = re.compile(r"\s*(?:In \[\d*\]| {2,}\.\.\.): ?")
_IPYTHON_OUT: Final = re.compile(r"\s*Out ?\[\d*\]: ?")
_HUNK: Final = re.compile(r"@@ |@@$|diff --git |index [0-9a-f]{4,}|\+\+\+ |--- |\\ No newline|\*\*\* ")
_NUMBER: Final = re.compile(r"(\s*)(\d{1,6})(?:(\s*[|:\u2502])(?: |$)|\t|(?= )|$)")
_MAGIC: Final = re.compile(
    r"[ \t]*(?:%{1,2}[A-Za-z]|!{1,2}\s*[\w./~$]|\?{1,2}\w|[\w.]+\?{1,2}\s*$|\w+\s*=\s*(?:!|%[A-Za-z]))"
)
_TIMED: Final = re.compile(r"[ \t]*%(?:time|timeit|prun|memit)\s+(?=[\w\"'(\[])(?!-)")
_FOREIGN_CELL: Final = re.compile(
    r"%%(?:bash|sh|script|html|javascript|js|latex|markdown|svg|perl|ruby|sql|cmd|powershell|R|system|!)\b"
)
_TAB: Final = 8
_PROMPT_REACH: Final = 2  # a session starts with a prompt, perhaps after one line of something else


@dataclass(frozen=True, slots=True)
class Row:
    """One line on its way: its number in the original (0: made up by us) and its text now.

    `shift`: how many characters its start lost (+) or got (-). `edits`: columns of the text now, ascending, where characters were put
    in (+) or taken out (-).
    """

    number: int
    text: str
    shift: int = 0
    edits: tuple[tuple[int, int], ...] = ()

    def cut(self, count: int) -> Row:
        """The row without its first characters."""
        return self._led(self.text[count:], -count)

    def led(self, text: str) -> Row:
        """The row with `text` put before it."""
        return self._led(text + self.text, len(text))

    def indented(self, width: int) -> Row:
        """The row with its indentation made `width` spaces."""
        own = indent(self.text)
        return self._led(" " * width + self.text[own:], width - own)

    def _led(self, text: str, added: int) -> Row:
        if not added:
            return self
        return Row(
            self.number, text, self.shift - added, tuple((column + added, count) for column, count in self.edits)
        )


def rows_of(text: str) -> list[Row]:
    """The lines of a text. "\\n" ends one; a lone "\\r", which ends one for the parser, gives two rows of the same number."""
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    if "\r" not in text:
        return [Row(number, line) for number, line in enumerate(lines, 1)]
    rows = []
    for number, line in enumerate(lines, 1):
        shift = 0
        for part in line.removesuffix("\r").split("\r"):
            rows.append(Row(number, part, shift))
            shift += len(part) + 1
    return rows


def source_of(rows: Iterable[Row]) -> str:
    """The text of rows, with a line end each."""
    return "".join([row.text + "\n" for row in rows])


def indent(text: str) -> int:
    """How many white space characters the text starts with."""
    return len(text) - len(text.lstrip(" \t\f"))


def width(text: str) -> int:
    """How many columns in the text starts, as the tokenizer counts."""
    return len(text[: indent(text)].replace("\f", "").expandtabs(_TAB))


def stripped(rows: Sequence[Row]) -> list[Row]:
    """The rows without what surrounds code: REPL prompts and output, diff markers and removed lines, line numbers, magics."""
    made = list(rows)
    if made and made[0].text.startswith("\ufeff"):
        made[0] = made[0].cut(1)
    texts = [row.text for row in made if row.text.strip()]
    if any(_PROMPT.match(text) and ">>>" in text for text in texts[:_PROMPT_REACH]):
        first = next(at for at, row in enumerate(made) if _PROMPT.match(row.text))
        made = made[:first] + _without_prompts(made[first:])
    elif any(_IPYTHON.match(text) for text in texts[:_PROMPT_REACH]):
        made = [
            row.cut(found.end()) if (found := _IPYTHON.match(row.text)) else row
            for row in made
            if not _IPYTHON_OUT.match(row.text)
        ]
    elif _is_diff(texts):
        made = [
            row.cut(1) if row.text[:1] in {"+", " "} else row
            for row in made
            if not _HUNK.match(row.text) and row.text[:1] != "-"
        ]
    elif _is_numbered(texts):
        made = _without_numbers(made)
    return without_magics(made)


def unmarked(rows: Sequence[Row]) -> list[Row]:
    """The rows of one statement without prompts, a line number or a diff marker; the same rows where there are none."""
    first = rows[0].text
    if _PROMPT.match(first):
        return _without_prompts(rows)
    if found := _IPYTHON.match(first):
        return [rows[0].cut(found.end()), *rows[1:]]
    if first[:1] in {"+", "-"} and all(row.text[:1] in {"+", "-", " ", ""} for row in rows):
        return [row.cut(1) for row in rows]
    if all(_NUMBER.match(row.text) for row in rows):
        return _without_numbers(rows)
    return list(rows)


def _without_prompts(rows: Sequence[Row]) -> list[Row]:
    return [row.cut(found.end()) for row in rows if (found := _PROMPT.match(row.text))]


def _is_diff(texts: Sequence[str]) -> bool:
    if any(text.startswith(("@@ ", "diff --git ")) for text in texts):
        return True
    return any(text[0] == "+" for text in texts) and all(text[0] in "+- " for text in texts)


def _is_numbered(texts: Sequence[str]) -> bool:
    found = [match for text in texts if (match := _NUMBER.match(text))]
    numbers = [int(match.group(2)) for match in found]
    return len(found) == len(texts) > 1 and all(a < b for a, b in pairwise(numbers))


def _without_numbers(rows: Sequence[Row]) -> list[Row]:
    """Numbers of different lengths may be filled up with spaces, so that the code still stands in one column."""
    found = [(row, match) for row in rows if (match := _NUMBER.match(row.text))]
    longest = max((match.end(2) for _, match in found), default=0)
    made = []
    for row, match in found:
        filled = not match.group(3) and not row.text[match.end(2) : longest].strip()
        made.append(row.cut(min(longest, len(row.text)) if filled else match.end()))
    return made


def without_magics(rows: Sequence[Row]) -> list[Row]:
    """The rows with `pass` for notebook magics and shell lines; `%time` and the like give way to what they time."""
    made: list[Row] = []
    nesting = Nesting()
    for row in rows:
        if nesting.open or not _MAGIC.match(row.text):
            if row is not rows[-1]:
                nesting.feed(row.text + "\n")
            made.append(row)
        elif _FOREIGN_CELL.match(row.text) and not any(each.text.strip() for each in made):
            return []
        elif timed := _TIMED.match(row.text):
            made.append(row.cut(timed.end()).led(row.text[: indent(row.text)]))
        else:
            made.append(Row(0, " " * width(row.text) + "pass"))
    return made


def dedented(rows: Sequence[Row]) -> list[Row]:
    """The rows moved left as far as they go; a first line that was cut short of its indentation is moved alone.

    Only lines that begin a statement count and move: what is inside brackets and strings may stand anywhere.
    """
    nesting = Nesting()
    widths: dict[int, int] = {}  # of the rows that begin a statement
    for at, row in enumerate(rows):
        if not nesting.open and row.text.strip():
            widths[at] = width(row.text)
        if row is not rows[-1]:
            nesting.feed(row.text + "\n")
    first = next(iter(widths), 0)
    rest = min((columns for at, columns in widths.items() if at != first), default=widths.get(first, 0))
    if widths and rest > widths[first] and rows[first].text.rstrip().endswith(":"):
        rest = widths[first]
    less = {at: min(columns, rest) for at, columns in widths.items()}
    return [row.indented(widths[at] - less[at]) if less.get(at) else row for at, row in enumerate(rows)]


def replaced(rows: Sequence[Row], changes: Sequence[tuple[int, int, str]]) -> list[Row]:
    """The rows with stretches `start:stop` of their joined text replaced. Changes ascend, don't overlap and keep line ends."""
    made = []
    offset, pending = 0, list(changes)
    for row in rows:
        text, edits, grown = row.text, [], 0
        while pending and pending[0][0] <= offset + len(row.text):
            start, stop, new = pending.pop(0)
            column = start - offset + grown
            stop = min(stop - offset, len(row.text)) + grown
            text = text[:column] + new + text[stop:]
            added = len(new) - (stop - column)
            if added:
                edits.append((column, added))
            grown += added
        made.append(replace(row, text=text, edits=row.edits + tuple(edits)) if text != row.text else row)
        offset += len(row.text) + 1
    return made
