"""Search and replace with conflict markers: aider's diff formats, Roo's and Cline's diffs, gptme's patch.

Source: aider `editblock_coder.py` (HEAD `<{5,9} SEARCH>?`, DIVIDER `={5,9}`, UPDATED `>{5,9} REPLACE`, on stripped lines; a second divider
ends the new side), Roo-Code `multi-search-replace.ts` (`:start_line:N`, `-------`), Cline `diff.ts` (`------- SEARCH`, `+++++++ REPLACE`),
gptme `patch.py` (ORIGINAL, UPDATED). Markers that git leaves at a merge (HEAD, a branch's name) are an edit where their end says so; else
both sides are code. Rules for this file: pure, linear; rows between markers are never lost: what can't be an old side is new.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from proxy.extract.edit_text import Found, Given, How, Hunk, Row, Side, mark_of
from proxy.extract.parts import Part

SEARCH_OPENER = re.compile(
    r"[ \t]*+(?:[<]{5,9}|[-]{5,9})[ \t]*+(?:SEARCH|ORIGINAL|OLD|BEFORE)\b[ \t]*+>?[ \t]*+\Z", re.IGNORECASE
)
SEARCH_CLOSER = re.compile(r"[ \t]*+(?:>{5,9}|\+{5,9})[ \t]*+(?:REPLACE|UPDATED?|NEW|MODIFIED|AFTER)\b", re.IGNORECASE)
MERGE_OPENER = re.compile(r"<{7}(?: \S|\Z)")
_MERGE_CLOSER = re.compile(r">{7}(?: |\Z)")
_MERGE_BASE = re.compile(r"\|{7}(?: |\Z)")
_DIVIDER = re.compile(r"[ \t]*+={5,9}[ \t]*+\Z")
_PLACE = re.compile(r"[ \t]*+:(start|end)_line:[ \t]*+(\d{1,9})[ \t]*+\Z")
_RULE = re.compile(r"[ \t]*+-{7}[ \t]*+\Z")

NEVER_CLOSED = "a search-and-replace block is never closed"
NO_DIVIDER = "a search-and-replace block has no divider"
TWO_DIVIDERS = "a search-and-replace block has two dividers"


def is_marker(line: str) -> bool:
    """A line that would change what the rows around it are."""
    return any(
        each.match(line) for each in (SEARCH_OPENER, SEARCH_CLOSER, MERGE_OPENER, _MERGE_CLOSER, _DIVIDER, _MERGE_BASE)
    )


@dataclass(slots=True)
class _Block:
    """The rows of one block, by the section they stand in."""

    merge: bool
    line: int = 0
    old: list[Row] = field(default_factory=list)
    new: list[Row] | None = None
    extra: list[Row] | None = None  # behind a second divider
    closer: str | None = None

    def take(self, row: Row) -> None:
        section = self.extra if self.extra is not None else self.new if self.new is not None else self.old
        section.append(row)

    def divide(self) -> None:
        if self.new is None:
            self.new = []
        elif self.extra is None:
            self.extra = []


def search_block(rows: list[Row], at: int, given: Given, path: str | None) -> Found | None:
    """Read the block that begins at a row, or None where none does. `path`: its file, as far as known."""
    merge = MERGE_OPENER.match(rows[at].text) is not None
    if not merge and SEARCH_OPENER.match(rows[at].text) is None:
        return None
    merge = merge and SEARCH_OPENER.match(rows[at].text) is None
    path = path or given.path
    block, end = _read(rows, at + 1, _Block(merge))
    if merge and block.closer is None:
        return None  # `<<<<<<< x` alone is no edit
    parts, unread = _parts(block, path, given.language_for(path))
    sides = {row.start for row in (*block.old, *(block.new or ()), *(block.extra or ()))}
    return Found(parts, end, unread, path, tuple(mark_of(row) for row in rows[at:end] if row.start not in sides))


def _read(rows: list[Row], at: int, block: _Block) -> tuple[_Block, int]:
    at = _header(rows, at, block)
    base = False  # between `|||||||` and `=======`
    while at < len(rows):
        row = rows[at]
        closer = SEARCH_CLOSER.match(row.text) or (block.merge and _MERGE_CLOSER.match(row.text))
        if closer:
            block.closer = row.text
            return block, at + 1
        if SEARCH_OPENER.match(row.text) or (block.merge and MERGE_OPENER.match(row.text)):
            break
        if _DIVIDER.match(row.text):
            block.divide()
            base = False
        elif block.merge and block.new is None and _MERGE_BASE.match(row.text):
            base = True
        elif not base:
            block.take(row)
        at += 1
    return block, at


def _header(rows: list[Row], at: int, block: _Block) -> int:
    while at < len(rows) and (place := _PLACE.match(rows[at].text)):
        if place[1] == "start":
            block.line = int(place[2])
        at += 1
    return at + 1 if at < len(rows) and _RULE.match(rows[at].text) else at


def _parts(block: _Block, path: str | None, language: str | None) -> tuple[tuple[Part, ...], str]:
    if block.merge and SEARCH_CLOSER.match(block.closer or "") is None:  # a merge: nobody says which side stays
        sides = [block.old, block.new or [], block.extra or []]
        return tuple(_part(side, None, path, language) for side in sides if side), ""
    if block.new is None:
        unread = NEVER_CLOSED if block.closer is None else NO_DIVIDER
        return ((_part(block.old, None, path, language, unread=unread),) if block.old else ()), unread
    base = "".join(row.text + row.eol for row in block.old) if any(row.text.strip() for row in block.old) else None
    unread = NEVER_CLOSED if block.closer is None else ""
    parts = [_part(block.new, base, path, language, unread=unread, line=block.line)]
    if block.extra:
        unread = unread or TWO_DIVIDERS
        parts.append(_part(block.extra, None, path, language, unread=unread))
    return tuple(parts), unread


def _part(
    rows: list[Row], base: str | None, path: str | None, language: str | None, *, unread: str = "", line: int = 0
) -> Part:
    side = Side()
    for row in rows:
        side.row(row)
    how = How.INSERT if base is None else How.REPLACE
    return Hunk(side.text, "edit", language, path, base, tuple(side.stretches), unread=unread, how=how, line=line)
