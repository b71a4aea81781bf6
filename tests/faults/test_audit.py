"""Faults of the disk and of the process under the records (reliability.md A1-A6, A12, A14, A15, K1): nothing acknowledged is lost."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import IO, Any

import pytest

from proxy.audit.ledger import Appended
from proxy.audit.record import Kind
from proxy.audit.store import AuditStore
from proxy.audit.verify import verify_store
from proxy.errors import AuditUnavailable
from tests.recording import CLOSED, OPENED, RING, ROOT, rows

PROGRAM = """
import asyncio, os, resource, signal, sys
from pathlib import Path
from proxy.audit.ledger import Appended
from proxy.audit.record import Kind
from proxy.audit.store import AuditStore
from proxy.errors import AuditUnavailable
from proxy.keyring import Keyring

folder, root = Path(sys.argv[1]), Keyring(sys.argv[2].encode())

def say(*words):
    os.write(1, (" ".join(map(str, words)) + "\\n").encode())

"""
UNDER_LOAD = """
async def exchange(store):
    while True:
        opening = await store.open_exchange({"team": "a"})
        say(opening.seq, opening.ref, opening.exchange_id)
        closing = await store.append(Kind.EXCHANGE_CLOSE, {"error": "x" * 300}, exchange_id=opening.exchange_id, ref=opening.ref)
        say(closing.seq, closing.ref, closing.exchange_id)

async def main():
    say("go")
    store = AuditStore.open(folder, root)
    async with asyncio.TaskGroup() as group:
        for _ in range(24):
            group.create_task(exchange(store))

asyncio.run(main())
"""
HOLDING = """
store = AuditStore.open(folder, root)
say("go")
sys.stdin.read()
"""
FULL_DISK = """
async def main():
    store = AuditStore.open(folder, root)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    acknowledged = refused = 0
    for _ in range(3):
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, hard))
        while True:
            try:
                opening = await store.open_exchange({"team": "a" * 500})
                acknowledged += 1
                say("ok", opening.ref)
            except AuditUnavailable as error:
                say("refused", error.status, error)
                refused += 1
                break
        assert not store.writable()
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        say("ok", (await store.open_exchange({})).ref)
        assert store.writable()
    await store.close()

