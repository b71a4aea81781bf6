"""From reports to decisions."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from proxy.model import (
    Action,
    CodeBlock,
    Confidence,
    EngineRun,
    Finding,
    Mode,
    Reason,
    ScanReport,
    ScanStatus,
    Severity,
    Span,
)
from proxy.policy.evaluate import evaluate, evaluate_findings
from proxy.policy.schema import FAIL_DEFAULTS, Layer, Match, Policy, Rule

BLOCK = CodeBlock(1, "fence", "import os\n", "python", "tests/a.py")
FOUND = Finding(
    "bandit.B602", "bandit", Severity.HIGH, Confidence.HIGH, ("CWE-78",), "injection", Span(0, 1, 1, 1), "a shell"
)
FAIL = MappingProxyType({**FAIL_DEFAULTS, "on_partial": Action.ANNOTATE})
RULES = (
    Rule(Match(rule=("bandit.B602",), path=("tests/**",)), Action.ANNOTATE, "p.yaml:3"),
    Rule(Match(rule=("bandit.B602",)), Action.REJECT, "p.yaml:5"),
)
POLICY = Policy("p", "abc", Layer("p", "p", RULES), mode=Mode.MONITOR, fail=FAIL)


def ran(status: ScanStatus, engine: str = "bandit") -> EngineRun:
    return EngineRun(engine, "1", status)


def test_a_clean_report_is_allowed_without_reasons() -> None:
    decision = evaluate(POLICY, ScanReport(engines=(ran(ScanStatus.COMPLETE),)), BLOCK)
    assert (
        decision.action,
        decision.reasons,
        decision.policy,
        decision.revision,
        decision.mode,
    ) == (Action.ALLOW, (), "p", "abc", Mode.MONITOR)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        pytest.param(ScanStatus.UNSUPPORTED, Reason(Action.ALLOW, "on_unsupported"), id="unsupported"),
        pytest.param(ScanStatus.PARTIAL, Reason(Action.ANNOTATE, "on_partial"), id="partial"),
        pytest.param(ScanStatus.UNPARSED, Reason(Action.ANNOTATE, "on_unparsed"), id="unparsed"),
        pytest.param(ScanStatus.TIMED_OUT, Reason(Action.REJECT, "on_timeout"), id="timed-out"),
        pytest.param(ScanStatus.FAILED, Reason(Action.REJECT, "on_failure"), id="failed"),
        pytest.param(ScanStatus.OVERSIZE, Reason(Action.REJECT, "on_oversize"), id="oversize"),
    ],
)
def test_an_engine_that_did_not_look_at_all_gives_a_reason(status: ScanStatus, reason: Reason) -> None:
    decision = evaluate(POLICY, ScanReport(engines=(ran(ScanStatus.COMPLETE, "secrets"), ran(status))), BLOCK)
    assert (replace(reason, status=status, engine="bandit"),) == decision.reasons
    assert reason.action is decision.action


def test_a_language_is_unsupported_only_where_no_engine_reads_it() -> None:
    other = ran(ScanStatus.UNSUPPORTED)._replace(engine="rules")
    policy = replace(POLICY, fail={**POLICY.fail, "on_unsupported": Action.ANNOTATE})
    read = evaluate(policy, ScanReport(engines=(other, ran(ScanStatus.COMPLETE))), BLOCK)
    unread = evaluate(policy, ScanReport(engines=(other, ran(ScanStatus.COMPLETE, "secrets"))), BLOCK)
    assert read.action is Action.ALLOW
    assert read.reasons == (Reason(Action.ALLOW, "built in", status=ScanStatus.UNSUPPORTED, engine="rules"),)
    assert unread.action is Action.ANNOTATE


def test_a_report_without_engines_is_a_failure() -> None:
    decision = evaluate(POLICY, ScanReport(), BLOCK)
    assert (Reason(Action.REJECT, "on_failure", status=ScanStatus.FAILED),) == decision.reasons


def test_a_truncated_block_says_so() -> None:
    decision = evaluate(POLICY, ScanReport(engines=(ran(ScanStatus.COMPLETE),)), BLOCK, truncated=True)
    assert (Reason(Action.ANNOTATE, "on_truncated"),) == decision.reasons


def test_the_strictest_reason_decides() -> None:
    report = ScanReport((FOUND,), (ran(ScanStatus.PARTIAL), ran(ScanStatus.TIMED_OUT, "secrets")))
    decision = evaluate(POLICY, report, BLOCK)
    assert [reason.rule for reason in decision.reasons] == ["p.yaml:3", "on_partial", "on_timeout"]
    assert decision.action is Action.REJECT


def test_the_path_of_the_block_counts() -> None:
    engines = (ran(ScanStatus.COMPLETE),)
    assert evaluate(POLICY, ScanReport((FOUND,), engines), BLOCK).action is Action.ANNOTATE
    assert evaluate(POLICY, ScanReport((FOUND,), engines), replace(BLOCK, path=None)).action is Action.REJECT


def test_findings_of_a_statement_are_decided_by_the_same_rules() -> None:
    decision = evaluate_findings(POLICY, [FOUND, replace(FOUND, rule_id="bandit.B404")], language="python", path=None)
    assert [(r.action, r.rule) for r in decision.reasons] == [(Action.REJECT, "p.yaml:5"), (Action.ALLOW, "built in")]
    assert decision.action is Action.REJECT


def test_what_no_rule_matches_is_recorded() -> None:
    other = replace(FOUND, rule_id="bandit.B404")
    assert (Reason(Action.ALLOW, "built in", other),) == evaluate_findings(POLICY, [other]).reasons


def test_a_late_finding_is_at_most_annotated() -> None:
    late = replace(FOUND, late=True)
    assert (Reason(Action.ANNOTATE, "p.yaml:5", late),) == evaluate_findings(POLICY, [late]).reasons
    allowed = replace(late, rule_id="bandit.B404")
    assert evaluate_findings(POLICY, [allowed]).action is Action.ALLOW


def test_no_findings_are_allowed() -> None:
    assert evaluate_findings(POLICY, []).action is Action.ALLOW


def test_one_defect_that_several_rules_told_is_judged_as_the_strictest_of_them() -> None:
    other = replace(FOUND, rule_id="bandit.B404")
    alone, both = evaluate_findings(POLICY, [other, replace(other, also=(FOUND.rule_id,))]).reasons
    assert (alone.action, both.action) == (Action.ALLOW, Action.REJECT)
    (weaker,) = evaluate_findings(POLICY, [replace(FOUND, also=("bandit.B404",))]).reasons
    assert weaker.action is Action.REJECT
