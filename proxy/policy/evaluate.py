"""Findings and statuses in, one decision out.

Within a file the first rule that matches decides; over the chain of `extends` the strictest of these holds, unless a child's rule says
`unsafe_weaken`. The decision is the strictest of its reasons. A finding that only the whole block could show, of lines that have left, can
at most be annotated: nothing can be taken back.
Rules for this file: pure. Counterparts: schema.py, loader.py; review.py acts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from proxy.model import Action, CodeBlock, Decision, Finding, Reason, ScanReport, ScanStatus
from proxy.policy.schema import FAIL_KEYS, Policy, Rule


def evaluate(policy: Policy, report: ScanReport, block: CodeBlock, *, truncated: bool = False) -> Decision:
    """The decision on a whole block. `truncated`: the provider died inside it. A report without engines counts as failed."""
    reasons = list(_finding_reasons(policy, report.findings, block.language, block.path))
    reasons.extend(_status_reasons(policy, report))
    if truncated:
        reasons.append(Reason(policy.fail["on_truncated"], policy.fail_places["on_truncated"], engine="upstream"))
    return _decision(policy, reasons)


def evaluate_findings(
    policy: Policy, findings: Sequence[Finding], *, language: str | None, path: str | None
) -> Decision:
    """The decision on what was found in a statement."""
    return _decision(policy, list(_finding_reasons(policy, findings, language, path)))


def _finding_reasons(
    policy: Policy, findings: Iterable[Finding], language: str | None, path: str | None
) -> Iterable[Reason]:
    for finding in findings:
        action, place = _ruled(policy, finding, language, path)
        if finding.late:
            action = min(action, Action.ANNOTATE)
        yield Reason(action, place, finding)


def _ruled(policy: Policy, finding: Finding, language: str | None, path: str | None) -> tuple[Action, str]:
    """The strictest action over the chain, and where it stands; a weakening rule of a child ends the walk."""
    action, place = Action.ALLOW, policy.layers[-1].default_place if policy.layers else ""
    first = True
    for layer in policy.layers:
        rule = _first(layer.rules, finding, language, path)
        own, where = (rule.action, rule.place) if rule is not None else (layer.default, layer.default_place)
        if first or own > action:
            action, place, first = own, where, False
        if rule is not None and rule.weaken:
            break
    return action, place


def _first(rules: Sequence[Rule], finding: Finding, language: str | None, path: str | None) -> Rule | None:
    return next((rule for rule in rules if rule.match.matches(finding, language=language, path=path)), None)


def _status_reasons(policy: Policy, report: ScanReport) -> Iterable[Reason]:
    if not report.engines:
        yield Reason(policy.fail["on_failure"], policy.fail_places["on_failure"], status=ScanStatus.FAILED)
    for run in report.engines:
        if run.status is not ScanStatus.COMPLETE:
            key = FAIL_KEYS[run.status]
            yield Reason(policy.fail[key], policy.fail_places[key], status=run.status, engine=run.engine)


def _decision(policy: Policy, reasons: list[Reason]) -> Decision:
    action = max((reason.action for reason in reasons), default=Action.ALLOW)
    return Decision(action, tuple(reasons), policy.name, policy.revision, policy.mode)
