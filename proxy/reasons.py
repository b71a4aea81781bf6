"""What a review asks of decisions and findings: which are named, which hit a text, which were known.

Rules for this file: pure functions of their arguments. Counterpart: review.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from proxy.dossier import Dossier
from proxy.model import Action, Decision, EngineRun, Finding, Reason, ScanReport, ScanStatus, Span
from proxy.notices import Seen

_UNREAD = frozenset(
    {ScanStatus.PARTIAL, ScanStatus.UNPARSED, ScanStatus.TIMED_OUT, ScanStatus.FAILED, ScanStatus.OVERSIZE}
)


def is_unseen(decision: Decision) -> bool:
    """Something is to be redacted that no engine could point at."""
    return any(reason.finding is None and reason.action is Action.REDACT for reason in decision.reasons)


def gone(decision: Decision, text: str) -> set[str]:
    """The words that the findings that are redacted or rejected point at."""
    spans = [r.finding.span for r in decision.reasons if r.finding is not None and r.action >= Action.REDACT]
    return {text[span.start : span.end].strip() for span in spans}


def is_named(path: str, words: AbstractSet[str]) -> bool:
    """One of the words stands in the path."""
    return any(word and word in path for word in words)


def distinct(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """The reasons without repeated statuses: what an engine can't look at, it can't in every piece."""
    return tuple(dict.fromkeys(reasons))


def told_in(decision: Decision) -> Decision:
    """What of a decision the notice names: annotations and redactions; a rejection has said its own."""
    reasons = tuple(r for r in decision.reasons if r.action in {Action.ANNOTATE, Action.REDACT})
    if decision.action is Action.REJECT:
        reasons = tuple(r for r in reasons if r.action is Action.REDACT)
    return replace(decision, reasons=reasons)


def hit_in(decision: Decision, start: int, length: int) -> list[Finding]:
    """The findings to redact, their spans moved into the text that is still here and cut to it."""
    moved = []
    for reason in decision.reasons:
        finding = reason.finding
        if finding is None or reason.action is not Action.REDACT or finding.late:
            continue
        span = finding.span
        inside = Span(
            min(max(0, span.start - start), length),
            min(max(0, span.end - start), length),
            span.line,
            span.end_line,
            span.column,
        )
        moved.append(replace(finding, span=inside))
    return moved


def is_known(finding: Finding, before: Sequence[Finding], rest_line: int) -> bool:
    """The statements that have left already showed this: the same rule or kind of defect on the same lines."""
    if finding.span.end_line >= rest_line:
        return False  # it ends in what is still held, so no statement that has left was all of it
    return any(
        (known.rule_id == finding.rule_id or known.category == finding.category or set(known.cwe) & set(finding.cwe))
        and known.span.line <= finding.span.end_line
        and finding.span.line <= known.span.end_line
        for known in before
    )


def oversize() -> ScanReport:
    """The report on a block that nobody looked at, because it is too long."""
    return ScanReport(
        engines=(EngineRun("all", "", ScanStatus.OVERSIZE, detail="the block passed scan.max_block_bytes"),)
    )


def seen_in(dossiers: Sequence[Dossier]) -> Seen:
    """What was looked at in blocks: for the words that say what was found, and what couldn't be read."""
    runs = [run for dossier in dossiers for run in dossier.engines]
    looked = {run.engine for run in runs if run.status in {ScanStatus.COMPLETE, ScanStatus.PARTIAL}}
    findings = sum(
        reason.finding is not None and reason.action > Action.ALLOW for d in dossiers for reason in d.reasons
    )
    unread = sum(any(run.status in _UNREAD for run in dossier.engines) for dossier in dossiers)
    return Seen(len(dossiers), len(looked), findings, unread)


def is_rejected(dossier: Dossier) -> bool:
    """Nothing of the block is left to look at."""
    return dossier.decision is not None and dossier.decision.action is Action.REJECT
