"""All engines on one text: a status each, and what one does wrong stays its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from proxy.model import CodeBlock, Confidence, Finding, ScanStatus, Severity, Span, Unit
from proxy.scan.base import Engine, EngineResult, Prepared, PreparedUnit, UnitResult
from proxy.scan.scanner import CUT, Scanner, engines_of
from proxy.scan.secrets import SecretsEngine


class Fake:
    version = "7"

    def __init__(
        self,
        name: str,
        scan: Callable[[Prepared], EngineResult] | None = None,
        unit: Callable[[PreparedUnit, object], UnitResult] | None = None,
    ) -> None:
        self.name = name
        self.warmed = 0
        self._scan = scan
        self._unit = unit

    def warm(self) -> None:
        self.warmed += 1

    def scan(self, text: Prepared) -> EngineResult:
        return self._scan(text) if self._scan else EngineResult(ScanStatus.COMPLETE, (), 1, 1)

    def scan_unit(self, unit: PreparedUnit, state: object) -> UnitResult:
        return self._unit(unit, state) if self._unit else UnitResult((), state)


def finding(start: int, end: int, line: int = 1, engine: str = "a") -> Finding:
    return Finding(
        "a.x", engine, Severity.HIGH, Confidence.HIGH, ("CWE-78",), "injection", Span(start, end, line, line), "m"
    )


def raises(*_: object) -> UnitResult:
    raise RecursionError("the text: eval(x)")


def raises_whole(_: Prepared) -> EngineResult:
    raise MemoryError


BLOCK = CodeBlock(1, "fence", "a = 1\nb = 2\n", "python")
UNITS = (Unit(1, 1, 0, "a = 1\n"), Unit(2, 2, 6, "b = 2\n"), Unit(3, 3, 12, "c = 3\n"))


def test_each_engine_has_its_status() -> None:
    scanner = Scanner([Fake("a", raises_whole), Fake("b"), Fake("c", lambda _: EngineResult(ScanStatus.UNSUPPORTED))])
    report = scanner.scan(BLOCK)
    assert [(run.engine, run.version, run.status, run.detail) for run in report.engines] == [
        ("a", "7", ScanStatus.FAILED, "MemoryError"),
        ("b", "7", ScanStatus.COMPLETE, ""),
        ("c", "7", ScanStatus.UNSUPPORTED, ""),
    ]


def test_code_shown_inside_markdown_is_looked_at_and_its_failure_counts() -> None:
    def whole(text: Prepared) -> EngineResult:
        if text.language == "markdown":
            return EngineResult(ScanStatus.UNSUPPORTED)
        if "break" in text.text:
            raise KeyError
        return EngineResult(ScanStatus.COMPLETE, (finding(0, 4, engine="bandit"),))

    scanner = Scanner([Fake("bandit", whole), Fake("b")])
    shown = scanner.scan(CodeBlock(1, "fence", "# Title\n\n```python\neval(x)\n```\n", "markdown"))
    assert [each.span.line for each in shown.findings] == [4]
    assert (shown.engines[0].status, shown.engines[0].detail) == (ScanStatus.PARTIAL, "the code inside the block")
    broken = scanner.scan(CodeBlock(1, "fence", "# Title\n\n```python\nbreak\n```\n", "markdown"))
    assert (broken.engines[0].status, broken.engines[0].detail) == (ScanStatus.FAILED, "KeyError")
    assert broken.engines[1].status is ScanStatus.COMPLETE


def test_only_those_named_run() -> None:
    assert [run.engine for run in Scanner([Fake("a"), Fake("b")]).scan(BLOCK, ("b",)).engines] == ["b"]


@pytest.mark.parametrize(
    "span",
    [
        pytest.param(Span(0, 99, 1, 1), id="behind-the-end"),
        pytest.param(Span(-1, 2, 1, 1), id="before-the-start"),
        pytest.param(Span(0, 2, 9, 9), id="a-line-that-is-not-there"),
        pytest.param(Span(4, 2, 1, 1), id="backwards"),
    ],
)
def test_x10_a_finding_out_of_range_is_a_failure(span: Span) -> None:
    bad = Finding("a.x", "a", Severity.HIGH, Confidence.HIGH, (), "injection", span, "m")
    report = Scanner([Fake("a", lambda _: EngineResult(ScanStatus.COMPLETE, (bad, finding(0, 1))))]).scan(BLOCK)
    assert (report.engines[0].status, report.engines[0].detail) == (
        ScanStatus.FAILED,
        "a finding lies outside of the text",
    )
    assert report.findings == (finding(0, 1),)


def test_more_findings_than_anyone_reads_are_a_failure() -> None:
    many = tuple(finding(at, at + 1) for at in range(12)) * 50
    report = Scanner([Fake("a", lambda _: EngineResult(ScanStatus.COMPLETE, many))]).scan(BLOCK)
    assert (report.engines[0].status, report.engines[0].detail) == (ScanStatus.FAILED, "more than 500 findings")
    batch = Scanner([Fake("a", unit=lambda _, __: UnitResult(many))]).scan_units("python", UNITS[:1], b"")
    assert (batch.units[0].parsed, batch.state) == (False, CUT)


def test_states_travel_by_engine() -> None:
    def count(_: PreparedUnit, state: object) -> UnitResult:
        return UnitResult((), (state if isinstance(state, int) else 0) + 1)

    def note(unit: PreparedUnit, state: object) -> UnitResult:
        return UnitResult((), f"{state}{unit.unit.line}")

    seen: list[object] = []

    def last(_: PreparedUnit, state: object) -> UnitResult:
        seen.append(state)
        return UnitResult((), state)

    scanner = Scanner([Fake("a", unit=count), Fake("b", unit=note)])
    first = scanner.scan_units("python", UNITS[:2], b"")
    whole = scanner.scan_units("python", UNITS, b"")
    assert scanner.scan_units("python", UNITS[2:], first.state).state == whole.state
    Scanner([Fake("a", unit=last)]).scan_units("python", UNITS[:1], whole.state)
    Scanner([Fake("b", unit=last)]).scan_units("python", UNITS[:1], whole.state)
    assert seen == [3, "None123"]


@pytest.mark.parametrize(
    ("at", "status"),
    [
        pytest.param(1, ScanStatus.FAILED, id="first-of-its-batch"),
        pytest.param(2, ScanStatus.PARTIAL, id="what-was-ruled-before-stands"),
    ],
)
def test_a_statement_that_breaks_an_engine_holds_the_rest(at: int, status: ScanStatus) -> None:
    def breaks(unit: PreparedUnit, state: object) -> UnitResult:
        return raises() if unit.unit.line == at else UnitResult((), state)

    good = Fake(
        "b",
        unit=lambda unit, state: UnitResult(
            (finding(unit.unit.start, unit.unit.start + 1, unit.unit.line, "b"),), state
        ),
    )
    batch = Scanner([Fake("a", unit=breaks), good]).scan_units("python", UNITS, b"")
    assert [unit.parsed for unit in batch.units] == [True] * (at - 1) + [False] * (4 - at)
    assert [len(unit.findings) for unit in batch.units] == [1] * at + [0] * (3 - at)
    assert (batch.engines[0].status, batch.engines[0].detail) == (status, "RecursionError")
    assert (batch.engines[1].status, batch.state) == (ScanStatus.COMPLETE, CUT)


def test_an_engine_may_say_itself_that_it_failed() -> None:
    batch = Scanner([Fake("a", unit=lambda _, __: UnitResult(detail="a check raised KeyError"))]).scan_units(
        "python", UNITS[:1], b""
    )
    assert (batch.engines[0].status, batch.engines[0].detail) == (ScanStatus.FAILED, "a check raised KeyError")
    assert not batch.units[0].parsed


@pytest.mark.parametrize(
    ("start", "end", "line"),
    [
        pytest.param(0, 3, 1, id="ended-before"),
        pytest.param(6, 13, 2, id="goes-on"),
        pytest.param(6, 8, 3, id="line-behind"),
    ],
)
def test_a_finding_must_end_in_its_statement(start: int, end: int, line: int) -> None:
    engine = Fake("a", unit=lambda _, __: UnitResult((finding(start, end, line),)))
    batch = Scanner([engine]).scan_units("python", UNITS[1:2], b"")
    assert (batch.engines[0].status, batch.units[0].parsed) == (ScanStatus.FAILED, False)


def test_after_a_cut_nothing_is_clean() -> None:
    batch = Scanner([Fake("a")]).scan_units("python", UNITS, CUT)
    assert [unit.parsed for unit in batch.units] == [False] * 3
    assert (batch.engines[0].status, batch.state) == (ScanStatus.FAILED, CUT)


@pytest.mark.parametrize(
    ("text", "language", "parsed"),
    [
        pytest.param("x = 1\n", "python", True, id="code"),
        pytest.param("x = = 1 ? :\n", "python", False, id="unreadable"),
        pytest.param("\n", "python", True, id="blank"),
        pytest.param("   # what ) ( is\n", "python", True, id="comment"),
        pytest.param("fn main() {}\n", "rust", True, id="another-language"),
        pytest.param("???\n", None, True, id="no-language"),
    ],
)
def test_python_that_cannot_be_read_holds_the_rest(text: str, language: str | None, parsed: bool) -> None:
    batch = Scanner([Fake("a")]).scan_units(language, (Unit(1, 1, 0, text),), b"")
    assert batch.units[0].parsed is parsed


def test_engines_come_by_path_or_are_the_default_ones() -> None:
    assert [engine.name for engine in engines_of("")] == [
        "bandit",
        "rules",
        "flow",
        "iac",
        "shell",
        "deps",
        "secrets",
        "kingfisher",
        "unicode",
        "suppressions",
    ]
    assert [engine.name for engine in engines_of("tests.faults.scan_engines:make")] == ["fake", "unicode"]
    fakes: list[Engine] = [Fake("a")]
    scanner = Scanner(fakes)
    scanner.warm()
    assert fakes[0].warmed == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("AKIAQ4ZT, and (password: Zx9-k2m7q2) there.\n", id="brackets"),
        pytest.param("Set `API_TOKEN=x7QvT2mKp9RzLw4YsB8n` beside it.\n", id="code-span"),
    ],
)
def test_a_guessed_language_hides_no_secret(text: str) -> None:
    report = Scanner([SecretsEngine()]).scan(CodeBlock(1, "prose", text))
    assert len(report.findings) == 1
