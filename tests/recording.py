"""Records to tamper with: written by the real store, read back, changed with nothing in the way, put back."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from proxy.audit.record import Kind, Record
from proxy.audit.store import AuditStore
from proxy.audit.verify import Verification, verify_store
from proxy.keyring import Keyring

ROOT = "a root for tests that is longer than 32 bytes"
RING = Keyring(ROOT.encode())
BLOCK = {"block": 1, "channel": "content", "choice": 0, "origin": "fence", "language": "python", "path": "src/café.py"}
OPENED = {
    "request_id": "r-1",
    "key_id": "key-1",
    "team": "zahlung",
    "stream": True,
    "model_requested": "gpt\u202e\ufffd",
}
CLOSED = {
    "action": "allow",
    "blocks": 1,
    "client_disconnected": False,
    "error": None,
    "dropped_fields": ["a.b"],
    "tokens_out": 7,
}


async def write(folder: Path, exchanges: int = 1) -> list[str]:
    """One start of the house with some exchanges of three records each; gives their refs."""
    store = AuditStore.open(folder, RING)
    refs = []
    try:
        for _ in range(exchanges):
            opening = await store.open_exchange(OPENED)
            await store.append(Kind.BLOCK_OPEN, BLOCK, exchange_id=opening.exchange_id, ref=opening.ref)
            await store.append(Kind.EXCHANGE_CLOSE, CLOSED, exchange_id=opening.exchange_id, ref=opening.ref)
            refs.append(opening.ref)
    finally:
        await store.close()
    return refs


@contextlib.contextmanager
def database(folder: Path) -> Iterator[sqlite3.Connection]:
    """The file in the hands of someone who may do anything to it."""
    with contextlib.closing(sqlite3.connect(folder / "audit.sqlite")) as db, db:
        db.execute("PRAGMA synchronous = OFF")
        yield db


def rows(folder: Path) -> list[Record]:
    """All records as they are stored; none where a start was cut off before the first."""
    with database(folder) as db:
        if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'record'").fetchone() is None:
            return []
        return [Record(*row) for row in db.execute("SELECT * FROM record ORDER BY rowid")]


def replace_rows(folder: Path, records: Sequence[Sequence[Any]]) -> None:
    """Put other records in place of all; no constraint is in the way of them. Bytes are stored as text, whatever they are."""
    with database(folder) as db:
        names = ", ".join(Record._fields)
        db.execute("ALTER TABLE record RENAME TO old")
        db.execute(f"CREATE TABLE record ({names})")
        for record in records:
            marks = ", ".join("CAST(? AS TEXT)" if isinstance(value, bytes) else "?" for value in record)
            db.execute(f"INSERT INTO record VALUES ({marks})", tuple(record))
        db.execute("DROP TABLE old")


def verified(folder: Path, records: Sequence[Sequence[Any]] | None = None) -> Verification:
    """What verify says, of other records where they are given. The folder stays as it was."""
    if records is None:
        return verify_store(folder, RING)
    copy = folder.with_name(folder.name + "-tampered")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    replace_rows(copy, records)
    return verify_store(copy, RING)


def place(record: Record) -> str:
    """How verify names a record."""
    return f"{record.chain_uid} seq {record.seq}"
