"""Edits and tool calls that stand in a text without a fence around them: a third reading, beside what renderers and simple tools see.

Search-and-replace blocks and patches count inside of fences too, since their tools look for the markers and not for fences (aider, Cline):
a fence that ends within one doesn't end the code. Source: wire.md 3; the markers are those that the readers of edits know.
Rules for this file: pure; the cost is linear in the line. `undecided` and `read` agree: what the one lets go the other never opens.
Counterparts: fences.py takes this reading as it takes the other two; edits.py and xml_tools.py read what was opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from proxy.extract.edit_patch import BEGIN, END, FILE
from proxy.extract.edit_search import MERGE_OPENER, SEARCH_CLOSER, SEARCH_OPENER
from proxy.extract.edit_unified import NEW_HEADER, NUMBERED, OLD_HEADER
from proxy.extract.sight import TEXT, Kind, Sight
from proxy.extract.xml_tools import TOOL_TAGS, UNTAGGED, XmlTool, tag_after, xml_tool, xml_tools

__all__ = ["MAX_MARKER_CHARS", "TOOL_TAGS", "Envelope", "Envelopes", "XmlTool", "xml_tool", "xml_tools"]

MAX_MARKER_CHARS = 512  # markers with a path in them; longer lines are prose
_MERGE_CLOSER = re.compile(r">{7}(?: |\Z)")
_GIT = re.compile(r"diff --(?:git|cc|combined) \S")
_FENCE_RUN = re.compile(r"`{3}|~{3}")
_MARKS = frozenset(" +-\\@")
_BLANK = " \t"
_ALONE = frozenset(
    {"source", "codeblock", "sourcecode"}
)  # these open at a line's start only: HTML has its own <source>
_DIFF_LINE = re.compile(r"--- |\+\+\+ |@@|diff --|Index: ")
# Starts of lines that may become markers; each is decided by the character that fits none of these.
_WORDS = (
    "*** Begin Patch",
    "*** End Patch",
    "*** Add File: ",
    "*** Update File: ",
    "*** Delete File: ",
)  # at any indentation
_FIRST_WORDS = ("--- ", "diff --git ", "diff --cc ", "diff --combined ", "Index: ")
_HALF = re.compile(
    r"[ \t]*+(?:<{1,9}|[<-]{5,9}[ \t]*+[A-Za-z]{0,8}[ \t]*+>?[ \t]*+|\*\*\* (?:Begin|End) Patch[ \t]*+"
    r"|\*\*\* (?:Add|Update|Delete) File:[ \t]*+)\Z"
    r"|(?:--- \S[^\r\n]*|@{1,8}|@{2,8} [-+\d, ]*@{0,8})\Z"
)


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is open, or (`kind` "header") may be: a search-and-replace block, a patch, a diff, a tool.

    `blank`: the line before, in a diff, is blank. `tool`: the tag whose end closes it; `argument`: the tag that is open in it.
    """

    kind: str
    blank: bool = False
    tool: str = ""
    argument: str = ""

    @property
    def endless(self) -> bool:
        """Nothing marks its end."""
        return self.kind in {"diff", "files"}


@dataclass(frozen=True, slots=True)
class Tag:
    """Where a tool's tag begins in a line, and whether it is there or may only be coming."""

    start: int
    whole: bool


Place = Envelope | None
_HEADER = Envelope("header")  # `--- a` was read; a diff if `+++ b` comes
_ORIGINS = {"search": "edit", "merge": "edit", "patch": "patch", "files": "patch", "diff": "patch", "tool": "xml_tool"}


@lru_cache(maxsize=64)
def envelopes_of(tool_tags: frozenset[str]) -> Envelopes:
    """The reading for a request's tools; clients declare the same ones with each request, and the expressions cost to compile."""
    return Envelopes(tool_tags)


