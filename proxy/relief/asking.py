"""From a recorded exchange to what a waiver can be asked for, and a waiver as an object for people and programs.

Rules for this file: pure. Counterparts: audit/found.py reads the records, cli/waiver.py and api/waivers.py ask.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from proxy.errors import RequestInvalid
from proxy.policy.bundle import Bundle, Subject
from proxy.policy.sections import WaiverTerms
from proxy.policy.waivers import Waiver
from proxy.relief.waivers import Found, written


def found_in(opened: Mapping[str, Any], findings: Sequence[Mapping[str, Any]], rule: str) -> Found:
    """The finding of an exchange that a rule names; the only one where none is named. Raises RequestInvalid."""
    told = [each for each in findings if each.get("action") != "allow" or each["rule"] == rule]
    matching = [each for each in told if not rule or each["rule"] == rule]
    if not matching:
        known = ", ".join(sorted({str(each["rule"]) for each in told})) or "none"
        message = f"The exchange {opened.get('ref')} has no finding of that rule; it has: {known}."
        raise RequestInvalid(message, param="rule")
    if len({(each["rule"], each["fingerprint"]) for each in matching}) > 1 and not rule:
        known = ", ".join(sorted({str(each["rule"]) for each in matching}))
        message = f"The exchange {opened.get('ref')} has several findings; name a rule of: {known}."
        raise RequestInvalid(message, param="rule")
    one = matching[0]
    return Found(
        ref=str(opened.get("ref", "")),
        team=str(opened.get("team", "default")),
        rule=str(one["rule"]),
        severity=str(one["severity"]),
        fingerprint=str(one["fingerprint"]),
        pattern=str(one.get("pattern", "")),
        repository=str(opened.get("repository", "")),
        organisation=str(opened.get("organisation", "default")),
    )


def terms_for(bundle: Bundle, opened: Mapping[str, Any]) -> WaiverTerms:
    """What the policies in force say of waivers to who asked in that exchange."""
    subject = Subject(
        organisation=str(opened.get("organisation", "default")),
        team=str(opened.get("team", "default")),
        key_id=str(opened.get("key_id", "")),
        model=str(opened.get("model_requested", "")),
        client=str(opened.get("client", "")),
        repository=str(opened.get("repository", "")),
        sample=int(opened.get("sample", 0)),
    )
    return bundle.resolve(subject).whole.waiver_terms


def as_object(waiver: Waiver, now: datetime, hits: int) -> dict[str, object]:
    """A waiver as JSON shows it."""
    return {
        "id": waiver.id,
        "standing": waiver.standing(written(now)),
        "organisation": waiver.organisation,
        "team": waiver.team,
        "rule": waiver.rule,
        "scope": waiver.scope.value,
        "repository": waiver.repository,
        "severity": waiver.severity,
        "reason": waiver.reason.value,
        "text": waiver.text,
        "ticket": waiver.ticket,
        "ref": waiver.ref,
        "requester": waiver.requester,
        "created": waiver.created,
        "approvals": len(waiver.approvals),
        "approved_by": list(waiver.approvals),
        "needed": waiver.needed,
        "days": waiver.days,
        "until": waiver.until,
        "hits": hits,
    }
