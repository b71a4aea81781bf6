"""Scanning what `sources` gathered, with the engines, the workers and the policy of the server.

Rules for this file: what could not be looked at is a `Gap` beside the findings, never their absence. Counterparts: listing.py, sarif.py.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from proxy.cli.masking import mask
from proxy.cli.sources import Gathered, Located
from proxy.errors import ScanUnavailable
from proxy.excused import standing
from proxy.extract.local_names import MAX_REQUEST_FACTS, LocalNames
from proxy.model import Action, Decision, Finding, ScanReport

if TYPE_CHECKING:
    from proxy.policy.bundle import Terms
    from proxy.policy.schema import Policy
    from proxy.scan.runner import Runner
    from proxy.settings import Settings

_TELLING = frozenset({"json", "toml", "text", "ini", None})  # languages of manifests, lists and trees
_QUESTIONS_PER_WORKER = 2  # one is looked at, the next one waits: a worker never idles and nothing piles up


@dataclass(frozen=True, slots=True)
class Judged:
    """A block with what was found in it and what the policy makes of it. `masked`: its text, fit to print."""

    located: Located
    report: ScanReport
    decision: Decision
    masked: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A finding at its place in a file."""

    judged: Judged
    finding: Finding
    action: Action
    decided_by: str

    @property
    def path(self) -> str:
        """The file."""
        return self.judged.located.path

    @property
    def line(self) -> int:
        """The file's line, from 1."""
        return self.judged.located.line(self.finding.span.line)

    @property
    def end_line(self) -> int:
        """The file's line that the finding ends in."""
        return self.judged.located.line(self.finding.span.end_line)

    @property
    def column(self) -> int:
        """The file's column, from 1."""
        return self.judged.located.column(self.finding.span.line, self.finding.span.column)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that was not, or not wholly, looked at."""

    path: str
    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a scan."""

    policy: Policy
    gathered: Gathered
    judged: tuple[Judged, ...]

    def hits(self, threshold: Action = Action.ALLOW) -> Iterator[Hit]:
        """The findings at or above the threshold, in the order of the files."""
        for judged in self.judged:
            found = [
                Hit(judged, reason.finding, reason.action, reason.rule)
                for reason in judged.decision.reasons
                if reason.finding is not None and reason.action >= threshold
            ]
            yield from sorted(found, key=lambda hit: (hit.line, hit.column, hit.finding.rule_id))

    def gaps(self, threshold: Action = Action.ANNOTATE) -> Iterator[Gap]:
        """What wasn't looked at, as far as the policy minds."""
        for unread in self.gathered.unread:
            yield Gap(unread.path, 1, unread.reason)
        for judged in self.judged:
            for reason in judged.decision.reasons:
                if reason.status is not None and reason.action >= threshold:
                    what = f"{reason.engine or 'no engine'} {reason.status.value}"
                    yield Gap(judged.located.path, judged.located.line(1), what)


def scan_gathered(settings: Settings, terms: Terms, gathered: Gathered, done: Callable[[], None]) -> Verdict:
    """Scan all blocks; `done` is called after each. Raises ScanUnavailable where the engines don't work."""
    reports = reports_on(settings, gathered.blocks, done)
    facts = cache(lambda: _facts(gathered.blocks))
    reports = [replace(each, findings=standing(each.findings, frozenset(), facts)) for each in reports]
    return Verdict(
        terms.whole,
        gathered,
        tuple(_judged(terms, located, report) for located, report in zip(gathered.blocks, reports, strict=True)),
    )


def reports_on(settings: Settings, blocks: list[Located], done: Callable[[], None]) -> list[ScanReport]:
    """What the engines say of blocks, in their order. Raises ScanUnavailable where the engines don't work."""
    return asyncio.run(_scan_all(settings, blocks, done)) if blocks else []


def _facts(blocks: Iterable[Located]) -> frozenset[str]:
    """What the files tell together of their own modules and needs: an import of a file beside is no doubt."""
    names = LocalNames(MAX_REQUEST_FACTS)
    for located in blocks:
        names.path(located.block.path)
        if located.block.language in _TELLING:
            names.feed(located.block.text)
            names.end_line()
    return names.facts()


def cache_dir(settings: Settings) -> Path:
    """Where compiled rules are kept: with the state where there is one, else with the user's other caches."""
    data_dir = Path(settings.data_dir)
    if data_dir.is_dir():
        return data_dir / "cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "codeward"


def runner_of(settings: Settings, *, workers: int | None = None) -> Runner:
    """The scan workers, as the server has them."""
    from proxy.scan.dependencies.files import PackageFiles
    from proxy.scan.runner import Runner

    scan = settings.scan
    return Runner(
        workers=workers or scan.workers,
        deadline_ms=scan.deadline_ms,
        max_block_bytes=scan.max_block_bytes,
        cache_entries=scan.cache_entries,
        cache_dir=cache_dir(settings),
        memory_mb=scan.memory_mb,
        canary_interval_s=scan.canary_interval_s,
        packages=PackageFiles.of(settings.dependencies.index, settings.dependencies.advisories),
    )


def _judged(terms: Terms, located: Located, report: ScanReport) -> Judged:
    from proxy.policy.evaluate import evaluate

    decision = evaluate(terms.at(located.block.path), report, located.block)
    return Judged(located, report, decision, mask(located.block.text, report.findings))


async def _scan_all(settings: Settings, blocks: list[Located], done: Callable[[], None]) -> list[ScanReport]:
    workers = min(settings.scan.workers, len(blocks))
    runner = runner_of(settings, workers=workers)
    reports: list[ScanReport] = [ScanReport()] * len(blocks)
    waiting = iter(range(len(blocks)))

    async def take() -> None:
        for at in waiting:
            reports[at] = await runner.scan(blocks[at].block)
            done()

    try:
        await started(runner)
        async with asyncio.TaskGroup() as group:
            for _ in range(_QUESTIONS_PER_WORKER * workers):
                group.create_task(take())
    finally:
        await runner.stop()
    return reports


async def started(runner: Runner) -> None:
    """Start the workers. Raises ScanUnavailable where they don't come up or an engine misses its canary."""
    await runner.start()
    if not runner.ready:
        message = "an engine doesn't find its known-bad sample"
        raise ScanUnavailable(message)
