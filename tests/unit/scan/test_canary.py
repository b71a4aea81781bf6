"""Canaries: each engine finds its own, and what isn't found is said so."""

from __future__ import annotations

import pytest

from proxy.model import Confidence, EngineRun, Finding, ScanReport, ScanStatus, Severity, Span
from proxy.scan.canary import CANARIES, canaries_for, outcome
from proxy.scan.scanner import Scanner, default_engines


def test_each_engine_has_a_canary_and_finds_it() -> None:
    scanner = Scanner()
    assert [canary.engine for canary in CANARIES] == [name for name, _ in scanner.versions]
    for canary in CANARIES:
        seen = outcome(canary, scanner.scan(canary.block, (canary.engine,)))
        assert (seen.engine, seen.found, seen.detail) == (canary.engine, True, "")


def test_only_engines_that_run_get_one() -> None:
    assert [canary.engine for canary in canaries_for(["unicode", "unheard-of"])] == ["unicode"]
    assert len(default_engines()) == len(CANARIES)


@pytest.mark.parametrize(
    ("status", "rule", "found", "detail"),
    [
        pytest.param(ScanStatus.COMPLETE, "unicode.bidi", True, "", id="found"),
        pytest.param(ScanStatus.COMPLETE, "unicode.tags", False, "unicode.bidi was not found", id="another-rule"),
        pytest.param(ScanStatus.FAILED, "unicode.bidi", False, "failed: KeyError", id="failed"),
        pytest.param(ScanStatus.PARTIAL, "unicode.bidi", False, "partial: KeyError", id="partial"),
    ],
)
def test_outcomes(status: ScanStatus, rule: str, found: bool, detail: str) -> None:
    canary = next(each for each in CANARIES if each.engine == "unicode")
    finding = Finding(rule, "unicode", Severity.HIGH, Confidence.HIGH, (), "unicode", Span(0, 1, 1, 1), "m")
    report = ScanReport(
        (finding,), (EngineRun("unicode", "1", status, detail="" if status is ScanStatus.COMPLETE else "KeyError"),)
    )
    seen = outcome(canary, report)
    assert (seen.found, seen.detail) == (found, detail)
