"""Rows of a text, and what is taken off them before the parser sees them: prompts, diff markers, magics, line numbers, indentation.

Rules for this file: pure; a row keeps its number whatever happens to its text. Counterpart: fragments.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

_PROMPT = re.compile(r"(?:>>>|\.\.\.)(?: |$)")
_IPYTHON = re.compile(r"\s*(?:In \[\d*\]|Out\[\d*\]|\.\.\.): ?")
_HUNK = re.compile(r"@@ |diff --git |index [0-9a-f]+|\+\+\+ |--- |\\ No newline|\*\*\* ")
_NUMBER = re.compile(r"\s*\d{1,5}(?:\s*[|:]\s?|\t|  )")
_MAGIC = re.compile(r"\s*(?:%{1,2}[A-Za-z]|!{1,2}\s*[A-Za-z./]|\?{1,2}\w)|\s*[\w.]+\?{1,2}\s*$")
_CELL = re.compile(r"%%(?!time|timeit|capture|prun|python)\w")
_MARKED_SHARE = 0.9  # a text is numbered, or a diff, when nearly all its lines look so
_TAB = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One line on its way: original number, text now, characters taken off its start, whether its text is made up by us."""

    number: int
    text: str
    shift: int = 0
    made_up: bool = False

    def cut(self, count: int) -> Row:
        """The row without its first characters."""
        return replace(self, text=self.text[count:], shift=self.shift + count)

    def indented(self, width: int) -> Row:
        """The row with its indentation made `width` spaces."""
        own = indent(self.text)
        return replace(self, text=" " * width + self.text[own:], shift=self.shift + own - width)

    def blank(self) -> Row:
        """The row with `pass` in place of its text, where it had any."""
        text = " " * indent(self.text) + "pass" if self.text.strip() else ""
        return replace(self, text=text, made_up=True)


def rows_of(text: str) -> list[Row]:
    """The lines of a text; "\\n" ends one."""
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    return [Row(at, line.rstrip("\r")) for at, line in enumerate(lines, 1)]


def source_of(rows: Sequence[Row]) -> str:
    """The text of rows, with a line end each."""
    return "".join(row.text + "\n" for row in rows)


def indent(text: str) -> int:
    """How many white space characters the text starts with."""
    return len(text) - len(text.lstrip(" \t\f"))


def stripped(rows: Sequence[Row]) -> list[Row]:
    """The rows without what surrounds code: REPL prompts and output, diff markers and removed lines, line numbers, magics."""
    made = list(rows)
    texts = [row.text for row in made if row.text.strip()]
    if any(text.startswith(">>>") for text in texts[:6]):
        made = [row.cut(4) if _PROMPT.match(row.text) else row.blank() if row.text.strip() else row for row in made]
    elif any(_IPYTHON.match(text) for text in texts[:2]):
        made = [row.cut(match.end()) if (match := _IPYTHON.match(row.text)) else row for row in made]
    elif _is_diff(texts):
        made = [_undiffed(row) for row in made]
    elif len(texts) > 1 and sum(_NUMBER.match(text) is not None for text in texts) >= _MARKED_SHARE * len(texts):
        made = [row.cut(match.end()) if (match := _NUMBER.match(row.text)) else row for row in made]
    return [_untabbed(row) for row in _without_magics(made)]


def _is_diff(texts: Sequence[str]) -> bool:
    if any(text.startswith(("@@ ", "diff --git ")) for text in texts):
        return True
    marked = sum(text[0] in "+- " for text in texts)
    added = sum(text[0] in "+-" for text in texts)
    return bool(texts) and marked == len(texts) and added > 0 and any(text[0] == "+" for text in texts)


def _undiffed(row: Row) -> Row:
    if _HUNK.match(row.text) or row.text.startswith(("-", "@@")):
        return replace(row, text="", made_up=True)
    return row.cut(1) if row.text[:1] in {"+", " "} else row


def _without_magics(rows: Sequence[Row]) -> list[Row]:
    made, in_cell = [], False
    for row in rows:
        in_cell = in_cell or _CELL.match(row.text) is not None
        if in_cell:
            made.append(replace(row, text="", made_up=True))
        else:
            made.append(row.blank() if _MAGIC.match(row.text) else row)
    return made


def _untabbed(row: Row) -> Row:
    """Tabs of the indentation as spaces, so that a mix of both compares."""
    width = indent(row.text)
    if "\t" not in row.text[:width]:
        return row
    spaces = len(row.text[:width].replace("\f", "").expandtabs(_TAB))
    return replace(row, text=" " * spaces + row.text[width:], shift=row.shift + width - spaces)


def dedented(rows: Sequence[Row]) -> list[Row]:
    """The rows moved left as far as they go; a first line that was cut short of its indentation is moved alone."""
    own = [indent(row.text) for row in rows if row.text.strip()]
    if not own:
        return list(rows)
    made = [row.cut(min(own)) if row.text.strip() else replace(row, text="") for row in rows]
    first = next(at for at, row in enumerate(made) if row.text.strip())
    rest = [indent(row.text) for row in made[first + 1 :] if row.text.strip()]
    opens = made[first].text.split("#")[0].rstrip().endswith((":", "(", "[", "{", ",", "\\", "=", "+"))
    if rest and indent(made[first].text) == 0 and min(rest) > 0 and not opens:
        return [row if at <= first or not row.text.strip() else row.cut(min(rest)) for at, row in enumerate(made)]
    return made
