"""The store as an exchange sees it: durable, awaited, cancelled, refused."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from proxy import __version__
from proxy.audit import store as store_module
from proxy.audit.record import Kind
from proxy.audit.store import AuditStore
from proxy.audit.verify import verify_store
from proxy.errors import AuditUnavailable
from tests.recording import CLOSED, OPENED, RING, rows

CLOSE = Kind.EXCHANGE_CLOSE


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[AuditStore]:
    made = AuditStore.open(tmp_path, RING, append_timeout_s=1.0)
    yield made
    await made.close()


class SlowDisk:
    """Lets no commit through until `open` is set; `reached` says that one is waiting."""

    def __init__(self, store: AuditStore) -> None:
        self.open = threading.Event()
        self.reached = threading.Event()
        self.commits = 0
        store._ledger._db.set_trace_callback(self._trace)

    def _trace(self, statement: str) -> None:
        if statement == "COMMIT":
            self.commits += 1
            self.reached.set()
            self.open.wait(10)


@contextlib.contextmanager
def slow_disk(store: AuditStore) -> Iterator[SlowDisk]:
    disk = SlowDisk(store)
    try:
        yield disk
    finally:
        disk.open.set()


async def until(event: threading.Event) -> None:
    assert await asyncio.to_thread(event.wait, 5)


async def ready(store: AuditStore, expected: bool) -> bool:
    """What readiness says once the writer had time to try."""
    for _ in range(500):
        if store.writable() is expected:
            return True
        await asyncio.to_thread(store._writer.join, 0.01)
    return False


async def test_an_exchange_from_open_to_close(store: AuditStore, tmp_path: Path) -> None:
    opening = await store.open_exchange(OPENED)
    closing = await store.append(CLOSE, CLOSED, exchange_id=opening.exchange_id, ref=opening.ref)
    assert (opening.seq, closing.seq) == (2, 3)
    assert (closing.exchange_id, closing.ref) == (opening.exchange_id, opening.ref)
    first, opened, closed = rows(tmp_path)
    assert (opened.kind, closed.kind) == ("exchange.open", "exchange.close")
    assert {opened.exchange_id, closed.exchange_id} == {opening.exchange_id}
    assert {opened.ref, closed.ref} == {opening.ref}
    assert f'"version":"{__version__}"' in opened.body
    assert '"masked":["prompt","code"]' in opened.body
    assert first.ref == "-"


async def test_it_is_committed_when_append_returns(store: AuditStore, tmp_path: Path) -> None:
    for seq in range(2, 30):
        appended = await store.append(CLOSE, CLOSED, exchange_id="e", ref="r")
        assert appended.seq == seq
        assert len(rows(tmp_path)) == seq  # another connection sees it


async def test_no_append_returns_before_its_commit(store: AuditStore, tmp_path: Path) -> None:
    with slow_disk(store) as disk:
        waiting = asyncio.ensure_future(store.open_exchange(OPENED))
        await until(disk.reached)
        for _ in range(1000):  # the loop turns freely meanwhile
            await asyncio.sleep(0)
        assert not waiting.done()
        assert len(rows(tmp_path)) == 1
        disk.open.set()
        assert (await waiting).seq == 2


async def test_what_waits_is_committed_together(store: AuditStore, tmp_path: Path) -> None:
    with slow_disk(store) as disk:
        first = asyncio.ensure_future(store.open_exchange(OPENED))
        await until(disk.reached)
        others = [asyncio.ensure_future(store.open_exchange(OPENED)) for _ in range(300)]
        await asyncio.sleep(0)
        disk.open.set()
        appended = [await first, *(await asyncio.gather(*others))]
        assert disk.commits == 3  # one, 256, 44
    assert [a.seq for a in appended] == list(range(2, 303))  # in the order they were asked for
    assert len({a.ref for a in appended}) == len({a.exchange_id for a in appended}) == 301
    assert verify_store(tmp_path, RING).records == 302


async def test_a_cancelled_append_is_written_all_the_same(store: AuditStore, tmp_path: Path) -> None:
    with slow_disk(store) as disk:
        first = asyncio.ensure_future(store.open_exchange(OPENED))
        await until(disk.reached)
        queued = asyncio.ensure_future(store.append(CLOSE, CLOSED, exchange_id="e", ref="queued"))
        await asyncio.sleep(0)
        for task in (first, queued):
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        disk.open.set()
        after = await store.append(CLOSE, CLOSED, exchange_id="e", ref="after")
    assert after.seq == 4
    assert [record.ref for record in rows(tmp_path)][2:] == ["queued", "after"]


async def test_a_slow_disk_is_unavailable_and_the_record_stands(store: AuditStore, tmp_path: Path) -> None:
    store._timeout_s = 0.05
    with slow_disk(store) as disk:
        with pytest.raises(AuditUnavailable, match=r"no durable record within 0\.05 s") as caught:
            await store.open_exchange(OPENED)
        assert (caught.value.status, caught.value.retry_after_s) == (503, 5)
        assert await ready(store, expected=False)
        disk.open.set()
        store._timeout_s = 5
        assert (await store.open_exchange(OPENED)).seq == 3
        assert store.writable()
    assert len(rows(tmp_path)) == 3


async def test_a_failed_commit_is_told_to_each_and_leaves_the_writer_usable(store: AuditStore, tmp_path: Path) -> None:
    assert (await store.open_exchange(OPENED)).seq == 2
    store._ledger._db.execute("PRAGMA query_only = ON")
    failed = await asyncio.gather(*(store.open_exchange(OPENED) for _ in range(3)), return_exceptions=True)
    assert [str(error) for error in failed] == [
        "Nothing can be recorded now: attempt to write a readonly database."
    ] * 3
    assert len({id(error) for error in failed}) == 3  # a traceback each
    assert not store.writable()
    store._ledger._db.execute("PRAGMA query_only = OFF")
    assert (await store.open_exchange(OPENED)).seq == 3
    assert store.writable()
    assert verify_store(tmp_path, RING).records == 3


async def test_readiness_follows_the_disk_without_any_request(
    store: AuditStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "_PROBE_AFTER_S", 0.0)
    assert await ready(store, expected=True)
    store._ledger._db.execute("PRAGMA query_only = ON")
    assert await ready(store, expected=False)
    assert await ready(store, expected=False)
    store._ledger._db.execute("PRAGMA query_only = OFF")
    assert await ready(store, expected=True)


async def test_a_fresh_commit_needs_no_probe(store: AuditStore) -> None:
    with slow_disk(store) as disk:
        disk.open.set()
        await store.open_exchange(OPENED)
        assert all(store.writable() for _ in range(10))
        await store.open_exchange(OPENED)
        assert disk.commits == 2


async def test_what_waits_is_bounded(store: AuditStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "_MAX_WAITING", 2)
    with slow_disk(store) as disk:
        tasks = [asyncio.ensure_future(store.open_exchange(OPENED))]
        await until(disk.reached)
        tasks += [asyncio.ensure_future(store.open_exchange(OPENED)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(AuditUnavailable, match="2 records wait already"):
            await store.open_exchange(OPENED)
        disk.open.set()
        assert [appended.seq for appended in await asyncio.gather(*tasks)] == [2, 3, 4]


async def test_a_body_nobody_decided_on_is_a_bug_and_not_written(store: AuditStore, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="has no field 'prompt'"):
        await store.append(CLOSE, {"prompt": "x"}, exchange_id="e", ref="r")
    assert len(rows(tmp_path)) == 1
    assert store.writable()


async def test_a_value_that_cannot_be_stored_does_not_end_the_writer(store: AuditStore) -> None:
    with pytest.raises(AuditUnavailable):
        await store.append(CLOSE, CLOSED, exchange_id="\ud800", ref="r")
    assert (await store.append(CLOSE, CLOSED, exchange_id="e", ref="r")).seq == 2


async def test_closing_writes_what_waits(tmp_path: Path) -> None:
    store = AuditStore.open(tmp_path, RING)
    with slow_disk(store) as disk:
        tasks = [asyncio.ensure_future(store.open_exchange(OPENED)) for _ in range(600)]
        await until(disk.reached)
        closing = asyncio.ensure_future(store.close())
        await asyncio.sleep(0)
        disk.open.set()
        await closing
        assert [appended.seq for appended in await asyncio.gather(*tasks)] == list(range(2, 602))
    assert verify_store(tmp_path, RING).records == 601


async def test_a_closed_store_refuses_and_closes_once(tmp_path: Path) -> None:
    store = AuditStore.open(tmp_path, RING)
    await store.close()
    await store.close()
    assert not store.writable()
    with pytest.raises(AuditUnavailable, match="the audit store is closed"):
        await store.open_exchange(OPENED)
    assert not (tmp_path / "audit.sqlite-wal").exists()


async def test_closing_does_not_wait_for_a_disk_that_hangs(tmp_path: Path) -> None:
    store = AuditStore.open(tmp_path, RING, append_timeout_s=0.05)
    with slow_disk(store) as disk:
        with pytest.raises(AuditUnavailable):
            await store.open_exchange(OPENED)
        await store.close()
        assert store._writer.is_alive()
        disk.open.set()
        await asyncio.to_thread(store._writer.join, 5)
    assert len(rows(tmp_path)) == 2


def test_a_loop_that_is_gone_does_not_end_the_writer(tmp_path: Path) -> None:
    store = AuditStore.open(tmp_path, RING)
    with slow_disk(store) as disk:

        async def leave() -> None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.01):
                    await store.open_exchange(OPENED)

        asyncio.run(leave())
        disk.open.set()

    async def come_back() -> int:
        try:
            return (await store.open_exchange(OPENED)).seq
        finally:
            await store.close()

    assert asyncio.run(come_back()) == 3


async def test_one_store_a_folder(store: AuditStore, tmp_path: Path) -> None:
    with pytest.raises(AuditUnavailable, match=r"Another process writes the records in '.*'; one process at a time"):
        AuditStore.open(tmp_path, RING)
    await store.open_exchange(OPENED)
    await store.close()
    again = AuditStore.open(tmp_path, RING)
    await again.close()


@pytest.mark.parametrize("attempt", [1, 2])
def test_a_start_that_fails_leaves_no_lock_behind(tmp_path: Path, attempt: int) -> None:
    (tmp_path / "audit.sqlite").write_bytes(b"x" * 4096)
    for _ in range(attempt):
        with pytest.raises(AuditUnavailable, match="can't be opened: file is not a database"):
            AuditStore.open(tmp_path, RING)


@pytest.mark.parametrize("blocked", ["data", "data/audit.lock", "data/audit.head"])
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, blocked: str) -> None:
    target = tmp_path / blocked
    target.parent.mkdir(exist_ok=True)
    if blocked == "data":
        target.write_text("a file", "ascii")
    else:
        target.mkdir(parents=True)
    with pytest.raises(AuditUnavailable, match=r"The audit store in '.*data' can't be opened: "):
        AuditStore.open(tmp_path / "data", RING)


def test_a_lock_that_cannot_be_taken_is_no_other_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_handle: int, _how: int) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(store_module.fcntl, "flock", fail)
    with pytest.raises(AuditUnavailable, match="can't be opened: No locks available"):
        AuditStore.open(tmp_path, RING)


async def test_the_files_are_closed_even_where_closing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = AuditStore.open(tmp_path, RING)

    def fail() -> None:
        raise sqlite3.OperationalError("disk I/O error")

    close = store._ledger.close
    monkeypatch.setattr(store._ledger, "close", fail)
    await store.close()
    close()
    await AuditStore.open(tmp_path, RING).close()  # the lock is free
