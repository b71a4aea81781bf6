"""All engines on one text: a status per engine, findings merged and in a fixed order.

Rules for this file: sync, no I/O; the one place of a worker where an engine's exception is caught, and it becomes FAILED. A verdict on
statement k is a function of statements 1..k: what an engine must remember travels in the state, and once something was cut the state
says so for the rest of the block. Counterparts: worker.py feeds it, merge.py joins what several engines found.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, repeat
from pathlib import Path
from typing import Final

from proxy.extract.guess import mistagged
from proxy.extract.parsing import quietly
from proxy.model import (
    CodeBlock,
    EngineRun,
    Finding,
    ScanReport,
    ScanStatus,
    Severity,
    StatementReport,
    Unit,
    UnitReport,
)
from proxy.scan.base import Engine, Prepared, PreparedUnit
from proxy.scan.dependencies.files import NO_FILES, PackageFiles
from proxy.scan.guessing import UNTAGGED, Guesser, default_guesser
from proxy.scan.merge import merge
from proxy.scan.nested import Inner, inner_texts
from proxy.scan.states import States
from proxy.scan.window import Window

CUT: Final = b"cut"  # the state of a block of which a statement could not be scanned to its end
_WINDOW: Final = "before"  # the last lines before a statement, beside the engines' states
_MS: Final = 1000.0
# Nobody reads more, and to leave some out would leave secrets in; a text with so many is not for release.
_MAX_FINDINGS: Final = 500
_TOO_MANY: Final = f"more than {_MAX_FINDINGS} findings"
_INSIDE: Final = "the code inside the block"
# The engines that read languages; the others look at any text, and have seen what stands inside it.
_UNSURE_ENGINES: Final = frozenset({"secrets"})  # find other things in a text of unknown language
CODE_ENGINES: Final = frozenset({"bandit", "rules", "flow", "iac", "shell", "deps"})
_TOO_MANY_PIECES: Final = "more code inside the block than is looked at"
_OUT_OF_RANGE: Final = "a finding lies outside of the text"


def default_engines(cache_dir: Path | None = None, packages: PackageFiles = NO_FILES) -> tuple[Engine, ...]:
    """The engines of a shipped worker, in the order in which ties are settled."""
    # Imported here: a test's engines must not pay for bandit and 488 compiled rules.
    from proxy.scan.bandit import BanditEngine  # noqa: PLC0415
    from proxy.scan.commands.engine import ShellEngine  # noqa: PLC0415
    from proxy.scan.dependencies.engine import DepsEngine  # noqa: PLC0415
    from proxy.scan.flow.engine import FlowEngine  # noqa: PLC0415
    from proxy.scan.iac.engine import IacEngine  # noqa: PLC0415
    from proxy.scan.kingfisher import KingfisherEngine  # noqa: PLC0415
    from proxy.scan.secrets import SecretsEngine  # noqa: PLC0415
    from proxy.scan.structural import StructuralEngine  # noqa: PLC0415
    from proxy.scan.suppressions import SuppressionsEngine  # noqa: PLC0415
    from proxy.scan.unicode import UnicodeEngine  # noqa: PLC0415

    return (
        BanditEngine(),
        StructuralEngine(),
        FlowEngine(),
        IacEngine(),
        ShellEngine(),
        DepsEngine(packages),
        SecretsEngine(),
        KingfisherEngine(cache_dir),
        UnicodeEngine(),
        SuppressionsEngine(),
    )


def engines_of(spec: str, cache_dir: Path | None = None, packages: PackageFiles = NO_FILES) -> tuple[Engine, ...]:
    """The engines that `module:factory` makes; the default ones where `spec` is empty."""
    if not spec:
        return default_engines(cache_dir, packages)
    module, _, factory = spec.partition(":")
    make: Callable[[], Sequence[Engine]] = getattr(importlib.import_module(module), factory)
    return tuple(make())


@dataclass(slots=True)
class _Tally:
    """What one engine did with a batch of statements."""

    status: ScanStatus = ScanStatus.COMPLETE
    detail: str = ""
    lines: int = 0
    spent_s: float = 0.0


@dataclass(slots=True)
class _Batch:
    """A batch on its way: `states` by engine name, `tallies` in the engines' order."""

    states: dict[str, object]
    tallies: list[_Tally]
    units: list[UnitReport] = field(default_factory=list)
    cut: bool = False


