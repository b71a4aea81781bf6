"""Unified diffs: git's, diff's, and those of assistants, whose hunks often have no line numbers, wrong ones, or no header at all.

Source: git-diff(1) "Generating patch text", aider `udiff_coder.py` (`@@ ... @@`, headers by `---`/`+++`), combined diffs by their `@@@`.
A row without a mark inside a hunk counts as new: what it is nobody can say. Counts in a hunk's header only say where a hunk has ended.
Rules for this file: pure, linear. Counterparts: edits.py asks, envelopes.py opens diffs outside of fences by the same lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from proxy.extract.edit_search import SEARCH_OPENER
from proxy.extract.edit_text import Draft, Found, Given, How, Hunk, Row, Span, mark_of
from proxy.extract.named import path_line
from proxy.extract.parts import Part

GIT_HEADER = re.compile(r"diff --(?:git|cc|combined) \S|Index: \S")
OLD_HEADER = re.compile(r"--- \S")
NEW_HEADER = re.compile(r"\+\+\+ \S")
NUMBERED = re.compile(r"(@{2,8}) -\d+(?:,(\d+))?(?: -\d+(?:,\d+)?)*+ \+(\d+)(?:,(\d+))? @{2,8}")
HINTED = re.compile(r"@@ [^\r\n]*@@")  # `@@ ... @@`
_HUNK = re.compile(r"@@(?: |\s*\Z)")
_HUNK_SIGN = 2  # characters
_GIT_ROW = re.compile(
    r"(?:index [0-9a-f]+|(?:new|deleted) file mode |old mode |new mode |similarity index |dissimilarity index |copy (?:from|to) "
    r"|Binary files |GIT binary patch|={20,}\s*\Z)"
)
_RENAMED = re.compile(r"rename (from|to) (.+)")
_PATCH_ROW = re.compile(r"\*\*\* (?:Begin Patch|End Patch|Add File:|Update File:|Delete File:)")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_TIME = re.compile(r"\t.*| \d{4}-\d\d-\d\d .*", re.DOTALL)
_NAME = re.compile(r"[\w@./\\~+-]+")
_NOWHERE = "/dev/null"

NO_MARK = "a diff's hunk has lines without a mark"


@dataclass(slots=True)
class _File:
    """The file that the headers name. `fresh`: they have just been read."""

    old: str | None = None
    new: str | None = None
    renamed: str | None = None
    fresh: bool = False

    @property
    def path(self) -> str | None:
        return self.new if self.new is not None and self.new != _NOWHERE else self.old

    @property
    def added(self) -> bool:
        return self.old == _NOWHERE


@dataclass(slots=True)
class _Hunk:
    """A hunk as its rows come.

    `width`: how many columns its marks take. `left`: rows of the old and the new side that the header says come. `headed`: it has a header.
    """

    width: int = 1
    line: int = 0
    left: tuple[int, int] | None = None
    draft: Draft = field(default_factory=Draft)
    headed: bool = True
    blank: list[Row] = field(default_factory=list)
    unread: str = ""

    @property
    def full(self) -> bool:
        return self.left is not None and max(self.left) <= 0

    def put(self, mark: str, row: Row, width: int | None = None) -> None:
        for each in self.blank:
            self._put(" ", each, 0)
        self.blank.clear()
        self._put(mark, row, self.width if width is None else width)

    def _put(self, mark: str, row: Row, width: int) -> None:
        self.draft.put(mark, row, width)
        if self.left is not None:
            self.left = (self.left[0] - (mark != "+"), self.left[1] - (mark != "-"))


def unified_diff(rows: list[Row], at: int, given: Given, path: str | None) -> Found | None:
    """Read the diff that begins at a row, or None where none does. `path`: its file, as far as known."""
    loose = given.language == "diff" and (at > 0 or any(row.text[:1] in {"+", "-", "@"} for row in rows))
    if not _begins(rows, at, loose=loose):
        return None
    reader = _Reader(rows, given, _File(old=path or given.path), loose=loose)
    end = reader.read(at)
    return Found(tuple(reader.parts), end, reader.unread, reader.file.path, tuple(reader.marks))


def _begins(rows: list[Row], at: int, *, loose: bool) -> bool:
    line = rows[at].text
    if GIT_HEADER.match(line) or NUMBERED.match(line) or _is_header(rows, at):
        return True
    if HINTED.match(line):
        return loose or (at + 1 < len(rows) and rows[at + 1].text[:1] in {" ", "+", "-"})
    return loose and (_HUNK.match(line) is not None or line[:1] in {"+", "-", " "} or (at == 0 and not path_line(line)))


def _is_header(rows: list[Row], at: int) -> bool:
    """`--- a` and `+++ b`."""
    return at + 1 < len(rows) and bool(OLD_HEADER.match(rows[at].text)) and bool(NEW_HEADER.match(rows[at + 1].text))


def _is_next_header(rows: list[Row], at: int) -> bool:
    """A header behind a hunk, where its two rows could be a removed and an added one."""
    if not _is_header(rows, at):
        return False
    if at + 2 < len(rows) and rows[at + 2].text.startswith("@@"):
        return True
    old, new = _names(rows[at].text[4:], rows[at + 1].text[4:])
    return _NAME.fullmatch(new) is not None and old in {new, _NOWHERE}


class _Reader:
    """One run of rows that are a diff, of any number of files."""

    def __init__(self, rows: list[Row], given: Given, file: _File, *, loose: bool) -> None:
        self.rows = rows
        self.given = given
        self.file = file
        self.loose = loose
        self.parts: list[Part] = []
        self.marks: list[Span] = []
        self.unread = ""

    def read(self, at: int) -> int:
        """Go over the diff; the number of the row behind it."""
        while at < len(self.rows):
            if (after := self._headers(at)) > at:
                self.marks += map(mark_of, self.rows[at:after])
                at, self.file.fresh = after, True
                continue
            if (hunk := self._hunk_header(self.rows[at])) is not None:
                at = self._hunk(at + 1, hunk)
            elif self._headless(self.rows[at].text):
                at = self._hunk(at, _Hunk(headed=False))
            elif (after := self._after_blanks(at)) > at:
                at = after
            else:
                return at
            self.file.fresh = False
        return at

    def _headless(self, line: str) -> bool:
        """Rows of a hunk that has no header."""
        if SEARCH_OPENER.match(line) or _PATCH_ROW.match(line):
            return False
        return (self.loose and bool(line.strip())) or (self.file.fresh and line[:1] in {" ", "+", "-"})

    def _after_blanks(self, at: int) -> int:
        """Where the next header or hunk begins if only blank rows come before it, else `at`."""
        end = at
        while end < len(self.rows) and not self.rows[end].text.strip():
            end += 1
        return end if end < len(self.rows) and _begins(self.rows, end, loose=self.loose) else at

    def _headers(self, at: int) -> int:
        rows = self.rows
        if GIT_HEADER.match(rows[at].text):
            self.file = _File()
            at += 1
            while at < len(rows) and self._git_row(rows[at].text):
                at += 1
        if _is_header(rows, at):
            renamed = self.file.renamed
            self.file = _File(*_names(rows[at].text[4:], rows[at + 1].text[4:]), renamed)
            at += 2
        return at

    def _git_row(self, line: str) -> bool:
        renamed = _RENAMED.match(line)
        if renamed is None:
            return _GIT_ROW.match(line) is not None
        if renamed[1] == "from":
            self.file.old = self.file.renamed = renamed[2].strip()
        else:
            self.file.new = renamed[2].strip()
        return True

    def _hunk_header(self, row: Row) -> _Hunk | None:
        numbered = NUMBERED.match(row.text)
        if numbered is not None:
            self.marks.append(mark_of(row, numbered.end()))
            old, new = (int(count) if count else 1 for count in (numbered[2], numbered[4]))
            first = int(numbered[3]) + (not new)  # of an empty side git names the line before
            return _Hunk(len(numbered[1]) - 1, first, (old, new))
        if _HUNK.match(row.text) is None:
            return None
        self.marks.append(mark_of(row, _HUNK_SIGN))
        return _Hunk()

    def _hunk(self, at: int, hunk: _Hunk) -> int:
        while at < len(self.rows) and not self._ends(at, hunk):
            self._row(self.rows[at], hunk)
            at += 1
        self._emit(hunk)
        return at - len(hunk.blank)

    def _ends(self, at: int, hunk: _Hunk) -> bool:
        line = self.rows[at].text
        if line[:1] in {" ", "+", "\\", ""}:
            return False
        if line[0] == "-":
            return _is_next_header(self.rows, at) or SEARCH_OPENER.match(line) is not None
        if line.startswith("@@") or SEARCH_OPENER.match(line) or GIT_HEADER.match(line) or _PATCH_ROW.match(line):
            return True
        return not self.loose and (hunk.full or bool(hunk.blank))

    def _row(self, row: Row, hunk: _Hunk) -> None:
        marks = row.text[: hunk.width]
        if not row.text.strip() and (not row.text or hunk.full):
            hunk.blank.append(row)
        elif marks.startswith("\\"):
            self.marks.append(mark_of(row))
            hunk.draft.unended()
        elif marks.strip(" +-"):
            hunk.unread = NO_MARK if hunk.headed else ""
            hunk.put("+", row, 0)
        else:
            hunk.put("-" if "-" in marks else "+" if "+" in marks else " ", row)

    def _emit(self, hunk: _Hunk) -> None:
        draft, file = hunk.draft, self.file
        text, base = draft.new.text, draft.base
        self.unread = self.unread or hunk.unread
        if not text and (base is None or file.new == _NOWHERE):  # a file that goes
            return
        how = How.WHOLE if file.added else How.INSERT if base is None else How.REPLACE
        self.parts.append(
            Hunk(
                text, "patch", self.given.language_for(file.path), file.path, base,
                tuple(draft.new.stretches), unread=hunk.unread, how=how, line=hunk.line, moved_from=file.renamed,
            )
        )  # fmt: skip


def _names(old: str, new: str) -> tuple[str, str]:
    """The two names of a header, without git's `a/` and `b/`, times and quotes."""
    old, new = _bare(old), _bare(new)
    if (old.startswith("a/") or old == _NOWHERE) and (new.startswith("b/") or new == _NOWHERE):
        return old.removeprefix("a/"), new.removeprefix("b/")
    return old, new


def _bare(name: str) -> str:
    quoted = _QUOTED.match(name)
    return quoted[1] if quoted else _TIME.sub("", name, count=1).strip()
