"""Someone who may write the files of the records (reliability.md A7-A11): each change is found, and the first bad record is named.

tests/unit/audit/test_verify.py tampers with the records as a list; here the hands are in the file itself, with SQL, as an intruder's are.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from proxy.audit.head import FILE_NAME as HEAD
from proxy.audit.reader import export_line
from proxy.audit.record import Record
from proxy.audit.verify import Verification, verify_export, verify_store
from tests.recording import RING, database, place, rows, write

COUNT, CHAIN = 20, 10
FAULTS = {"modified", "missing", "inserted", "reordered", "forked", "truncated", "head-missing", "head-mismatch"}
COLUMNS = tuple(name for name in Record._fields if name != "seq")
AWAY = 10_000  # a row number that is free


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two chains of ten records."""
    made = tmp_path_factory.mktemp("house") / "data"
    for _ in range(2):
        asyncio.run(write(made, 3))
    return made


@pytest.fixture(scope="module")
def records(house: Path) -> list[Record]:
    return rows(house)


@pytest.fixture
def folder(house: Path, tmp_path: Path) -> Path:
    """A copy to do anything to."""
    return _again(house, tmp_path / "copy")


def _again(house: Path, copy: Path) -> Path:
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(house, copy)
    return copy


def found(folder: Path, at: int, *faults: str) -> Verification:
    """What verify says: after `at` intact records something is wrong, it has a place and a word."""
    seen = verify_store(folder, RING)
    assert not seen.ok
    assert seen.fault in (faults or FAULTS), seen
    assert seen.records == at, seen
    assert seen.where
    assert seen.message
    return seen


