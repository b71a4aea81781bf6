"""Incremental Markdown: text in any cut -> prose and code.

Source: CommonMark 4.4, 4.5, 4.6 and 5. Differs on purpose, as openers.py says, and in three more ways: a list item's end doesn't end
a fence in it (the doubtful lines are code) and a closer may stand at any indentation; a run of three or more backticks at the end of a
prose line, with at most a language behind it, opens; an info string longer than a bound opens with what was read of it.
Invariant: the raw texts of all events, in order, are the input. A line's start is held only while it can become an opener.

Rules for this file: pure; every character is looked at a bounded number of times, whatever the cut. Offsets are code points.
Counterpart: gate.py decides what to do with the events.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from proxy.extract import openers
from proxy.extract.languages import parse_info
from proxy.extract.openers import CODE_INDENT, Fence, Verdict

MAX_OPENER_CHARS = 4096  # an info string of real use is under 100
MAX_BLANK_CHARS = 4096  # blank lines held to see whether indented code goes on
_LINE_END = re.compile(r"\r\n|\n|\r")
_LATE_RUN = re.compile(r"(`{3,})([ \t]*[\w+#.-]*[ \t]*)$")
_LATE_TICKS = re.compile(r"`+$")


@dataclass(frozen=True, slots=True)
class Prose:
    """Text outside code."""

    text: str

    @property
    def raw(self) -> str:
        """The upstream text of the event."""
        return self.text


@dataclass(frozen=True, slots=True)
class Opened:
    """A block begins. `raw` is the opener's whole line ("" where the first line is code already), `closer` a line that ends it early."""

    raw: str
    origin: str
    info: str = ""
    language: str | None = None
    path: str | None = None
    closer: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of code: its container prefix, its text, its line end ("" at the end of the text)."""

    prefix: str
    text: str
    eol: str

    @property
    def raw(self) -> str:
        """The upstream text of the event."""
        return self.prefix + self.text + self.eol


@dataclass(frozen=True, slots=True)
class Closed:
    """A block ends. `raw` is the closer's whole line, if it has one; `closed` False: its container or the text ended first."""

    raw: str
    closed: bool


Event = Prose | Opened | Line | Closed


class _State(Enum):
    PROSE = 1
    FENCE = 2
    INDENTED = 3
    HTML = 4


