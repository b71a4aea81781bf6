"""The evasion families E1-E3 under the baseline policy, enforced: what must be stopped is, what is secure arrives as it came."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.evasions.cases import Case, cases
from tests.evasions.sending import Delivery, reasons, send, spelled, ways

CASES = cases()
LIMITS = Path(__file__).resolve().parents[2] / "docs" / "limits.md"


def _deliveries(case: Case) -> list[tuple[str, Delivery]]:
    return [(way, send(case, way)) for way in ways(case)]


@pytest.mark.parametrize("case", [pytest.param(c, id=c.id) for c in CASES if c.expect == "stopped"])
def test_what_must_stop_is_stopped(case: Case) -> None:
    """However the answer comes the canary doesn't, and the record says why."""
    for way, delivery in _deliveries(case):
        assert not spelled(delivery, case.canary), way
        assert reasons(delivery.records) & {"reject", "redact"}, way


@pytest.mark.parametrize("case", [pytest.param(c, id=c.id) for c in CASES if c.expect == "equal"])
def test_what_is_secure_arrives_as_it_came(case: Case) -> None:
    for way, delivery in _deliveries(case):
        assert delivery.said == delivery.heard, way


@pytest.mark.parametrize("case", [pytest.param(c, id=c.id) for c in CASES if c.expect == "limit"])
def test_a_limit_is_still_one(case: Case) -> None:
    """Where this fails the limit is gone: make it a case of class M and take it off docs/limits.md."""
    assert spelled(send(case, "one"), case.canary)


def test_the_limits_are_those_that_the_page_lists() -> None:
    listed = re.findall(r"^\| `([\w-]+)` \|", LIMITS.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(case.id for case in CASES if case.expect == "limit")


def test_there_are_enough_of_each() -> None:
    assert len({case.id for case in CASES}) == len(CASES)
    assert {case.grade for case in CASES} == {"M", "B", "D", "none"}
    grades = Counter(case.grade for case in CASES)
    assert grades["M"] >= 120
    assert grades["none"] >= len(CASES) // 5
    assert {case.family for case in CASES if case.grade == "M"} == {"E1", "E2", "E3"}
    assert all(case.expect == "stopped" for case in CASES if case.grade == "M")
