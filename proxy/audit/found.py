"""What the records say was found: rules by team, for guidance.

Rules for this file: reads; bounded to the last records, so that a start costs the same however long they go back. Counterpart: tally.py.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from pathlib import Path
from typing import Any

from proxy.audit.reader import by_ref, records, tail
from proxy.audit.record import Kind

_BLOCK_KEYS = ("rule", "severity", "fingerprint", "pattern", "line", "cwe", "action")
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


def findings_of(data_dir: Path, ref: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The opening record of an exchange and its findings, each rule of a block and line once; empty where there is none.

    Those of its request have no block. Raises AuditUnavailable where there are no records.
    """
    opened: dict[str, Any] = {}
    found: list[dict[str, Any]] = []
    for record in by_ref(data_dir, ref):
        body: dict[str, Any] = json.loads(record.body)
        if record.kind == Kind.EXCHANGE_OPEN:
            opened = {**body, "ref": record.ref}
        elif record.kind in {Kind.BLOCK_DECISION, Kind.PROMPT_DECISION}:
            for said in body.get("findings", ()):
                kept = {key: said.get(key, "") for key in _BLOCK_KEYS} | {"block": body.get("block")}
                if kept not in found:
                    found.append(kept)
    return opened, found


class WaiverHits:
    """How many findings each waiver let go. Each record is read once, so that asking often costs little however long they go back."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._one = threading.Lock()
        self._after = 0
        self._hits: Counter[str] = Counter()

    def counted(self) -> dict[str, int]:
        """Hits by the waiver's id, up to now. Raises AuditUnavailable where there are no records."""
        with self._one:
            for number, record in records(self._data_dir, after=self._after):
                self._after = number
                if record.kind in {Kind.BLOCK_DECISION, Kind.PROMPT_DECISION} and '"waiver"' in record.body:
                    said = json.loads(record.body).get("findings", ())
                    self._hits.update(each["waiver"] for each in said if each.get("waiver"))
            return dict(self._hits)
