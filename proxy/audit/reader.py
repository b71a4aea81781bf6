"""Reading the records, also while a server writes them.

Rules for this file: read-only connections; rows as they are stored, in the order they were written. Counterpart: cli/audit.py.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from proxy.audit.record import Record
from proxy.audit.store import FILE_NAME
from proxy.errors import AuditUnavailable

_COLUMNS = "chain_uid, seq, id, ts, kind, exchange_id, ref, body, prev, hash"


@contextlib.contextmanager
def reading(data_dir: Path) -> Iterator[sqlite3.Connection]:
    """A read-only connection. Raises AuditUnavailable where there are no records."""
    path = data_dir / FILE_NAME
    if not path.is_file():
        message = f"There are no records in {str(data_dir)!r}; --data-dir or CODEWARD_DATA_DIR names another folder."
        raise AuditUnavailable(message)
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            yield db
    except sqlite3.Error as error:
        message = f"The records in {str(data_dir)!r} can't be read: {error}."
        raise AuditUnavailable(message) from None


def records(data_dir: Path, *, after: int = 0) -> Iterator[tuple[int, Record]]:
    """All records with their row number, oldest first, from after that row."""
    with reading(data_dir) as db:
        query = f"SELECT rowid, {_COLUMNS} FROM record WHERE rowid > ? ORDER BY rowid"  # noqa: S608 - constant columns
        for row in db.execute(query, (after,)):
            yield row[0], Record(*row[1:])


def tail(data_dir: Path, count: int) -> list[tuple[int, Record]]:
    """The last records, oldest first, with their row numbers."""
    with reading(data_dir) as db:
        query = f"SELECT rowid, {_COLUMNS} FROM record ORDER BY rowid DESC LIMIT ?"  # noqa: S608 - constant columns
        rows = db.execute(query, (count,)).fetchall()
    return [(row[0], Record(*row[1:])) for row in reversed(rows)]


def by_ref(data_dir: Path, ref: str) -> list[Record]:
    """The records of one exchange."""
    with reading(data_dir) as db:
        query = f"SELECT {_COLUMNS} FROM record WHERE ref = ? ORDER BY rowid"  # noqa: S608 - constant columns
        return [Record(*row) for row in db.execute(query, (ref.upper(),))]


def export_line(record: Record) -> str:
    """A record as a line of JSON; `body` stays the stored text, so that the line can be verified."""
    columns = {name: getattr(record, name) for name in Record.__slots__}
    return json.dumps(columns, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
