"""Hold and release: text in, what may leave out, in order, with questions for the scanners in between.

One `Gate` serves one response. Each channel is a queue of prose and blocks; only its head may leave, so nothing overtakes what
is held (promises I2, I5). Channels know nothing of each other (I6). What a ruling says never depends on when it comes: the units
of a block are asked for in order, one question a block at a time, and a verdict is a function of the units so far (I1).
In monitor mode the text leaves as it came and the questions are put beside.

Rules for this file: no I/O, no clock, no logging. It knows neither engines nor policy: it asks, and takes rulings.
Offsets are code points. Counterpart: exchange.py asks the scanners and the policy, and records before it resolves (I7).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from proxy.extract.fences import Closed, Event, Line, Markdown, Opened, Prose
from proxy.extract.local_names import LocalNames
from proxy.extract.statements import statements
from proxy.holding import BlockQuestion, HeldBlock, Out, Ruling, UnitsQuestion
from proxy.model import Channel, ChannelKind, CodeBlock, Hold, Mode

_PARAGRAPH = "\n\n"
_TAIL_CHARS = 4  # enough to see a blank line in any of the three line ends


@dataclass(frozen=True, slots=True)
class Terms:
    """What policy and settings ask of a gate. `max_block_chars`: a longer block is ruled on without being looked at whole.

    `tool_tags`: tools that the request declares, and that may be called in tags.
    """

    hold: Hold = Hold.STATEMENT
    mode: Mode = Mode.ENFORCE
    max_block_chars: int = 256 * 1024
    tool_tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Emit:
    """Text that may leave now. `upto`: how much of the channel's upstream text is settled; `equal`: it is that very text."""

    channel: Channel
    text: str
    upto: int
    equal: bool = True


@dataclass(frozen=True, slots=True)
class Ask:
    """A question that `Gate.resolve(ticket, ...)` answers: one ruling a unit, or one for the rest of the block."""

    ticket: int
    channel: Channel
    block: CodeBlock  # its text is the whole text only in a BlockQuestion
    question: UnitsQuestion | BlockQuestion


@dataclass(frozen=True, slots=True)
class Settled:
    """The channel was finished and everything in it is decided."""

    channel: Channel


Command = Emit | Ask | Settled


@dataclass(slots=True)
class _Lane:
    """One channel: what is queued, what has left."""

    channel: Channel
    markdown: Markdown | None
    queue: deque[HeldBlock | Out] = field(default_factory=deque)
    undecided: list[HeldBlock] = field(default_factory=list)  # the blocks in the queue
    blocks: int = 0
    open: HeldBlock | None = None
    last: HeldBlock | None = None
    upto: int = 0
    tail: str = ""
    finished: bool = False
    settled: bool = False
    whole: list[str] = field(default_factory=list)
    whole_chars: int = 0
    names: LocalNames = field(default_factory=LocalNames)  # of what came before


