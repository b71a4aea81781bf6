"""The ledger: one chain being written, in SQLite, with its head beside it.

WAL with synchronous=FULL: what was committed survives the loss of power. A commit that fails leaves the chain where it was, so that the
next one goes on from there once the disk is back. Every start begins a chain of its own; its first record names the end of the one before.
Rules for this file: synchronous, one thread at a time; bound parameters only. Counterparts: store.py calls it from its writer thread,
chain.py and head.py say what is written, verify.py reads it back.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import sqlite3
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from proxy import __version__
from proxy.audit.chain import GENESIS, canonical, keyed, record_hash
from proxy.audit.head import EMPTY, Head, HeadFile, HeadSeen, read_head
from proxy.audit.record import Kind, checked, new_id
from proxy.keyring import Keyring

APPLICATION_ID = 0x43_57_41_55  # "CWAU"
SCHEMA_VERSION = 1
_BUSY_S = 2.0  # another program may look at the file; below audit.append_timeout_s, so that the true reason is told
_CHECKPOINT_PAGES = 1000
_WAL_KEPT_BYTES = 16 << 20  # a long reader makes the log grow; afterwards it is cut to this
_REF_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base32: no letters that read as others
_REF_CHARS = 6
NO_REF = "-"  # of what belongs to no exchange
# No STRICT: RHEL 9 comes with SQLite 3.34. A value of another type doesn't fit the hash.
_SCHEMA = (
    """CREATE TABLE IF NOT EXISTS record (
    chain_uid TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL UNIQUE, ts TEXT NOT NULL, kind TEXT NOT NULL,
    exchange_id TEXT NOT NULL, ref TEXT NOT NULL, body TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL,
    PRIMARY KEY (chain_uid, seq), UNIQUE (chain_uid, prev)
)""",
    "CREATE INDEX IF NOT EXISTS record_ref ON record (ref)",
    "CREATE UNIQUE INDEX IF NOT EXISTS record_ref_once ON record (ref) WHERE kind = 'exchange.open'",
    "CREATE INDEX IF NOT EXISTS record_ts ON record (ts)",
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {SCHEMA_VERSION}",
)
_INSERT = "INSERT INTO record VALUES (:chain_uid, :seq, :id, :ts, :kind, :exchange_id, :ref, :body, :prev, :hash)"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be recorded. `ref` empty: an exchange that is to get one. `body` is canonical.

    `id`: of a record that may come twice, and is written once.
    """

    kind: Kind
    body: str
    exchange_id: str
    ref: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Appended:
    """Where a record stands."""

    exchange_id: str
    ref: str
    seq: int


@dataclass(frozen=True, slots=True)
class _Before:
    """What the table holds when a chain starts."""

    chain_uid: str
    seq: int
    hash: str
    records: int
    epoch: int


