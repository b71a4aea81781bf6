"""Which rules each team's models break most, so that guidance can name them.

Counted per process as decisions come, and at the start from what is recorded of the last days; bounded by teams and rules. What is named
changes once an hour at most, so that system prompts, and what providers cache of them, stay as they are in between.
Rules for this file: no I/O; the clock is given. Counterparts: exchange.py counts and asks, app.py feeds it the records.
"""

from __future__ import annotations

import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable

from proxy.model import Decision, Severity

DAYS = 30  # what is older says little of today's models
_TEAMS = 1_000
_RULES = 300
_STILL_S = 3_600.0
_LEAST = 3  # once is chance
_KEPT = 20


class Tally:
    """Counts of rules by team."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._teams: OrderedDict[str, Counter[str]] = OrderedDict()
        self._named: dict[str, tuple[float, tuple[str, ...]]] = {}

    def count(self, team: str, decisions: Iterable[Decision]) -> None:
        """Count the findings of an exchange that matter."""
        rules = [
            reason.finding.rule_id
            for decision in decisions
            for reason in decision.reasons
            if reason.finding is not None and reason.finding.severity >= Severity.MEDIUM and not reason.waiver
        ]
        self.add(team, rules)

    def add(self, team: str, rules: Iterable[str]) -> None:
        """Count rules that were broken."""
        rules = list(rules)
        if not rules:
            return
        counts = self._teams.setdefault(team, Counter())
        self._teams.move_to_end(team)
        counts.update(rules)
        if len(counts) > _RULES:
            self._teams[team] = Counter(dict(counts.most_common(_RULES // 2)))
        if len(self._teams) > _TEAMS:
            gone, _ = self._teams.popitem(last=False)
            self._named.pop(gone, None)

    def worst(self, team: str) -> tuple[str, ...]:
        """The rules this team's models break most, the most frequent first."""
        now = self._clock()
        named = self._named.get(team)
        if named is None or now - named[0] >= _STILL_S:
            counts = self._teams.get(team, Counter())
            if len(self._named) > _TEAMS:
                self._named.clear()
            ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
            named = self._named[team] = (now, tuple(rule for rule, count in ordered[:_KEPT] if count >= _LEAST))
        return named[1]
