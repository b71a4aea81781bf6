"""The chain in SQLite: what a start and a commit leave behind."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from proxy import __version__
from proxy.audit.chain import GENESIS
from proxy.audit.head import HeadFile, read_head
from proxy.audit.ledger import APPLICATION_ID, Appended, Entry, Ledger
from proxy.audit.record import Kind
from proxy.audit.verify import verify_store
from tests.recording import RING, database, rows

OPEN = Entry(Kind.EXCHANGE_OPEN, "{}", "e-1", "")
CLOSE = Entry(Kind.EXCHANGE_CLOSE, "{}", "e-1", "7F3K9X")


def ledger(folder: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Ledger:
    return Ledger(folder / "audit.sqlite", folder / "audit.head", RING, now)


def test_what_makes_it_durable(tmp_path: Path) -> None:
    made = ledger(tmp_path)
    asked = ("journal_mode", "synchronous", "fullfsync", "application_id", "user_version")
    assert [made._db.execute(f"PRAGMA {name}").fetchone()[0] for name in asked] == ["wal", 2, 1, APPLICATION_ID, 1]
    made.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit.head", "audit.sqlite"]
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_the_first_record_starts_the_chain(tmp_path: Path) -> None:
    ledger(tmp_path).close()
    (first,) = rows(tmp_path)
    assert (first.seq, first.kind, first.prev, first.exchange_id, first.ref) == (1, "chain.start", GENESIS, "", "-")
    assert first.chain_uid.endswith("/1")
    assert json.loads(first.body) == {
        "version": __version__, "epoch": 1, "previous_chain": "", "previous_seq": 0, "previous_hash": GENESIS, "records_before": 0,
        "head_said": {"chain_uid": "", "seq": 0, "hash": GENESIS, "records": 0, "whole": True},
    }  # fmt: skip


def test_each_start_links_to_the_end_before(tmp_path: Path) -> None:
    for _ in range(3):
        made = ledger(tmp_path)
        made.commit([OPEN])
        made.close()
    first, second, third = (record for record in rows(tmp_path) if record.seq == 1)
    ended = rows(tmp_path)[3]
    body = json.loads(third.body)
    assert [record.chain_uid.split("/")[1] for record in (first, second, third)] == ["1", "2", "3"]
    assert (body["previous_chain"], body["previous_seq"], body["previous_hash"]) == (ended.chain_uid, 2, ended.hash)
    assert (body["epoch"], body["records_before"]) == (3, 4)
    assert body["head_said"] == {
        "chain_uid": ended.chain_uid,
        "seq": 2,
        "hash": ended.hash,
        "records": 4,
        "whole": True,
    }


def test_a_commit_appends_in_order_and_moves_the_head(tmp_path: Path) -> None:
    made = ledger(tmp_path)
    opened, closed = made.commit([OPEN, CLOSE])
    made.close()
    stored = rows(tmp_path)
    assert (opened.exchange_id, opened.seq) == ("e-1", 2)
    assert closed == Appended("e-1", "7F3K9X", 3)
    assert [record.ref for record in stored] == ["-", opened.ref, "7F3K9X"]
    assert [record.prev for record in stored] == [GENESIS, stored[0].hash, stored[1].hash]
    seen = read_head(tmp_path / "audit.head", RING.derive("audit-head"))
    assert seen is not None
    assert (seen.head.records, seen.head.chains, seen.head.seq, seen.head.hash) == (3, 1, 3, stored[2].hash)


def test_refs_are_crockford_base32_and_taken_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = ledger(tmp_path)
    refs = [appended.ref for appended in made.commit([OPEN] * 200)]
    assert len(set(refs)) == 200
    assert set("".join(refs)) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    drawn = iter([*refs[0], *refs[1], *"000000"])
    monkeypatch.setattr("proxy.audit.ledger.secrets.choice", lambda _letters: next(drawn))
    assert made.commit([OPEN])[0].ref == "000000"
    with pytest.raises(sqlite3.IntegrityError):
        made.commit([Entry(Kind.EXCHANGE_OPEN, "{}", "e", "000000")])
    made.close()


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        pytest.param(datetime(2026, 1, 2, 3, 4, 5, 678_999, UTC), "2026-01-02T03:04:05.678Z", id="milliseconds"),
        pytest.param(datetime(2026, 1, 2, 3, 4, 5, 0, UTC), "2026-01-02T03:04:05.000Z", id="a-whole-second"),
        pytest.param(
            datetime(2026, 1, 2, 3, 4, 5, 0, timezone(timedelta(hours=2))),
            "2026-01-02T01:04:05.000Z",
            id="another-zone",
        ),
    ],
)
def test_times_are_utc_to_the_millisecond(tmp_path: Path, clock: datetime, expected: str) -> None:
    ledger(tmp_path, lambda: clock).close()
    assert rows(tmp_path)[0].ts == expected


def test_a_clock_that_steps_back_is_told_as_it_is(tmp_path: Path) -> None:
    times = iter([datetime(2026, 1, 1, 12, 0, second, tzinfo=UTC) for second in (0, 5, 1)])
    made = ledger(tmp_path, lambda: next(times))
    made.commit([OPEN, OPEN])
    made.close()
    assert [(record.seq, record.ts[17:19]) for record in rows(tmp_path)] == [(1, "00"), (2, "05"), (3, "01")]
    assert verify_store(tmp_path, RING).ok


def test_a_failed_commit_appends_nothing_and_the_next_goes_on(tmp_path: Path) -> None:
    made = ledger(tmp_path)
    made.commit([OPEN])
    made._db.execute("PRAGMA query_only = ON")
    for _ in range(2):
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            made.commit([OPEN, CLOSE])
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        made.probe()
    made._db.execute("PRAGMA query_only = OFF")
    made.probe()
    assert made.commit([CLOSE])[0].seq == 3
    made.close()
    assert [record.seq for record in rows(tmp_path)] == [1, 2, 3]
    assert verify_store(tmp_path, RING).ok


def test_half_a_commit_is_none(tmp_path: Path) -> None:
    made = ledger(tmp_path)
    taken = made.commit([OPEN])[0].ref
    with pytest.raises(sqlite3.IntegrityError):
        made.commit([OPEN, CLOSE, Entry(Kind.EXCHANGE_OPEN, "{}", "e", taken)])
    assert made.commit([CLOSE])[0].seq == 3
    made.close()
    assert verify_store(tmp_path, RING).records == 3


def test_a_head_that_cannot_be_written_lags(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = ledger(tmp_path)

    def fail(_self: HeadFile, _head: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(HeadFile, "write", fail)
        assert made.commit([OPEN])[0].seq == 2
        with pytest.raises(OSError, match="Input/output"):
            made.probe()
    assert verify_store(tmp_path, RING).ok
    made.close()
    ledger(tmp_path).close()
    assert verify_store(tmp_path, RING).ok


def test_a_probe_changes_no_record(tmp_path: Path) -> None:
    made = ledger(tmp_path)
    before = rows(tmp_path)
    made.probe()
    assert rows(tmp_path) == before
    made.close()
    assert verify_store(tmp_path, RING).ok


@pytest.mark.parametrize("what", ["commit", "probe"])
@pytest.mark.parametrize("replaced", [False, True], ids=["removed", "replaced"])
def test_a_file_that_is_not_there_any_more_is_not_written_to(tmp_path: Path, what: str, replaced: bool) -> None:
    made = ledger(tmp_path)
    path = tmp_path / "audit.sqlite"
    moved = path.rename(tmp_path / "moved")
    if replaced:
        path.write_bytes(moved.read_bytes())
    with pytest.raises(OSError, match="audit.sqlite was removed or replaced while it is in use"):
        made.commit([OPEN]) if what == "commit" else made.probe()
    moved.rename(path)
    assert made.commit([OPEN])[0].seq == 2
    made.close()


@pytest.mark.parametrize(
    "tampering",
    [
        pytest.param("DELETE FROM record WHERE seq = 1", id="start-taken-away"),
        pytest.param("UPDATE record SET body = 'x' WHERE seq = 1", id="start-damaged"),
        pytest.param("UPDATE record SET body = '{}' WHERE seq = 1", id="start-emptied"),
        pytest.param("UPDATE record SET seq = 'x' WHERE seq = 2", id="end-damaged"),
    ],
)
def test_tampering_does_not_stop_a_start_and_is_found(tmp_path: Path, tampering: str) -> None:
    made = ledger(tmp_path)
    made.commit([OPEN])
    made.close()
    with database(tmp_path) as db:
        db.execute(tampering)
    ledger(tmp_path).close()
    assert not verify_store(tmp_path, RING).ok


def _foreign(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE accounts (id)")
    db.close()


def _pragma(text: str) -> Callable[[Path], Any]:
    def make(path: Path) -> None:
        db = sqlite3.connect(path)
        db.execute("CREATE TABLE t (id)")
        db.execute(f"PRAGMA {text}")
        db.close()

    return make


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(_foreign, "not a record store of this version", id="somebody-elses"),
        pytest.param(_pragma("application_id = 7"), "application 0x7, schema 0", id="another-application"),
        pytest.param(_pragma("user_version = 2"), "application 0x0, schema 2", id="newer"),
        pytest.param(lambda path: path.write_bytes(b"x" * 4096), "file is not a database", id="no-database"),
    ],
)
def test_a_file_of_another_kind_is_refused_and_left_alone(
    tmp_path: Path, make: Callable[[Path], Any], message: str
) -> None:
    make(tmp_path / "audit.sqlite")
    before = (tmp_path / "audit.sqlite").read_bytes()
    for _ in range(2):
        with pytest.raises(sqlite3.DatabaseError, match=message):
            ledger(tmp_path)
    assert (tmp_path / "audit.sqlite").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["audit.sqlite"]


def test_a_file_system_without_a_shared_log_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect

    class Elsewhere(sqlite3.Connection):
        def execute(self, sql: str, *arguments: Any) -> sqlite3.Cursor:
            return super().execute("SELECT 'delete'" if "journal_mode" in sql else sql, *arguments)

    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: connect(*a, factory=Elsewhere, **k))
    with pytest.raises(sqlite3.DatabaseError, match="needs a local file system"):
        ledger(tmp_path)


def test_a_crash_in_the_first_start_leaves_a_store_that_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    for place in (
        "proxy.audit.ledger._before",
        "proxy.audit.ledger.Ledger._start",
        "proxy.audit.ledger.Ledger._insert",
    ):
        with monkeypatch.context() as patch:
            patch.setattr(place, crash)
            with pytest.raises(KeyboardInterrupt):
                ledger(tmp_path)
    ledger(tmp_path).close()
    assert verify_store(tmp_path, RING).ok