class Ledger:
    """See the module's docstring. Raises sqlite3.Error or OSError where it can't be written."""

    def __init__(self, path: Path, head_path: Path, keyring: Keyring, now: Callable[[], datetime]) -> None:
        self._path = path
        self._key = keyed(keyring.derive("audit-chain"))
        self._now = now
        self._seq, self._prev = 0, GENESIS
        with contextlib.ExitStack() as undo:
            self._db = _connect(path)
            undo.callback(self._db.close)
            _lay(self._db, path)
            self._inode = _inode(path)
            head_key = keyring.derive("audit-head")
            before, said = _before(self._db), read_head(head_path, head_key)
            if said is None and not before.records and not head_path.exists():
                said = HeadSeen(EMPTY, whole=True)
            self._chains = max(before.epoch, said.head.chains if said else 0) + 1
            self._records = before.records
            self._chain_uid = f"{secrets.token_hex(4)}/{self._chains}"
            self._head = HeadFile(head_path, head_key, said.head if said else EMPTY)
            undo.callback(self._head.close)
            self.commit([self._start(before, said)])
            undo.pop_all()

    def commit(self, entries: Sequence[Entry]) -> list[Appended]:
        """Append records in one transaction; durable when it returns. After an error nothing was appended."""
        self._refuse_other_file()
        before = (self._seq, self._prev)
        try:
            with _transaction(self._db):
                done = [self._written(entry) or self._insert(entry) for entry in entries]
        except BaseException:
            self._seq, self._prev = before
            raise
        self._records += self._seq - before[0]
        with contextlib.suppress(OSError):  # the head may lag; the records are durable, and probe() tells of it
            self._write_head()
        return done

    def probe(self) -> None:
        """Write to the disk what changes nothing, as a commit would. Raises as `commit` does."""
        self._refuse_other_file()
        with _transaction(self._db):
            self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        self._write_head()

    def close(self) -> None:
        """Close the files; the log is folded into the database."""
        try:
            self._db.close()
        finally:
            self._head.close()

    def _refuse_other_file(self) -> None:
        """SQLite goes on writing to a file that was removed or replaced, and nobody would ever read that."""
        try:
            found = _inode(self._path)
        except FileNotFoundError:
            found = None
        if found != self._inode:
            message = f"{self._path.name} was removed or replaced while it is in use"
            raise OSError(message)

    def _written(self, entry: Entry) -> Appended | None:
        """Where a record stands that came before."""
        if not entry.id:
            return None
        row = self._db.execute("SELECT exchange_id, ref, seq FROM record WHERE id = ?", (entry.id,)).fetchone()
        return Appended(*row) if row else None

    def _insert(self, entry: Entry) -> Appended:
        ref = entry.ref or self._new_ref()
        columns: dict[str, object] = {
            "chain_uid": self._chain_uid,
            "seq": self._seq + 1,
            "id": entry.id or new_id(),
            "ts": self._now().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "kind": entry.kind.value,
            "exchange_id": entry.exchange_id,
            "ref": ref,
            "body": entry.body,
            "prev": self._prev,
        }
        made = record_hash(self._key, columns)
        self._db.execute(_INSERT, {**columns, "hash": made})
        self._seq += 1
        self._prev = made
        return Appended(entry.exchange_id, ref, self._seq)

    def _new_ref(self) -> str:
        while True:  # one in 2^30: the second draw is already rare
            ref = "".join(secrets.choice(_REF_ALPHABET) for _ in range(_REF_CHARS))
            if self._db.execute("SELECT 1 FROM record WHERE ref = ?", (ref,)).fetchone() is None:
                return ref

    def _start(self, before: _Before, said: HeadSeen | None) -> Entry:
        body = {
            "version": __version__,
            "epoch": self._chains,
            "previous_chain": before.chain_uid,
            "previous_seq": before.seq,
            "previous_hash": before.hash,
            "records_before": before.records,
            "head_said": None if said is None else _told(said),
        }
        return Entry(Kind.CHAIN_START, canonical(checked(Kind.CHAIN_START, body)).decode(), "", NO_REF)

    def _write_head(self) -> None:
        self._head.write(Head(0, self._chain_uid, self._seq, self._prev, self._chains, self._records))


def _told(said: HeadSeen) -> dict[str, object]:
    head = said.head
    return {
        "chain_uid": head.chain_uid,
        "seq": head.seq,
        "hash": head.hash,
        "records": head.records,
        "whole": said.whole,
    }


@contextlib.contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        raise


def _connect(path: Path) -> sqlite3.Connection:
    os.close(
        os.open(path, os.O_RDWR | os.O_CREAT, stat.S_IRUSR | stat.S_IWUSR)
    )  # SQLite's own files take over its mode
    # Made by the thread that starts the house, used by the writer; never by two at once.
    return sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None, check_same_thread=False)


def _lay(db: sqlite3.Connection, path: Path) -> None:
    """Make sure that it is ours, durable, and has the table."""
    known, version = (int(db.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("application_id", "user_version"))
    strange = known == 0 and db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None
    if known not in {0, APPLICATION_ID} or strange or version > SCHEMA_VERSION:
        message = f"{path.name} is not a record store of this version (application {known:#x}, schema {version})"
        raise sqlite3.DatabaseError(message)
    if db.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
        message = f"{path.name} needs a local file system (its write-ahead log can't be shared there)"
        raise sqlite3.DatabaseError(message)
    for pragma in (
        "synchronous = FULL",
        "fullfsync = ON",  # macOS: fsync alone doesn't reach the disk
        f"wal_autocheckpoint = {_CHECKPOINT_PAGES}",
        f"journal_size_limit = {_WAL_KEPT_BYTES}",
    ):
        db.execute(f"PRAGMA {pragma}")
    with _transaction(db):
        for statement in _SCHEMA:
            db.execute(statement)


def _before(db: sqlite3.Connection) -> _Before:
    """The end of the chain before. What that chain's own start says spares counting the table."""
    last = db.execute("SELECT chain_uid, seq, hash FROM record ORDER BY rowid DESC LIMIT 1").fetchone()
    if last is None:
        return _Before("", 0, GENESIS, 0, 0)
    chain_uid, seq, ended = last
    start = db.execute("SELECT body FROM record WHERE chain_uid = ? AND seq = 1", (chain_uid,)).fetchone()
    try:
        told = json.loads(start[0])
        return _Before(chain_uid, seq, ended, int(told["records_before"]) + seq, int(told["epoch"]))
    except (TypeError, ValueError, KeyError):  # someone was at it: verify says so, the house still starts
        records, chains = db.execute("SELECT count(*), count(DISTINCT chain_uid) FROM record").fetchone()
        return _Before(chain_uid, seq, ended, records, chains)


def _inode(path: Path) -> tuple[int, int]:
    """What tells a file from another of the same name."""
    found = path.stat()
    return found.st_dev, found.st_ino