class Scanner:
    """One a worker process. `engines` None: the default ones; `guesser` None: with the model, where that is installed."""

    def __init__(self, engines: Sequence[Engine] | None = None, guesser: Guesser | None = None) -> None:
        self._guesser = guesser or default_guesser()
        self.engines: tuple[Engine, ...] = default_engines() if engines is None else tuple(engines)
        self._states = States({engine.name: engine for engine in self.engines})

    @property
    def versions(self) -> tuple[tuple[str, str], ...]:
        """Name and version of each engine."""
        return tuple((engine.name, engine.version) for engine in self.engines)

    def warm(self) -> None:
        """Load and compile all that the first scan would."""
        for engine in self.engines:
            engine.warm()

    # -- whole texts

    def scan(self, block: CodeBlock, only: Sequence[str] = ()) -> ScanReport:
        """Look at a whole block with every engine, or with those named."""
        findings, runs = self._looks(block, only)
        return ScanReport(merge(findings), tuple(runs))

    def every(self, block: CodeBlock) -> tuple[Finding, ...]:
        """What each engine finds in a whole block, also where several speak of one defect."""
        return tuple(self._looks(block, ())[0])

    def _looks(self, block: CodeBlock, only: Sequence[str]) -> tuple[list[Finding], list[EngineRun]]:
        engines = [engine for engine in self.engines if not only or engine.name in only]
        readings = self._readings(block)
        guessed = block.language is None and bool(readings)
        read = replace(block, language=readings[0]) if guessed else block
        prepared = Prepared(read.text, read.language, read.path)
        findings: list[Finding] = []
        runs: dict[str, EngineRun] = {}
        for engine in engines:
            run, found = _run(engine, prepared)
            runs[engine.name] = _doubted(run) if guessed else run
            findings.extend(found)
            if (
                guessed and engine.name in _UNSURE_ENGINES
            ):  # the text may be no code at all: a sentence with a password in it
                findings.extend(_run(engine, Prepared(block.text, None, block.path))[1])
        others = readings[1:] if guessed else readings
        again = chain.from_iterable(_read_as(block, other) for other in others)
        # Read against its tag: a console's output holds commands too, so a slip in one is no slip of the answer's.
        floor = Severity.INFO if guessed else Severity.MEDIUM
        for inner, least in chain(zip(again, repeat(floor)), zip(inner_texts(read), repeat(Severity.INFO))):
            for engine in engines:
                if engine.name in CODE_ENGINES and inner.cut:
                    runs[engine.name] = _cut_short(runs[engine.name])
                elif engine.name in CODE_ENGINES:
                    run, found = _run(engine, inner.text)
                    findings.extend(inner.placed(each, prepared) for each in found if each.severity >= least)
                    runs[engine.name] = _with_inner(runs[engine.name], run)
        # A piece of code inside a block is looked at with the block and alone: what both say is said once.
        return list(dict.fromkeys(findings)), list(runs.values())

    def scan_texts(self, texts: Sequence[str], only: Sequence[str]) -> tuple[ScanReport, ...]:
        """Look at texts of no language, each on its own, with the engines named. Findings of one secret by two engines stay two."""
        return tuple(self._scan_text(Prepared(text), only) for text in texts)

    def _scan_text(self, text: Prepared, only: Sequence[str]) -> ScanReport:
        seen = [_run(engine, text) for engine in self.engines if engine.name in only]
        return ScanReport(tuple(finding for _, found in seen for finding in found), tuple(run for run, _ in seen))

    def _readings(self, block: CodeBlock) -> tuple[str, ...]:
        """The languages that a block without a tag is read in, or one with a tag beside what the tag says."""
        if block.language is None or block.language in UNTAGGED:
            return self._guessed(block.text)
        other = mistagged(block.text, block.language)
        return () if other is None else (other,)

    def _guessed(self, text: str) -> tuple[str, ...]:
        try:
            return self._guesser.languages(text)
        except Exception:  # noqa: BLE001 - a model that raised is gone; what it would have added, nobody was promised
            self._guesser = Guesser(None)
            return self._guesser.languages(text)

    # -- statements

    def scan_units(self, language: str | None, units: Sequence[Unit], state: bytes) -> StatementReport:
        """Look at statements in order, going on from `state` (empty: the block's first)."""
        if state == CUT:
            return self.cut(units, ScanStatus.FAILED, "a statement before these was not scanned")
        batch = _Batch(self._states.read(state), [_Tally() for _ in self.engines])
        window, total = Window(*batch.states.pop(_WINDOW, ())), 0  # type: ignore[misc] # what was written below
        with quietly():
            for unit in units:
                prepared = PreparedUnit(unit, language, window)
                total += prepared.code_lines
                if batch.cut:
                    batch.units.append(UnitReport(parsed=False))
                    continue
                self._scan_unit(prepared, batch)
                window = window.after(unit)
        after = CUT if batch.cut else self._states.write({**batch.states, _WINDOW: tuple(window)})
        return StatementReport(tuple(batch.units), after, self._runs(batch, total))

    def cut(self, units: Sequence[Unit], status: ScanStatus, detail: str) -> StatementReport:
        """A report that says that none of `units` was scanned."""
        return cut_units(self.versions, units, status, detail)

    def _scan_unit(self, unit: PreparedUnit, batch: _Batch) -> None:
        parsed, findings, states = not _unreadable(unit), list[Finding](), batch.states
        began = time.perf_counter()
        for engine, tally in zip(self.engines, batch.tallies, strict=True):
            try:
                seen = engine.scan_unit(unit, states.get(engine.name))
                detail = seen.detail or (_misfit(seen.findings, unit.unit) if seen.findings else "")
            except Exception as error:  # noqa: BLE001 - whatever an engine raises means that it didn't look
                seen, detail = None, type(error).__name__
            ended = time.perf_counter()
            tally.spent_s += ended - began
            began = ended
            if seen is None or detail:
                batch.cut = True
                # What was ruled on before stands, whatever batch it came in; so only a batch that starts with the failure is FAILED.
                tally.status = ScanStatus.PARTIAL if batch.units else ScanStatus.FAILED
                tally.detail = detail
                continue
            if seen.state is not None:
                states[engine.name] = seen.state
            if seen.findings:
                findings.extend(seen.findings)
            parsed = parsed and seen.parsed
            tally.lines += unit.code_lines
        batch.units.append(UnitReport(merge(findings) if findings else (), parsed=parsed and not batch.cut))

    def _runs(self, batch: _Batch, total: int) -> tuple[EngineRun, ...]:
        return tuple(
            [
                EngineRun(
                    engine.name, engine.version, tally.status, tally.lines, total, tally.spent_s * _MS, tally.detail
                )
                for engine, tally in zip(self.engines, batch.tallies, strict=True)
            ]
        )


