"""What a statement repeats of one before it: a text was built there that is used here.

Rules for this file: pure but for the reasons it is given to add to. Counterparts: review.py; scan/merge.py does the same in a whole text.
"""

from __future__ import annotations

from dataclasses import replace

from proxy.model import Action, Decision, Reason
from proxy.scan.merge import leads


def once(decision: Decision, before: list[Reason]) -> Decision:
    """A statement's decision without what an earlier statement showed: the text was built there that is used here.

    Only words are saved: what is redacted or rejected stays, and so does what weighs more than what was said `before`, where the
    earlier reason takes over the rule.
    """
    left: list[Reason] = []
    for reason in decision.reasons:
        at = next((at for at, known in enumerate(before) if _told(known, reason)), None)
        if at is None:
            left.append(reason)
        elif (known := before[at].finding) is not None and (finding := reason.finding) is not None:
            rules = sorted({*known.also, finding.rule_id, *finding.also} - {known.rule_id})
            before[at] = replace(before[at], finding=replace(known, also=tuple(rules)))
    if len(left) == len(decision.reasons):
        return decision
    return replace(decision, reasons=tuple(left), action=max((each.action for each in left), default=Action.ALLOW))


def _told(known: Reason, reason: Reason) -> bool:
    return (
        known.finding is not None
        and reason.finding is not None
        and reason.action <= min(known.action, Action.ANNOTATE)
        and reason.monitored <= known.monitored
        and leads(known.finding, reason.finding)
    )
