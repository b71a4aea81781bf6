"""From what the engines say to what is done: pure, total, the strictest reason wins.

Rules for this file: no I/O, no clock, no libraries. Every finding and every incomplete engine gives a reason, also
where the action is ALLOW, so that the record tells what was seen and what wasn't looked at. Unknown is never clean: a
report without engines is a failure.
Source: decisions.md, "When a scan is not complete" and "Statement release".
Counterpart: rewrite.py words the decision.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypedDict

from proxy.model import Action, CodeBlock, Decision, Finding, Reason, ScanReport, ScanStatus
from proxy.policy.schema import BUILT_IN, STATUS_KEYS, Policy


class _Shadow(TypedDict, total=False):
    monitored: Action
    monitored_by: str


# The engines that read the structure of a language, by their names in reports: where none of them does, it is unsupported.
STRUCTURAL = frozenset({"bandit", "rules", "iac", "shell"})


def evaluate(policy: Policy, report: ScanReport, block: CodeBlock, *, truncated: bool = False) -> Decision:
    """Decide on a whole block. `truncated`: the provider died inside it."""
    reasons = [_found(policy, finding, language=block.language, path=block.path) for finding in report.findings]
    if not report.engines:
        reasons.append(_failed(policy, "on_failure", status=ScanStatus.FAILED))
    known = any(run.engine in STRUCTURAL and run.status is not ScanStatus.UNSUPPORTED for run in report.engines)
    for run in report.engines:
        if run.status is ScanStatus.UNSUPPORTED and known:  # another engine reads this language
            reasons.append(Reason(Action.ALLOW, BUILT_IN, status=run.status, engine=run.engine))
        elif run.status is not ScanStatus.COMPLETE:
            reasons.append(_failed(policy, STATUS_KEYS[run.status], status=run.status, engine=run.engine))
    if truncated:
        reasons.append(_failed(policy, "on_truncated"))
    return _decide(policy, reasons)


def evaluate_findings(
    policy: Policy, findings: Sequence[Finding], *, language: str | None = None, path: str | None = None
) -> Decision:
    """Decide on the findings of a statement; the block's own decision says later what the engines could look at."""
    return _decide(policy, [_found(policy, finding, language=language, path=path) for finding in findings])


def _found(policy: Policy, finding: Finding, *, language: str | None, path: str | None) -> Reason:
    action, rule = _verdict(policy, finding, language, path)
    monitored, by = _verdict(policy.shadow, finding, language, path) if policy.shadow else (Action.ALLOW, "")
    waiver = policy.waivers.covers(finding, policy.waiver_terms) if policy.waivers else ""
    if waiver:
        return Reason(Action.ALLOW, f"waiver {waiver}", finding=finding, waiver=waiver)
    action, rule = _capped(policy, action, rule)
    return Reason(action, rule, finding=finding, **_shadow(action, monitored, by))


def _verdict(policy: Policy, finding: Finding, language: str | None, path: str | None) -> tuple[Action, str]:
    # One defect that several rules told is judged as each of them would be, and the strictest holds.
    told = (finding, *(replace(finding, rule_id=each) for each in finding.also))
    action, rule = max(
        (policy.layer.verdict(each, language=language, path=path) for each in told), key=lambda verdict: verdict[0]
    )
    if finding.late:  # its lines have left: nothing is there to redact or reject
        action = min(action, Action.ANNOTATE)
    return action, rule


def _failed(policy: Policy, key: str, *, status: ScanStatus | None = None, engine: str = "") -> Reason:
    """A reason of a fail key."""
    action, rule = _capped(policy, policy.fail[key], key)
    monitored = policy.shadow.fail[key] if policy.shadow else Action.ALLOW
    return Reason(action, rule, status=status, engine=engine, **_shadow(action, monitored, key))


def _capped(policy: Policy, action: Action, rule: str) -> tuple[Action, str]:
    cap = policy.cap
    return (action, rule) if cap is None or action <= cap.action else (cap.action, f"{rule}, break-glass {cap.ref}")


def _shadow(action: Action, monitored: Action, by: str) -> _Shadow:
    """What only monitors is worth a word where it would have done more."""
    return {"monitored": monitored, "monitored_by": by} if monitored > action else {}


def _decide(policy: Policy, reasons: Sequence[Reason]) -> Decision:
    action = max((reason.action for reason in reasons), default=Action.ALLOW)
    return Decision(action, tuple(reasons), policy.name, policy.revision, policy.mode)
