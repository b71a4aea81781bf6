"""What the records say was found: rules by team, for guidance.

Rules for this file: reads; bounded to the last records, so that a start costs the same however long they go back. Counterpart: tally.py.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from proxy.audit.reader import records, tail
from proxy.audit.record import Kind

_LAST = 100_000  # records
_MATTER = frozenset({"medium", "high", "critical"})


def broken_rules(data_dir: Path, since: str) -> dict[str, Counter[str]]:
    """How often each rule was broken, by team, since a time. Raises AuditUnavailable where there are no records."""
    last = tail(data_dir, 1)
    after = max(0, last[0][0] - _LAST) if last else 0
    teams: dict[str, str] = {}
    found: dict[str, Counter[str]] = {}
    for _, record in records(data_dir, after=after, since=since, kinds=(Kind.EXCHANGE_OPEN, Kind.BLOCK_DECISION)):
        body: dict[str, Any] = json.loads(record.body)
        if record.kind == Kind.EXCHANGE_OPEN:
            teams[record.exchange_id] = str(body.get("team", ""))
        elif team := teams.get(record.exchange_id):
            rules = [said["rule"] for said in body.get("findings", ()) if _counts(said)]
            if rules:
                found.setdefault(team, Counter()).update(rules)
    return found


def _counts(said: dict[str, Any]) -> bool:
    return said.get("severity") in _MATTER and not said.get("waiver")