def edited(raw: bytes) -> Iterator[bytes]:
    """One byte other than it was: at the begin, in the middle, at the end; a letter, and what is no letter."""
    for at in sorted({0, len(raw) // 2, len(raw) - 1}) if raw else ():
        for bits in (0x01, 0x80):
            yield raw[:at] + bytes([raw[at] ^ bits]) + raw[at + 1 :]


def test_what_nobody_touched_verifies(house: Path, folder: Path, records: list[Record]) -> None:
    assert len(records) == COUNT
    assert verify_store(house, RING) == verify_store(folder, RING) == Verification(ok=True, records=COUNT, chains=2)
    assert exported([export_line(record) for record in records]) == Verification(ok=True, records=COUNT, chains=2)


# -- the table


@pytest.mark.parametrize("column", COLUMNS)
def test_one_byte_of_a_stored_column(folder: Path, records: list[Record], column: str) -> None:
    for at, record in enumerate(records):
        was = getattr(record, column)
        for raw in [*edited(was.encode()), was.encode() + b"\x00", was.encode() + b" "]:
            _set(folder, at + 1, f"{column} = CAST(? AS TEXT)", raw)
            seen = found(folder, at, "modified")
            # Of a record after which nothing stands, only its own columns tell where it belongs.
            assert seen.where == place(record) or (column == "chain_uid" and at == COUNT - 1), (at, raw)
            _set(folder, at + 1, f"{column} = ?", was)
        _set(folder, at + 1, f"{column} = CAST({column} AS BLOB)")  # the same bytes, of another type
        found(folder, at, "modified")
        _set(folder, at + 1, f"{column} = ?", was)
    assert verify_store(folder, RING).ok


def test_the_number_of_a_record(folder: Path, records: list[Record]) -> None:
    for at, record in enumerate(records):
        for number in (record.seq + 20, -record.seq, 0, 1 << 40, "x", f"{record.seq}x", record.seq + 0.5):
            _set(folder, at + 1, "seq = ?", number)
            seen = found(folder, at, "modified")
            assert seen.where == place(record) or at == COUNT - 1
            _set(folder, at + 1, "seq = ?", record.seq)
    assert verify_store(folder, RING).ok


@pytest.mark.parametrize(
    "gone",
    [
        pytest.param([0], id="first"),
        pytest.param([4], id="middle"),
        pytest.param([4, 5, 6], id="some"),
        pytest.param([3, 15], id="two"),
        pytest.param([9], id="last-of-a-chain"),
        pytest.param([10], id="first-of-a-chain"),
        pytest.param([9, 10], id="between-chains"),
        pytest.param([19], id="last"),
        pytest.param([17, 18, 19], id="tail"),
        pytest.param(range(COUNT), id="all"),
        pytest.param(range(CHAIN), id="chain-before"),
        pytest.param(range(CHAIN, COUNT), id="newest-chain"),
    ],
)
def test_records_deleted(folder: Path, records: list[Record], gone: Sequence[int]) -> None:
    with database(folder) as db:
        for at in gone:
            db.execute("DELETE FROM record WHERE rowid = ?", (at + 1,))
    first = gone[0]
    tail = gone[-1] == COUNT - 1 and len(gone) == COUNT - first
    seen = found(folder, first, "truncated" if tail else "missing")
    # How far a chain went is known by the start after it; where that is gone too, by nothing: the start is named then.
    unknown = first < CHAIN <= gone[-1] and CHAIN in gone
    named = records[CHAIN] if unknown else records[first]
    assert seen.where == place(named)


@pytest.mark.parametrize("first", [0, 1, 5, 9, 10, 18])
def test_two_records_swapped(house: Path, folder: Path, records: list[Record], first: int) -> None:
    for second in range(first + 1, COUNT):
        _again(house, folder)
        _swap(folder, first + 1, second + 1)
        assert found(folder, first, "reordered").where == place(records[second])


@pytest.mark.parametrize("first", [0, 1, 5, 9, 10, 18])
@pytest.mark.parametrize("columns", [("seq",), ("body",), ("id", "ts", "kind", "body"), ("seq", "prev"), ("hash",), ("ref",), ("seq", "prev", "hash")])  # fmt: skip
def test_columns_of_two_records_swapped(
    house: Path, folder: Path, records: list[Record], first: int, columns: tuple[str, ...]
) -> None:
    for second in range(first + 1, COUNT):
        one, other = records[first], records[second]
        if all(getattr(one, name) == getattr(other, name) for name in columns):
            continue
        _again(house, folder)
        with database(folder) as db:
            _free(db)
        for at, source in ((first, other), (second, one)):
            _set(
                folder,
                at + 1,
                ", ".join(f"{name} = ?" for name in columns),
                *(getattr(source, name) for name in columns),
            )
        found(folder, first, "modified")


@pytest.mark.parametrize("at", [1, 4, 9, 10, 11, 19, 20])
def test_records_put_in(house: Path, folder: Path, records: list[Record], at: int) -> None:
    before = records[at - 1]
    forged = before._replace(id="0190-forged", seq=before.seq + 1, prev=before.hash, hash="f" * 64)
    for put, faults in [
        (before, ("inserted",)),  # once more
        (records[0], ("inserted",)),
        (forged, ("inserted", "modified")),
        (forged._replace(chain_uid="0badc0de/9", seq=1, prev="0" * 64), ("inserted", "modified")),
    ]:
        _again(house, folder)
        with database(folder) as db:
            _free(db)
            for number in range(COUNT, at, -1):
                db.execute("UPDATE record SET rowid = ? WHERE rowid = ?", (number + 1, number))
            marks = ", ".join("?" * len(put))
            db.execute(f"INSERT INTO record (rowid, {', '.join(Record._fields)}) VALUES (?, {marks})", (at + 1, *put))
        seen = found(folder, at, *faults)
        assert put is forged or seen.fault == "modified" or seen.where == place(put)


def test_the_constraints_refuse_a_copy(folder: Path) -> None:
    with pytest.raises(sqlite3.IntegrityError), database(folder) as db:
        db.execute("INSERT INTO record SELECT * FROM record WHERE rowid = 3")
    assert verify_store(folder, RING).ok


def test_row_numbers_say_only_the_order(folder: Path) -> None:
    with database(folder) as db:
        db.execute(f"UPDATE record SET rowid = rowid + {AWAY}")
    assert verify_store(folder, RING).ok


def _set(folder: Path, rowid: int, change: str, *values: object) -> None:
    with database(folder) as db:
        assert db.execute(f"UPDATE record SET {change} WHERE rowid = ?", (*values, rowid)).rowcount == 1


def _swap(folder: Path, first: int, second: int) -> None:
    with database(folder) as db:
        for was, now in ((first, AWAY), (second, first), (AWAY, second)):
            db.execute("UPDATE record SET rowid = ? WHERE rowid = ?", (now, was))


def _free(db: sqlite3.Connection) -> None:
    """Make the table anew without its constraints."""
    names = ", ".join(f"{name} {'INTEGER' if name == 'seq' else 'TEXT'}" for name in Record._fields)
    db.execute("ALTER TABLE record RENAME TO old")
    db.execute(f"CREATE TABLE record ({names})")
    db.execute("INSERT INTO record SELECT * FROM old ORDER BY old.rowid")
    db.execute("DROP TABLE old")


# -- the head


def test_the_head_taken_away(folder: Path) -> None:
    (folder / HEAD).unlink()
    found(folder, COUNT, "head-missing")


@pytest.mark.parametrize("bits", [0x01, 0x80], ids=hex)
def test_every_byte_of_the_head(folder: Path, bits: int) -> None:
    path = folder / HEAD
    raw = path.read_bytes()
    for at in range(len(raw)):
        path.write_bytes(raw[:at] + bytes([raw[at] ^ bits]) + raw[at + 1 :])
        found(folder, COUNT, "head-mismatch")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        pytest.param(lambda raw: b"", "head-missing", id="empty"),
        pytest.param(lambda raw: bytes(len(raw)), "head-missing", id="zeros"),
        pytest.param(lambda raw: raw[:512], "head-mismatch", id="half"),
        pytest.param(lambda raw: raw[512:] + raw[:512], "head-missing", id="swapped"),
        pytest.param(lambda raw: raw[:512] * 2, "head-mismatch", id="twice"),
        pytest.param(lambda raw: raw[:100], "head-missing", id="cut"),
    ],
)
def test_the_head_replaced(folder: Path, change: Callable[[bytes], bytes], fault: str) -> None:
    path = folder / HEAD
    path.write_bytes(change(path.read_bytes()))
    found(folder, COUNT, fault)