def cut_units(
    versions: Sequence[tuple[str, str]], units: Sequence[Unit], status: ScanStatus, detail: str
) -> StatementReport:
    """A report that says that none of `units` was scanned, and whose state says so to the batches after it."""
    runs = tuple(EngineRun(name, version, status, detail=detail) for name, version in versions)
    return StatementReport(tuple(UnitReport(parsed=False) for _ in units), CUT, runs)


def _run(engine: Engine, text: Prepared) -> tuple[EngineRun, tuple[Finding, ...]]:
    began = time.perf_counter()
    try:
        seen = engine.scan(text)
    except Exception as error:  # noqa: BLE001 - whatever an engine raises means that it didn't look
        spent = (time.perf_counter() - began) * _MS
        return EngineRun(
            engine.name, engine.version, ScanStatus.FAILED, duration_ms=spent, detail=type(error).__name__
        ), ()
    spent = (time.perf_counter() - began) * _MS
    kept = tuple(finding for finding in seen.findings if _within(finding, text))
    status, detail = seen.status, seen.detail
    if len(kept) != len(seen.findings):
        status, detail = ScanStatus.FAILED, _OUT_OF_RANGE
    if len(kept) > _MAX_FINDINGS:
        status, detail, kept = ScanStatus.FAILED, _TOO_MANY, kept[:_MAX_FINDINGS]
    return EngineRun(engine.name, engine.version, status, seen.lines_scanned, seen.lines_total, spent, detail), kept


def _read_as(block: CodeBlock, language: str) -> Iterator[Inner]:
    """A block read in another language than it says, and what it holds then."""
    yield Inner.all_of(Prepared(block.text, language, block.path))
    yield from inner_texts(replace(block, language=language))


def _doubted(run: EngineRun) -> EngineRun:
    """What an engine says of a text whose language was only guessed: where it could read nothing, the guess was wrong."""
    return run._replace(status=ScanStatus.UNSUPPORTED) if run.status is ScanStatus.UNPARSED else run


def _with_inner(outer: EngineRun, inner: EngineRun) -> EngineRun:
    """What an engine did with a block, once it has looked at a piece of code inside it as well.

    What broke inside the block wasn't looked at, so neither was the block; and an engine that knows only the piece has seen a part.
    """
    if inner.status is ScanStatus.FAILED:
        return outer._replace(status=inner.status, detail=inner.detail)
    if outer.status is ScanStatus.UNSUPPORTED and inner.status in {ScanStatus.COMPLETE, ScanStatus.PARTIAL}:
        return outer._replace(status=ScanStatus.PARTIAL, lines_scanned=inner.lines_scanned, detail=_INSIDE)
    return outer


def _cut_short(run: EngineRun) -> EngineRun:
    """What an engine did with a block that holds more pieces than anybody writes: a part."""
    whole = run.status in {ScanStatus.COMPLETE, ScanStatus.UNSUPPORTED}
    return run._replace(status=ScanStatus.PARTIAL, detail=_TOO_MANY_PIECES) if whole else run


def _within(finding: Finding, text: Prepared) -> bool:
    span = finding.span
    return 0 <= span.start <= span.end <= len(text.text) and 1 <= span.line <= span.end_line <= len(text.line_starts)


def _misfit(findings: Sequence[Finding], unit: Unit) -> str:
    """Why the findings on a statement can't be taken; empty where they can."""
    if len(findings) > _MAX_FINDINGS:
        return _TOO_MANY
    return "" if all(_within_unit(each, unit) for each in findings) else _OUT_OF_RANGE


def _within_unit(finding: Finding, unit: Unit) -> bool:
    span = finding.span
    ends_inside = unit.start <= span.end <= unit.start + len(unit.text) and unit.line <= span.end_line <= unit.end_line
    return ends_inside and 0 <= span.start <= span.end and 1 <= span.line <= span.end_line


def _unreadable(unit: PreparedUnit) -> bool:
    """Whether Python code couldn't be parsed alone; blank lines and comments need no parse."""
    if unit.language != "python" or not unit.code_lines or unit.fragment is not None:
        return False
    return any((line := each.strip()) and not line.startswith("#") for each in unit.unit.text.split("\n"))
