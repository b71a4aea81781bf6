"""What a reading of Markdown knows of its place, the events it gives out, and bare code: lines of prose that are code all the same.

Rules for this file: pure. Counterparts: fences.py reads the lines, bare.py tells code from prose.
"""

from __future__ import annotations

import re
from enum import Enum

from proxy.extract import bare, commonmark, envelopes, plain, starts
from proxy.extract.envelopes import envelopes_of
from proxy.extract.events import Closed, Event, Line, Opened, Prose, joined
from proxy.extract.flow import Flow
from proxy.extract.named import NameBefore
from proxy.extract.sight import Kind, Sight
from proxy.extract.tool_fences import TOOL_INFO

_CELL_END = re.compile(r"[ \t]*(?<!\|)\|(?!\|)(?=.*\S)")  # not the edge of the last cell
BARE = "prose"  # the origin of bare code
_MAX_BLANKS = 2  # blank lines that bare code goes on behind
_NAMED = frozenset({"fence", "edit"})  # what a file's name may stand before


def _late(text: str) -> bool:
    """The text ends with what opens a fence."""
    at = text.find("`")
    return at >= 0 and starts.late_run(text[at:]) is not None


class Stage(Enum):
    """How far the line that comes in now is understood."""

    START = 1  # it may become anything
    INFO = 2  # an opener or closer, unless a backtick comes
    CODE = 3  # a line of code, held to its end


class Reading:
    """One text as far as it was read."""

    def __init__(self, tool_tags: frozenset[str] = frozenset()) -> None:
        self._envelopes = envelopes_of(tool_tags)
        self._envelope: envelopes.Place = None
        self._endless = False  # the open block ends where its last line does
        self._kept: list[Line] = []  # a line of prose that belongs to a diff if that begins behind it
        self._before = NameBefore()
        self._blanks: list[Line] = []  # behind bare code: of it, if more comes
        self._until = ""  # bare code goes on to a line that holds this
        self._events: list[Event] = []
        self._strict = commonmark.Place()
        self._plain: plain.Place = None
        self._block = ""  # the origin of the open block
        self._doubtful = Sight(Kind.OPEN, "fence")  # what a block is that no line of its own opens
        self._cr = False  # a CR was the last character; its LF may come
        self._new_line()

    def _new_line(self) -> None:
        self._stage = Stage.START
        self._parts: list[str] = []  # of the line, while it isn't given out
        self._size = 0
        self._led = False  # the block that this line begins was opened already
        # Of an opener past its bound: the place before it, its start.
        self._cut: tuple[commonmark.Place, str] | None = None
        self._long = False  # bare code past its bound
        self._again = False  # the readings look at the prose line once more at its end
        self._flow: Flow | None = None  # the line is prose, and on its way out

    def _cells(self, flow: Flow) -> Flow:
        """Take the cells of a table one by one, up to the last."""
        while flow.candidate and flow.cell and not flow.key and (edge := _CELL_END.search(flow.held)) is not None:
            text, rest = flow.held[: edge.start()], flow.held[edge.start() :]
            code = None if self._envelopes.tag_in(text, cut=False) is not None or "```" in text else bare.code_in(text)
            if code is None:
                if self._envelopes.tag_in(flow.held, cut=False) is not None:
                    return flow
                self._give(text)
            else:
                self._bare_line(code, text, "")
                self._end_run()
            flow = Flow(self._envelopes, whole_head=False)
            self._give(flow.feed(rest))
        return flow

    def _end_bare(self, flow: Flow, eol: str) -> bool:
        """Take the end of a line as bare code; False where it is prose."""
        text = flow.held
        if self._until:
            self._until = "" if self._until in text else self._until
            return self._bare_line(bare.Code(0, len(text)), text, eol)
        if self._block == BARE and not text.strip(" \t"):
            if flow.place and len(self._blanks) < _MAX_BLANKS:
                self._blanks.append(Line("", text, eol))
                return True
            return False
        if not flow.place or self._envelopes.tag_in(text, cut=False) is not None or _late(text):
            return False
        if len(text) > bare.MAX_CANDIDATE_CHARS:
            return self._bare_line(bare.Code(0, len(text)), text, eol)
        found = bare.Code(0, len(text)) if flow.key else bare.code_in(text, run=flow.run)
        return found is not None and self._bare_line(found, text, eol)

    def _bare_line(self, code: bare.Code, text: str, eol: str) -> bool:
        self._events_of_run(code.language)
        self._until = self._until or code.until
        self._events.append(Line(text[: code.start], text[code.start : code.end], text[code.end :] + eol))
        return True

    def _events_of_run(self, language: str | None) -> None:
        """Go on with the open run, or begin one."""
        if self._block == BARE:
            blanks, self._blanks = self._blanks, []
            self._events += blanks
            return
        self._release()
        self._block = BARE
        self._before.forget()
        self._events.append(Opened("", BARE, "", language))

    def _end_run(self) -> None:
        if self._block == BARE:
            self._end_block()

    def _give(self, text: str) -> None:
        if text:
            if self._kept:
                self._release()
            self._end_run()
            self._events.append(Prose(text))

    def _release(self) -> None:
        """What was kept is prose."""
        kept, self._kept = self._kept, []
        self._events += [Prose(line.raw) for line in kept]

    def _open(self, sight: Sight, raw: str) -> None:
        self._release()
        self._block = sight.origin
        named = self._before.names(sight.info, directly=sight.origin in _NAMED)
        self._before.forget()
        origin = "xml_tool" if sight.info == TOOL_INFO else sight.origin
        self._events.append(Opened(raw, origin, sight.info, named.language, named.path, sight.closer, named.near))

    def _close(self, raw: str, *, closed: bool) -> None:
        self._block = ""
        self._endless = False
        self._before.forget()
        self._events.append(Closed(raw, closed))

    def _end_block(self) -> None:
        """The open block has no closing line; indented code and diffs need none."""
        if self._block:
            self._close("", closed=self._block in {"indented", BARE} or self._endless)
            blanks, self._blanks = self._blanks, []
            self._events += [Prose(line.raw) for line in blanks]
            self._until = ""

    def _given(self) -> list[Event]:
        """The events so far, neighbouring prose joined."""
        events, self._events = self._events, []
        return joined(events)