def test_the_newest_record_cut_and_the_newest_copy_of_the_head_spoiled(house: Path, folder: Path) -> None:
    raw = (folder / HEAD).read_bytes()
    for slot in (0, 512):
        _again(house, folder)
        with database(folder) as db:
            db.execute("DELETE FROM record WHERE rowid = ?", (COUNT,))
        (folder / HEAD).write_bytes(raw[:slot] + bytes(512) + raw[slot + 512 :])
        found(folder, COUNT - 1, "truncated", "head-mismatch")


def test_another_house_has_another_head(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    for _ in range(2):
        asyncio.run(write(other, 3))
    shutil.copy(other / HEAD, folder / HEAD)
    found(folder, COUNT, "head-mismatch")


def test_a_head_that_lags_behind_is_what_a_kill_leaves(tmp_path: Path) -> None:
    """The head follows its commit: a kill between the two leaves an older head, which later starts and records accept."""
    folder = tmp_path / "data"
    heads: list[bytes] = []
    for exchanges in (0, 1, 2):
        asyncio.run(write(folder, exchanges))
        heads.append((folder / HEAD).read_bytes())
    for old in heads:
        (folder / HEAD).write_bytes(old)
        assert verify_store(folder, RING) == Verification(ok=True, records=12, chains=3)
    (folder / HEAD).write_bytes(heads[0])
    asyncio.run(write(folder, 1))
    assert verify_store(folder, RING) == Verification(ok=True, records=16, chains=4)


def test_a_cut_is_still_found_after_later_starts(folder: Path, records: list[Record]) -> None:
    with database(folder) as db:
        db.execute("DELETE FROM record WHERE rowid > ?", (COUNT - 3,))
    for _ in range(2):
        asyncio.run(write(folder, 1))
    assert found(folder, COUNT - 3, "truncated").where == place(records[COUNT - 3])


def test_a_head_taken_away_is_still_found_after_later_starts(folder: Path) -> None:
    (folder / HEAD).unlink()
    for _ in range(2):
        asyncio.run(write(folder, 1))
    found(folder, COUNT, "head-missing")


# -- an export


def exported(lines: Sequence[str]) -> Verification:
    return verify_export([line + "\n" for line in lines], RING)


def spoiled(lines: Sequence[str], at: int, record: Record, *faults: str) -> None:
    seen = exported(lines)
    assert (seen.ok, seen.records) == (False, at), seen
    assert seen.fault in (faults or FAULTS), seen
    assert seen.where in {place(record), f"line {at + 1}"} or faults == ("modified",), seen
    assert seen.where


def test_every_byte_of_an_exported_line(records: list[Record]) -> None:
    """The first, one in the middle, a start and the last; test_verify.py does all bytes once."""
    lines = [export_line(record) for record in records]
    for number in (0, 5, CHAIN, COUNT - 1):
        line = lines[number]
        for at, char in enumerate(line):
            for bits in (0x01, 0x20):
                bad = line[:at] + chr(ord(char) ^ bits) + line[at + 1 :]
                spoiled([*lines[:number], bad, *lines[number + 1 :]], number, records[number], "modified")


@pytest.mark.parametrize("at", range(COUNT))
def test_lines_of_an_export_dropped_doubled_and_swapped(records: list[Record], at: int) -> None:
    lines = [export_line(record) for record in records]
    if at < COUNT - 1:  # an export has no head: its cut tail is the store's to know
        spoiled([*lines[:at], *lines[at + 1 :]], at, records[at], "missing")
    spoiled([*lines[: at + 1], lines[at], *lines[at + 1 :]], at + 1, records[at], "inserted")
    spoiled([*lines, lines[at]], COUNT, records[at], "inserted")
    for other in range(at + 1, COUNT):
        mixed = list(lines)
        mixed[at], mixed[other] = mixed[other], mixed[at]
        spoiled(mixed, at, records[other], "reordered")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda line: "", id="empty"),
        pytest.param(lambda line: " " + line, id="blank-before"),
        pytest.param(lambda line: line + " ", id="blank-after"),
        pytest.param(lambda line: line + "\r", id="cr"),
        pytest.param(lambda line: line + line, id="twice-on-a-line"),
        pytest.param(lambda line: line.replace('"seq":', '"seq":0,"seq":'), id="key-twice"),
        pytest.param(lambda line: line.replace('"seq":', '"more":1,"seq":'), id="key-more"),
        pytest.param(lambda line: line.replace(",", ", ", 1), id="spelled-otherwise"),
        pytest.param(lambda line: line.replace('"ref"', '"r\\u0065f"'), id="escaped-otherwise"),
        pytest.param(lambda line: f"[{line}]", id="list"),
        pytest.param(lambda line: "null", id="null"),
    ],
)
def test_a_line_spelled_otherwise(records: list[Record], change: Callable[[str], str]) -> None:
    lines = [export_line(record) for record in records]
    for at in (0, 7, COUNT - 1):
        spoiled([*lines[:at], change(lines[at]), *lines[at + 1 :]], at, records[at], "modified")
