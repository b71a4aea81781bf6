"""API keys: made, looked up, revoked, seeded."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import re
import sqlite3
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest

from proxy.errors import SettingsInvalid
from proxy.identity import keys as keys_module
from proxy.identity.keys import FILE_NAME, Keys, new_key, seed_of
from proxy.keyring import Keyring
from proxy.model import Principal
from tests.recording import RING


@dataclass(frozen=True)
class Seeded:
    id: str = "ci"
    team: str = "build"
    hash: str = ""
    models: tuple[str, ...] = ("gpt",)


def test_a_new_key_is_shown_once_and_opens_the_door(tmp_path: Path) -> None:
    keys = Keys.open(tmp_path, RING)
    record, key = keys.new(team="payments", note='a, "note"', models=["gpt", "a,b"])
    assert re.fullmatch(r"cw-[A-Za-z0-9_-]{43}", key)
    assert keys.lookup(key) == Principal(record.id, "payments", models=("gpt", "a,b"))
    assert keys.list() == [record]
    assert (record.team, record.note, record.models, record.revoked) == ("payments", 'a, "note"', ("gpt", "a,b"), None)
    assert key not in repr(keys.list())
    assert key.encode() not in (tmp_path / FILE_NAME).read_bytes()


def test_what_is_stored_is_keyed(tmp_path: Path) -> None:
    _, key = Keys.open(tmp_path, RING).new(team="a")
    with contextlib.closing(sqlite3.connect(tmp_path / FILE_NAME)) as db, db:
        (digest,) = db.execute("SELECT digest FROM api_key").fetchone()
    db.close()
    assert digest == hmac.new(RING.derive("key-hash"), key.encode(), hashlib.sha256).hexdigest()
    assert Keys.open(tmp_path, Keyring(b"another root secret of 32 bytes!!")).lookup(key) is None


def test_the_table_is_for_its_owner_only(tmp_path: Path) -> None:
    Keys.open(tmp_path, RING).new(team="a")
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_keys_are_unlike() -> None:
    assert len({new_key() for _ in range(100)}) == 100


@pytest.mark.parametrize(
    "bearer", ["", "cw-", "x" * 46, "cw-" + "A" * 43, "\ud800", "é", "x" * 10_000, "x" * 513, "' OR 1=1 --"]
)
def test_what_is_no_key(tmp_path: Path, bearer: str) -> None:
    keys = Keys.open(tmp_path, RING, [Seeded(hash=seed_of("cw-seed"))])
    keys.new(team="a")
    assert keys.lookup(bearer) is None


@pytest.mark.parametrize(
    "change",
    [lambda key: key[:-1], lambda key: key + "A", str.lower, str.upper, lambda key: " " + key],
    ids=["shorter", "longer", "lower", "upper", "blank"],
)
def test_nearly_the_key_is_none(tmp_path: Path, change: object) -> None:
    assert callable(change)
    keys = Keys.open(tmp_path, RING)
    _, key = keys.new(team="a")
    assert change(key) != key
    assert keys.lookup(change(key)) is None


def test_a_seed_of_the_configuration(tmp_path: Path) -> None:
    seeds = [Seeded(hash=seed_of("cw-one")), Seeded("two", "ops", seed_of("cw-two"), ())]
    keys = Keys.open(tmp_path, RING, seeds)
    assert keys.any()
    assert keys.lookup("cw-one") == Principal("ci", "build", models=("gpt",))
    assert keys.lookup("cw-two") == Principal("two", "ops")
    assert keys.lookup("cw-three") is None
    assert keys.list() == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text", ["", "sha256:", "cw-plain", "sha256:" + "A" * 64, "sha256:" + "a" * 63, "sha256:" + "a" * 64 + "\n"]
)
def test_a_seed_that_is_no_hash_is_refused_without_being_shown(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsInvalid, match="the hash of 'ci' must be 'sha256:' and 64 hex digits") as caught:
        Keys.open(tmp_path, RING, [Seeded(hash=text)])
    assert "cw-plain" not in caught.value.message


def test_without_any_key_the_door_is_open_and_nothing_is_made(tmp_path: Path) -> None:
    keys = Keys.open(tmp_path / "none", RING)
    assert not keys.any()
    assert keys.lookup("x") is None
    assert keys.list() == []
    assert not keys.revoke("key-1")
    assert not (tmp_path / "none").exists()


def test_a_key_made_by_another_process_counts_at_once(tmp_path: Path) -> None:
    server, command = Keys.open(tmp_path, RING), Keys.open(tmp_path, RING)
    assert not server.any()
    record, key = command.new(team="a")
    assert server.any()
    assert server.lookup(key) == Principal(record.id, "a")
    _, second = command.new(team="b")
    assert server.lookup(second) is not None


def test_a_revoked_key_is_void_at_once_and_the_door_stays_shut(tmp_path: Path) -> None:
    server, command = Keys.open(tmp_path, RING), Keys.open(tmp_path, RING)
    record, key = command.new(team="a")
    assert server.lookup(key) is not None
    assert command.revoke(record.id)
    assert server.lookup(key) is None
    assert server.any()
    assert Keys.open(tmp_path, RING).any()
    assert not command.revoke(record.id)
    assert not command.revoke("key-none")
    assert [listed.revoked is not None for listed in server.list()] == [True]


def test_a_change_that_leaves_the_file_looking_the_same_is_seen_within_five_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(keys_module.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(keys_module, "_look", lambda _path: (1, 1, 1))
    server, command = Keys.open(tmp_path, RING), Keys.open(tmp_path, RING)
    record, key = command.new(team="a")
    assert server.lookup(key) is not None
    command.revoke(record.id)
    assert server.lookup(key) is not None  # a clock's tick is all that could tell
    now[0] += 4.9
    assert server.lookup(key) is None


def test_removing_the_table_does_not_open_the_door_of_a_running_server(tmp_path: Path) -> None:
    keys = Keys.open(tmp_path, RING)
    _, key = keys.new(team="a")
    assert keys.any()
    (tmp_path / FILE_NAME).unlink()
    assert keys.any()
    assert keys.lookup(key) is None


def test_a_look_up_does_not_touch_the_disk_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = Keys.open(tmp_path, RING)
    _, key = keys.new(team="a")
    assert keys.lookup(key) is not None
    monkeypatch.setattr(sqlite3, "connect", None)
    for _ in range(10):
        assert keys.any()
        assert keys.lookup(key) is not None


def test_a_table_that_cannot_be_read_lets_nobody_in(tmp_path: Path) -> None:
    keys = Keys.open(tmp_path, RING)
    _, key = keys.new(team="a")
    assert keys.lookup(key) is not None
    (tmp_path / FILE_NAME).write_bytes(b"x" * 4096)
    for ask in (
        keys.any,
        keys.list,
        lambda: keys.lookup(key),
        lambda: keys.new(team="b"),
        lambda: keys.revoke("key-1"),
    ):
        with pytest.raises(
            SettingsInvalid, match="The API keys in 'keys.sqlite' can't be read or written: file is not a database"
        ) as caught:
            ask()
        assert str(tmp_path) not in caught.value.message


def test_damaged_models_let_nobody_in(tmp_path: Path) -> None:
    keys = Keys.open(tmp_path, RING)
    _, key = keys.new(team="a", models=["gpt"])
    with contextlib.closing(sqlite3.connect(tmp_path / FILE_NAME)) as db, db:
        db.execute("UPDATE api_key SET models = 'gpt'")
    db.close()
    with pytest.raises(SettingsInvalid, match="a list of models is damaged"):
        keys.lookup(key)


def test_a_crash_before_the_table_was_made(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).touch()
    keys = Keys.open(tmp_path, RING)
    assert not keys.any()
    assert keys.new(team="a")
    assert keys.any()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsInvalid, match=r"The API keys in '.*keys.sqlite' can't be written: Not a directory"):
        Keys.open(tmp_path / "file", RING).new(team="a")


def test_a_writer_at_work_is_waited_for(tmp_path: Path) -> None:
    keys = Keys.open(tmp_path, RING)
    keys.new(team="a")
    other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.1, lambda: other.execute("ROLLBACK"))
    release.start()
    keys.new(team="b")
    release.join()
    other.close()
    assert len(keys.list()) == 2


def test_a_command_that_was_killed_locks_nobody_out(tmp_path: Path) -> None:
    """Its journal is rolled back by the next reader."""
    keys = Keys.open(tmp_path, RING)
    _, key = keys.new(team="a")
    script = (
        "import os, signal, sqlite3, sys\n"
        "db = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "db.execute('PRAGMA cache_size = 1')\n"
        "db.execute('BEGIN IMMEDIATE')\n"
        "db.execute('DELETE FROM api_key')\n"
        "db.execute('CREATE TABLE big (x)')\n"
        "db.executemany('INSERT INTO big VALUES (zeroblob(4000))', [()] * 100)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path / FILE_NAME)], check=False, timeout=30)
    assert (tmp_path / f"{FILE_NAME}-journal").stat().st_size
    assert keys.lookup(key) is not None
