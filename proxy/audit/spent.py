"""What each key used, added up from the records by day, so that no budget is lost by a restart.

Rules for this file: read-only; SQLite adds up, because a month may have millions of records. Counterpart: identity/usage.py.
"""

from __future__ import annotations

from pathlib import Path

from proxy.audit.reader import reading

# Older records have no `tokens_counted`. A body that was tampered with counts nothing here; `verify` tells of it.
_QUERY = """
SELECT json_extract(o.body, '$.key_id'), json_extract(o.body, '$.team'), json_extract(o.body, '$.organisation'), substr(c.ts, 1, 10),
    sum(coalesce(
        json_extract(c.body, '$.tokens_counted'),
        coalesce(json_extract(c.body, '$.tokens_in'), 0) + coalesce(json_extract(c.body, '$.tokens_out'), 0)
    )),
    sum(coalesce(json_extract(c.body, '$.cost_micros'), 0))
FROM record c JOIN record o ON o.ref = c.ref AND o.kind = 'exchange.open'
WHERE c.kind = 'exchange.close' AND c.ts >= ? AND json_valid(c.body) AND json_valid(o.body)
GROUP BY 1, 2, 3, 4
"""


def spent_since(data_dir: Path, since: str) -> list[tuple[str, str, str, str, int, int]]:
    """Key, team, organisation, day, tokens, millionths of money. `since` is RFC 3339 in UTC. Raises AuditUnavailable."""
    with reading(data_dir) as db:
        rows = db.execute(_QUERY, (since,)).fetchall()
    return [
        (str(key), str(team), str(organisation), str(day), int(tokens or 0), int(cost or 0))
        for key, team, organisation, day, tokens, cost in rows
    ]
