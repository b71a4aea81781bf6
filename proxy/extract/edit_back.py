"""New sides put back into the text that an edit stands in, in its own form: row for row, with the marks that stand before them.

Rules for this file: pure, linear; what can't be put back so that the edit still says the same is None, never a guess.
Counterpart: edits.py reads what this writes, to be sure.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from proxy.extract.edit_lazy import is_lazy
from proxy.extract.edit_notebook import notebook_with
from proxy.extract.edit_search import is_marker
from proxy.extract.edit_text import Row, rows_of
from proxy.extract.json_strings import Where
from proxy.extract.parts import Part

Change = tuple[int, int, str]  # characters start:end of the outer text become a text


def put_back(text: str, parts: Sequence[Part], news: Mapping[int, str]) -> str | None:
    """Give `text` with other new sides for parts, by their number.

    None where that can't be written: other rows than before, a row that is the file's own (a diff's context), a row that would be a marker.
    """
    changed = {number: new for number, new in news.items() if new != parts[number].text}
    cells = {number for number in changed if parts[number].origin == "cell"}
    if cells:
        if cells != changed.keys():
            return None
        return _with_cells(text, parts, changed)
    changes: list[Change] = []
    for number, new in changed.items():
        own = _changes(text, parts[number], new)
        if own is None:
            return None
        changes += own
    return _spliced(text, sorted(changes))


def _with_cells(text: str, parts: Sequence[Part], news: Mapping[int, str]) -> str | None:
    texts: dict[Where, str] = {}
    for number, new in news.items():
        if len(new.splitlines()) != len(parts[number].text.splitlines()):
            return None
        texts[parts[number].where] = new
    try:
        return notebook_with(text, texts)
    except ValueError:  # its lines aren't the strings of its list
        return None


def _changes(text: str, part: Part, new: str) -> list[Change] | None:
    before, after = rows_of(part.text), rows_of(new)
    if len(before) != len(after) or [row.eol for row in before] != [row.eol for row in after]:
        return None
    changes = []
    starts = [stretch.start for stretch in part.stretches]
    for old, row in zip(before, after, strict=True):
        if old.text == row.text:
            continue
        at = _outer(part, starts, old)
        if at is None or not _may_stand(text, part, at, row.text):
            return None
        changes.append((at, at + len(old.text), row.text))
    return changes


def _outer(part: Part, starts: Sequence[int], row: Row) -> int | None:
    """Where a row stands in the outer text, if all of it stands there in one piece."""
    number = bisect_right(starts, row.start) - 1
    if number < 0:
        return None
    stretch = part.stretches[number]
    if stretch.start + stretch.length < row.start + max(1, len(row.text)):
        return None
    return stretch.outer + row.start - stretch.start


def _may_stand(text: str, part: Part, at: int, line: str) -> bool:
    mark = text[max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1 : at]
    if part.origin == "patch":
        return "+" in mark
    return not is_marker(line) and not is_lazy(line)


def _spliced(text: str, changes: Sequence[Change]) -> str:
    pieces, at = [], 0
    for start, end, new in changes:
        pieces += [text[at:start], new]
        at = end
    return "".join([*pieces, text[at:]])
