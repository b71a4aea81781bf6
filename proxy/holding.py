"""One block of code between its opener and its end: what of it may leave, and what must be asked first.

The block is a row of lines. Under `hold: statement` a splitter makes units of them, and each ruled-on unit leaves with its lines;
otherwise, and after the first unit that can't be read alone, the lines wait for the ruling on the whole block.
States: GROWING -> ASKED (the question on the whole was put) -> DONE, or DROPPING (rejected: what comes is dropped) -> DONE, or
PASSING (past the size bound and the policy lets it go: what comes flows) -> DONE.

Rules for this file: no I/O, no clock. Counterpart: gate.py keeps blocks and prose in order.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from proxy.extract.fences import Closed, Line, Opened
from proxy.extract.statements import Statements
from proxy.model import CodeBlock, Unit


class Verb(Enum):
    """What a ruling does with the text it is about."""

    KEEP = "keep"
    REPLACE = "replace"  # `text` takes its place
    REJECT = "reject"  # the block ends here, `text` (the reason) follows as a paragraph
    WAIT = "wait"  # units only: not readable alone, the rest of the block waits for the whole-block ruling


@dataclass(frozen=True, slots=True)
class Ruling:
    """The answer to a question: for one unit, or for what is left of a block."""

    verb: Verb
    text: str = ""


@dataclass(frozen=True, slots=True)
class Out:
    """A piece ready to leave: its text, how much upstream text it settles, whether the two are the same."""

    text: str
    raw: int
    equal: bool = True
    paragraph: bool = False  # stands apart: blank lines on both sides


@dataclass(frozen=True, slots=True)
class UnitsQuestion:
    """Statements to rule on, in order; `state` is what the scanners gave back for the units before."""

    units: tuple[Unit, ...]
    state: bytes


@dataclass(frozen=True, slots=True)
class BlockQuestion:
    """The whole block, to rule on what is left of it: `text[rest_start:]`, from line `rest_line`.

    `oversize` says that `text` was cut at the bound and the rest wasn't looked at.
    """

    text: str
    rest_start: int
    rest_line: int
    oversize: bool


class _Stage(Enum):
    GROWING = 1
    ASKED = 2
    PASSING = 3
    DROPPING = 4
    DONE = 5


class HeldBlock:
    """See the module's docstring. `max_chars` bounds the code that is kept; a longer block is oversize. `beside`: the block's facts."""

    def __init__(
        self,
        number: int,
        opened: Opened,
        splitter: Statements | None,
        max_chars: int,
        beside: frozenset[str] = frozenset(),
    ) -> None:
        self.number = number
        self.opened = opened
        self._beside = beside
        self.in_parts = splitter is not None
        self._splitter = splitter
        self._max_chars = max_chars
        self._stage = _Stage.GROWING
        self._lines: list[Line] = []
        self._chars = 0
        self._overflow: list[str] = []  # raw lines past the bound, until the ruling
        self._overflow_chars = 0
        self._waiting: deque[Unit] = deque()
        self._asked: tuple[Unit, ...] = ()
        self._state = b""
        self._wait_for_all = splitter is None
        self._oversize = False
        self._ended: Closed | None = None
        self._gone = 0  # lines that were released, replaced or dropped
        self._opener_out = False
        self._shut = False  # rejected: the fence was closed by us
        self._ready: list[Out] = []

    # -- growing

    def grow(self, line: Line) -> None:
        """Take the next whole line."""
        if self._stage is _Stage.DROPPING:
            self._ready.append(Out("", len(line.raw), equal=False))
        elif self._stage is _Stage.PASSING:
            self._ready.append(Out(line.raw, len(line.raw)))
        elif self._oversize or self._chars + len(line.text) + 1 > self._max_chars:
            self._oversize = True
            self._overflow.append(line.raw)
            self._overflow_chars += len(line.raw)
        else:
            self._chars += len(line.text) + 1
            self._lines.append(line)
            if self._splitter is not None:
                self._waiting.extend(self._splitter.feed(_code(line)))

    def close(self, closed: Closed) -> None:
        """Take the block's end."""
        self._ended = closed
        if self._stage is _Stage.DROPPING:
            self._ready.append(Out("", len(closed.raw), equal=False))
            self._stage = _Stage.DONE
        elif self._stage is _Stage.PASSING:
            self._ready.append(Out(closed.raw, len(closed.raw)))
            self._stage = _Stage.DONE
        elif self._splitter is not None and not self._oversize:
            self._waiting.extend(self._splitter.finish())

    def bound(self, pending: int) -> None:
        """Say how many characters of an unfinished line wait outside: a line that never ends must not be held for ever (I4)."""
        if self._chars + pending > self._max_chars and self._stage is _Stage.GROWING:
            self._oversize = True

    # -- asking

    def question(self) -> UnitsQuestion | BlockQuestion | None:
        """What must be ruled on next, if anything; at most one question is open at a time."""
        if self._stage is not _Stage.GROWING or self._asked:
            return None
        # Blank lines are in no hurry: they go with the next statement.
        if not self._wait_for_all and any(not unit.text.isspace() for unit in self._waiting):
            self._asked = tuple(self._waiting)
            self._waiting.clear()
            return UnitsQuestion(self._asked, self._state)
        if self._ended is None and not self._oversize:
            return None
        self._stage = _Stage.ASKED
        before = "".join(map(_code, self._lines[: self._gone]))
        rest = "".join(map(_code, self._lines[self._gone :]))
        return BlockQuestion(before + rest, len(before), self._gone + 1, self._oversize)

    def block(self, text: str = "") -> CodeBlock:
        """The block as the other rooms know it."""
        opened = self.opened
        closed = self._ended is not None and self._ended.closed
        return CodeBlock(
            self.number, opened.origin, text, opened.language, opened.path, opened.info, closed, self._beside
        )

    # -- rulings

    def rule(self, rulings: Sequence[Ruling], state: bytes = b"") -> None:
        """Take the rulings on the open question: one for the whole, or one a unit up to the first REJECT or WAIT."""
        if self._stage is _Stage.ASKED:
            self._rule_rest(rulings[0])
            return
        asked, self._asked = self._asked, ()
        self._state = state
        for unit, ruling in zip(asked, rulings, strict=False):
            if ruling.verb is Verb.WAIT:
                self._wait_for_all = True
                return
            lines = self._lines[unit.line - 1 : unit.end_line]
            self._gone = unit.end_line
            if ruling.verb is Verb.REJECT:
                self._reject(ruling.text, len("".join(line.raw for line in lines)))
                return
            self._release(lines, ruling)

    def _rule_rest(self, ruling: Ruling) -> None:
        lines = self._lines[self._gone :]
        self._gone = len(self._lines)
        self._stage = _Stage.GROWING
        if ruling.verb is Verb.REJECT:
            self._reject(ruling.text, sum(len(line.raw) for line in lines))
            return
        self._release(lines, ruling)
        self._ready.extend(Out(raw, len(raw)) for raw in self._overflow)
        self._overflow.clear()
        self._stage = _Stage.PASSING
        if self._ended is not None:
            self.close(self._ended)

    def _release(self, lines: Sequence[Line], ruling: Ruling) -> None:
        if not self._opener_out:
            self._opener_out = True
            self._ready.append(Out(self.opened.raw, len(self.opened.raw)))
        raw = "".join(line.raw for line in lines)
        if ruling.verb is Verb.KEEP:
            self._ready.append(Out(raw, len(raw)))
        else:
            text = "".join(_dressed(ruling.text, lines))
            self._ready.append(Out(text, len(raw), equal=False))

    def _reject(self, reason: str, dropped: int) -> None:
        """Close what is open, let the reason follow, drop the rest."""
        rest = sum(len(line.raw) for line in self._lines[self._gone :]) + self._overflow_chars
        opener = 0 if self._opener_out else len(self.opened.raw)
        self._overflow.clear()
        self._waiting.clear()
        self._shut = True
        if self._opener_out:
            self._ready.append(Out(self.opened.closer, 0, equal=False))
        self._ready.append(Out(reason, opener + dropped + rest, equal=False, paragraph=True))
        self._stage = _Stage.DROPPING
        if self._ended is not None:
            self.close(self._ended)

    # -- giving out

    def take(self) -> Iterator[Out]:
        """The pieces that may leave now, each given once."""
        ready, self._ready = self._ready, []
        yield from ready

    @property
    def done(self) -> bool:
        """The block has ended and all of it is decided."""
        return self._stage is _Stage.DONE

    @property
    def given_up(self) -> bool:
        """What still comes of it is dropped, or waits past the bound for that."""
        return self._oversize or self._stage is _Stage.DROPPING

    def shut(self) -> str:
        """Close what the client sees open, once; gives the text that does it."""
        self._shut = True
        return self.opened.closer

    @property
    def unclosed(self) -> bool:
        """The client sees an opener without its closer."""
        return self._opener_out and not self._shut and self._ended is not None and not self._ended.closed

    @property
    def held(self) -> int:
        """Characters kept back."""
        kept = sum(len(line.raw) for line in self._lines[self._gone :]) + self._overflow_chars
        return kept + (0 if self._opener_out else len(self.opened.raw))


def _code(line: Line) -> str:
    """The line as scanners see it: container prefix off, every line end "\\n"."""
    return line.text + "\n" if line.eol else line.text


def _dressed(text: str, lines: Sequence[Line]) -> Iterable[str]:
    """Replacement code in the clothes of the lines it stands for: their container prefix and line end."""
    if not lines:
        return
    ends_open = not lines[-1].eol
    parts = text.split("\n")
    last = parts.pop()
    own = len(parts) + bool(last) == len(lines)  # line for line
    for at, part in enumerate(parts):
        line = lines[at if own else min(at, 1, len(lines) - 1)]
        yield line.prefix + part + (line.eol or "\n")
    if last:
        yield lines[-1 if own else 0].prefix + last + ("" if ends_open else lines[-1].eol)
