"""The store: SQLite, one writer thread, group commit, durable when `append` returns.

WAL with synchronous=FULL: a committed record survives the loss of power. Everything that waits is committed together, so durability costs
one fsync for all. One chain a start: the first record of each links to the last one of the chain before.
An append that was handed over is written even where its caller is cancelled (Vault's rule: a client that hangs up can't undo a record).
Rules for this file: bound parameters only; the loop is never blocked. Counterparts: chain.py, head.py, verify.py, reader.py.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import queue
import secrets
import sqlite3
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from proxy import __version__
from proxy.audit.chain import GENESIS, canonical, record_hash
from proxy.audit.head import FILE_NAME as HEAD_NAME
from proxy.audit.head import Head, HeadFile, read_head
from proxy.audit.record import Kind, checked, new_id
from proxy.errors import AuditUnavailable
from proxy.keyring import Keyring

FILE_NAME = "audit.sqlite"
APPLICATION_ID = 0x43_57_41_55  # "CWAU"
SCHEMA_VERSION = 1
_LOCK_NAME = "audit.lock"
_GROUP = 256  # records a commit: above that a commit takes longer than a new one would wait
_BUSY_MS = 2000
_CHECKPOINT_PAGES = 1000
_REF_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base32: no letters that read as others
_REF_CHARS = 6
_SCHEMA = """
CREATE TABLE IF NOT EXISTS record (
    chain_uid TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL UNIQUE, ts TEXT NOT NULL, kind TEXT NOT NULL,
    exchange_id TEXT NOT NULL, ref TEXT NOT NULL, body TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL,
    PRIMARY KEY (chain_uid, seq), UNIQUE (chain_uid, prev)
) STRICT;
CREATE INDEX IF NOT EXISTS record_ref ON record (ref);
CREATE UNIQUE INDEX IF NOT EXISTS record_ref_once ON record (ref) WHERE kind = 'exchange.open';
CREATE INDEX IF NOT EXISTS record_ts ON record (ts);
"""
_INSERT = "INSERT INTO record VALUES (:chain_uid, :seq, :id, :ts, :kind, :exchange_id, :ref, :body, :prev, :hash)"


@dataclass(frozen=True, slots=True)
class Appended:
    """Where a record stands."""

    exchange_id: str
    ref: str
    seq: int


@dataclass(slots=True)
class _Item:
    kind: Kind
    body: str
    exchange_id: str
    ref: str  # "" for an exchange that gets one
    future: asyncio.Future[Appended]


class AuditStore:
    """See the module's docstring. One open store a data folder: a second process is refused."""

    def __init__(
        self,
        data_dir: Path,
        keyring: Keyring,
        *,
        append_timeout_s: float = 5.0,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self._dir = data_dir
        self._key = keyring.derive("audit-chain")
        self._head_key = keyring.derive("audit-head")
        self._timeout_s = append_timeout_s
        self._now = now or (lambda: datetime.now(UTC))
        self._queue: queue.SimpleQueue[_Item | None] = queue.SimpleQueue()
        self._healthy = True
        self._closed = False
        self._lock = _lock(data_dir)
        self._db = self._connect()
        self._turn = 0
        self._seq, self._prev = 0, GENESIS
        self._begin_chain()
        self._writer = threading.Thread(target=self._write_loop, name="codeward-audit", daemon=True)
        self._writer.start()

    @classmethod
    def open(cls, data_dir: Path, keyring: Keyring, *, append_timeout_s: float = 5.0) -> AuditStore:
        """The store of a data folder. Raises AuditUnavailable where it can't be written, or another process writes it."""
        try:
            data_dir.mkdir(parents=True, exist_ok=True)
            return cls(data_dir, keyring, append_timeout_s=append_timeout_s)
        except (OSError, sqlite3.Error) as error:
            message = f"The audit store in {str(data_dir)!r} can't be opened: {error}."
            raise AuditUnavailable(message) from None

    # -- for exchanges

    async def open_exchange(self, body: Mapping[str, object]) -> Appended:
        """Record that a request came; gives it its id and ref. Durable when it returns. Raises AuditUnavailable."""
        return await self._append(Kind.EXCHANGE_OPEN, {**body, "version": __version__}, new_id(), "")

    async def append(self, kind: Kind, body: Mapping[str, object], *, exchange_id: str, ref: str) -> Appended:
        """Append a record. Durable when it returns. Raises AuditUnavailable."""
        return await self._append(kind, body, exchange_id, ref)

    def writable(self) -> bool:
        """The last commit went through and the writer lives; after a failure, a probe says whether the disk is back."""
        if self._closed or not self._writer.is_alive():
            return False
        return self._healthy or self._probe()

    async def close(self) -> None:
        """Write what waits, then close the files."""
        if self._closed:
            return
        self._closed = True
        self._queue.put(None)
        await asyncio.to_thread(self._writer.join)
        self._db.close()
        self._head.close()
        os.close(self._lock)

    async def _append(self, kind: Kind, body: Mapping[str, object], exchange_id: str, ref: str) -> Appended:
        if self._closed:
            message = "Nothing can be recorded: the audit store is closed."
            raise AuditUnavailable(message)
        future: asyncio.Future[Appended] = asyncio.get_running_loop().create_future()
        self._queue.put(_Item(kind, canonical(checked(kind, body)), exchange_id, ref, future))
        try:
            async with asyncio.timeout(self._timeout_s):
                return await asyncio.shield(future)
        except TimeoutError:
            message = f"Nothing can be recorded now: no durable record within {self._timeout_s:g} s."
            raise AuditUnavailable(message, retry_after_s=5) from None

    # -- the writer thread

    def _write_loop(self) -> None:
        while (item := self._queue.get()) is not None:
            batch = [item]
            stop = False
            while len(batch) < _GROUP and not self._queue.empty():
                following = self._queue.get()
                if following is None:
                    stop = True
                    break
                batch.append(following)
            self._commit(batch)
            if stop:
                return

    def _commit(self, batch: list[_Item]) -> None:
        before = (self._seq, self._prev)
        try:
            self._db.execute("BEGIN IMMEDIATE")
            done = [self._insert(item) for item in batch]
            self._db.execute("COMMIT")
        except (sqlite3.Error, OSError, ValueError) as error:
            self._seq, self._prev = before
            self._healthy = False
            with contextlib.suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            _tell(batch, AuditUnavailable(f"Nothing can be recorded now: {type(error).__name__}.", retry_after_s=5))
            return
        self._healthy = True
        self._records += len(batch)
        with contextlib.suppress(OSError):  # the head may lag; the records are durable
            self._write_head()
        _tell(batch, done)

    def _insert(self, item: _Item) -> Appended:
        ref = item.ref or self._new_ref()
        columns: dict[str, object] = {
            "chain_uid": self._chain_uid,
            "seq": self._seq + 1,
            "id": new_id(),
            "ts": self._now().isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "kind": item.kind.value,
            "exchange_id": item.exchange_id,
            "ref": ref,
            "body": item.body,
            "prev": self._prev,
        }
        columns["hash"] = record_hash(self._key, columns)
        self._db.execute(_INSERT, columns)
        self._seq += 1
        self._prev = str(columns["hash"])
        return Appended(item.exchange_id, ref, self._seq)

    def _new_ref(self) -> str:
        while True:
            ref = "".join(secrets.choice(_REF_ALPHABET) for _ in range(_REF_CHARS))
            if self._db.execute("SELECT 1 FROM record WHERE ref = ?", (ref,)).fetchone() is None:
                return ref

    def _probe(self) -> bool:
        try:
            with contextlib.closing(sqlite3.connect(self._dir / FILE_NAME, timeout=0.1, isolation_level=None)) as db:
                db.execute("BEGIN IMMEDIATE")
                db.execute("UPDATE record SET ref = ref WHERE 0")
                db.execute("ROLLBACK")
        except sqlite3.Error:
            return False
        return True

    # -- start

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(
            self._dir / FILE_NAME, timeout=_BUSY_MS / 1000, isolation_level=None, check_same_thread=False
        )
        known = db.execute("PRAGMA application_id").fetchone()[0]
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if known not in {0, APPLICATION_ID} or version > SCHEMA_VERSION:
            db.close()
            message = f"{FILE_NAME} is not a record store of this version (application {known:#x}, schema {version})"
            raise sqlite3.DatabaseError(message)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
        db.executescript(_SCHEMA)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        return db

    def _begin_chain(self) -> None:
        """Start this process's chain; its first record links to the last of the chain before, and says what the head had said."""
        said = read_head(self._dir / HEAD_NAME, self._head_key)
        last = self._db.execute("SELECT chain_uid, seq, hash FROM record ORDER BY rowid DESC LIMIT 1").fetchone()
        self._records = int(self._db.execute("SELECT count(*) FROM record").fetchone()[0])
        epoch = int(self._db.execute("SELECT count(DISTINCT chain_uid) FROM record").fetchone()[0]) + 1
        if said is not None:
            epoch = max(epoch, said.chains + 1)
            self._turn = said.turn
        self._chain_uid = f"{secrets.token_hex(4)}/{epoch}"
        self._epoch = epoch
        body = {
            "version": __version__,
            "epoch": epoch,
            "previous_chain": last[0] if last else "",
            "previous_seq": last[1] if last else 0,
            "previous_hash": last[2] if last else GENESIS,
            "records_before": self._records,
            "head_said": _said(said),
        }
        self._db.execute("BEGIN IMMEDIATE")
        item = _Item(
            Kind.CHAIN_START,
            canonical(checked(Kind.CHAIN_START, body)),
            "",
            "-",
            asyncio.Future(loop=asyncio.new_event_loop()),
        )
        item.future.get_loop().close()
        self._insert(item)
        self._db.execute("COMMIT")
        self._records += 1
        self._head = HeadFile(self._dir / HEAD_NAME, self._head_key)
        self._write_head()

    def _write_head(self) -> None:
        self._turn += 1
        self._head.write(Head(self._turn, self._chain_uid, self._seq, self._prev, self._epoch, self._records))


def _said(head: Head | None) -> dict[str, object] | None:
    return (
        None
        if head is None
        else {"chain_uid": head.chain_uid, "seq": head.seq, "hash": head.hash, "records": head.records}
    )


def _tell(batch: list[_Item], outcome: list[Appended] | AuditUnavailable) -> None:
    """Wake the waiting, once a loop."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[_Item, Appended | AuditUnavailable]]] = {}
    for at, item in enumerate(batch):
        told = outcome if isinstance(outcome, AuditUnavailable) else outcome[at]
        by_loop.setdefault(item.future.get_loop(), []).append((item, told))
    for loop, told_items in by_loop.items():
        with contextlib.suppress(RuntimeError):  # the loop is gone, the record is not
            loop.call_soon_threadsafe(_wake, told_items)


def _wake(told_items: list[tuple[_Item, Appended | AuditUnavailable]]) -> None:
    for item, told in told_items:
        if item.future.done():
            continue
        if isinstance(told, AuditUnavailable):
            item.future.set_exception(told)
            item.future.exception()  # a caller that gave up has seen its own timeout
        else:
            item.future.set_result(told)


def _lock(data_dir: Path) -> int:
    """The writer's lock. Raises AuditUnavailable where another process has it."""
    handle = os.open(data_dir / _LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        message = f"Another process writes the records in {str(data_dir)!r}; one process at a time can (set data_dir)."
        raise AuditUnavailable(message) from None
    return handle