class Gate:
    """All channels of one response."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._monitor = terms.mode is Mode.MONITOR
        self._lanes: dict[Channel, _Lane] = {}
        self._asked: dict[int, tuple[_Lane, HeldBlock]] = {}
        self._tickets = 0
        self._abandoned = False

    @property
    def in_flight(self) -> int:
        """How many questions wait for a ruling."""
        return len(self._asked)

    @property
    def held(self) -> int:
        """How many characters are kept back now, over all channels. Costs a walk over what is held."""
        return sum(_held(lane) for lane in self._lanes.values())

    @property
    def holding(self) -> bool:
        """Something is kept back now."""
        return any(lane.queue or (lane.markdown is not None and lane.markdown.held) for lane in self._lanes.values())

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The channels that have had text, in order of appearance."""
        return tuple(self._lanes)

    def feed(self, channel: Channel, text: str) -> list[Command]:
        """Take upstream text of a channel; give back what may leave and what must be asked."""
        lane = self._lane(channel)
        commands: list[Command] = []
        if self._monitor:
            lane.upto += len(text)
            lane.tail = (lane.tail + text)[-_TAIL_CHARS:]
            commands.append(Emit(channel, text, lane.upto))
        if lane.markdown is None:
            lane.whole_chars += len(text)
            if lane.whole_chars <= self._terms.max_block_chars or not self._monitor:
                lane.whole.append(text)
            return commands
        self._take(lane, lane.markdown.feed(text))
        if lane.open is not None:
            lane.open.bound(lane.markdown.held)
            if lane.open.given_up:
                lane.markdown.shorten()
        commands.extend(self._advance(lane))
        return commands

    def finish(self, channel: Channel, *, origin: str = "tool_call", info: str = "") -> list[Command]:
        """No more text will come on this channel; an unclosed block ends here (CommonMark 4.5).

        `origin` and `info`: what a channel held whole is, and the name of the tool that it goes to.
        """
        lane = self._lane(channel)
        if lane.finished:
            return []
        lane.finished = True
        if lane.markdown is None:
            self._take_whole(lane, origin, info)
        else:
            self._take(lane, lane.markdown.finish())
        return list(self._advance(lane))

    def resolve(self, ticket: int, rulings: Sequence[Ruling], state: bytes = b"") -> list[Command]:
        """Take the rulings on a question, with the scanners' state after its units.

        What comes after `abandon` changes nothing; a ticket that was never given is a KeyError.
        """
        if self._abandoned:
            return []
        lane, block = self._asked.pop(ticket)
        block.rule(rulings, state)
        return list(self._advance(lane))

    def abandon(self) -> None:
        """Let nothing more leave: what is held stays held and no question waits for an answer."""
        self._asked.clear()
        self._abandoned = True
        for lane in self._lanes.values():
            lane.queue.clear()
            lane.undecided.clear()
            lane.finished = True

    def paragraph(self, channel: Channel, text: str) -> Emit:
        """Text of our own at the end of a settled channel: a fence left open is closed first, blank lines around."""
        lane = self._lane(channel)
        closer = ""
        if lane.last is not None and lane.last.unclosed:
            closer = ("" if lane.tail.endswith(("\n", "\r")) else "\n") + lane.last.shut()
        tail = (lane.tail + closer)[-_TAIL_CHARS:]
        return self._emit(lane, Out(closer + _gap(tail) + text, 0, equal=False))

    # -- taking text in

    def _lane(self, channel: Channel) -> _Lane:
        lane = self._lanes.get(channel)
        if lane is None:
            markdown = Markdown(self._terms.tool_tags) if channel.kind is ChannelKind.TEXT else None
            lane = self._lanes[channel] = _Lane(channel, markdown)
        return lane

    def _take(self, lane: _Lane, events: Sequence[Event]) -> None:
        for event in events:
            if isinstance(event, Prose):
                lane.names.feed(event.text)
                if not self._monitor:
                    lane.queue.append(Out(event.text, len(event.raw)))
            elif isinstance(event, Opened):
                self._open(lane, event)
            else:
                block = cast("HeldBlock", lane.open)  # the extractor gives Line and Closed only inside a block
                if isinstance(event, Line):
                    lane.names.feed(event.text)
                    lane.names.end_line()
                    block.grow(event)
                else:
                    block.close(event)
                    lane.open = None

    def _open(self, lane: _Lane, opened: Opened) -> None:
        # A client may apply a fence that names a file by itself, so it is held to its end whatever the policy says of chat.
        in_parts = opened.origin in {"fence", "prose"} and opened.path is None and self._terms.hold is Hold.STATEMENT
        splitter = statements(opened.language) if in_parts and not self._monitor else None
        lane.blocks += 1
        lane.names.path(opened.path)
        beside = lane.names.facts()
        lane.open = lane.last = HeldBlock(lane.blocks, opened, splitter, self._terms.max_block_chars, beside)
        lane.queue.append(lane.open)
        lane.undecided.append(lane.open)

    def _take_whole(self, lane: _Lane, origin: str, info: str) -> None:
        """A channel that a client applies by itself is one block, held to its end."""
        if not lane.whole_chars:
            return
        lane.blocks += 1
        opened = Opened(raw="", origin=origin, info=info, language=None, path=None, closer="")
        block = HeldBlock(lane.blocks, opened, None, self._terms.max_block_chars)
        block.grow(Line(prefix="", text="".join(lane.whole), eol=""))
        lane.whole.clear()
        block.bound(lane.whole_chars)
        block.close(Closed(raw="", closed=True))
        lane.queue.append(block)
        lane.undecided.append(block)

    # -- giving out

    def _advance(self, lane: _Lane) -> Iterator[Command]:
        """Ask what can be asked, let leave what may leave."""
        for block in lane.undecided:
            if (question := block.question()) is not None:
                self._tickets += 1
                self._asked[self._tickets] = (lane, block)
                text = question.text if isinstance(question, BlockQuestion) else ""
                yield Ask(self._tickets, lane.channel, block.block(text), question)
        ready = list(_ready(lane.queue))
        if lane.undecided:
            lane.undecided = [block for block in lane.undecided if not block.done]
        if not self._monitor:
            yield from (self._emit(lane, out) for out in _merged(ready))
        if lane.finished and not lane.queue and not lane.settled:
            lane.settled = True
            yield Settled(lane.channel)

    def _emit(self, lane: _Lane, out: Out) -> Emit:
        text = out.text
        if out.paragraph:
            text = _gap(lane.tail) + text + _PARAGRAPH
        lane.tail = (lane.tail + text)[-_TAIL_CHARS:]
        lane.upto += out.raw
        return Emit(lane.channel, text, lane.upto, out.equal)


def _ready(queue: deque[HeldBlock | Out]) -> Iterator[Out]:
    """What may leave from the queue's head, up to the first block that isn't decided."""
    while queue:
        head = queue[0]
        if isinstance(head, HeldBlock):
            yield from head.take()
            if not head.done:
                return
        else:
            yield head
        queue.popleft()


def _merged(ready: Sequence[Out]) -> Iterator[Out]:
    """Neighbours that leave as they came, joined: one frame in stays one frame out."""
    texts: list[str] = []
    raw = 0
    for out in ready:
        if out.equal:
            texts.append(out.text)
            raw += out.raw
            continue
        if raw:
            yield Out("".join(texts), raw)
            texts, raw = [], 0
        if out.text or out.raw:
            yield out
    if raw:
        yield Out("".join(texts), raw)


def _gap(tail: str) -> str:
    """What must come before a paragraph so that a blank line parts it from text that ends with `tail`."""
    plain = tail.replace("\r\n", "\n").replace("\r", "\n")
    if not tail or plain.endswith("\n\n"):
        return ""
    return "\n" if plain.endswith("\n") else "\n\n"


def _held(lane: _Lane) -> int:
    queued = sum(item.held if isinstance(item, HeldBlock) else item.raw for item in lane.queue)
    return queued + lane.whole_chars * (not lane.finished) + (lane.markdown.held if lane.markdown is not None else 0)