asyncio.run(main())
"""


def start(script: str, folder: Path) -> subprocess.Popen[bytes]:
    code = PROGRAM + textwrap.dedent(script)
    return subprocess.Popen(
        [sys.executable, "-c", code, str(folder), ROOT], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def killed_under_load(folder: Path, after: int) -> list[list[str]]:
    """Kill a writer when it has acknowledged so many records; gives all that it acknowledged until it was dead."""
    with start(UNDER_LOAD, folder) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(after + 1)]
        process.kill()
        said += process.stdout.readlines()
        assert process.wait(10) == -signal.SIGKILL
    assert said[0] == b"go\n"
    return [line.decode().split() for line in said[1:] if line.endswith(b"\n")]


def kill_again_and_again(folder: Path, moments: list[int]) -> int:
    acknowledged = 0
    for at, after in enumerate(moments):
        before = len(rows(folder)) if at else 0
        said = killed_under_load(folder, after)
        stored_now = rows(folder)
        found = verify_store(folder, RING)
        assert (found.ok, found.records) == (True, len(stored_now)), found
        stored = {(str(record.seq), record.ref, record.exchange_id) for record in stored_now[before:]}
        assert {tuple(words) for words in said} <= stored
        acknowledged += len(said)
    return acknowledged


def test_kill_9_under_load_loses_nothing_acknowledged(tmp_path: Path) -> None:
    dice = random.Random(7)
    moments = [0, 0, 1, 2, *(dice.randrange(3, 2000) for _ in range(6))]
    assert kill_again_and_again(tmp_path, moments) >= sum(moments)


@pytest.mark.deep
def test_kill_9_two_hundred_times(tmp_path: Path) -> None:
    dice = random.Random()
    moments = [dice.choice([0, dice.randrange(50), dice.randrange(3000)]) for _ in range(200)]
    assert kill_again_and_again(tmp_path, moments) >= sum(moments)


def test_a_disk_that_fills_up_and_is_freed(tmp_path: Path) -> None:
    with start(FULL_DISK, tmp_path) as process:
        said, _ = process.communicate(timeout=60)
        assert process.returncode == 0
    lines = [line.split(maxsplit=2) for line in said.decode().splitlines()]
    refused = [line for line in lines if line[0] == "refused"]
    assert len(refused) == 3
    assert all(line[1] == "503" and line[2].startswith("Nothing can be recorded now: ") for line in refused)
    acknowledged = [line[1] for line in lines if line[0] == "ok"]
    assert [record.ref for record in rows(tmp_path)[1:]] == acknowledged
    assert verify_store(tmp_path, RING).ok


async def test_a_database_that_is_full(tmp_path: Path) -> None:
    store = AuditStore.open(tmp_path, RING)
    pages = store._ledger._db.execute("PRAGMA page_count").fetchone()[0]
    store._ledger._db.execute(f"PRAGMA max_page_count = {pages + 2}")
    outcomes = [
        outcome
        for _ in range(100)
        for outcome in await asyncio.gather(store.open_exchange(OPENED), return_exceptions=True)
    ]
    refused = [outcome for outcome in outcomes if isinstance(outcome, AuditUnavailable)]
    acknowledged = [outcome.ref for outcome in outcomes if isinstance(outcome, Appended)]
    assert len(refused) + len(acknowledged) == 100
    assert {(error.message, error.status, error.code, error.retry_after_s) for error in refused} == {
        ("Nothing can be recorded now: database or disk is full.", 503, "audit_unavailable", 5)
    }
    assert not store.writable()
    store._ledger._db.execute("PRAGMA max_page_count = 100000")
    acknowledged.append((await store.open_exchange(OPENED)).ref)
    await store.close()
    assert [record.ref for record in rows(tmp_path)[1:]] == acknowledged
    assert verify_store(tmp_path, RING).ok


def test_a_second_process_is_refused_and_a_dead_one_is_not_waited_for(tmp_path: Path) -> None:
    with start(HOLDING, tmp_path) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"go\n"
        with pytest.raises(AuditUnavailable, match="Another process writes the records"):
            AuditStore.open(tmp_path, RING)
        process.kill()
        process.wait(10)
    asyncio.run(AuditStore.open(tmp_path, RING).close())
    found = verify_store(tmp_path, RING)
    assert (found.ok, found.chains) == (True, 2)


async def test_locked_by_another_program(tmp_path: Path) -> None:
    store = AuditStore.open(tmp_path, RING)
    store._ledger._db.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(tmp_path / "audit.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(AuditUnavailable, match="database is locked"):
        await store.open_exchange(OPENED)
    assert not store.writable()
    other.execute("ROLLBACK")
    other.close()
    assert (await store.open_exchange(OPENED)).seq == 2
    assert store.writable()
    await store.close()
    assert verify_store(tmp_path, RING).ok


async def test_readers_do_not_stop_the_writer(tmp_path: Path) -> None:
    store = AuditStore.open(tmp_path, RING)
    other = sqlite3.connect(tmp_path / "audit.sqlite", isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM record").fetchone()
    for _ in range(50):
        await store.open_exchange(OPENED)
    other.close()
    await store.close()
    assert verify_store(tmp_path, RING).records == 51


async def test_the_file_is_taken_away_while_it_is_in_use(tmp_path: Path) -> None:
    store = AuditStore.open(tmp_path, RING)
    await store.open_exchange(OPENED)
    (tmp_path / "audit.sqlite").unlink()
    with pytest.raises(AuditUnavailable, match="was removed or replaced while it is in use"):
        await store.open_exchange(OPENED)
    assert not store.writable()
    await store.close()
    assert verify_store(tmp_path, RING).fault == "truncated"


def test_no_folder_to_write_in() -> None:
    with pytest.raises(AuditUnavailable, match="can't be opened"):
        AuditStore.open(Path("/proc/codeward"), RING)


async def test_an_error_in_the_middle_of_a_commit(tmp_path: Path) -> None:
    """A5: the second record of three fails; none of the three stands, and each of the callers knows."""
    store = AuditStore.open(tmp_path, RING)
    taken = (await store.open_exchange(OPENED)).ref
    store._ledger._db.execute(
        "CREATE TEMP TRIGGER broken BEFORE INSERT ON record WHEN NEW.ref = 'bad' BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END"
    )
    appends = [store.append(Kind.EXCHANGE_CLOSE, CLOSED, exchange_id="e", ref=ref) for ref in (taken, "bad", taken)]
    outcomes: list[Any] = await asyncio.gather(*appends, return_exceptions=True)
    stored = [outcome for outcome in outcomes if not isinstance(outcome, AuditUnavailable)]
    assert {str(outcome) for outcome in outcomes if outcome not in stored} == {
        "Nothing can be recorded now: disk I/O error."
    }
    assert len(rows(tmp_path)) == 2 + len(stored)
    assert (await store.open_exchange(OPENED)).seq == 3 + len(stored)
    await store.close()
    assert verify_store(tmp_path, RING).ok


@pytest.mark.parametrize("part", ["header", "middle", "tail"])
def test_a_damaged_file_is_never_intact_nor_a_crash(tmp_path: Path, part: str) -> None:
    async def fill() -> None:
        store = AuditStore.open(tmp_path, RING)
        await asyncio.gather(*(store.open_exchange(OPENED) for _ in range(200)))
        await store.close()

    asyncio.run(fill())
    path = tmp_path / "audit.sqlite"
    raw = bytearray(path.read_bytes())
    at = {"header": 0, "middle": len(raw) // 2, "tail": len(raw) - 4096}[part]
    raw[at : at + 4096] = b"\xa5" * 4096
    path.write_bytes(raw)
    found = None
    with contextlib.suppress(AuditUnavailable):
        found = verify_store(tmp_path, RING)
    # A page of an index may have been hit: then no record was.
    assert found is None or not found.ok or found.records == 201


def test_random_bytes_of_the_file(tmp_path: Path) -> None:
    """Any one byte of the file: found, or it holds no part of a record and all of them read as before."""

    async def fill() -> None:
        store = AuditStore.open(tmp_path, RING)
        for _ in range(10):
            await store.open_exchange(OPENED)
        await store.close()

    asyncio.run(fill())
    path, dice = tmp_path / "audit.sqlite", random.Random(11)
    before, whole = rows(tmp_path), path.read_bytes()
    silent = 0
    for _ in range(400):
        at = dice.randrange(100, len(whole))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << dice.randrange(8))]) + whole[at + 1 :])
        try:
            found = verify_store(tmp_path, RING)
        except AuditUnavailable:
            continue
        if found.ok:
            silent += 1
            assert rows(tmp_path) == before
    assert silent < 400


async def test_a_record_of_more_than_a_megabyte(tmp_path: Path) -> None:
    store = AuditStore.open(tmp_path, RING)
    finding = {"rule": "r" * 2000, "cwe": ["c" * 2000], "decided_by": "d" * 2000}
    body = {"findings": [finding] * 100_000}
    await store.append(Kind.BLOCK_DECISION, body, exchange_id="e", ref="r")
    await store.close()
    stored = rows(tmp_path)[1]
    assert 1_000_000 < len(stored.body) < 2_000_000
    assert json.loads(stored.body)["cut"] == {"findings": 100_000}
    assert verify_store(tmp_path, RING).ok


def test_two_houses_never_share_a_chain(tmp_path: Path) -> None:
    """A15: copies of one folder that both go on have chains of their own."""
    made: list[IO[bytes] | str] = []
    for name in ("a", "b"):
        asyncio.run(AuditStore.open(tmp_path / name, RING).close())
        made.extend(record.chain_uid for record in rows(tmp_path / name))
    assert len(set(made)) == 2