class Markdown:
    """See the module's docstring."""

    def __init__(self) -> None:
        self._state = _State.PROSE
        self._events: list[Event] = []
        self._parts: list[str] = []  # the line so far, where it isn't given out yet
        self._size = 0
        self._pending_cr = False
        self._flowing = False  # the line is prose for sure
        self._opening = False  # the line opens, unless a backtick comes
        self._late = ""  # backticks at the end of a flowing line, and what may be their info string
        self._ticked = False  # the flowing line has had a backtick
        self._blank_before = True
        self._list_indent = 0
        self._fence = Fence("`", openers.MIN_FENCE, "", "")
        self._end_tag = ""
        self._blanks: list[Line] = []
        self._blank_chars = 0

    @property
    def in_block(self) -> bool:
        """A block is open."""
        return self._state is not _State.PROSE

    @property
    def held(self) -> int:
        """Characters taken and not given out."""
        return self._size + len(self._late) + self._pending_cr + self._blank_chars

    def feed(self, text: str) -> list[Event]:
        """The events that `text` completes."""
        if self._pending_cr and text:
            text = "\r" + text
            self._pending_cr = False
        if text.endswith("\r"):  # its "\n" may come with the next piece
            self._pending_cr = True
            text = text[:-1]
        at = 0
        for match in _LINE_END.finditer(text):
            if at < match.start():
                self._piece(text[at : match.start()])
            self._end_line(match.group())
            at = match.end()
        if at < len(text):
            self._piece(text[at:])
        return self._given()

    def finish(self) -> list[Event]:
        """What is left; an unclosed block ends with the text."""
        if self._pending_cr:
            self._pending_cr = False
            self._end_line("\r")
        if self._size or self._late:
            self._end_line("")
        if self._state is not _State.PROSE:
            self._close("", closed=self._state is _State.INDENTED)
            self._flush_blanks_as_prose()
        return self._given()

    # -- lines

    def _piece(self, text: str) -> None:
        """A part of a line, without its end."""
        if self._flowing:
            self._flow(text)
            return
        self._parts.append(text)
        self._size += len(text)
        if self._state is _State.PROSE:
            self._decide(text)
        elif self._state is _State.INDENTED:
            self._leave_indented()

    def _end_line(self, eol: str) -> None:
        if self._flowing:
            self._end_flowing(eol)
            return
        line = self._take_line()
        if self._state is _State.PROSE:
            self._end_undecided(line, eol)
        elif self._state is _State.FENCE:
            self._end_fenced(line, eol)
        elif self._state is _State.HTML:
            self._end_html(line, eol)
        else:
            self._end_indented(line, eol)

    def _take_line(self) -> str:
        line = "".join(self._parts)
        self._parts, self._size = [], 0
        return line

    # -- prose

    def _decide(self, piece: str) -> None:
        """Look at a line's start until it is decided."""
        if self._opening:
            self._hold_opener(piece)
            return
        line = "".join(self._parts)
        verdict = openers.verdict(line, after_blank=self._blank_before, list_indent=self._list_indent)
        if verdict is Verdict.PROSE:
            self._start_flowing()
        elif verdict is Verdict.FENCE:
            self._opening = True
            self._bound_opener()
        elif verdict is Verdict.HTML:
            self._open_html(line)
        elif verdict is Verdict.INDENTED:
            self._open_indented()

    def _hold_opener(self, piece: str) -> None:
        if "`" in piece and openers.read_fence("".join(self._parts)) is None:
            self._opening = False
            self._start_flowing()
        else:
            self._bound_opener()

    def _bound_opener(self) -> None:
        if self._size <= MAX_OPENER_CHARS:
            return
        line = self._take_line()
        cut, rest = line[:MAX_OPENER_CHARS], line[MAX_OPENER_CHARS:]
        self._open_fence(cut, "")
        self._piece(rest)

    def _start_flowing(self) -> None:
        line = self._take_line()
        self._list_indent = openers.list_indent_after(line, self._list_indent, after_blank=self._blank_before)
        self._flowing = True
        self._ticked = False
        self._flow(line)

    def _flow(self, text: str) -> None:
        """Prose goes on at once, but for a run of backticks that may open a fence at the line's end."""
        text, self._late = self._late + text, ""
        if not self._ticked and "`" in text:
            late = _LATE_RUN.search(text) or _LATE_TICKS.search(text)
            if late is not None and "`" not in text[: late.start()] and len(late.group()) <= openers.MAX_PREFIX_CHARS:
                text, self._late = text[: late.start()], late.group()
            else:
                self._ticked = True
        if text:
            self._events.append(Prose(text))

    def _end_flowing(self, eol: str) -> None:
        late, self._late = self._late, ""
        self._flowing = False
        self._blank_before = False
        match = _LATE_RUN.fullmatch(late)
        if match is not None:
            self._open_fence(late, eol, Fence("`", len(match.group(1)), "", match.group(2).strip()))
        elif late or eol:
            self._events.append(Prose(late + eol))

    def _end_undecided(self, line: str, eol: str) -> None:
        self._opening = False
        if openers.read_fence(line) is not None:
            self._open_fence(line, eol)
            return
        if line and openers.verdict(line + ">", after_blank=False, list_indent=0) is Verdict.HTML:  # "<pre" at the line's end
            self._open_html(line)
            self._end_html(line, eol)
            return
        blank = not line.strip(" \t>")
        if not blank:
            self._list_indent = openers.list_indent_after(line, self._list_indent, after_blank=self._blank_before)
        self._blank_before = blank
        if line or eol:
            self._events.append(Prose(line + eol))

    # -- fences

    def _open_fence(self, line: str, eol: str, fence: Fence | None = None) -> None:
        found = fence or openers.read_fence(line)
        if found is None:  # pragma: no cover - the callers looked
            return
        self._opening = False
        self._fence = found
        self._state = _State.FENCE
        info = parse_info(found.info)
        self._events.append(Opened(line + eol, "fence", found.info, info.language, info.path, found.closer))

    def _end_fenced(self, line: str, eol: str) -> None:
        parts = openers.strip_prefix(line, self._fence)
        if parts is None:
            if not line.strip(" \t"):
                parts = (line, "")
            else:  # the block quote ended, and the fence with it
                self._close("", closed=False)
                self._again(line, eol)
                return
        prefix, text = parts
        if openers.is_closer(text, self._fence):
            self._close(line + eol, closed=True)
        else:
            self._events.append(Line(prefix, text, eol))

    # -- HTML

    def _open_html(self, line: str) -> None:
        self._end_tag, name = openers.html_closer(line)
        self._state = _State.HTML
        info = parse_info(name or "")
        self._events.append(Opened("", "html", name or "", info.language))

    def _end_html(self, line: str, eol: str) -> None:
        self._events.append(Line("", line, eol))
        if self._end_tag in line.lower():
            self._close("", closed=True)

    # -- indented code

    def _open_indented(self) -> None:
        self._state = _State.INDENTED
        self._events.append(Opened("", "indented"))

    def _leave_indented(self) -> None:
        """A line that stands less far in ends the block, as soon as that is known."""
        line = "".join(self._parts)
        if not line.strip(" \t>") or openers.is_indented(line, after_blank=True, list_indent=self._list_indent):
            return
        rest = self._take_line()
        self._close("", closed=True)
        self._flush_blanks_as_prose()
        self._piece(rest)

    def _end_indented(self, line: str, eol: str) -> None:
        if not line.strip(" \t>"):
            self._blanks.append(Line("", line, eol))
            self._blank_chars += len(line) + len(eol)
            if self._blank_chars > MAX_BLANK_CHARS:
                self._give_blanks()
            return
        if openers.read_fence(line) is not None:  # open generously: it is code either way, but here it may name its language
            self._close("", closed=True)
            self._flush_blanks_as_prose()
            self._again(line, eol)
            return
        self._give_blanks()
        strip = min(len(line) - len(line.lstrip(" \t>")), CODE_INDENT)
        self._events.append(Line(line[:strip], line[strip:], eol))

    def _give_blanks(self) -> None:
        self._events.extend(self._blanks)
        self._blanks, self._blank_chars = [], 0

    def _flush_blanks_as_prose(self) -> None:
        if self._blanks:
            self._events.append(Prose("".join(line.raw for line in self._blanks)))
            self._blank_before = True
        self._blanks, self._blank_chars = [], 0

    # -- shared

    def _close(self, raw: str, *, closed: bool) -> None:
        self._state = _State.PROSE
        self._blank_before = True  # what follows a block may be indented code at once
        self._events.append(Closed(raw, closed))

    def _again(self, line: str, eol: str) -> None:
        """Read a line anew as prose."""
        self._piece(line)
        self._end_line(eol)

    def _given(self) -> list[Event]:
        events, self._events = self._events, []
        return events
