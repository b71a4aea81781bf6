"""What verify finds: every change, removal, insertion and swap of records, in the store and in an export, and where."""

from __future__ import annotations

import asyncio
import io
import itertools
import os
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from proxy.audit.chain import keyed, record_hash
from proxy.audit.head import EMPTY, HeadFile
from proxy.audit.reader import export_line
from proxy.audit.record import Record
from proxy.audit.store import AuditStore
from proxy.audit.verify import Verification, verify_export, verify_store
from proxy.errors import AuditUnavailable
from proxy.keyring import Keyring
from tests.recording import RING, database, place, replace_rows, rows, verified, write


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three chains of 4, 1 and 7 records."""
    made = tmp_path_factory.mktemp("house") / "data"
    for exchanges in (1, 0, 2):
        asyncio.run(write(made, exchanges))
    return made


@pytest.fixture(scope="module")
def records(folder: Path) -> list[Record]:
    return rows(folder)


def exported(records: Sequence[Record]) -> Verification:
    return verify_export([export_line(record) + "\n" for record in records], RING)


def test_what_nobody_touched_is_intact(folder: Path, records: list[Record]) -> None:
    assert verify_store(folder, RING) == Verification(ok=True, records=12, chains=3)
    assert verified(folder, records) == Verification(ok=True, records=12, chains=3)
    assert exported(records) == Verification(ok=True, records=12, chains=3)


@pytest.mark.parametrize("name", Record._fields)
def test_one_byte_of_any_column_of_any_record(folder: Path, records: list[Record], name: str) -> None:
    for at, record in enumerate(records):
        was = getattr(record, name)
        for value in changed(was, at):
            found = verified(folder, [*records[:at], record._replace(**{name: value}), *records[at + 1 :]])
            assert (found.ok, found.fault, found.records) == (False, "modified", at), (name, at, value)
            # The last of all has nothing after it that would tell where it belongs.
            assert found.where == place(record) or (name in {"chain_uid", "seq"} and at == len(records) - 1), (
                name,
                at,
                value,
            )


def changed(was: Any, at: int) -> list[Any]:
    """The value with one byte changed: at the begin, at the end, in between; into another letter and into no letter at all."""
    if isinstance(was, int):
        return [was + 1, was ^ 64, str(was) + "x"]
    raw = was.encode()
    if not raw:
        return [b"x", b"\xff"]
    places = {0, len(raw) - 1, at * 7 % len(raw)}
    return [raw[:p] + bytes([raw[p] ^ bits]) + raw[p + 1 :] for p in places for bits in (0x01, 0x80)]


def test_every_byte_of_an_export(records: list[Record]) -> None:
    lines = [export_line(record) + "\n" for record in records]
    whole = "".join(lines).encode("ascii")
    starts = list(itertools.accumulate(map(len, lines), initial=0))
    line = 0
    for at in range(len(whole)):
        line += at >= starts[line + 1]
        bad = whole[:at] + bytes([whole[at] ^ (0x01 if at % 2 else 0x20)]) + whole[at + 1 :]
        # From the line before on: what is before that can't tell of it.
        found = verify_export(io.TextIOWrapper(io.BytesIO(bad), "utf-8"), RING)
        assert not found.ok, (at, bad[at - 20 : at + 20])
        assert found.records == line, at


@pytest.mark.parametrize("at", range(12))
def test_any_record_taken_away(folder: Path, records: list[Record], at: int) -> None:
    left = [*records[:at], *records[at + 1 :]]
    found = verified(folder, left)
    last = at == len(records) - 1
    assert (found.ok, found.fault) == (False, "truncated" if last else "missing")
    assert found.where == place(records[at])
    assert found.records == at
    assert exported(left).ok is last  # an export has no head


@pytest.mark.parametrize("count", range(1, 13))
def test_any_tail_cut_off(folder: Path, records: list[Record], count: int) -> None:
    at = len(records) - count
    found = verified(folder, records[:at])
    assert (found.ok, found.fault, found.records) == (False, "truncated", at)
    # Where a later chain is gone as a whole, its start is the first that is known to be missing.
    assert found.where == (place(records[at]) if at >= 5 else place(records[5]))


@pytest.mark.parametrize(("first", "second"), list(itertools.combinations(range(12), 2)))
def test_any_two_swapped(folder: Path, records: list[Record], first: int, second: int) -> None:
    mixed = list(records)
    mixed[first], mixed[second] = mixed[second], mixed[first]
    for found in (exported(mixed), verified(folder, mixed) if second - first < 3 else exported(mixed)):
        assert (found.ok, found.fault, found.records) == (False, "reordered", first)
        assert found.where == place(records[second])


@pytest.mark.parametrize("at", range(13))
def test_a_copy_put_in(folder: Path, records: list[Record], at: int) -> None:
    for source in range(at):
        found = exported([*records[:at], records[source], *records[at:]])
        assert (found.ok, found.fault, found.records) == (False, "inserted", at)
        assert found.where == place(records[source])
    if at:
        assert verified(folder, [*records[:at], records[0], *records[at:]]).fault == "inserted"


@pytest.mark.parametrize("at", range(1, 12))
def test_a_record_made_up(records: list[Record], at: int) -> None:
    made_up = records[at - 1]._replace(seq=records[at - 1].seq + 1, prev=records[at - 1].hash, hash="f" * 64)
    found = exported([*records[:at], made_up, *records[at:]])
    # Before a chain's start it looks like one more of the chain that ended, whose end that start knows.
    assert (found.ok, found.fault, found.records) == (False, "inserted" if records[at].seq > 1 else "modified", at)


def by_chain(records: Sequence[Record]) -> list[list[Record]]:
    return [list(group) for _, group in itertools.groupby(records, key=lambda record: record.chain_uid)]


@pytest.mark.parametrize(
    ("kept", "fault", "named"),
    [
        pytest.param((1, 2), "missing", 0, id="first"),
        pytest.param((0, 2), "missing", 1, id="middle"),
        pytest.param((0, 1), "truncated", 2, id="last"),
        pytest.param((0,), "truncated", 2, id="last-two"),
        pytest.param((2,), "missing", 1, id="first-two"),
        pytest.param((), "truncated", 2, id="all"),
        pytest.param((1, 0, 2), "reordered", 1, id="first-two-swapped"),
        pytest.param((0, 2, 1), "reordered", 2, id="last-two-swapped"),
        pytest.param((0, 1, 0, 2), "inserted", 0, id="once-more"),
    ],
)
def test_whole_chains(folder: Path, records: list[Record], kept: Sequence[int], fault: str, named: int) -> None:
    chains = by_chain(records)
    found = verified(folder, [record for at in kept for record in chains[at]])
    assert (found.ok, found.fault, found.where) == (False, fault, place(chains[named][0]))


async def test_two_futures_of_one_store_are_a_fork(tmp_path: Path) -> None:
    await write(tmp_path / "data")
    shutil.copytree(tmp_path / "data", tmp_path / "twin")
    await write(tmp_path / "data")
    await write(tmp_path / "twin")
    here, there = rows(tmp_path / "data"), rows(tmp_path / "twin")
    assert here[:4] == there[:4]
    found = verified(tmp_path / "data", [*here, *there[4:]])
    assert (found.fault, found.where, found.records) == ("forked", place(there[4]), 8)
    # The rows of the twin are in themselves intact, and belong to another head.
    found = verified(tmp_path / "data", there)
    assert (found.fault, found.where) == ("head-mismatch", place(here[-1]))
    # A first chain beside a first chain.
    await write(tmp_path / "third")
    assert exported([*here, *rows(tmp_path / "third")]).fault == "forked"


async def test_a_chain_that_goes_on_twice_is_a_fork(tmp_path: Path) -> None:
    await write(tmp_path / "data", 2)
    chain = rows(tmp_path / "data")
    (tmp_path / "twin").mkdir()
    shutil.copy(tmp_path / "data" / "audit.sqlite", tmp_path / "twin" / "audit.sqlite")
    replace_rows(tmp_path / "twin", chain[:3])
    with database(tmp_path / "twin") as db:
        db.execute("PRAGMA user_version = 1")
    await write(tmp_path / "twin")
    other = rows(tmp_path / "twin")
    found = exported([*chain, *other[3:]])  # the second chain follows the third record of the first, which has seven
    assert (found.fault, found.where) == ("forked", place(chain[-1]))


def signed(record: Record) -> Record:
    """A record as someone who has the key could write it."""
    columns = record._asdict()
    del columns["hash"]
    return record._replace(hash=record_hash(keyed(RING.derive("audit-chain")), columns))


def test_a_second_record_in_one_place_is_a_fork(records: list[Record]) -> None:
    other = signed(records[2]._replace(prev=records[0].hash))
    found = exported([*records[:2], other, *records[3:]])
    assert (found.fault, found.where, found.records) == ("forked", place(records[2]), 2)


def test_a_chain_that_goes_on_after_its_end_is_a_fork(records: list[Record]) -> None:
    more = signed(records[3]._replace(seq=5, prev=records[3].hash))
    found = exported([*records[:5], more, *records[5:]])
    assert (found.fault, found.where, found.records) == ("forked", place(more), 5)


def with_head(folder: Path, tmp_path: Path, change: Callable[[Path], object]) -> Verification:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    change(copy / "audit.head")
    return verify_store(copy, RING)


def damage(*slots: int) -> Callable[[Path], object]:
    def change(path: Path) -> None:
        raw = bytearray(path.read_bytes())
        for slot in slots:
            raw[slot * 512] ^= 1
        path.write_bytes(raw)

    return change


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        pytest.param(Path.unlink, "head-missing", id="removed"),
        pytest.param(lambda path: path.write_bytes(b""), "head-missing", id="emptied"),
        pytest.param(damage(0, 1), "head-missing", id="both-damaged"),
        pytest.param(damage(0), "head-mismatch", id="first-damaged"),
        pytest.param(damage(1), "head-mismatch", id="second-damaged"),
    ],
)
def test_the_head_itself(folder: Path, tmp_path: Path, change: Callable[[Path], object], fault: str) -> None:
    found = with_head(folder, tmp_path, change)
    assert (found.ok, found.fault, found.records) == (False, fault, 12)


def test_a_head_that_lags_is_a_crash_and_no_tampering(folder: Path, tmp_path: Path, records: list[Record]) -> None:
    def lag(path: Path) -> None:
        path.unlink()
        last = records[7]
        head = replace(EMPTY, chain_uid=last.chain_uid, seq=last.seq, hash=last.hash, chains=3, records=8)
        HeadFile(path, RING.derive("audit-head"), head).close()

    assert with_head(folder, tmp_path, lag).ok


@pytest.mark.parametrize(
    ("cover", "fault"),
    [
        pytest.param(lambda path: None, "truncated", id="as-it-is"),
        pytest.param(Path.unlink, "head-missing", id="head-removed"),
        pytest.param(damage(0), "truncated", id="older-copy-damaged"),
        pytest.param(damage(1), "head-mismatch", id="newer-copy-damaged"),
    ],
)
async def test_a_new_start_does_not_cover_a_cut_tail(
    tmp_path: Path, cover: Callable[[Path], object], fault: str
) -> None:
    data = tmp_path / "data"
    await write(data, 3)
    newest = rows(data)[-1]
    with database(data) as db:
        db.execute("DELETE FROM record WHERE seq = ?", (newest.seq,))
    cover(data / "audit.head")
    await write(data)
    found = verify_store(data, RING)
    assert (found.ok, found.fault) == (False, fault)
    if fault == "truncated":
        assert found.where == place(newest)


async def test_a_new_start_does_not_cover_that_all_was_taken(tmp_path: Path) -> None:
    data = tmp_path / "data"
    await write(data)
    chain = rows(data)[0].chain_uid
    for name in ("audit.sqlite", "audit.sqlite-wal", "audit.sqlite-shm"):
        (data / name).unlink(missing_ok=True)
    found = verify_store(data, RING)
    assert (found.fault, found.where) == ("truncated", f"{chain} seq 1")
    await write(data)
    found = verify_store(data, RING)
    assert (found.fault, found.where, found.records) == ("truncated", f"{chain} seq 1", 0)


def test_another_secret_key(folder: Path) -> None:
    found = verify_store(folder, Keyring(b"another root secret of 32 bytes!!"))
    assert (found.ok, found.fault) == (False, "modified")
    assert found.message == "its content doesn't fit its hash (or it was written with another secret key)"


def test_a_crash_before_the_first_record_is_no_tampering(tmp_path: Path) -> None:
    with database(tmp_path) as db:
        db.execute(f"CREATE TABLE record ({', '.join(Record._fields)})")
    assert verify_store(tmp_path, RING) == Verification(ok=True, records=0, chains=0)
    HeadFile(tmp_path / "audit.head", RING.derive("audit-head"), EMPTY).close()
    assert verify_store(tmp_path, RING) == Verification(ok=True, records=0, chains=0)


def test_a_table_that_was_dropped(folder: Path, tmp_path: Path, records: list[Record]) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    with database(copy) as db:
        db.execute("DROP TABLE record")
    found = verify_store(copy, RING)
    assert (found.ok, found.fault, found.where) == (False, "truncated", place(records[5]))


def test_without_records_there_is_nothing_to_say(tmp_path: Path) -> None:
    with pytest.raises(AuditUnavailable, match="There are no records"):
        verify_store(tmp_path, RING)


def test_a_broken_file_cannot_be_verified_beyond_the_break(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    with database(copy) as db:
        for _ in range(6):
            db.execute(
                "INSERT INTO record SELECT chain_uid, seq + 1000 * random(), random(), ts, kind, exchange_id, random(), body, random(), hash FROM record WHERE kind != 'exchange.open'"
            )
    raw = bytearray((copy / "audit.sqlite").read_bytes())
    raw[8192:] = b"\xa5" * (len(raw) - 8192)
    (copy / "audit.sqlite").write_bytes(raw)
    with pytest.raises(AuditUnavailable, match=r"malformed, after \d+ intact records"):
        verify_store(copy, RING)


def test_a_table_of_other_columns_cannot_be_verified(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    with database(copy) as db:
        db.execute("ALTER TABLE record RENAME COLUMN prev TO previous")
    with pytest.raises(AuditUnavailable, match="no such column: prev"):
        verify_store(copy, RING)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("", id="empty"),
        pytest.param("{}", id="no-columns"),
        pytest.param("[1]", id="a-list"),
        pytest.param("null", id="null"),
        pytest.param("[" * 100_000, id="deep"),
        pytest.param("\ud800", id="surrogate"),
    ],
)
def test_lines_that_are_no_records(line: str) -> None:
    found = verify_export([line + "\n"], RING)
    assert (found.ok, found.fault, found.where, found.records) == (False, "modified", "line 1", 0)


def test_other_spellings_of_the_same_line_are_changes(records: list[Record]) -> None:
    line = export_line(records[1])
    spellings = [
        line.replace('"seq":', '"seq": '),
        line.replace('"seq":2', '"seq":2.0'),
        line.replace('"seq":2', '"seq":1,"seq":2'),
        line.replace("\\u202e", "\\u202E"),
        line + " ",
        line + "\r",
    ]
    for spelling in spellings:
        assert spelling != line
        found = verify_export([export_line(records[0]) + "\n", spelling + "\n"], RING)
        assert (found.ok, found.fault, found.records) == (False, "modified", 1)


def test_the_last_line_may_lack_its_end(records: list[Record]) -> None:
    lines = "\n".join(map(export_line, records)).split("\n")
    assert verify_export(lines, RING).ok


async def test_a_store_is_verified_while_it_is_written(tmp_path: Path) -> None:
    store = AuditStore.open(tmp_path, RING)
    try:
        for _ in range(5):
            await store.open_exchange({})
            assert verify_store(tmp_path, RING).ok
    finally:
        await store.close()


def test_a_copy_on_a_read_only_medium(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect, addresses = sqlite3.connect, []

    def connected(address: str, **more: Any) -> sqlite3.Connection:
        addresses.append(address)
        return connect(address, **more)

    copy = tmp_path / "copy"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("*-wal", "*-shm"))
    monkeypatch.setattr(sqlite3, "connect", connected)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert verify_store(copy, RING).ok
    assert addresses[0].endswith("audit.sqlite?mode=ro&immutable=1")
    assert sorted(path.name for path in copy.iterdir()) == ["audit.head", "audit.lock", "audit.sqlite"]
    (copy / "audit.sqlite-wal").write_bytes(b"x")
    verify_store(copy, RING)
    assert addresses[1].endswith("audit.sqlite?mode=ro")
