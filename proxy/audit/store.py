"""The store: one writer thread with group commit; a record is durable when `append` returns.

Everything that waits is committed together, so durability costs one fsync for all, and the event loop is woken once a commit.
An append that was handed over is written even where its caller is cancelled or gave up (Vault's rule: a client that hangs up can't undo
a record), so a record may stand without its delivery, never the reverse.
Rules for this file: the loop is never blocked; SQL is the ledger's. Counterparts: ledger.py, verify.py, reader.py.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import queue
import sqlite3
import stat
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from proxy import __version__
from proxy.audit.chain import canonical
from proxy.audit.head import FILE_NAME as HEAD_NAME
from proxy.audit.ledger import NO_REF, Appended, Entry, Ledger
from proxy.audit.record import Kind, checked, new_id
from proxy.errors import AuditUnavailable
from proxy.keyring import Keyring

FILE_NAME = "audit.sqlite"
_LOCK_NAME = "audit.lock"
_GROUP = 256  # records a commit: above that a commit takes longer than a new one would wait
_MAX_WAITING = 10_000  # a disk that hangs must not become a memory that grows
_PROBE_AFTER_S = 10.0  # without a commit for that long, readiness asks the disk
_RETRY_AFTER_S = 5
_LOCK_POLL_S = 0.02


@dataclass(slots=True)
class _Item:
    entry: Entry
    future: asyncio.Future[Appended]


_PROBE = object()  # in the queue: write something that changes nothing
_END = object()  # in the queue: nothing follows


class AuditStore:
    """See the module's docstring. One open store a data folder: a second process is refused."""

    def __init__(self, ledger: Ledger, lock: int, append_timeout_s: float) -> None:
        self._ledger = ledger
        self._lock = lock
        self._timeout_s = append_timeout_s
        self._queue: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._healthy = True
        self._closed = False
        self._probing = False
        self._committed_at = time.monotonic()
        self._busy_since: float | None = None
        self._writer = threading.Thread(target=self._write, name="codeward-audit", daemon=True)
        self._writer.start()

    @classmethod
    def open(
        cls,
        data_dir: Path,
        keyring: Keyring,
        *,
        append_timeout_s: float = 5.0,
        lock_wait_s: float = 0.0,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> AuditStore:
        """The store of a data folder. Raises AuditUnavailable where it can't be written, or another process writes it.

        `lock_wait_s`: a command that writes a record of its own beside a server's start is gone after that long.
        """
        try:
            data_dir.mkdir(parents=True, exist_ok=True)
            with contextlib.ExitStack() as undo:
                lock = _lock(data_dir, time.monotonic() + lock_wait_s)
                undo.callback(os.close, lock)
                ledger = Ledger(data_dir / FILE_NAME, data_dir / HEAD_NAME, keyring, now)
                undo.pop_all()
        except (OSError, sqlite3.Error) as error:
            message = f"The audit store in {str(data_dir)!r} can't be opened: {_words(error)}."
            raise AuditUnavailable(message) from None
        return cls(ledger, lock, append_timeout_s)

    # -- for exchanges

    async def open_exchange(self, body: Mapping[str, object]) -> Appended:
        """Record that an exchange begins, and give it an id and a ref. Durable when it returns. Raises AuditUnavailable."""
        return await self._append(Kind.EXCHANGE_OPEN, {**body, "version": __version__}, new_id(), "")

    async def append(self, kind: Kind, body: Mapping[str, object], *, exchange_id: str, ref: str) -> Appended:
        """Append a record. Durable when it returns. Raises AuditUnavailable."""
        return await self._append(kind, body, exchange_id, ref)

    async def append_once(self, record_id: str, kind: Kind, body: Mapping[str, object]) -> Appended:
        """Append a record of no exchange, once: nothing where one with this id stands. Durable when it returns. Raises AuditUnavailable."""
        return await self._append(kind, body, "", NO_REF, record_id)

    def writable(self) -> bool:
        """The last write went through and none is stuck. Never waits: where that is old or was a failure, the writer is asked to try."""
        if self._closed or not self._writer.is_alive():
            return False
        began, now = self._busy_since, time.monotonic()
        if began is not None and now - began > self._timeout_s:
            return False
        if not self._probing and (not self._healthy or now - self._committed_at > _PROBE_AFTER_S):
            self._probing = True
            self._queue.put(_PROBE)
        return self._healthy

    async def close(self) -> None:
        """Write what waits, then close the files. A disk that hangs is not waited for beyond the append's bound."""
        if self._closed:
            return
        self._closed = True
        self._queue.put(_END)
        await asyncio.to_thread(self._writer.join, self._timeout_s)

    async def _append(
        self, kind: Kind, body: Mapping[str, object], exchange_id: str, ref: str, record_id: str = ""
    ) -> Appended:
        entry = Entry(kind, canonical(checked(kind, body)).decode(), exchange_id, ref, record_id)
        if self._closed or not self._writer.is_alive():
            message = "Nothing can be recorded: the audit store is closed."
            raise AuditUnavailable(message)
        if self._queue.qsize() >= _MAX_WAITING:
            message = f"Nothing can be recorded now: {_MAX_WAITING} records wait already."
            raise AuditUnavailable(message, retry_after_s=_RETRY_AFTER_S)
        # Not shielded: to cancel the future cancels the waiting, never the write.
        future: asyncio.Future[Appended] = asyncio.get_running_loop().create_future()
        self._queue.put(_Item(entry, future))
        try:
            async with asyncio.timeout(self._timeout_s):
                return await future
        except TimeoutError:
            message = f"Nothing can be recorded now: no durable record within {self._timeout_s:g} s."
            raise AuditUnavailable(message, retry_after_s=_RETRY_AFTER_S) from None

    # -- the writer thread

    def _write(self) -> None:
        try:
            while self._serve(self._gather()):
                pass
        finally:
            self._healthy = False
            with contextlib.suppress(OSError, sqlite3.Error):
                self._ledger.close()
            os.close(self._lock)

    def _gather(self) -> list[object]:
        """All that waits, up to a group; waits for the first."""
        found = [self._queue.get()]
        with contextlib.suppress(queue.Empty):
            while len(found) < _GROUP:
                found.append(self._queue.get_nowait())
        return found

    def _serve(self, found: Sequence[object]) -> bool:
        """False where nothing follows."""
        items = [item for item in found if isinstance(item, _Item)]
        self._busy_since = time.monotonic()
        if items:
            self._commit(items)
        if _PROBE in found:
            self._probe()
        self._busy_since = None
        return _END not in found

    def _commit(self, items: Sequence[_Item]) -> None:
        try:
            done = self._ledger.commit([item.entry for item in items])
        except (sqlite3.Error, OSError, TypeError, ValueError) as error:  # the last two: a value that can't be stored
            self._healthy = False
            message = f"Nothing can be recorded now: {_words(error)}."
            _tell([(item, AuditUnavailable(message, retry_after_s=_RETRY_AFTER_S)) for item in items])
            return
        self._healthy, self._committed_at = True, time.monotonic()
        _tell(list(zip(items, done, strict=True)))

    def _probe(self) -> None:
        try:
            self._ledger.probe()
            self._healthy, self._committed_at = True, time.monotonic()
        except (sqlite3.Error, OSError):
            self._healthy = False
        self._probing = False


def _words(error: Exception) -> str:
    """What went wrong in the system's own words, which hold nothing of a record."""
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


_Told = tuple[_Item, Appended | AuditUnavailable]


def _tell(told: Sequence[_Told]) -> None:
    """Wake the waiting, once a loop."""
    by_loop: dict[asyncio.AbstractEventLoop, list[_Told]] = {}
    for item, outcome in told:
        by_loop.setdefault(item.future.get_loop(), []).append((item, outcome))
    for loop, those in by_loop.items():
        with contextlib.suppress(RuntimeError):  # the loop is gone, the record is not
            loop.call_soon_threadsafe(_wake, those)


def _wake(told: Sequence[_Told]) -> None:
    for item, outcome in told:
        if item.future.done():  # its caller was cancelled or gave up
            continue
        if isinstance(outcome, AuditUnavailable):
            item.future.set_exception(outcome)
        else:
            item.future.set_result(outcome)


def _lock(data_dir: Path, until: float) -> int:
    """The writer's lock, which ends with the process. Raises AuditUnavailable where another has it."""
    flags = (
        os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
    )  # not for the scan workers: they may outlive this process for a moment
    handle = os.open(data_dir / _LOCK_NAME, flags, stat.S_IRUSR | stat.S_IWUSR)
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() < until:
                time.sleep(_LOCK_POLL_S)
                continue
            os.close(handle)
            message = (
                f"Another process writes the records in {str(data_dir)!r}; one process at a time can (set data_dir)."
            )
            raise AuditUnavailable(message) from None
        except OSError:
            os.close(handle)
            raise
        return handle
