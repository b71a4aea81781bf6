"""What a waiver is, and when it stands against a finding.

A waiver names a rule and how far it goes: this very text, its pattern, the rule in a repository, or the rule in a team; never another
team's. It holds from its approval to its end by this house's clock, asked anew for every finding, so that it may end inside a stream.
Rules for this file: pure; the clock is given. Counterparts: relief/waivers.py keeps them, evaluate.py asks `Waivers.covers`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from proxy.model import Finding, Severity
from proxy.policy.sections import WaiverTerms

MIN_TEXT_CHARS: Final = 15
MAX_TEXT_CHARS: Final = 1_000
_SEVERITIES: Final = {level.word: level for level in Severity}


class Scope(StrEnum):
    """How far a waiver goes."""

    SNIPPET = "snippet"  # this text, wherever it stands
    PATTERN = "pattern"  # code of this shape, with other names and literals
    REPOSITORY = "repository"  # the rule, in the repository it was found in
    TEAM = "team"  # the rule, for the team


class WaiverReason(StrEnum):
    """Why a finding may stand."""

    FALSE_POSITIVE = "false-positive"
    USED_IN_TESTS = "used-in-tests"
    FIX_LATER = "fix-later"  # with a ticket
    ACCEPTED_RISK = "accepted-risk"


class Status(StrEnum):
    """Where a waiver stands. Ended: by the clock, or by somebody before it."""

    REQUESTED = "requested"
    APPROVED = "approved"
    DENIED = "denied"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Waiver:
    """One waiver. Times are RFC 3339 in UTC, which sort as text; `until` is set by the last approval. `needed`: approvals."""

    id: str
    team: str
    rule: str
    scope: Scope
    fingerprint: str
    pattern: str
    repository: str
    severity: str
    reason: WaiverReason
    text: str
    ticket: str
    days: int
    ref: str
    requester: str
    created: str
    needed: int = 1
    approvals: tuple[str, ...] = ()
    status: Status = Status.REQUESTED
    until: str = ""
    closed_by: str = ""
    organisation: str = "default"

    def holds(self, now: str) -> bool:
        """It was approved and hasn't ended."""
        return self.status is Status.APPROVED and now < self.until

    def allowed_by(self, terms: WaiverTerms, now: str) -> bool:
        """It would stand under these terms too, which may be stricter than those it was approved under."""
        if not terms.allowed or len(self.approvals) < approvals_needed(self.severity, terms.approvals_for_critical):
            return False
        return self.days <= terms.max_days or now < _earlier(self.until, self.days - terms.max_days)

    def standing(self, now: str) -> str:
        """The word for it: requested, approved, denied, ended or expired."""
        return "expired" if self.status is Status.APPROVED and not self.holds(now) else self.status.value

    def covers(self, finding: Finding, repository: str) -> bool:
        """It speaks of this finding, in a request that works on this repository.

        Never of one that is more severe than the one it was asked for: that one would have needed other people's eyes, or more of them.
        """
        if finding.rule_id != self.rule or finding.severity > _SEVERITIES.get(self.severity, min(Severity)):
            return False
        match self.scope:
            case Scope.SNIPPET:
                return bool(self.fingerprint) and finding.fingerprint == self.fingerprint
            case Scope.PATTERN:
                return bool(self.pattern) and finding.pattern == self.pattern
            case Scope.REPOSITORY:
                return bool(self.repository) and repository == self.repository
            case _:  # the team, whose waivers alone are asked
                return True


class Waivers:
    """The waivers of one team, for a request that works on one repository."""

    def __init__(self, waivers: Iterable[Waiver], repository: str, now: Callable[[], str]) -> None:
        self._by_rule: dict[str, list[Waiver]] = {}
        for waiver in waivers:
            self._by_rule.setdefault(waiver.rule, []).append(waiver)
        self._repository = repository
        self._now = now

    def covers(self, finding: Finding, terms: WaiverTerms) -> str:
        """The id of a waiver that holds now for this finding; empty where there is none."""
        known = self._by_rule.get(finding.rule_id)
        now = self._now() if known else ""
        held = (w for w in known or () if w.holds(now) and w.allowed_by(terms, now))
        return next((w.id for w in held if w.covers(finding, self._repository)), "")


def approvals_needed(severity: str, for_critical: int) -> int:
    """How many people must approve: more where the finding is critical."""
    return for_critical if severity == Severity.CRITICAL.word else 1


def _earlier(moment: str, days: int) -> str:
    """A time that many days before, written the same way."""
    made = datetime.fromisoformat(moment) - timedelta(days=days)
    return made.isoformat(timespec="milliseconds").replace("+00:00", "Z")


_TOKEN = re.compile(
    r"(?P<string>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)|(?P<number>\b\d[\w.]*)|(?P<name>[A-Za-z_$][\w$]*)|(?P<other>\S)"
)
_KEPT: Final[Mapping[str, str]] = {"string": "S", "number": "0"}


def shape_of(text: str) -> str:
    """Code with its own names and literals taken out: what is called and which options are set stays, variables and values don't."""
    parts = []
    matches = list(_TOKEN.finditer(text))
    for at, match in enumerate(matches):
        kind = str(match.lastgroup)
        if kind != "name":
            parts.append(_KEPT.get(kind, match[0]))
            continue
        after = matches[at + 1][0] if at + 1 < len(matches) else ""
        before = matches[at - 1][0] if at else ""
        parts.append(match[0] if after in {"(", "="} or before == "." else "v")
    return " ".join(parts)
