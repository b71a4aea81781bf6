"""Load in slices: every target in turn, so that whatever else the machine does hits all alike; the order turns with each round.

Four ways to ask. ONE: one request at a time, to each target in turn. WHOLE and BURST: several at once without a pause, the answer whole or
streamed as fast as it goes. PACED: streams that come as a model writes, begun one after the other.
Counterparts: servers.py is what is measured, figures.py makes ratios of the slices.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import time
import urllib.request
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import Enum

from bench.client import Broken, Reply
from bench.servers import Server
from bench.texts import FIRST_SALT, LAST_SALT, filled
from bench.workloads import Workload

AT_ONCE = 8
PACED_AT_ONCE = 16
PACE_US = 5_000  # 200 events a second
_SPREAD = 0.5  # of a paced stream's time lies between the first start and the last, so that not all end at once
_OUT_OF_STEP_S = 0.0013  # and no two send in step
_SETTLE_S = 0.2
_TIMEOUT_S = 60.0
_GAP = 100_003  # a prime: one run's salts are far from the next one's
_PAUSE_S = 0.02  # after a refused connection
_OK, _NOT_FOUND = 200, 404


class Mode(Enum):
    """How is asked."""

    ONE = "one by one"
    WHOLE = "whole"
    BURST = "streamed"
    PACED = "paced"


@dataclass
class Slice:
    """What one target did with one workload in one stretch of time. CPU is None where its processes can't be seen."""

    mode: Mode
    workload: str
    target: str
    seconds: float = 0.0
    cpu_s: float | None = None
    workers_s: float = 0.0  # of it outside the server's own process
    provider_s: float = 0.0
    failed: int = 0
    whole_ms: list[float] = field(default_factory=list)
    first_ms: list[float] = field(default_factory=list)
    lag_ms: list[float] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Good answers."""
        return len(self.whole_ms)


@dataclass(frozen=True)
class Plan:
    """How long what takes, so that the run keeps to its budget."""

    rounds: int
    paced_rounds: int
    one_s: float
    slice_s: float
    paced: tuple[str, ...]

    def steps(self, workloads: Sequence[Workload], targets: int) -> int:
        """Progress is counted in these."""
        paced = sum(workload.name in self.paced for workload in workloads)
        return len(workloads) * self.rounds * (1 + 2 * targets) + paced * self.paced_rounds * targets


def paced_s(workload: Workload) -> float:
    """How long one paced slice takes."""
    return len(workload.tokens) * PACE_US / 1e6 + (PACED_AT_ONCE - 1) * _stagger_s(workload) + _SETTLE_S


def _stagger_s(workload: Workload) -> float:
    """Between the starts of two paced streams."""
    return len(workload.tokens) * PACE_US / 1e6 * _SPREAD / PACED_AT_ONCE + _OUT_OF_STEP_S


class Load:
    """Asks. `step` is called after each stretch of work with what comes next."""

    def __init__(self, provider: Server, targets: Sequence[Server], step: Callable[[str], None]) -> None:
        self.slices: list[Slice] = []
        self._provider = provider
        self._targets = [provider, *targets]
        self.refused: set[tuple[str, str]] = set()  # workload and target: not asked
        self._step = step
        room = LAST_SALT - FIRST_SALT
        self._first = time.time_ns() // 1_000_000 * _GAP % room
        self._salts = (FIRST_SALT + (self._first + at) % room for at in itertools.count())

    async def warm(self, workload: Workload) -> None:
        """Open the connections, and run what only the first request runs."""
        for target in self._asked(workload, 0):
            for stream in (False, True):
                made = Slice(Mode.WHOLE, workload.name, target.name)
                asked = (self._ask(target, workload, made, stream=stream) for _ in range(PACED_AT_ONCE))
                await asyncio.gather(*asked)

    async def refusal(self, target: Server, workload: Workload, *, acts: bool | None) -> str:
        """Why a target can't be measured with a workload, by asking it once each way; empty where it can.

        `acts`: the target changes what the workload says is to be acted on; None where that is its own matter.
        """
        for stream in (False, True):
            salt = next(self._salts)
            try:
                async with asyncio.timeout(_TIMEOUT_S):
                    body = workload.body(salt, stream=stream)
                    reply = await target.client.ask(workload.wire, body, stream=stream, keep=True)
            except (Broken, OSError, TimeoutError) as error:
                return f"no answer: {error!r}"
            if reply.status == _NOT_FOUND:
                return f"404 on {workload.wire.path}"
            problem = _problem(workload, reply, salt, acts=acts)
            if problem:
                return f"{problem} ({'streamed' if stream else 'whole'})"
        return ""

    async def one_by_one(self, workload: Workload, seconds: float) -> None:
        """One request at a time."""
        targets = self._asked(workload, 0)
        made = [Slice(Mode.ONE, workload.name, target.name) for target in targets]
        turns, until = itertools.cycle(range(len(made))), time.perf_counter() + seconds
        while time.perf_counter() < until:
            first = next(turns)
            for at in range(first, first + len(made)):
                place = at % len(made)
                await self._ask(targets[place], workload, made[place], stream=False)
        self.slices += made
        self._step(workload.says)

    async def closed(self, workload: Workload, mode: Mode, seconds: float, turn: int) -> None:
        """AT_ONCE requests on their way all the time."""

        async def one(target: Server, made: Slice, until: float) -> None:
            while time.perf_counter() < until:
                await self._ask(target, workload, made, stream=mode is Mode.BURST)

        for target in self._asked(workload, turn):
            made = Slice(mode, workload.name, target.name)
            async with self._counting(target, made):
                until = time.perf_counter() + seconds
                await asyncio.gather(*(one(target, made, until) for _ in range(AT_ONCE)))
            self._step(f"{workload.says}, {mode.value}, {target.name}")

    async def paced(self, workload: Workload, turn: int) -> None:
        """PACED_AT_ONCE streams at a model's pace."""

        async def one(target: Server, made: Slice, at: int) -> None:
            await asyncio.sleep(at * _stagger_s(workload))
            await self._ask(target, workload, made, stream=True, pace_us=PACE_US)

        for target in self._asked(workload, turn):
            made = Slice(Mode.PACED, workload.name, target.name)
            await asyncio.sleep(_SETTLE_S)
            await self._lags()  # of what went before
            async with self._counting(target, made):
                await asyncio.gather(*(one(target, made, at) for at in range(PACED_AT_ONCE)))
            made.lag_ms = await self._lags()
            self._step(f"{workload.says}, paced, {target.name}")

    async def _ask(self, target: Server, workload: Workload, made: Slice, *, stream: bool, pace_us: int = 0) -> None:
        salt = FIRST_SALT + self._first if workload.repeated else next(self._salts)
        body = workload.body(salt, stream=stream, pace_us=pace_us)
        try:
            async with asyncio.timeout(_TIMEOUT_S):
                reply = await target.client.ask(workload.wire, body, stream=stream)
        except (Broken, OSError, TimeoutError):
            made.failed += 1
            await asyncio.sleep(_PAUSE_S)
            return
        if not reply.good:
            made.failed += 1
            return
        made.whole_ms.append((reply.end - reply.sent) * 1000)
        if reply.first:
            made.first_ms.append((reply.first - reply.sent) * 1000)

    @asynccontextmanager
    async def _counting(self, target: Server, made: Slice) -> AsyncIterator[None]:
        used, provider, began = target.usage(), self._provider.usage(), time.perf_counter()
        yield
        made.seconds = time.perf_counter() - began
        after = target.usage()
        if target.roots:
            made.cpu_s = after.since(used)
            made.workers_s = made.cpu_s - after.since(used, frozenset(target.roots))
        made.provider_s = self._provider.usage().since(provider)
        self.slices.append(made)

    def _asked(self, workload: Workload, turn: int) -> list[Server]:
        """The targets in this round's order."""
        at = turn % len(self._targets)
        turned = self._targets[at:] + self._targets[:at]
        return [target for target in turned if (workload.name, target.name) not in self.refused]

    async def _lags(self) -> list[float]:
        """How late the provider was with each event since it was last asked, ms."""

        def fetch() -> list[float]:
            with urllib.request.urlopen(f"{self._provider.base}/lags", timeout=_TIMEOUT_S) as answer:  # noqa: S310 - our own http address
                return list(json.load(answer))

        return await asyncio.to_thread(fetch)


def _problem(workload: Workload, reply: Reply, salt: int, *, acts: bool | None) -> str:
    """What is wrong with an answer."""
    body = b"".join(reply.body)
    if reply.status != _OK:
        return f"status {reply.status}: {body[:200].decode(errors='replace')}"
    if not reply.ended_well:
        return "the stream has no last event"
    got, sent = workload.wire.read(body), filled(workload.text.encode(), salt).decode()
    if workload.equal or acts is False:
        return "" if got == sent else "the text came out changed"
    return "the text came out unchanged" if acts and got == sent else ""
