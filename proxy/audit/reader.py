"""Reading the records, also while a server writes them.

Rules for this file: read-only connections; rows as they are stored, in the order they were written. A byte that isn't UTF-8 is kept as a
lone surrogate, so that what was tampered with can still be read and shown. Counterpart: cli/audit.py.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Collection, Iterator
from pathlib import Path

from proxy.audit.record import Record
from proxy.audit.store import FILE_NAME
from proxy.errors import AuditUnavailable

SELECT = "SELECT chain_uid, seq, id, ts, kind, exchange_id, ref, body, prev, hash FROM record"
_NUMBERED = "SELECT chain_uid, seq, id, ts, kind, exchange_id, ref, body, prev, hash, rowid FROM record"
_ALIKE = str.maketrans("OIL", "011")  # Crockford base32: what people write for digits


@contextlib.contextmanager
def reading(data_dir: Path) -> Iterator[sqlite3.Connection]:
    """A read-only connection. Raises AuditUnavailable where there are no records, or they can't be read."""
    path = data_dir / FILE_NAME
    if not path.is_file():
        message = f"There are no records in {str(data_dir)!r}; --data-dir or CODEWARD_DATA_DIR names another folder."
        raise AuditUnavailable(message)
    try:
        with contextlib.closing(sqlite3.connect(_address(path), uri=True)) as db:
            db.text_factory = lossless
            yield db
    except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter: SQLite's own message quotes a damaged schema
        message = f"The records in {str(data_dir)!r} can't be read: {error}."
        raise AuditUnavailable(message) from None


def _address(path: Path) -> str:
    """Read-only; on a read-only medium without the help of a log file, which SQLite would have to make."""
    log = path.with_name(f"{path.name}-wal")
    alone = not (log.exists() and log.stat().st_size) and not os.access(path.parent, os.W_OK)
    return f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if alone else ''}"


def lossless(raw: bytes) -> str:
    """Text from any bytes, different for different bytes."""
    return raw.decode("utf-8", "surrogateescape")


def records(
    data_dir: Path, *, after: int = 0, since: str = "", until: str = "~", kinds: Collection[str] = ()
) -> Iterator[tuple[int, Record]]:
    """Records with their row number, oldest first, from after that row; `since <= ts < until` compares RFC 3339 texts in UTC."""
    wanted = frozenset(kinds)
    with reading(data_dir) as db:
        query = f"{_NUMBERED} WHERE rowid > ? AND ts >= ? AND ts < ? ORDER BY rowid"
        for *row, number in db.execute(query, (after, since, until)):
            record = Record._make(row)
            if not wanted or record.kind in wanted:
                yield number, record


def tail(data_dir: Path, count: int) -> list[tuple[int, Record]]:
    """The last records, oldest first, with their row numbers."""
    with reading(data_dir) as db:
        rows = db.execute(f"{_NUMBERED} ORDER BY rowid DESC LIMIT ?", (count,)).fetchall()
    return [(number, Record._make(row)) for *row, number in reversed(rows)]


def by_ref(data_dir: Path, ref: str) -> list[Record]:
    """The records of one exchange; a ref copied by hand may have small letters, and O, I or L for digits."""
    with reading(data_dir) as db:
        spelled = ref.strip().upper().translate(_ALIKE)
        return [Record._make(row) for row in db.execute(f"{SELECT} WHERE ref = ? ORDER BY rowid", (spelled,))]


def export_line(record: Record) -> str:
    """A record as the one line of ASCII that stands for it; `body` stays the stored text, so that the line can be verified."""
    return json.dumps(record._asdict(), sort_keys=True, separators=(",", ":"))
