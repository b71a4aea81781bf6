"""Markdown as it streams in: text in any cut -> prose and blocks of code.

Three readings run side by side: commonmark.py says what a renderer shows as code, plain.py what simple tools take for a fenced block,
envelopes.py what assistants take for an edit or a tool call without looking at fences. A line is code where any of them says so (promise
I8: open generously, close strictly), so where they part ways, say at a fence that its list item ends before its closer comes, the lines
between are code until all are out of it again. One more way in is our own: three or more backticks at the end of a prose line with at
most one word behind them. A line that is just a file's name is remembered: it names the fence behind it.
Blank lines at the end of indented code are given as its lines, at once. A line of HTML code (<pre>, <script>, a comment, ...) is a Line
with its tags. An opening line longer than a bound opens with what was read of it, the rest is its first line of code.
Invariants: the raw texts of all events, in order, are the input; blocks are the same however the text is cut.

Rules for this file: pure; the cost is linear in the text whatever the pieces. A line outside code is held only while
starts.undecided says that it can become an opener. Offsets are code points. Counterpart: gate.py decides what to do with the events.
"""

from __future__ import annotations

import re

from proxy.extract import bare, commonmark, envelopes, plain, starts
from proxy.extract.events import Closed, Event, Line, Opened, Prose
from proxy.extract.flow import Flow
from proxy.extract.reading import BARE, Reading, Stage
from proxy.extract.sight import Kind, Sight
from proxy.extract.starts import MAX_OPENER_CHARS

_LINE_END = re.compile(r"\r\n|\n|\r")


_TAGS_BEFORE = re.compile(r"(?:<(?:pre|code|textarea|p|div)>|<!--(?=[ \t]*\Z))*+", re.IGNORECASE)
_TAGS_BEHIND = re.compile(r"(?:</(?:pre|code|textarea|p|div)>|(?<!.)-->)+\Z", re.IGNORECASE)
__all__ = ["Closed", "Event", "Line", "Markdown", "Opened", "Prose"]


def _tagless(line: str, at: int) -> tuple[int, int]:
    """Where the code begins and ends in a line of HTML: tags that say nothing are none of it."""
    start = _TAGS_BEFORE.match(line, at)
    first = start.end() if start else at
    end = _TAGS_BEHIND.search(line, first)
    return first, end.start() if end else len(line)


