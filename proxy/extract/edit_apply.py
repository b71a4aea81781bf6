"""An edit applied to its file, so that the whole of it can be looked at.

Source: what the tools do that apply these formats: aider (exact, then with another indentation), codex `seek_sequence` (exact, then without
trailing blanks, then without leading ones, then with plain punctuation; anchors first), git apply (the place nearest to the line it names).
Rules for this file: pure; the search is linear in the file and the edit (Knuth-Morris-Pratt on rows). Counterpart: edits.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from proxy.extract.edit_notebook import cell_sources
from proxy.extract.edit_text import How, Hunk, Row, Side, rows_of
from proxy.extract.parts import Part, Stretch

_PUNCTUATION = str.maketrans(
    "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00a0\u2002\u2003\u202f\u3000",
    "-------''''\"\"\"\"     ",
)
_MAX_ANCHORS = 8  # a class and a method are two; each may be looked for in the whole file


def _exact(text: str) -> str:
    return text


def _plain(text: str) -> str:
    return text.translate(_PUNCTUATION).strip()


# As the file has it, without trailing blanks, at another indentation, with other quotes and dashes.
_LENIENT: tuple[Callable[[str], str], ...] = (_exact, str.rstrip, str.strip, _plain)


@dataclass(frozen=True, slots=True)
class _Place:
    """Rows `first:end` of the file are what the edit replaces; `indent` is what its rows lack (or have too much) to stand there."""

    first: int
    end: int
    lacks: str = ""
    extra: int = 0


def applied(part: Part, file: str) -> Part | None:
    """Give the whole file with the edit in it, `base` the file as it was; None where the edit doesn't fit.

    The stretches still say where the suggestion's own characters stand in the outer text.
    """
    if part.origin == "cell":
        return replace(part, base=cell_sources(file) or part.base)
    hunk = part if isinstance(part, Hunk) else None
    if part.base is None and (hunk is None or hunk.how is How.WHOLE):
        return replace(part, base=file or None)
    rows = rows_of(file)
    place = _insertion(hunk, rows) if part.base is None else _place(part, hunk, rows)
    return None if place is None else _put(part, file, rows, place)


def _insertion(hunk: Hunk | None, rows: Sequence[Row]) -> _Place | None:
    """Where text goes that replaces nothing: behind its anchors, at the line it names, at the end."""
    start = _behind_anchors(hunk, rows)
    if hunk is None or start is None:
        return None
    if hunk.anchors:
        return _Place(start, start)
    at = min(hunk.line - 1, len(rows)) if hunk.line else len(rows)
    return _Place(at, at)


def _place(part: Part, hunk: Hunk | None, rows: Sequence[Row]) -> _Place | None:
    base = rows_of(part.base or "")
    start = _behind_anchors(hunk, rows)
    for trimmed in _trimmed(base):
        for key in _LENIENT:
            wanted = [key(row.text) for row in trimmed]
            found = list(_matches([key(row.text) for row in rows], wanted))
            if found:
                first = _chosen(found, hunk, start or 0, len(rows) - len(wanted))
                return _fitted(first, trimmed, rows)
    return None


def _trimmed(base: list[Row]) -> Iterator[list[Row]]:
    """The rows to look for: as they are, then without blank rows around them."""
    yield base
    first = next((at for at, row in enumerate(base) if row.text.strip()), len(base))
    last = next((at for at in range(len(base), 0, -1) if base[at - 1].text.strip()), 0)
    if first < last and last - first < len(base):
        yield base[first:last]


def _behind_anchors(hunk: Hunk | None, rows: Sequence[Row]) -> int | None:
    """The row behind the last anchor; None where one isn't in the file."""
    at = 0
    for anchor in hunk.anchors[:_MAX_ANCHORS] if hunk is not None else ():
        wanted = anchor.strip()
        found = next((number for number in range(at, len(rows)) if rows[number].text.strip() == wanted), None)
        if found is None:
            found = next((number for number in range(at, len(rows)) if wanted in rows[number].text), None)
        if found is None:
            return None
        at = found + 1
    return at


def _chosen(found: Sequence[int], hunk: Hunk | None, start: int, last: int) -> int:
    """Of several places: the file's end if the edit says so, or nearest to the line that it names, or the first behind its anchors."""
    if hunk is None:
        return found[0]
    if hunk.at_end and last in found:
        return last
    if hunk.line:
        return min(found, key=lambda at: abs(at + 1 - hunk.line))
    return next((at for at in found if at >= start), found[0])


def _matches(rows: Sequence[str], wanted: Sequence[str]) -> Iterator[int]:
    """Where `wanted` stands in `rows`: Knuth, Morris and Pratt."""
    if not wanted:
        return
    back = [0] * len(wanted)
    size = 0
    for at in range(1, len(wanted)):
        while size and wanted[at] != wanted[size]:
            size = back[size - 1]
        size += wanted[at] == wanted[size]
        back[at] = size
    size = 0
    for at, row in enumerate(rows):
        while size and row != wanted[size]:
            size = back[size - 1]
        size += row == wanted[size]
        if size == len(wanted):
            yield at + 1 - size
            size = back[size - 1]


def _fitted(first: int, base: Sequence[Row], rows: Sequence[Row]) -> _Place:
    end = first + len(base)
    for row, own in zip(base, rows[first:end], strict=True):
        if row.text.strip():
            has, needs = _indent(row.text), _indent(own.text)
            if needs.endswith(has):
                return _Place(first, end, lacks=needs[: len(needs) - len(has)])
            return _Place(first, end, extra=len(has) - len(needs) if len(has) > len(needs) else 0)
    return _Place(first, end)


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]


def _put(part: Part, file: str, rows: Sequence[Row], place: _Place) -> Part:
    """The file with the part's text in this place."""
    head = file[: rows[place.first].start] if place.first < len(rows) else file
    tail = file[rows[place.end].start :] if place.end < len(rows) else ""
    side = Side()
    side.add(head, None)
    if head and part.text and not head.endswith(("\n", "\r")):
        side.add("\n", None)
    stretches = part.stretches
    if place.lacks or place.extra:
        _reindented(side, part, place)
    else:
        side.stretches = [Stretch(each.start + side.size, each.outer, each.length) for each in stretches]
        side.add(part.text, None)
    if tail and part.text and not part.text.endswith(("\n", "\r")):
        side.add("\n", None)
    side.add(tail, None)
    return replace(part, text=side.text, base=file or None, stretches=tuple(side.stretches))


def _reindented(side: Side, part: Part, place: _Place) -> None:
    """Put the part's rows on at the file's indentation, each with what of it stands in the outer text."""
    at = 0
    stretches = part.stretches
    for row in rows_of(part.text):
        cut = min(place.extra, len(_indent(row.text)))
        if row.text.strip():
            side.add(place.lacks, None)
        start, end = row.start + cut, row.end
        while at < len(stretches) and stretches[at].start + stretches[at].length <= start:
            at += 1
        here = at
        while here < len(stretches) and stretches[here].start < end:
            each = stretches[here]
            first, last = max(start, each.start), min(end, each.start + each.length)
            side.stretches.append(Stretch(side.size + first - start, each.outer + first - each.start, last - first))
            here += 1
        side.add(part.text[start:end], None)
        at = max(at, here - 1)
