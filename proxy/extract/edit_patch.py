"""`*** Begin Patch`: the patches of codex, Copilot, opencode, Cline and aider's patch format.

Source: codex `apply_patch_tool_instructions.md` and its grammar (Add, Update, Delete, Move to, `@@` anchors, End of File), aider
`patch_coder.py` (the sentinels may be missing). Rules for this file: pure, linear; a row without a mark counts as new, since nobody can say
what it is. Counterparts: edits.py asks, envelopes.py opens patches outside of fences by the same lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from proxy.extract.edit_text import Draft, Found, Given, How, Hunk, Row, Span, mark_of
from proxy.extract.parts import Part

BEGIN = re.compile(r"[ \t]*+\*\*\* Begin Patch[ \t]*+\Z")
END = re.compile(r"[ \t]*+\*\*\* End Patch[ \t]*+\Z")
FILE = re.compile(r"[ \t]*+\*\*\* (Add|Update|Delete) File:[ \t]*+(\S[^\r\n]*)")
_MOVE = re.compile(r"[ \t]*+\*\*\* Move to:[ \t]*+(\S[^\r\n]*)")
_END_OF_FILE = re.compile(r"[ \t]*+\*\*\* End of File[ \t]*+\Z")
_ANCHOR = re.compile(r"@@(?: |\Z)(.*)", re.DOTALL)

NEVER_CLOSED = "a patch is never closed"
NO_MARK = "a patch has lines without a mark"
NO_FILE = "a patch has lines that belong to no file"


def begin_patch(rows: list[Row], at: int, given: Given, path: str | None) -> Found | None:
    """Read the patch that begins at a row, or None where none does."""
    begun = BEGIN.match(rows[at].text) is not None
    if not begun and FILE.match(rows[at].text) is None:
        return None
    reader = _Reader(given, begun=begun)
    if begun:
        reader.marks.append(mark_of(rows[at]))
    at += begun
    while at < len(rows) and reader.take(rows[at]):
        at += 1
    reader.flush()
    if begun and not reader.ended:
        reader.tell(NEVER_CLOSED)
    return Found(tuple(reader.parts), at + reader.ended, "; ".join(reader.unread), path, tuple(reader.marks))


@dataclass(slots=True)
class _Chunk:
    """The rows between two `@@`, or two files."""

    draft: Draft = field(default_factory=Draft)
    anchors: list[str] = field(default_factory=list)
    at_end: bool = False
    unread: str = ""


class _Reader:
    """A patch as its rows come."""

    def __init__(self, given: Given, *, begun: bool) -> None:
        self.parts: list[Part] = []
        self.unread: list[str] = []
        self.marks: list[Span] = []
        self.ended = False
        self._given = given
        self._begun = begun
        self._verb = ""
        self._path: str | None = None
        self._moved_from: str | None = None
        self._chunk = _Chunk()

    def take(self, row: Row) -> bool:
        """Take a row; False where the patch is over."""
        line = row.text
        if END.match(line):
            self.marks.append(mark_of(row))
            self.ended = True
            return False
        if (file := FILE.match(line)) is not None:
            self.flush()
            self._verb, self._path, self._moved_from = file[1], file[2].strip(), None
        elif BEGIN.match(line):
            self.flush()
        elif (move := _MOVE.match(line)) is not None:
            self._moved_from, self._path = self._path, move[1].strip()
        elif _END_OF_FILE.match(line):
            self._chunk.at_end = True
            self.flush()
        else:
            self._content(row)
            return True
        self.marks.append(mark_of(row))
        return True

    def tell(self, unread: str) -> None:
        """Say once what couldn't be read."""
        if unread not in self.unread:
            self.unread.append(unread)

    def _content(self, row: Row) -> None:
        anchor = _ANCHOR.match(row.text)
        if anchor is not None and self._verb == "Update":
            if self._chunk.draft.last:
                self.flush()
            if anchor[1].strip():
                self._chunk.anchors.append(anchor[1])
            self.marks.append(mark_of(row, anchor.start(1)))
            return
        mark = row.text[:1]
        if not self._verb and not row.text.strip():
            return
        if not self._verb:
            self._chunk.unread = NO_FILE
        if not mark:
            self._chunk.draft.put("+" if self._verb == "Add" else " ", row, 0)
        elif mark == "+" or (mark in {"-", " "} and self._verb != "Add"):
            self._chunk.draft.put(mark, row, 1)
        else:
            self._chunk.unread = self._chunk.unread or NO_MARK
            self._chunk.draft.put("+", row, 0)

    def flush(self) -> None:
        """The chunk is over."""
        chunk, self._chunk = self._chunk, _Chunk()
        draft = chunk.draft
        if not draft.last:
            return
        if chunk.unread:
            self.tell(chunk.unread)
        base = draft.base
        how = How.WHOLE if self._verb == "Add" else How.INSERT if base is None else How.REPLACE
        self.parts.append(
            Hunk(
                draft.new.text, "patch", self._given.language_for(self._path), self._path, base, tuple(draft.new.stretches),
                unread=chunk.unread, how=how, anchors=tuple(chunk.anchors), at_end=chunk.at_end, moved_from=self._moved_from,
            )
        )  # fmt: skip