class Envelopes:
    """The reading. `tool_tags`: names of tools besides those that assistants are known to have."""

    def __init__(self, tool_tags: Iterable[str] = ()) -> None:
        self._names = tuple(sorted({*TOOL_TAGS, *tool_tags}))
        names = "|".join(map(re.escape, sorted(self._names, key=len, reverse=True)))
        inside = "|".join(map(re.escape, sorted({*self._names} - _ALONE, key=len, reverse=True)))
        self._tag_inside = re.compile(rf"<(?:{inside})[ \t/>]")
        self._inside = tuple(name for name in self._names if name not in _ALONE)
        self._tag = re.compile(rf"[ \t]*+<({names})(?=[ \t/>]|\Z)")

    def undecided(self, place: Place, start: str) -> bool:
        """Whether a line that begins with `start` may still become a marker."""
        if len(start) > MAX_MARKER_CHARS or _is_word(start):
            return False
        rest = start.lstrip(_BLANK)
        if any(word.startswith(rest) for word in _WORDS) or any(word.startswith(start) for word in _FIRST_WORDS):
            return True
        if _HALF.match(start) is not None or (place is _HEADER and "+++ ".startswith(start)):
            return True
        return rest[:1] == "<" and any(name.startswith(rest[1:]) for name in self._names)

    def read(self, place: Place, line: str, *, fenced: bool) -> tuple[Sight, Place]:
        """Say what a line is at `place`, and the place after it. `fenced`: the line stands in a fence or another block of code."""
        if place is None and _is_word(line):
            return TEXT, None
        if place is not None and place is not _HEADER:
            inside, after = _inside(place, line)
            if inside:
                sight = Sight(Kind.LINE, _ORIGINS[place.kind], last=after is None)
                return sight, after
        after = self._opens(place, line, fenced=fenced)
        if after is None:
            return TEXT, None
        if after is _HEADER:
            return TEXT, after
        if after.kind == "tool":
            end = _tag_end(line)
            after = None if line[:end].endswith("/>") else _in_tool(after, line, end)
            return Sight(Kind.LINE, "xml_tool", fresh=True, last=after is None), after
        return Sight(Kind.LINE, _ORIGINS[after.kind], fresh=True), after

    def tag_in(self, text: str, *, cut: bool) -> Tag | None:
        """The first tag of a tool in a text that is part of a line of prose. `cut`: the text may go on."""
        found = self._tag_inside.search(text)
        if found is not None:
            return Tag(found.start(), whole=True)
        at = text.rfind("<")
        if cut and any(name.startswith(text[at + 1 :]) for name in self._inside):
            return Tag(at, whole=False)
        return None

    def _opens(self, place: Place, line: str, *, fenced: bool) -> Place:
        bounded = len(line) <= MAX_MARKER_CHARS
        if bounded and SEARCH_OPENER.match(line):
            return Envelope("search")
        if bounded and BEGIN.match(line):
            return Envelope("patch")
        tag = self._tag.match(line, 0, MAX_MARKER_CHARS)
        if tag is not None:
            return Envelope("tool", tool=tag[1])
        return None if fenced else _opens_outside(place, line)


def _is_word(line: str) -> bool:
    """Most lines: no marker begins so, but `diff` and `Index`."""
    return line[:1].isalpha() and line[0] not in "dI"


def _tag_end(line: str) -> int:
    return line.index(">") + 1 if ">" in line else len(line)


def _opens_outside(place: Place, line: str) -> Place:
    if MERGE_OPENER.match(line):
        return Envelope("merge")
    if FILE.match(line):
        return Envelope("files")
    if _GIT.match(line) or NUMBERED.match(line):
        return Envelope("diff")
    if place is _HEADER and NEW_HEADER.match(line):
        return Envelope("diff")
    return _HEADER if OLD_HEADER.match(line) and len(line) <= MAX_MARKER_CHARS else None


def _inside(place: Envelope, line: str) -> tuple[bool, Place]:
    """Whether the open envelope takes the line, and the place after it."""
    match place.kind:
        case "search":
            return True, None if SEARCH_CLOSER.match(line) else place
        case "merge":
            return True, None if SEARCH_CLOSER.match(line) or _MERGE_CLOSER.match(line) else place
        case "patch":
            return True, None if END.match(line) else place
        case "tool":
            return True, _in_tool(place, line, 0)
        case _:
            return _in_diff(place, line)


def _in_diff(place: Envelope, line: str) -> tuple[bool, Place]:
    """A diff, or a patch that nothing begins, goes on until a line that can't be of it: behind a blank one, or a fence."""
    if not line.strip(_BLANK):
        return True, replace(place, blank=True)
    if END.match(line):
        return True, None
    marked = line[0] in _MARKS or _DIFF_LINE.match(line) is not None or FILE.match(line) is not None
    if not marked and (place.blank or _FENCE_RUN.match(line)):
        return False, None
    return True, replace(place, blank=False)


def _in_tool(place: Envelope, line: str, at: int) -> Place:
    """The place after a line of a tool, read from `at` on."""
    argument = place.argument
    while True:
        if argument:
            end = line.find(f"</{argument}>", at)
            if end < 0:
                return replace(place, argument=argument)
            argument, at = "", end + len(argument) + 3
        if place.tool in UNTAGGED:
            return None if f"</{place.tool}>" in line[at:] else replace(place, argument="")
        found = tag_after(line, at)
        if found is None:
            return replace(place, argument="")
        if found.closes and found.name == place.tool:
            return None
        argument = found.argument
        at = found.end
