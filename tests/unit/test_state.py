"""What people decide: tables, transactions, who sees them when, and the outbox."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from proxy.errors import StateUnavailable
from proxy.state import FILE_NAME, FRESH_S, Fresh, State, Waiting

STEPS = ("CREATE TABLE word (text TEXT PRIMARY KEY)",)
NOON = datetime(2026, 5, 2, 12, tzinfo=UTC)


def _state(folder: Path) -> State:
    return State.open(folder, lambda: NOON)


def test_nothing_is_made_before_something_is_written(tmp_path: Path) -> None:
    state = _state(tmp_path / "none")
    assert state.tables("words", STEPS).rows("SELECT * FROM word") == []
    assert state.waiting() == []
    assert state.look() is None
    assert not (tmp_path / "none").exists()


def test_a_change_is_seen_by_others_and_the_file_is_its_owners(tmp_path: Path) -> None:
    with _state(tmp_path).tables("words", STEPS).transaction() as change:
        assert change.execute("INSERT INTO word VALUES (?)", ("a",)) == 1
        assert change.rows("SELECT text FROM word") == [("a",)]
    assert _state(tmp_path).tables("words", STEPS).rows("SELECT text FROM word") == [("a",)]
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_a_change_and_its_record_are_one(tmp_path: Path) -> None:
    state = _state(tmp_path)
    words = state.tables("words", STEPS)

    def fail() -> None:
        with words.transaction() as change:
            change.execute("INSERT INTO word VALUES ('a')")
            change.tell("key.created", {"key_id": "k"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (words.rows("SELECT * FROM word"), state.waiting()) == ([], [])
    with words.transaction() as change:
        change.tell("key.created", {"key_id": "k"})
        change.tell("key.revoked", {"key_id": "k"})
    first, second = state.waiting()
    assert first == Waiting(first.number, first.id, "2026-05-02T12:00:00.000Z", "key.created", {"key_id": "k"})
    assert (second.kind, second.number > first.number, second.id != first.id) == ("key.revoked", True, True)
    assert state.waiting(after=first.number) == [second]
    state.told([first.number])
    assert state.waiting() == [second]


def test_a_number_that_was_told_is_never_given_again(tmp_path: Path) -> None:
    state = _state(tmp_path)
    numbers = []
    for _ in range(3):
        with state.tables("words", STEPS).transaction() as change:
            change.tell("key.created", {})
        (waiting,) = state.waiting()
        state.told([waiting.number])
        numbers.append(waiting.number)
    assert len(set(numbers)) == 3


def test_several_modules_and_later_steps(tmp_path: Path) -> None:
    with _state(tmp_path).tables("words", STEPS).transaction() as change:
        change.execute("INSERT INTO word VALUES ('a')")
    assert _state(tmp_path).tables("numbers", ("CREATE TABLE n (n INTEGER)",)).rows("SELECT * FROM n") == []
    later = (*STEPS, "ALTER TABLE word ADD COLUMN length INTEGER NOT NULL DEFAULT 1")
    assert _state(tmp_path).tables("words", later).rows("SELECT text, length FROM word") == [("a", 1)]
    with pytest.raises(StateUnavailable, match="a newer version made its table 'words'"):
        _state(tmp_path).tables("words", STEPS).rows("SELECT text FROM word")


def test_a_file_that_cannot_be_read_is_an_error_and_names_no_folder(tmp_path: Path) -> None:
    state = _state(tmp_path)
    (tmp_path / FILE_NAME).write_bytes(b"x" * 4096)
    with pytest.raises(StateUnavailable, match="'state.sqlite' can't be read or written") as caught:
        state.waiting()
    assert str(tmp_path) not in caught.value.message
    (tmp_path / "file").touch()
    with pytest.raises(StateUnavailable, match="can't be written"):
        State.open(tmp_path / "file").told([1])


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / FILE_NAME)) as db:
        db.execute("PRAGMA application_id = 7")
        db.execute("CREATE TABLE x (y)")
    with pytest.raises(StateUnavailable, match="another program"):
        _state(tmp_path).told([1])


def test_an_empty_file_is_what_a_crash_left(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).touch()
    assert _state(tmp_path).waiting() == []


def test_a_command_that_was_killed_locks_nobody_out(tmp_path: Path) -> None:
    """Its journal is rolled back by the next reader."""
    with _state(tmp_path).tables("words", STEPS).transaction() as change:
        change.execute("INSERT INTO word VALUES ('a')")
    script = (
        "import os, signal, sqlite3, sys\n"
        "db = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "db.execute('PRAGMA cache_size = 1')\n"
        "db.execute('BEGIN IMMEDIATE')\n"
        "db.execute('DELETE FROM word')\n"
        "db.execute('CREATE TABLE big (x)')\n"
        "db.executemany('INSERT INTO big VALUES (zeroblob(4000))', [()] * 100)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path / FILE_NAME)], check=False, timeout=30)
    assert (tmp_path / f"{FILE_NAME}-journal").stat().st_size
    assert _state(tmp_path).tables("words", STEPS).rows("SELECT text FROM word") == [("a",)]


def test_what_is_made_of_the_state_is_made_anew_when_it_changed(tmp_path: Path) -> None:
    server, now, reads = _state(tmp_path), [0.0], []
    words = server.tables("words", STEPS)
    fresh = Fresh(server, lambda: reads.append(1) or words.rows("SELECT text FROM word"), lambda: now[0])
    assert (fresh.get(), fresh.get(), len(reads)) == ([], [], 1)
    with _state(tmp_path).tables("words", STEPS).transaction() as change:
        change.execute("INSERT INTO word VALUES ('a')")
    assert (fresh.get(), fresh.get(), len(reads)) == ([("a",)], [("a",)], 2)
    now[0] += FRESH_S + 0.1
    assert (fresh.get(), len(reads)) == ([("a",)], 3)


def test_what_cannot_be_read_is_no_stale_answer(tmp_path: Path) -> None:
    server = _state(tmp_path)
    words = server.tables("words", STEPS)
    with words.transaction() as change:
        change.execute("INSERT INTO word VALUES ('a')")
    fresh = Fresh(server, lambda: words.rows("SELECT text FROM word"))
    assert fresh.get() == [("a",)]
    (tmp_path / FILE_NAME).write_bytes(b"x" * 4096)
    for _ in range(2):
        with pytest.raises(StateUnavailable):
            fresh.get()
