"""The plain reading of Markdown: fences as simple tools see them, which look at lines and know no containers but block quotes.

Source: the line and regex readers of assistants (aider, open-interpreter, gptme, mini-swe-agent). Generous on purpose (promise I8): any
indentation, list marker or zero-width character may precede or split an opening run, full-width backticks open, `<code>` at a line's
start opens as `<pre>` does, and an end tag ends only what its own start tag began. A closing run may stand at any indentation, but
nothing is ignored in it.
Rules for this file: pure; the cost is linear in the line. Counterpart: commonmark.py, the strict reading; fences.py takes both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from proxy.extract.commonmark import tag_language
from proxy.extract.sight import TEXT, Cursor, Kind, Sight
from proxy.extract.starts import MAX_OPENER_CHARS, MIN_RUN, TAGS, WIDE_TICK, ZERO_WIDTH, may_be_info, run_length

_SPACE = rf"[ \t{ZERO_WIDTH}]"
_PREFIX = re.compile(rf"{_SPACE}*+(?:(?:>|[-+*](?={_SPACE})|\d{{1,9}}[.)](?={_SPACE})){_SPACE}*+)*+")
_RUN = re.compile(rf"[`{WIDE_TICK}][`{WIDE_TICK}{ZERO_WIDTH}]*|~[~{ZERO_WIDTH}]*")
_TAG = re.compile(rf"<({'|'.join(TAGS)})(?:[ \t>]|$)", re.IGNORECASE)
_QUOTE = re.compile(r"[ \t]*>")


@dataclass(frozen=True, slots=True)
class PlainFence:
    """An open fence: its character and length, in how many block quotes, and how far in behind them."""

    char: str
    length: int
    depth: int = 0
    indent: int = 0


@dataclass(frozen=True, slots=True)
class PlainTag:
    """An open tag and what ends it."""

    end: str
    depth: int


_CODE = Sight(Kind.LINE, "fence")
Place = PlainFence | PlainTag | None


def read(place: Place, line: str, whole: str) -> tuple[Sight, Place]:
    """Say what a line is at `place`, and the place after it. `line` may be cut by starts.seen; `whole` never is."""
    if place is None and line[:1].isalpha():
        return TEXT, None
    if place is not None:
        at = _behind_quotes(line, place.depth)
        if at is not None:
            return _in_tag(place, whole, at) if isinstance(place, PlainTag) else _in_fence(place, line, at)
    return _outside(line, whole)


def depth(line: str) -> int:
    """In how many block quotes a line's text stands."""
    return _prefix(line).count(">")


def _prefix(line: str) -> str:
    match = _PREFIX.match(line)
    return match.group() if match else ""


def _behind_quotes(line: str, quotes: int) -> int | None:
    """Where the text behind so many quote markers begins, or None where there are fewer."""
    at = 0
    for _ in range(quotes):
        match = _QUOTE.match(line, at)
        if match is None:
            return None
        at = match.end()
    return at


def _in_tag(tag: PlainTag, whole: str, at: int) -> tuple[Sight, Place]:
    last = tag.end in whole.lower()
    return Sight(Kind.LINE, "html", at, last=last), None if last else tag


def _in_fence(fence: PlainFence, line: str, at: int) -> tuple[Sight, Place]:
    if not fence.depth and line[:1].isalpha():
        return _CODE, fence
    rest = line[at:].strip(" \t")
    if len(rest) >= fence.length and not rest.strip(fence.char):
        return Sight(Kind.CLOSE), None
    cursor = Cursor(line)
    cursor.take(at)
    cursor.skip(fence.indent + (fence.depth > 0))
    return Sight(Kind.LINE, "fence", cursor.at), fence


def _outside(line: str, whole: str) -> tuple[Sight, Place]:
    prefix = _prefix(line)
    at = len(prefix)
    run = _RUN.match(line, at)
    if run is not None:
        info = line[run.end() : MAX_OPENER_CHARS]
        if run_length(run.group()) < MIN_RUN or not may_be_info(line[at], info):
            return TEXT, None
        return _open(prefix, run.group(), info.strip())
    tag = _TAG.match(line, at)
    if tag is None:
        return TEXT, None
    name = tag.group(1).lower()
    end = f"</{name}>"
    last = end in whole.lower()
    quotes = prefix.count(">")
    info = tag_language(line[at:])
    sight = Sight(Kind.LINE, "html", 0, fresh=True, last=last, info=info, closer="> " * quotes + end + "\n")
    return sight, None if last else PlainTag(end, quotes)


def _open(prefix: str, run: str, info: str) -> tuple[Sight, Place]:
    char, length, quotes = run.rstrip(ZERO_WIDTH)[-1], run_length(run), prefix.count(">")
    own = prefix.rpartition(">")[2]
    indent = len(own.expandtabs(4)) - (quotes > 0 and own[:1] == " ")
    sight = Sight(Kind.OPEN, "fence", info=info, closer="> " * quotes + char * length + "\n")
    return sight, PlainFence(char, length, quotes, indent)