class Markdown(Reading):
    """One text. After `finish` it is as new. `tool_tags`: tools that may be called in tags, besides those that envelopes.py knows."""

    @property
    def held(self) -> int:
        """Characters taken and not given out."""
        return (
            sum(len(line.raw) for line in (*self._kept, *self._blanks))
            + self._size
            + (self._flow.chars if self._flow is not None else 0)
            + self._cr
        )

    @property
    def in_block(self) -> bool:
        """A block is open."""
        return bool(self._block)

    def shorten(self) -> None:
        """Forget the middle of the line that is coming in: its block was given up, and a line may never end."""
        if self._stage is Stage.CODE and self._size > MAX_OPENER_CHARS:
            self._parts = [self._joined()[:MAX_OPENER_CHARS]]
            self._size = MAX_OPENER_CHARS

    def feed(self, text: str) -> list[Event]:
        """Give out what `text` settles."""
        if self._cr and text:
            text = "\r" + text
            self._cr = False
        if text.endswith("\r"):
            text = text[:-1]
            self._cr = True
        if "\n" not in text and "\r" not in text:
            if text:
                self._grow(text)
            return self._given()
        at = 0
        for match in _LINE_END.finditer(text):
            self._end_line(text[at : match.start()], match.group())
            at = match.end()
        if at < len(text):
            self._grow(text[at:])
        return self._given()

    def finish(self) -> list[Event]:
        """Give out the rest; an unclosed block ends with the text."""
        if self._cr or self._flow is not None or self._size:
            self._end_line("", "\r" if self._cr else "")
        self._cr = False
        self._release()
        self._end_block()
        self._strict, self._plain, self._envelope = commonmark.Place(), None, None
        self._before.forget()
        return self._given()

    # -- a line as it comes

    def _grow(self, piece: str) -> None:
        if self._flow is not None:
            self._before.feed(piece)
            self._give(self._flow.feed(piece))
            if self._flow.tool is not None:
                self._begin_tool(self._flow.tool)
            elif self._flow.chars > bare.MAX_CANDIDATE_CHARS:
                self._begin_long(self._flow)
            return
        self._parts.append(piece)
        self._size += len(piece)
        if self._stage is Stage.START:
            start = self._joined()
            if not self._undecided(start):
                self._decide(start)
            elif starts.begins_run(start):
                self._stage = Stage.INFO
        elif self._stage is Stage.INFO and (self._size > MAX_OPENER_CHARS or "`" in piece or starts.WIDE_TICK in piece):
            start = self._joined()
            if not self._undecided(start):
                self._decide(start)

    def _undecided(self, start: str) -> bool:
        return starts.undecided(start) or self._envelopes.undecided(self._envelope, start)

    def _joined(self) -> str:
        line = "".join(self._parts)
        self._parts = [line]
        return line

    def _decide(self, start: str) -> None:
        """The line is prose or code, whatever follows."""
        wrapped, _ = self._wrapped(start)
        if wrapped.kind is Kind.LINE:
            self._stage = Stage.CODE
            if wrapped.fresh and not self._in_code:
                self._unwrap(wrapped)
                self._led = True
            return
        if self._opens_cut(start):
            return
        strict, place, plain_, other = self._read(start)
        kinds = {strict.kind, plain_.kind}
        if kinds == {Kind.TEXT}:
            again = "<" in start or "#" in start  # only a tag or a heading is told by more than its first characters
            self._flow = self._begin_prose(start, whole_head=again)
            self._again = again
            if not again:
                self._strict, self._plain = place, other
            if self._flow.tool is not None:
                self._begin_tool(self._flow.tool)
            elif self._flow.chars > bare.MAX_CANDIDATE_CHARS:
                self._begin_long(self._flow)
            return
        self._end_run()
        self._stage = Stage.CODE
        if Kind.CLOSE not in kinds:
            self._lead(strict, plain_)
            self._led = True

    def _end_line(self, piece: str, eol: str) -> None:
        if self._flow is not None:
            self._before.feed(piece)
            self._give(self._flow.feed(piece))
            if self._again:
                _, self._strict, _, self._plain = self._read(self._flow.head)
            self._end_prose(self._flow, eol)
        else:
            line = "".join((*self._parts, piece)) if self._parts else piece
            if self._cut is not None:
                self._end_cut(line, eol)
            elif self._long:
                self._events.append(Line("", line, eol))
            else:
                self._line(line, eol)
        self._new_line()

    def _read(self, line: str) -> tuple[Sight, commonmark.Place, Sight, plain.Place]:
        view = starts.seen(line)
        return *commonmark.read(self._strict, view, line), *plain.read(self._plain, view, line)

    @property
    def _in_code(self) -> bool:
        """A renderer or a simple tool is in code."""
        return self._strict.in_code or self._plain is not None

    def _wrapped(self, line: str) -> tuple[Sight, envelopes.Place]:
        return self._envelopes.read(self._envelope, line, fenced=self._in_code)

    # -- a whole line

    def _line(self, line: str, eol: str) -> None:
        wrapped, place = self._wrapped(line)
        if wrapped.kind is Kind.LINE:
            self._wrapped_line(wrapped, place, line, eol)
            return
        self._envelope = place
        if self._opens_cut(line):
            cut, self._parts = "".join(self._parts), []
            self._end_cut(cut, eol)
            return
        strict, self._strict, plain_, self._plain = self._read(line)
        kinds = {strict.kind, plain_.kind}
        spare = strict.origin == "indented"  # indented code has no end of its own to wait for
        gap = not (self._block or starts.seen(line).strip(" \t"))  # blank, and no line of a doubtful block has come
        # A run without a language inside what a renderer still shows as a fence (a docstring's, say) is a line of that fence: opening a
        # block without a language there would hide the rest of it from the engine that knows the language.
        inside = strict.kind is Kind.LINE and strict.origin == "fence" and bool(self._block) and not plain_.info
        if Kind.OPEN in kinds and not inside:
            self._open_fence(strict, plain_, line + eol)
        elif Kind.CLOSE in kinds and (Kind.LINE not in kinds or spare):
            self._end_fence(line + eol)
        elif place is not None and kinds == {Kind.TEXT}:
            self._keep(line, eol)
        elif kinds == {Kind.TEXT} or gap:
            self._end_prose(self._begin_prose(line, whole_head=False), eol)
        else:
            self._code(strict, plain_, line, eol)

    def _code(self, strict: Sight, plain_: Sight, line: str, eol: str) -> None:
        self._end_run()
        if not self._led:
            self._lead(strict, plain_)
        prefix = strict.prefix if strict.kind is Kind.LINE else plain_.prefix
        end = len(line)
        if self._block == "html":
            prefix, end = _tagless(line, prefix)
        self._events.append(Line(line[:prefix], line[prefix:end], line[end:] + eol))
        if not self._in_code:
            self._close("", closed=True)

    def _wrapped_line(self, wrapped: Sight, place: envelopes.Place, line: str, eol: str) -> None:
        """A line of an edit or a tool call, whatever the other readings see in it."""
        self._end_run()
        if wrapped.fresh and not self._in_code and not self._led:
            self._unwrap(wrapped)
        elif not self._block:
            self._open(self._doubtful, "")
        _, self._strict, _, self._plain = self._read(line)
        self._envelope = place
        self._endless = place is not None and place.endless
        self._events.append(Line("", line, eol))
        if place is None and not self._in_code:
            self._close("", closed=True)

    def _unwrap(self, wrapped: Sight) -> None:
        """Begin a block with an edit or a tool call, and with the line that was kept for it."""
        self._end_block()
        kept, self._kept = self._kept, []
        self._open(wrapped, "")
        self._events += kept

    def _keep(self, line: str, eol: str) -> None:
        self._end_block()
        self._release()
        self._kept.append(Line("", line, eol))
        self._before.forget()

    def _lead(self, strict: Sight, plain_: Sight) -> None:
        """What comes before a line of code: the end of a block that doesn't go on in it, the beginning of one that starts with it."""
        self._end_run()
        lines = [sight for sight in (strict, plain_) if sight.kind is Kind.LINE]
        if all(sight.fresh for sight in lines):
            self._end_block()
        if not self._block:
            known = lines[0].fresh or lines[0].origin == "indented"
            self._open(lines[0] if known else self._doubtful, "")

    def _open_fence(self, strict: Sight, plain_: Sight, raw: str) -> None:
        self._end_run()
        opener = strict if strict.kind is Kind.OPEN else plain_
        if Kind.CLOSE in {
            strict.kind,
            plain_.kind,
        }:  # one reading closes, the other opens: a block of doubtful lines, if any come
            self._end_fence(raw)
            self._doubtful = opener
        else:
            self._end_block()
            self._open(opener, raw)

    def _end_fence(self, raw: str) -> None:
        self._end_run()
        if not self._block:  # a doubtful block without a line
            self._open(self._doubtful, "")
        self._close(raw, closed=True)

    # -- an opener past its bound

    def _opens_cut(self, line: str) -> bool:
        """Open with the start of a line that is too long for an opener; the rest of it is left in the parts."""
        if len(line) <= MAX_OPENER_CHARS:
            return False
        before = self._strict
        strict, place, plain_, other = self._read(line[: MAX_OPENER_CHARS + 1])
        if Kind.OPEN not in {strict.kind, plain_.kind}:
            return False
        cut, rest = line[:MAX_OPENER_CHARS], line[MAX_OPENER_CHARS:]
        self._strict, self._plain = place, other
        self._end_block()
        self._open(strict if strict.kind is Kind.OPEN else plain_, cut)
        self._cut = (before, cut)
        self._stage = Stage.CODE
        self._parts, self._size = [rest], len(rest)
        return True

    def _end_cut(self, rest: str, eol: str) -> None:
        if self._cut is not None and "`" in rest:  # to a renderer no opener, if it is one of backticks
            before, cut = self._cut
            line = starts.seen(cut[:-1] + "`")
            _, self._strict = commonmark.read(before, line, line)
        self._events.append(Line("", rest, eol))

    # -- prose

    def _begin_prose(self, start: str, *, whole_head: bool) -> Flow:
        if self._block != BARE:
            self._end_block()
        self._parts, self._size = [], 0
        self._envelope = None
        self._before.feed(start)
        flow = Flow(self._envelopes, whole_head=whole_head, run=self._block == BARE)
        if self._until:
            flow.hold()
        self._give(flow.feed(start))
        return flow

    def _begin_tool(self, tool: str) -> None:
        """A tool begins in a line of prose: as if nothing stood before it."""
        self._end_run()
        self._strict, self._plain = commonmark.Place(), None
        self._new_line()
        self._grow(tool)

    def _end_prose(self, flow: Flow, eol: str) -> None:
        if flow.tool is not None:
            self._begin_tool(flow.tool)
            self._end_line("", eol)
            return
        if self._block == BARE or flow.candidate:
            flow = self._cells(flow)
            if flow.tool is not None:
                self._begin_tool(flow.tool)
                self._end_line("", eol)
                return
            if self._end_bare(flow, eol):
                return
            if flow.candidate:
                rest = self._unwatched(flow.held)
                if rest is None:
                    self._end_line("", eol)
                    return
                flow = rest
        late = flow.opens() if eol else None
        if late is None:
            self._give(flow.held + eol)
            self._before.end()
            return
        self._end_run()
        self._before.forget()
        length, info = late
        quotes = plain.depth(starts.seen(flow.head))
        self._plain = plain.PlainFence("`", length, quotes)
        closer = "> " * quotes + "`" * length + "\n"
        self._open(Sight(Kind.OPEN, "fence", info=info, closer=closer), flow.held + eol)

    # -- bare code

    def _begin_long(self, flow: Flow) -> None:
        """A candidate passed its bound: it is code, and no longer held here."""
        text = flow.held
        if self._envelopes.tag_in(text[: bare.MAX_CANDIDATE_CHARS], cut=False) is not None:
            rest = self._unwatched(text)
            if rest is not None:
                self._flow = rest
            return
        self._events_of_run(None)
        self._flow, self._stage, self._long = None, Stage.CODE, True
        self._parts, self._size = [text], len(text)

    def _unwatched(self, text: str) -> Flow | None:
        """A candidate that is no code flows on as prose; None where a tool began in it, whose line is still open."""
        flow = Flow(self._envelopes, whole_head=False, watched=False)
        self._give(flow.feed(text))
        if flow.tool is None:
            return flow
        self._begin_tool(flow.tool)
        return None
