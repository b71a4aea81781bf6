"""What each team's models get wrong most: counted, bounded, and still for an hour."""

from __future__ import annotations

from typing import Any

import pytest

from proxy.advice import advice
from proxy.model import Action, Confidence, Decision, Finding, Reason, Severity, Span
from proxy.tally import Tally


def _decision(rule: str, severity: Severity = Severity.HIGH, waiver: str = "") -> Decision:
    finding = Finding(rule, "bandit", severity, Confidence.HIGH, (), "x", Span(0, 0, 1, 1), "")
    return Decision(
        Action.REJECT,
        (Reason(Action.REJECT, "x:1", finding=finding, waiver=waiver), Reason(Action.ALLOW, "on_partial")),
    )


def test_the_most_frequent_come_first_and_chance_is_left_out() -> None:
    tally = Tally()
    tally.add("web", ["b"] * 5 + ["a"] * 5 + ["c"] * 2)
    for _ in range(6):
        tally.count("web", [_decision("d"), _decision("low", Severity.LOW), _decision("waived", waiver="WVR-1")])
    assert tally.worst("web") == ("d", "a", "b")
    assert tally.worst("other") == ()


def test_what_is_named_stays_for_an_hour() -> None:
    now = [0.0]
    tally = Tally(lambda: now[0])
    tally.add("web", ["a"] * 3)
    assert tally.worst("web") == ("a",)
    tally.add("web", ["b"] * 9)
    now[0] = 3_599.0
    assert tally.worst("web") == ("a",)
    now[0] = 3_600.0
    assert tally.worst("web") == ("b", "a")


def test_teams_and_rules_are_bounded(monkeypatch: Any) -> None:
    monkeypatch.setattr("proxy.tally._TEAMS", 2)
    monkeypatch.setattr("proxy.tally._RULES", 4)
    tally = Tally()
    for team in ("a", "b", "c"):
        tally.add(team, ["x"] * 3)
        tally.worst(team)
    assert tally.worst("a") == ()
    tally.add("c", ["r1", "r2", "r3", "r4"])
    assert len(tally._teams["c"]) == 2
    for team in "defg":
        tally.worst(team)
    assert len(tally._named) <= 3
    tally.count("c", [])


async def test_advice_is_one_line_for_each_known_rule() -> None:
    lines = await advice(["bandit.B602", "nobody.knows", "rules.python.sql-injection"])
    assert len(lines) == 2
    assert lines[1].startswith("SQL injection (CWE-89): write ")
    assert await advice([]) == []


@pytest.mark.parametrize("rule", ["bandit.B602"])
async def test_advice_is_read_once(rule: str) -> None:
    assert await advice([rule]) == await advice([rule])
