"""Edits in a text: search and replace, unified diffs, `*** Begin Patch`, listings that leave out what stays, notebooks.

The text is what stands in a fence, in a tool's argument, in a heredoc. Each edit is a part: its new side is what counts, the old side is
the base. A listing of a whole file is no edit. What stands in the text outside of its edits is `rest`: it may be code all the same.
Rules for this file: pure, linear. Counterparts: the readers in edit_*.py; review.py scans the parts; rewritten() puts a new side back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from proxy.extract.edit_apply import applied
from proxy.extract.edit_back import put_back
from proxy.extract.edit_lazy import is_lazy, lazy_listing
from proxy.extract.edit_notebook import is_notebook_text, notebook
from proxy.extract.edit_patch import begin_patch
from proxy.extract.edit_search import search_block
from proxy.extract.edit_text import Found, Given, How, Hunk, Row, Span, mark_of, rows_of
from proxy.extract.edit_unified import unified_diff
from proxy.extract.named import path_line
from proxy.extract.parts import Part, Stretch

__all__ = ["Edits", "How", "Hunk", "Span", "applied", "edits_in", "rewritten"]

_READERS = (search_block, begin_patch, unified_diff)
_CODE = re.compile(r"[ \t]*+<code>[ \t]*+(?:\r\n|\n|\r)")  # smolagents: what stands in it is run as Python
_SIGN = re.compile(r"^[ \t]*+(?:<{5}|-{5,9}[ \t]*[A-Za-z]|\*\*\* [ABDU]|@@|--- \S|diff --|Index: )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Edits:
    """What a text holds.

    `parts`: each edit's new side with its base. `rest`: what belongs to no edit. `unread`: why an edit couldn't be read in full, or "".
    `marks`: what is in neither side of an edit, and reaches the client all the same.
    """

    parts: tuple[Part, ...]
    rest: tuple[Span, ...]
    unread: str = ""
    marks: tuple[Span, ...] = ()


def edits_in(text: str, *, language: str | None, path: str | None) -> Edits:
    """Find the edits in a text. `language` and `path`: of what it stands in."""
    given = Given(language, path)
    if is_notebook_text(text, given):
        parts, unread, beside = notebook(text, given)
        if parts:
            return Edits(parts, (Span(0, len(text)),) if unread else (), unread, beside)
    if (code := _CODE.match(text)) is not None:
        return _run(text, code.end(), given)
    if language != "diff" and _SIGN.search(text.replace("\r", "\n")) is None:
        return _listing(text, rows_of(text), given)
    rows = rows_of(text)
    walk = _Walk(rows, given)
    walk.run()
    if not walk.parts and not walk.unread:
        return _listing(text, rows, given)
    return Edits(tuple(walk.parts), _spans(walk.rest), "; ".join(walk.unread), tuple(walk.marks))


def rewritten(text: str, parts: Sequence[Part], news: Mapping[int, str]) -> str | None:
    """Give `text` with other new sides for parts, by their number: the parts are those of `edits_in(text, ...)`.

    None where it can't be written so that it is read again as meant: other rows than before, a diff's context, a row like a marker.
    """
    made = put_back(text, parts, news)
    if made is None or made == text:
        return made
    before = [part.text for part in parts]
    after = [news.get(number, old) for number, old in enumerate(before)]
    ways = {(language, path) for language in (None, "diff", parts[0].language) for path in (None, parts[0].path)}
    for language, path in sorted(ways, key=repr):
        if before == [part.text for part in edits_in(text, language=language, path=path).parts]:
            return made if after == [part.text for part in edits_in(made, language=language, path=path).parts] else None
    return None


def _run(text: str, start: int, given: Given) -> Edits:
    """The code between `<code>` and its end."""
    end = text.find("</code>", start)
    end, after = (len(text), len(text)) if end < 0 else (end, end + len("</code>"))
    part = Part(
        text[start:end], "inline", given.language or "python", given.path, None, (Stretch(0, start, end - start),)
    )
    return Edits((part,), (Span(after, len(text)),) if text[after:].strip() else ())


def _listing(text: str, rows: list[Row], given: Given) -> Edits:
    lazy = lazy_listing(rows, given)
    if lazy is not None:
        return Edits((lazy,), (), "", tuple(mark_of(row) for row in rows if is_lazy(row.text)))
    return Edits((), (Span(0, len(text)),) if text else ())


class _Walk:
    """Over the rows of a text, from edit to edit."""

    def __init__(self, rows: list[Row], given: Given) -> None:
        self.parts: list[Part] = []
        self.rest: list[Row] = []
        self.unread: list[str] = []
        self.marks: list[Span] = []
        self._rows = rows
        self._given = given
        self._path: str | None = None

    def run(self) -> None:
        at = 0
        while at < len(self._rows):
            found = self._found(at)
            if found is None:
                self.rest.append(self._rows[at])
                at += 1
                continue
            self._take(found)
            at = max(found.end, at + 1)

    def _found(self, at: int) -> Found | None:
        if self._given.language != "diff" and _SIGN.match(self._rows[at].text) is None:
            return None
        path = self._named(at) or self._path
        return next((found for read in _READERS if (found := read(self._rows, at, self._given, path))), None)

    def _named(self, at: int) -> str | None:
        """The path that the row before says, where that belongs to no edit."""
        if not at or not self.rest or self.rest[-1] is not self._rows[at - 1]:
            return None
        return path_line(self.rest[-1].text)

    def _take(self, found: Found) -> None:
        if found.path is not None and self.rest and path_line(self.rest[-1].text) == found.path:
            self.marks.append(mark_of(self.rest.pop()))
        self.marks += found.marks
        self.parts += found.parts
        self._path = found.path
        if found.unread and found.unread not in self.unread:
            self.unread.append(found.unread)


def _spans(rows: list[Row]) -> tuple[Span, ...]:
    """The rows as spans, neighbours joined, without those that hold nothing."""
    spans: list[Span] = []
    for row in rows:
        if spans and spans[-1].end == row.start:
            spans[-1] = Span(spans[-1].start, row.end)
        elif row.text.strip():
            spans.append(Span(row.start, row.end))
    return tuple(spans)
