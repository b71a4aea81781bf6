"""What of a statement's decision is said, where an earlier statement showed the defect."""

from __future__ import annotations

from dataclasses import replace

import pytest

from proxy.model import Action, Confidence, Decision, Finding, Reason, Severity, Span
from proxy.repeats import once

BUILT = Finding(
    "bandit.B608", "bandit", Severity.MEDIUM, Confidence.MEDIUM, ("CWE-89",), "injection", Span(40, 60, 3, 3), "m"
)
USED = replace(BUILT, rule_id="rules.python.sql-injection", span=Span(80, 99, 5, 5), path=((3, 3),))
ELSEWHERE = replace(USED, path=((2, 2),))


def said(finding: Finding, action: Action, monitored: Action = Action.ALLOW) -> Reason:
    return Reason(action, "p.yaml:1", finding=finding, monitored=monitored)


@pytest.mark.parametrize(
    ("before", "after", "left"),
    [
        pytest.param(said(BUILT, Action.ANNOTATE), said(USED, Action.ANNOTATE), 0, id="told-before"),
        pytest.param(said(BUILT, Action.ANNOTATE), said(USED, Action.ALLOW), 0, id="weighs-less"),
        pytest.param(said(BUILT, Action.ALLOW), said(USED, Action.ANNOTATE), 1, id="weighs-more"),
        pytest.param(said(BUILT, Action.ANNOTATE), said(USED, Action.REJECT), 1, id="is-rejected"),
        pytest.param(said(BUILT, Action.REDACT), said(USED, Action.REDACT), 1, id="both-go"),
        pytest.param(said(BUILT, Action.ANNOTATE), said(ELSEWHERE, Action.ANNOTATE), 1, id="built-elsewhere"),
        pytest.param(
            said(BUILT, Action.ANNOTATE), said(USED, Action.ANNOTATE, Action.REJECT), 1, id="monitored-as-stricter"
        ),
    ],
)
def test_a_use_is_told_where_its_building_was_not(before: Reason, after: Reason, left: int) -> None:
    reasons = [before]
    decision = once(Decision(after.action, (after,)), reasons)
    assert left == len(decision.reasons)
    assert decision.action == (after.action if left else Action.ALLOW)
    assert reasons[0].finding is not None
    assert reasons[0].finding.also == (() if left else (USED.rule_id,))


def test_a_status_stays() -> None:
    status = Reason(Action.ANNOTATE, "on_partial")
    decision = once(Decision(Action.ANNOTATE, (status, said(USED, Action.ANNOTATE))), [said(BUILT, Action.ANNOTATE)])
    assert (status,) == decision.reasons
    assert decision.action is Action.ANNOTATE
