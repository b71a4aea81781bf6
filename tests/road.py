"""The pure road in one process: texts into the gate, questions to real engines, rulings back, whenever the test says so."""

from __future__ import annotations

import asyncio
import atexit
import functools
import itertools
import random
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from proxy.audit.record import Kind, checked
from proxy.extract.anatomy import Premises
from proxy.gate import Ask, Command, Emit, Gate, Settled, Terms
from proxy.model import Channel, CodeBlock, ScanReport, StatementReport, Unit
from proxy.policy.bundle import sole
from proxy.policy.schema import Policy
from proxy.review import Review
from proxy.scan.scanner import Scanner

T = TypeVar("T")
CONTENT = Channel(0, "content")
REF = "7F3K9X"


def drive(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that waits for nothing outside; a loop is made once, because a property drives tens of thousands."""
    return _loop().run_until_complete(coroutine)


@functools.cache
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    atexit.register(loop.close)
    return loop


class LocalScanners:
    """Real engines in this process; remembers what they said, as the runner's cache does."""

    def __init__(self, scanner: Scanner) -> None:
        self._scanner = scanner
        self._blocks: dict[CodeBlock, ScanReport] = {}
        self._units: dict[tuple[str | None, tuple[Unit, ...], bytes], StatementReport] = {}

    async def scan(self, block: CodeBlock) -> ScanReport:
        if block not in self._blocks:
            self._blocks[block] = self._scanner.scan(block)
        return self._blocks[block]

    async def scan_units(self, language: str | None, units: Sequence[Unit], state: bytes) -> StatementReport:
        key = (language, tuple(units), state)
        if key not in self._units:
            self._units[key] = self._scanner.scan_units(language, units, state)
        return self._units[key]


class Prints:
    def fingerprint(self, rule_id: str, text: str) -> str:
        return f"{rule_id}:{len(text)}"


class Records:
    """What was recorded; every body is checked as the store does."""

    def __init__(self) -> None:
        self.all: list[tuple[Kind, dict[str, object]]] = []

    async def append(self, kind: Kind, body: dict[str, object]) -> object:
        self.all.append((kind, checked(kind, body)))
        return None

    def comparable(self) -> list[tuple[str, dict[str, object]]]:
        """The records without what a clock says."""
        made = []
        for kind, body in self.all:
            engines = [{k: v for k, v in run.items() if k != "duration_us"} for run in body.get("engines", [])]  # type: ignore[attr-defined]
            made.append((kind.value, {**body, "engines": engines}))
        return sorted(made, key=repr)


@dataclass
class Journey:
    """What came of one response."""

    texts: dict[Channel, str] = field(default_factory=dict)
    records: Records = field(default_factory=Records)
    review: Review | None = None
    gate: Gate | None = None
    settled: set[Channel] = field(default_factory=set)
    max_held: int = 0

    @property
    def content(self) -> str:
        return self.texts.get(CONTENT, "")

    @property
    def findings(self) -> list[tuple[str, int, bool]]:
        assert self.review is not None
        found = [f for d in self.review.dossiers.values() for f in d.findings]
        return sorted((f.rule_id, f.span.line, f.late) for f in found)


def travel(  # noqa: C901 - one road, told in one place
    pieces: Sequence[tuple[Channel, str]],
    policy: Policy,
    scanners: LocalScanners,
    *,
    dice: random.Random | None = None,
    truncated: bool = False,
    max_block_chars: int = 256 * 1024,
    premises: Premises | None = None,
) -> Journey:
    """Send pieces down the road. `dice` decides when questions are answered, and in which order; without it, at once."""
    journey = Journey()
    gate = journey.gate = Gate(Terms(policy.hold, policy.mode, max_block_chars))
    review = journey.review = Review(
        scanners=scanners,
        recorder=journey.records,
        terms=sole(policy),
        prints=Prints(),
        ref=REF,
        public_url=None,
        premises=premises,
    )
    waiting: list[Ask] = []

    def take(commands: Sequence[Command]) -> None:
        for command in commands:
            if isinstance(command, Emit):
                journey.texts[command.channel] = journey.texts.get(command.channel, "") + command.text
            elif isinstance(command, Ask):
                waiting.append(command)
            elif isinstance(command, Settled):
                journey.settled.add(command.channel)

    def answer_one() -> None:
        ask = waiting.pop(dice.randrange(len(waiting)) if dice else 0)
        answer = drive(review.answer(ask))
        take(gate.resolve(ask.ticket, answer.rulings, answer.state))

    for channel, text in pieces:
        take(gate.feed(channel, text))
        journey.max_held = max(journey.max_held, gate.held)
        while waiting and (dice is None or dice.random() < 0.5):
            answer_one()
    review.truncated = truncated
    for channel in gate.channels:
        take(gate.finish(channel))
    while waiting:
        answer_one()
    assert not gate.in_flight
    return journey


def cut(text: str, at: Sequence[int], channel: Channel = CONTENT) -> list[tuple[Channel, str]]:
    """A text in pieces, cut at these offsets."""
    places = [0, *sorted(at), len(text)]
    return [(channel, text[a:b]) for a, b in itertools.pairwise(places)]
