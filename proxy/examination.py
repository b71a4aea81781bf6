"""What the engines find in a block, whatever forms its code stands in: each piece scanned as what it is, edits against what they change.

What couldn't be read as what it claims to be is an incomplete scan of its own, for the policy to judge: unknown is never clean.
Rules for this file: async, knows neither policy nor protocols. Counterparts: extract/anatomy.py takes blocks apart, review.py judges.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol, TypeVar

from proxy.excused import standing
from proxy.extract.anatomy import Anatomy, Piece, Premises
from proxy.extract.local_names import facts_of_paths
from proxy.introduced import introduced
from proxy.model import CodeBlock, EngineRun, Finding, ScanReport, ScanStatus, StatementReport, Unit

T = TypeVar("T")

_AT_ONCE: Final = 4  # whole texts of one answer that are scanned side by side
READER: Final = "extract"  # the engine of what couldn't be taken apart
_READER_VERSION: Final = "1"
# The worst last: what is said of a block whose pieces differ.
_ORDER: Final = (
    ScanStatus.COMPLETE,
    ScanStatus.UNSUPPORTED,
    ScanStatus.PARTIAL,
    ScanStatus.UNPARSED,
    ScanStatus.OVERSIZE,
    ScanStatus.TIMED_OUT,
    ScanStatus.FAILED,
)


class Scanners(Protocol):
    """What is asked of the scan room."""

    def scan(self, block: CodeBlock) -> Coroutine[None, None, ScanReport]:
        """Look at a whole block."""

    async def scan_units(self, language: str | None, units: Sequence[Unit], state: bytes) -> StatementReport:
        """Look at statements in order."""


class Turns:
    """Scanners that one answer asks for a few whole texts at a time: hundreds of calls in one answer mustn't fill the queue of all."""

    def __init__(self, scanners: Scanners) -> None:
        self._scanners = scanners
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def scan(self, block: CodeBlock) -> ScanReport:
        """Look at a whole block, once it is its turn."""
        async with self._turns:
            return await self._scanners.scan(block)

    async def scan_units(self, language: str | None, units: Sequence[Unit], state: bytes) -> StatementReport:
        """Look at statements in order."""
        return await self._scanners.scan_units(language, units, state)


@dataclass(frozen=True, slots=True)
class Look:
    """One scanned text: the block itself (`at` None) or a piece of it, by its number. `shown`: what of it the suggestion really holds."""

    at: int | None
    block: CodeBlock
    report: ScanReport
    shown: str


@dataclass(frozen=True, slots=True)
class Examination:
    """All that was found in a block."""

    anatomy: Anatomy
    looks: tuple[Look, ...]
    reader: ScanReport  # what couldn't be taken apart

    @property
    def plain(self) -> bool:
        """The block is one text, scanned as it stands."""
        return self.anatomy.alone and not self.anatomy.pieces

    @property
    def engines(self) -> tuple[EngineRun, ...]:
        """One run an engine: the worst status, lines and time added up."""
        return joined(run for report in (*(look.report for look in self.looks), self.reader) for run in report.engines)


async def examine(block: CodeBlock, premises: Premises, scanners: Scanners, choice: int = 0) -> Examination:
    """Take a block apart and scan what it holds."""
    anatomy = Anatomy(block, premises, choice)
    looks = (
        [_look(scanners, None, block, None if anatomy.pieces else anatomy.base, block.text)] if anatomy.alone else []
    )
    looks += [
        _look(scanners, at, _as_block(block, piece), piece.part.base, piece.shown.text)
        for at, piece in enumerate(anatomy.pieces)
        if piece.part.text.strip()
    ]
    seen = _standing(await _all(looks), block, anatomy, premises)
    return Examination(anatomy, _once(anatomy, seen), ScanReport((), _reader(anatomy)))


def _standing(looks: Sequence[Look], block: CodeBlock, anatomy: Anatomy, premises: Premises) -> tuple[Look, ...]:
    """The looks without doubts that the conversation answers; what a block writes to several files are modules to each other."""
    if not any(finding.unless for look in looks for finding in look.report.findings):
        return tuple(looks)
    beside = block.beside | facts_of_paths(piece.part.path for piece in anatomy.pieces)
    return tuple(
        replace(look, report=replace(look.report, findings=standing(look.report.findings, beside, premises.facts)))
        for look in looks
    )


def _reader(anatomy: Anatomy) -> tuple[EngineRun, ...]:
    """How far the block could be taken apart; nothing where there was nothing to take apart."""
    if anatomy.alone and not anatomy.pieces and not anatomy.unread:
        return ()
    status = ScanStatus.UNPARSED if anatomy.unread else ScanStatus.COMPLETE
    return (EngineRun(READER, _READER_VERSION, status, detail="; ".join(anatomy.unread)),)


async def _look(scanners: Scanners, at: int | None, block: CodeBlock, base: str | None, shown: str) -> Look:
    if base is None or not base.strip():
        return Look(at, block, await scanners.scan(block), shown)
    after, before = await _all([scanners.scan(block), scanners.scan(replace(block, text=base))])
    fresh = introduced(after.findings, block.text, before.findings, base)
    return Look(at, block, replace(after, findings=fresh), shown)


async def _all(asked: Sequence[Coroutine[None, None, T]]) -> tuple[T, ...]:
    """Every answer, side by side; one alone needs no task of its own."""
    if len(asked) == 1:
        return (await asked[0],)
    return tuple(await asyncio.gather(*asked))


def _as_block(block: CodeBlock, piece: Piece) -> CodeBlock:
    part = piece.part
    return CodeBlock(block.number, part.origin, part.text, part.language, part.path, block.info, block.closed)


def _once(anatomy: Anatomy, looks: Sequence[Look]) -> tuple[Look, ...]:
    """The looks without findings that a text around them shows already: a secret in a heredoc stands in the command too.

    A language that no engine knows says nothing of short strings that are no code.
    """
    found: dict[int | None, set[tuple[str, str]]] = {}
    made = []
    for look in looks:
        around: set[tuple[str, str]] = set()
        within = None if look.at is None else anatomy.pieces[look.at].within
        while within is not None:
            around |= found.get(within, set())
            within = anatomy.pieces[within].within
        if look.at is not None:
            around |= found.get(None, set())
        fresh = tuple(finding for finding in look.report.findings if _key(finding, look.block.text) not in around)
        found[look.at] = {_key(finding, look.block.text) for finding in look.report.findings}
        made.append(replace(look, report=ScanReport(fresh, _runs(look, anatomy))))
    return tuple(made)


def _runs(look: Look, anatomy: Anatomy) -> tuple[EngineRun, ...]:
    part = None if look.at is None else anatomy.pieces[look.at].part
    words = part is not None and part.origin == "argument" and not part.where and part.language is None
    return tuple(run for run in look.report.engines if not (words and run.status is ScanStatus.UNSUPPORTED))


def _key(finding: Finding, text: str) -> tuple[str, str]:
    return finding.rule_id, text[finding.span.start : finding.span.end].strip()


def joined(runs: Iterable[EngineRun]) -> tuple[EngineRun, ...]:
    """One run an engine."""
    made: dict[str, EngineRun] = {}
    for run in runs:
        before = made.get(run.engine)
        if before is None:
            made[run.engine] = run
            continue
        worst = max((before, run), key=lambda each: _ORDER.index(each.status))
        made[run.engine] = worst._replace(
            lines_scanned=before.lines_scanned + run.lines_scanned,
            lines_total=before.lines_total + run.lines_total,
            duration_ms=before.duration_ms + run.duration_ms,
            detail=worst.detail or before.detail or run.detail,
        )
    return tuple(made.values())
