"""What the start of a prose line can still become: an opener of code, or prose for sure.

Source: CommonMark 4.4 (indented code), 4.5 (fenced code), 4.6 (HTML blocks), 5.1 and 5.2 (block quotes, list items).
Differs on purpose, because where a renderer and we may disagree the doubtful lines are code (promise I8): any indentation may precede a
fence; zero-width characters before or inside a fence run don't hide it; <code> opens as <pre> does.
Rules for this file: pure functions of a line's start; bounds are in code points. Counterpart: fences.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

MAX_PREFIX_CHARS = 256  # container markers and white space; a longer run is not held
MIN_FENCE = 3
CODE_INDENT = 4
_TAB = 4
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_SPACE = rf"[ \t{_ZERO_WIDTH}]"
_MARKER = r"(?:[-*+]|\d{1,9}[.)])"
_PREFIX = re.compile(rf"(?:{_SPACE}|>)*(?:{_MARKER}(?={_SPACE})(?:{_SPACE}|>)+)*")
_HALF_MARKER = re.compile(r"[-*+]|\d{1,9}[.)]?")
_FENCE_RUN = re.compile(rf"(?:(`[`{_ZERO_WIDTH}]*)|(~[~{_ZERO_WIDTH}]*))")
_TAGS = ("<pre", "<script", "<style", "<textarea", "<code")
_QUOTES = re.compile(r"(?:[ \t]*>)+ ?")
_LIST_ITEM = re.compile(rf"[ \t]*{_MARKER}[ \t]+")
_LANGUAGE_CLASS = re.compile(r"class\s*=\s*[\"']?(?:[^\"'>]*\s)?(?:language|lang)-([\w+#.-]+)", re.IGNORECASE)


class Verdict(Enum):
    """What a line's start says."""

    OPEN = "open"  # nothing yet
    PROSE = "prose"
    FENCE = "fence"  # an opener, if its rest allows it
    HTML = "html"
    INDENTED = "indented"


@dataclass(frozen=True, slots=True)
class Fence:
    """An opening fence: its character, length, container prefix with indentation, and info string."""

    char: str
    length: int
    prefix: str
    info: str

    @property
    def closer(self) -> str:
        """A line that closes it."""
        quotes = _QUOTES.match(self.prefix)
        own = _LIST_ITEM.sub(lambda m: " " * len(m.group()), self.prefix[quotes.end() :] if quotes else self.prefix)
        return (quotes.group() if quotes else "") + re.sub(r"[^ \t>]", " ", own) + self.char * self.length + "\n"


def verdict(line: str, *, after_blank: bool, list_indent: int) -> Verdict:
    """What `line`, the start of a line outside code, can become. `list_indent`: content column of the list item around, or 0."""
    prefix = _prefix(line)
    rest = line[len(prefix) :]
    if not rest or _HALF_MARKER.fullmatch(rest):
        return Verdict.OPEN if len(line) <= MAX_PREFIX_CHARS else Verdict.PROSE
    run = _FENCE_RUN.match(rest)
    if run is not None:
        return _fence_verdict(run, rest)
    tag = _tag_verdict(rest)
    if tag is not Verdict.PROSE:
        return tag
    return Verdict.INDENTED if is_indented(line, after_blank=after_blank, list_indent=list_indent) else Verdict.PROSE


def _prefix(line: str) -> str:
    match = _PREFIX.match(line)
    return match.group() if match else ""


def _fence_verdict(run: re.Match[str], rest: str) -> Verdict:
    length = _run_length(run.group())
    if length < MIN_FENCE:
        return Verdict.OPEN if run.end() == len(rest) else Verdict.PROSE
    if rest[0] == "`" and "`" in rest[run.end() :]:
        return Verdict.PROSE  # 4.5: info strings for backtick fences cannot contain backticks
    return Verdict.FENCE


def _run_length(run: str) -> int:
    return sum(char in "`~" for char in run)


def _tag_verdict(rest: str) -> Verdict:
    low = rest.lower()
    for tag in _TAGS:
        if tag.startswith(low):
            return Verdict.OPEN
        if low.startswith(tag) and low[len(tag)] in " \t>":
            return Verdict.HTML
    return Verdict.PROSE


def is_indented(line: str, *, after_blank: bool, list_indent: int) -> bool:
    """A line that holds more than white space stands as far in as indented code does."""
    prefix = _prefix(line)
    lead = columns(_own_indent(prefix))
    if after_blank and lead >= CODE_INDENT + list_indent:
        return True
    marker = re.search(rf"[-*+.)>]({_SPACE}*)$", prefix)
    return marker is not None and columns(marker.group(1)) > CODE_INDENT and (after_blank or ">" not in marker.group())


def _own_indent(prefix: str) -> str:
    """The white space of a line's start behind its block quote markers."""
    quotes = _QUOTES.match(prefix)
    rest = prefix[quotes.end() :] if quotes else prefix
    return rest[: len(rest) - len(rest.lstrip(" \t"))]


def columns(space: str) -> int:
    """The width of white space, tabs to stops of four."""
    width = 0
    for char in space:
        width += _TAB - width % _TAB if char == "\t" else 1
    return width


def read_fence(line: str) -> Fence | None:
    """The opening fence that a whole line is, if it is one."""
    prefix = _prefix(line)
    rest = line[len(prefix) :]
    run = _FENCE_RUN.match(rest)
    if run is None or _fence_verdict(run, rest) is not Verdict.FENCE:
        return None
    return Fence(rest[0], _run_length(run.group()), prefix, rest[run.end() :].strip())


def is_closer(text: str, fence: Fence) -> bool:
    """4.5: at least as long as the opener, the same character, nothing after it but white space; zero-width characters don't count here."""
    stripped = text.strip(" \t")
    return len(stripped) >= fence.length and not stripped.strip(fence.char)


def html_closer(line: str) -> tuple[str, str | None]:
    """The end tag of an HTML block, and the language its class names."""
    low = line[len(_prefix(line)) :].lower()
    tag = next(tag[1:] for tag in _TAGS if low.startswith(tag))
    found = _LANGUAGE_CLASS.search(line)
    name = found.group(1) if found else {"script": "javascript", "style": "css"}.get(tag)
    return f"</{tag}>", name


def quote_depth(prefix: str) -> int:
    """How many block quotes a line's start is in."""
    return prefix.count(">")


def strip_prefix(line: str, fence: Fence) -> tuple[str, str] | None:
    """A line inside a fence as (prefix, code); None where its block quote has ended."""
    at = 0
    for _ in range(quote_depth(fence.prefix)):
        match = re.compile(r"[ \t]*>").match(line, at)
        if match is None:
            return None
        at = match.end()
    if at and line[at : at + 1] == " ":
        at += 1
    quotes = _QUOTES.match(fence.prefix)
    indent = len(fence.prefix) - (quotes.end() if quotes else 0)
    while indent > 0 and line[at : at + 1] in {" ", "\t"}:
        at += 1
        indent -= 1
    return line[:at], line[at:]


def list_indent_after(line: str, before: int, *, after_blank: bool) -> int:
    """The content column of the list item that a prose line leaves open."""
    quotes = _QUOTES.match(line)
    own = line[quotes.end() :] if quotes else line
    item = _LIST_ITEM.match(own)
    if item is not None:
        return columns(re.sub(r"[^\t]", " ", item.group()))
    indent = columns(own[: len(own) - len(own.lstrip(" \t"))])
    return before if indent >= before or not after_blank else 0
