"""`codeward policy guidance`: with and without, side by side."""

from __future__ import annotations

from typing import Any

import pytest

from proxy.audit.found import broken_rules
from proxy.audit.record import Kind
from proxy.cli.guidance import wilson
from tests.unit.cli.conftest import DECIDED

CLEAN = {**DECIDED, "findings": []}


def test_versions_are_compared(run: Any, record: Any) -> None:
    for guidance, block in (("", DECIDED), ("", CLEAN), ("abc", CLEAN), ("abc", CLEAN)):
        record([(Kind.BLOCK_DECISION, block)], guidance=guidance)
    record([], guidance="abc")
    record([(Kind.BLOCK_DECISION, DECIDED)], guidance="abc", team="other")
    lines = run("policy", "guidance", "--team", "payments").stdout.splitlines()
    assert lines[1:] == [
        "(none)               2         50.0%  9.5% to 90.5%",
        "                     1 x bandit.B608",
        "abc                  2          0.0%  0.0% to 65.8%",
    ]


def test_one_version_alone_is_no_comparison(run: Any, record: Any) -> None:
    record([(Kind.BLOCK_DECISION, CLEAN)])
    assert run("policy", "guidance").stdout.splitlines()[-1].startswith("note: nothing to compare")


@pytest.mark.parametrize(("hits", "of", "low", "high"), [(0, 0, 0, 1), (0, 10, 0, 0.2775), (5, 10, 0.2366, 0.7634)])
def test_an_interval_is_wilsons(hits: int, of: int, low: float, high: float) -> None:
    assert wilson(hits, of) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_what_was_found_is_counted_by_team(folder: Any, record: Any) -> None:
    waived = {**DECIDED["findings"][0], "waiver": "WVR-1"}  # type: ignore[index]
    low = {**DECIDED["findings"][0], "severity": "low"}  # type: ignore[index]
    record()
    record([(Kind.BLOCK_DECISION, {**DECIDED, "findings": [waived, low, *DECIDED["findings"]]})], team="web")  # type: ignore[misc]
    record([(Kind.BLOCK_DECISION, CLEAN)], team="quiet")
    assert broken_rules(folder / "data", "2020") == {"payments": {"bandit.B608": 1}, "web": {"bandit.B608": 1}}
