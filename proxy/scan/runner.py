"""Scans for the rest of the house: asked here, done in workers, never clean where they weren't done.

A whole scan that passes its deadline or breaks its worker is TIMED_OUT or FAILED; secrets and hidden characters are then looked for once
more, alone, so that these findings are there all the same. A batch of statements that breaks is asked again one by one, so that how
statements were batched changes nothing. Rules for this file: asyncio; the loop only hashes, looks up and waits.
Counterparts: pool.py owns the processes, scanner.py runs in them, canary.py knows what must be found.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final, Self

from proxy.errors import ScanUnavailable
from proxy.model import CodeBlock, EngineRun, ScanReport, ScanStatus, StatementReport, Unit
from proxy.scan.cache import Cache, digest, lasting, text_bytes, weight
from proxy.scan.canary import Canary, CanaryOutcome, canaries_for, outcome
from proxy.scan.dependencies.files import NO_FILES, PackageFiles
from proxy.scan.frames import read_report, read_statements, read_texts, scan_request, texts_request, units_request
from proxy.scan.pool import Cut, Pool
from proxy.scan.scanner import CUT, cut_units

ALWAYS: Final = (
    "secrets",
    "unicode",
    "suppressions",
)  # linear engines that are asked again where a scan of all was cut
_MS: Final = 1000.0
_UNITS_PER_DEADLINE: Final = (
    20  # a batch of n statements gets (1 + n / 20) deadlines; a single one takes far less than one
)
_BATCH_BYTES: Final = 128 * 1024  # of texts that are sent together; far less than a deadline's worth
_CANARY_START_S: Final = 30.0
_MISSED_AGAIN_S: Final = 5.0  # until the next try, where a canary was missed
_TOO_LARGE: Final = "the block passed scan.max_block_bytes"


@dataclass(frozen=True, slots=True)
class RunnerStats:
    """Counters since start, and what is going on now."""

    scans: int
    cache_hits: int
    cache_entries: int
    timeouts: int
    crashes: int
    garbled: int
    refused: int
    forks: int
    zygotes: int
    workers: int
    waiting: int


class Runner:
    """`deadline_ms` bounds one scan in a worker; `engines` (`module:factory`) replaces the default ones, for tests.

    `packages`: the operator's files about packages. Raises SettingsInvalid where they can't be read.
    """

    def __init__(
        self,
        *,
        workers: int,
        deadline_ms: int,
        max_block_bytes: int,
        cache_entries: int = 10_000,
        cache_dir: Path | None = None,
        memory_mb: int = 1024,
        canary_interval_s: float = 60.0,
        engines: str | None = None,
        packages: PackageFiles = NO_FILES,
    ) -> None:
        packages.check()
        self._deadline_s = deadline_ms / _MS
        self._max_block_bytes = max_block_bytes
        self._cache_dir = cache_dir
        self._pool = Pool(workers, memory_mb=memory_mb, cache_dir=cache_dir, engines=engines or "", packages=packages)
        self._reports: Cache[ScanReport] = Cache(cache_entries)
        self._statements: Cache[StatementReport] = Cache(cache_entries)
        self._canary_interval_s = canary_interval_s
        self._canary_task: asyncio.Task[None] | None = None
        self._first_canary = asyncio.Event()
        self._sound_zygote = 0  # the zygote whose workers found all canaries last time

    # -- life

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Bring the workers up and send the canaries. Raises ScanUnavailable where no worker comes up; `ready` tells the rest."""
        if self._cache_dir is not None:
            with contextlib.suppress(OSError):  # compiled rules are then not kept: slower, not wrong
                self._cache_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._canary_task = asyncio.create_task(self._watch_canaries(), name="scan-canary")
        await self._pool.start()
        try:
            async with asyncio.timeout(_CANARY_START_S):
                await self._first_canary.wait()
        except TimeoutError as error:
            raise ScanUnavailable("Not scanned: the scan workers don't answer.") from error

    async def stop(self) -> None:
        """Take everything down."""
        if self._canary_task is not None:
            self._canary_task.cancel()
            await asyncio.wait({self._canary_task})
            self._canary_task = None
        await self._pool.stop()

    @property
    def ready(self) -> bool:
        """Whether a scan could be done now, by engines that found their canaries."""
        return self._pool.staffed.is_set() and self._sound_zygote == self._pool.stats.zygotes

    @property
    def engines(self) -> tuple[tuple[str, str], ...]:
        """Name and version of each engine; empty before the first start."""
        return self._pool.engines

    @property
    def worker_pids(self) -> tuple[int, ...]:
        """Process ids of the workers."""
        return self._pool.pids

    @property
    def zygote_pid(self) -> int | None:
        """Process id of the zygote."""
        return self._pool.zygote_pid

    @property
    def stats(self) -> RunnerStats:
        """For /metrics."""
        pool = self._pool.stats
        return RunnerStats(
            scans=pool.requests,
            cache_hits=self._reports.hits + self._statements.hits,
            cache_entries=len(self._reports) + len(self._statements),
            timeouts=pool.timeouts,
            crashes=pool.crashes,
            garbled=pool.garbled,
            refused=pool.refused,
            forks=pool.forks,
            zygotes=pool.zygotes,
            workers=len(self._pool.pids),
            waiting=self._pool.waiting,
        )

    # -- whole blocks

    async def scan(self, block: CodeBlock) -> ScanReport:
        """Look at a whole block."""
        data = text_bytes(block.text)
        if len(data) > self._max_block_bytes:
            return ScanReport(engines=self._runs(ScanStatus.OVERSIZE, _TOO_LARGE))
        key = digest(b"scan", data, block.language, block.path, self._pool.engines)
        report = self._reports.get(key)
        if report is None:
            report = await self._scan(block)
            if report.engines and lasting(report.engines):
                self._reports.put(key, report, weight(report.findings))
        return report

    async def _scan(self, block: CodeBlock) -> ScanReport:
        try:
            return await self._ask(block)
        except Cut as cut:
            failed = self._runs(cut.status, cut.detail)
        names = tuple(run.engine for run in failed if run.engine in ALWAYS)
        if not names or self._pool.saturated:
            return ScanReport(engines=failed)
        try:
            rest = await self._ask(block, names)
        except Cut:
            return ScanReport(engines=failed)
        saved = {run.engine: run for run in rest.engines}
        return ScanReport(rest.findings, tuple(saved.get(run.engine, run) for run in failed))

    async def _ask(self, block: CodeBlock, only: Sequence[str] = (), *, urgent: bool = False) -> ScanReport:
        read = partial(read_report, length=len(block.text))
        return await self._pool.call(scan_request(block, only), read, self._deadline_s, urgent=urgent)

    def _runs(self, status: ScanStatus, detail: str) -> tuple[EngineRun, ...]:
        known = self._pool.engines or (("scan", ""),)
        return tuple(EngineRun(name, version, status, detail=detail) for name, version in known)

    # -- texts of no language

    async def search(self, texts: Sequence[str], engines: Sequence[str]) -> tuple[ScanReport, ...]:
        """Look at texts, each on its own, with the engines named; nothing is kept. A text that is too long or breaks is told apart."""
        reports: list[ScanReport] = []
        batch: list[str] = []
        size = 0
        for text in texts:
            length = len(text_bytes(text))
            if batch and size + length > min(_BATCH_BYTES, self._max_block_bytes):
                reports += await self._search(batch, engines)
                batch, size = [], 0
            batch.append(text)
            size += length
        return (*reports, *(await self._search(batch, engines))) if batch else ()

    async def _search(self, texts: Sequence[str], engines: Sequence[str]) -> list[ScanReport]:
        if len(texts) == 1 and len(text_bytes(texts[0])) > self._max_block_bytes:
            return [ScanReport(engines=self._runs(ScanStatus.OVERSIZE, _TOO_LARGE))]
        read = partial(read_texts, lengths=[len(text) for text in texts])
        try:
            return [*await self._pool.call(texts_request(texts, engines), read, self._deadline_s)]
        except Cut as cut:
            if len(texts) == 1 or self._pool.saturated:
                return [ScanReport(engines=self._runs(cut.status, cut.detail))] * len(texts)
        return [report for text in texts for report in await self._search([text], engines)]

    # -- statements

    async def scan_units(self, language: str | None, units: Sequence[Unit], state: bytes) -> StatementReport:
        """Look at statements in order, going on from `state` (empty: the block's first)."""
        if state == CUT:
            return self._cut_units(units, ScanStatus.FAILED, "a statement before these was not scanned")
        data = [text_bytes(unit.text) for unit in units]
        if sum(map(len, data)) > self._max_block_bytes:
            return self._cut_units(units, ScanStatus.OVERSIZE, _TOO_LARGE)
        places = tuple((unit.line, unit.end_line, unit.start) for unit in units)
        key = digest(b"units", state, language, places, self._pool.engines, *data)
        report = self._statements.get(key)
        if report is None:
            report = await self._scan_units(language, units, state)
            if report.state != CUT:
                found = [finding for unit in report.units for finding in unit.findings]
                self._statements.put(key, report, weight(found, len(report.state)))
        return report

    async def _scan_units(self, language: str | None, units: Sequence[Unit], state: bytes) -> StatementReport:
        try:
            return await self._ask_units(language, units, state)
        except Cut as cut:
            if len(units) <= 1 or self._pool.saturated:
                return self._cut_units(units, cut.status, cut.detail)
        return await self._one_by_one(language, units, state)

    async def _one_by_one(self, language: str | None, units: Sequence[Unit], state: bytes) -> StatementReport:
        """Statements before the one that can't be scanned are ruled on, in whatever batch they came."""
        reports: list[StatementReport] = []
        for at, unit in enumerate(units):
            try:
                reports.append(await self._ask_units(language, (unit,), state))
            except Cut as cut:
                rest = self._cut_units(units[at:], ScanStatus.PARTIAL if at else cut.status, cut.detail)
                reports.append(rest)
                break
            state = reports[-1].state
        last = reports[-1]
        seen = tuple(unit for report in reports for unit in report.units)
        return replace(last, units=seen)

    async def _ask_units(self, language: str | None, units: Sequence[Unit], state: bytes) -> StatementReport:
        deadline_s = self._deadline_s * (1 + len(units) / _UNITS_PER_DEADLINE)
        return await self._pool.call(
            units_request(language, units, state), partial(read_statements, units=units), deadline_s
        )

    def _cut_units(self, units: Sequence[Unit], status: ScanStatus, detail: str) -> StatementReport:
        return cut_units(self._pool.engines or (("scan", ""),), units, status, detail)

    # -- canaries

    async def canary(self) -> tuple[CanaryOutcome, ...]:
        """Send each engine's known-bad text through a worker."""
        sent = canaries_for(name for name, _ in self._pool.engines)
        return tuple([await self._send(canary) for canary in sent])

    async def _send(self, canary: Canary) -> CanaryOutcome:
        try:
            report = await self._ask(canary.block, (canary.engine,), urgent=True)
        except Cut as cut:
            return CanaryOutcome(canary.engine, found=False, detail=cut.detail)
        return outcome(canary, report)

    async def _watch_canaries(self) -> None:
        while True:
            await self._pool.staffed.wait()
            zygote = self._pool.stats.zygotes
            outcomes = await self.canary()
            sound = all(each.found for each in outcomes)
            self._sound_zygote = zygote if sound else 0
            self._first_canary.set()
            pause = self._canary_interval_s if sound else min(self._canary_interval_s, _MISSED_AGAIN_S)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._pool.renewed(zygote)
