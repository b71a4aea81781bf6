"""How long the start of a line can still become an opener of code, and with it how much prose may be held.

Source: CommonMark 4.4-4.6 and 5 for what opens. Rules for this file: pure; every answer is a function of the line's characters, never
of how they came. Counterpart: fences.py holds a line while `undecided` says so.
"""

from __future__ import annotations

import re

MAX_PREFIX_CHARS = 256  # white space, quote and list markers before a line's text; deeper nesting than renderers follow
MAX_OPENER_CHARS = 4096  # an info string in real use stays under 200
MAX_LATE_CHARS = 128  # a run of backticks at a prose line's end with one word behind it
MAX_TAG_CHARS = 512  # tags at a line's start, read for the class that names a language
MIN_RUN = 3
CODE_INDENT = 4
TAB_STOP = 4

ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
WIDE_TICK = "\uff40"
TAGS = ("pre", "script", "style", "textarea", "code")

_SPACE = rf"[ \t{ZERO_WIDTH}]"
# Runs of "-*_=" are rulers and underlines, which say what the next lines are, so they wait for their end as markers do.
_PREFIX = re.compile(rf"(?:[ \t>{ZERO_WIDTH}*+_=-]|\d{{1,9}}(?:[.)](?={_SPACE}|$)|$))*")
_MARKS = re.compile(rf"[ \t>{ZERO_WIDTH}*+_=0-9.)-]*")
_RUN = re.compile(rf"[`{WIDE_TICK}][`{WIDE_TICK}{ZERO_WIDTH}]*|~[~{ZERO_WIDTH}]*")
_HALF_TAGS = (*(f"<{tag}" for tag in TAGS), "<!--", "<![cdata[")
_TAG = re.compile(rf"<(?:{'|'.join(TAGS)})(?=[ \t>])", re.IGNORECASE)
_TAGS = re.compile(r"(?:<[^>]*+>)*+(?:<[^>]*+)?")
_LATE = re.compile(r"(`{3,})[ \t]*((?:\{?\.?[A-Za-z][\w+#.:/-]*\}?)?)[ \t]*")
_HALF_LATE = re.compile(r"`{1,2}|`{3,}[ \t]*\{?\.?(?:[A-Za-z][\w+#.:/-]*)?\}?[ \t]*")


def undecided(start: str) -> bool:
    """Whether a line that begins with `start` may still turn out to be something else than what `start` alone is."""
    if len(start) > MAX_OPENER_CHARS or _is_deep(start):
        return False
    prefix = _PREFIX.match(start)
    rest = start[prefix.end() :] if prefix else start
    if not rest:
        return True
    if is_run(rest):
        return True
    run = _RUN.match(rest)
    return (run is not None and run.end() == len(rest)) or _is_half_tag(rest)


def is_run(rest: str) -> bool:
    """A fence opener for all we know: three or more, with a possible info string."""
    run = _RUN.match(rest)
    return run is not None and run_length(run.group()) >= MIN_RUN and may_be_info(rest[0], rest[run.end() :])


def begins_run(start: str) -> bool:
    """A line start that is a fence opener unless a backtick comes."""
    prefix = _PREFIX.match(start)
    return is_run(start[prefix.end() :] if prefix else start)


def run_length(run: str) -> int:
    """The length of a fence run without the zero-width characters in it."""
    return sum(char not in ZERO_WIDTH for char in run)


def leading_tags(rest: str) -> str:
    """The tags that `rest` begins with, the last perhaps not whole."""
    tags = _TAGS.match(rest, 0, MAX_TAG_CHARS)
    return tags.group() if tags else ""


def may_be_info(first: str, info: str) -> bool:
    """4.5: the info string of a fence whose run begins with `first` holds no backticks; tildes may hold what they like."""
    return first == "~" or not ("`" in info or (first == WIDE_TICK and WIDE_TICK in info))


def seen(line: str) -> str:
    """The line, or as much of it as readings look at: nesting past the bound is text."""
    return line[:MAX_PREFIX_CHARS] + "x" if _is_deep(line) else line


def late_run(text: str) -> tuple[int, str] | None:
    """The run length and info of a fence at the end of a prose line, where `text` is all that is left of the line."""
    match = _LATE.fullmatch(text) if len(text) <= MAX_LATE_CHARS else None
    return (len(match.group(1)), match.group(2)) if match else None


def may_be_late_run(text: str) -> bool:
    """Whether `text` can still become what `late_run` knows."""
    return len(text) <= MAX_LATE_CHARS and _HALF_LATE.fullmatch(text) is not None


def _is_deep(line: str) -> bool:
    marks = _MARKS.match(line, 0, MAX_PREFIX_CHARS)
    return marks is not None and marks.end() >= MAX_PREFIX_CHARS


def _is_half_tag(rest: str) -> bool:
    if _TAG.match(rest):
        return len(rest) < MAX_TAG_CHARS and len(leading_tags(rest)) == len(rest)
    low = rest.lower()
    return rest[0] == "<" and any(tag.startswith(low) for tag in _HALF_TAGS)
