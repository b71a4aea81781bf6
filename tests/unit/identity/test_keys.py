"""API keys: made, looked up, revoked, seeded."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import re
import sqlite3
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from proxy.errors import RequestInvalid, SettingsInvalid, StateUnavailable
from proxy.identity.key_table import MOVED_FILE_NAME, OLD_FILE_NAME
from proxy.identity.keys import Keys, new_key, seed_of
from proxy.identity.teams import Team
from proxy.keyring import Keyring
from proxy.model import Limits, Principal, Role
from proxy.settings import KeySeed, TeamSeed
from proxy.state import FILE_NAME, State
from tests.recording import RING

START = datetime(2026, 5, 2, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


def _at(folder: Path, clock: Clock) -> Keys:
    return Keys.open(folder, RING, state=State.open(folder, clock))


def _kinds(folder: Path) -> list[tuple[str, object, object]]:
    return [(each.kind, each.body.get("key_id"), each.body.get("by")) for each in State.open(folder).waiting()]


@dataclass(frozen=True)
class Seeded:
    id: str = "ci"
    team: str = "build"
    hash: str = ""
    models: tuple[str, ...] = ("gpt",)
    role: Role = Role.MEMBER
    person: str = ""
    limits: Mapping[str, int | float] = field(default_factory=dict)


@dataclass(frozen=True)
class SeededTeam:
    id: str
    organisation: str = "acme"
    models: tuple[str, ...] = ("gpt-*",)
    limits: Mapping[str, int | float] = field(default_factory=lambda: {"tokens_per_day": 5})


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
        lambda: keys.rotate("key-1"),
        keys.teams.list,
    ):
        with pytest.raises(StateUnavailable, match="'state.sqlite' can't be read or written: file is not a database"):
            ask()


@pytest.mark.parametrize("change", ["models = 'gpt'", "role = 'king'", "limits = '[]'", "limits = '{\"x\": 1}'"])
def test_a_damaged_key_lets_nobody_in(tmp_path: Path, change: str) -> None:
    keys = Keys.open(tmp_path, RING)
    _, key = keys.new(team="a", models=["gpt"])
    with contextlib.closing(sqlite3.connect(tmp_path / FILE_NAME)) as db, db:
        db.execute(f"UPDATE api_key SET {change}")
    with pytest.raises(StateUnavailable, match="one of them is damaged"):
        keys.lookup(key)


def test_a_crash_before_the_table_was_made(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).touch()
    keys = Keys.open(tmp_path, RING)
    assert not keys.any()
    assert keys.new(team="a")
    assert keys.any()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StateUnavailable, match=r"'state.sqlite' can't be written: (Not a directory|File exists)"):
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


def test_a_key_that_runs_out(tmp_path: Path) -> None:
    clock = Clock()
    keys = _at(tmp_path, clock)
    record, key = keys.new(team="a", expires=START + timedelta(days=90), by="cli:ann")
    assert (keys.lookup(key) is not None, keys.tell_expired()) == (True, 0)
    clock.now += timedelta(days=90) - timedelta(seconds=1)
    assert keys.lookup(key) is not None
    clock.now += timedelta(seconds=1)
    assert keys.lookup(key) is None
    assert keys.list()[0].standing("2026-07-31T12:00:00Z") == "expired"
    assert keys.any()
    assert (keys.tell_expired(), keys.tell_expired()) == (1, 0)
    assert _kinds(tmp_path) == [("key.created", record.id, "cli:ann"), ("key.expired", record.id, "expiry")]
    assert keys.rotate(record.id) is None


def test_a_rotated_key_has_two_secrets_for_a_while(tmp_path: Path) -> None:
    clock = Clock()
    keys = _at(tmp_path, clock)
    record, first = keys.new(team="a", role=Role.ADMIN)
    made = keys.rotate(record.id, by="key-9")
    assert made is not None
    rotated, second = made
    assert (rotated.id, rotated.old_until, first != second) == (record.id, "2026-05-03T12:00:00Z", True)
    assert keys.lookup(first) == keys.lookup(second) == Principal(record.id, "a", role=Role.ADMIN)
    clock.now += timedelta(hours=24)
    assert (keys.lookup(first), keys.lookup(second) is not None) == (None, True)
    assert _kinds(tmp_path)[-1] == ("key.rotated", record.id, "key-9")


def test_without_grace_the_old_secret_is_void_at_once(tmp_path: Path) -> None:
    keys = Keys.open(tmp_path, RING)
    record, first = keys.new(team="a")
    made = keys.rotate(record.id, grace=timedelta(0))
    assert made is not None
    assert (keys.lookup(first), keys.lookup(made[1]) is not None) == (None, True)
    assert keys.rotate("key-none") is None


def test_a_second_rotation_makes_the_first_secret_void(tmp_path: Path) -> None:
    keys = Keys.open(tmp_path, RING)
    record, first = keys.new(team="a")
    second, third = keys.rotate(record.id), keys.rotate(record.id)
    assert second is not None
    assert third is not None
    assert [keys.lookup(key) is not None for key in (first, second[1], third[1])] == [False, True, True]


def test_revoking_voids_both_secrets(tmp_path: Path) -> None:
    keys = Keys.open(tmp_path, RING)
    record, first = keys.new(team="a")
    made = keys.rotate(record.id)
    assert made is not None
    assert keys.revoke(record.id, by="cli:bob")
    assert (keys.lookup(first), keys.lookup(made[1])) == (None, None)
    assert keys.rotate(record.id) is None
    assert _kinds(tmp_path)[-1] == ("key.revoked", record.id, "cli:bob")


def test_an_old_secret_ends_with_its_key(tmp_path: Path) -> None:
    clock = Clock()
    keys = _at(tmp_path, clock)
    record, first = keys.new(team="a", expires=START + timedelta(hours=1))
    assert keys.rotate(record.id) is not None
    clock.now += timedelta(hours=2)
    assert keys.lookup(first) is None


def test_what_a_team_may_holds_for_its_keys_at_once(tmp_path: Path) -> None:
    server, command = Keys.open(tmp_path, RING), Keys.open(tmp_path, RING)
    record, key = command.new(team="web", models=["gpt-4*", "claude"], limits=Limits(requests_per_minute=9))
    assert server.lookup(key) == Principal(
        record.id, "web", models=("gpt-4*", "claude"), limits=Limits(requests_per_minute=9)
    )
    command.teams.create(Team("web", "acme", ("gpt-*",), Limits(tokens_per_day=10)), by="cli:ann")
    found = server.lookup(key)
    assert found is not None
    assert (found.organisation, found.team_models, found.team_limits) == ("acme", ("gpt-*",), Limits(tokens_per_day=10))
    assert [found.may_ask(model) for model in ("gpt-4o", "gpt-5", "claude", "gpt-4")] == [True, False, False, True]
    assert command.teams.change(Team("web", "acme"), by="cli:ann") is not None
    found = server.lookup(key)
    assert found is not None
    assert (found.may_ask("claude"), found.team_limits) == (True, Limits())


def test_a_team_with_keys_is_not_removed(tmp_path: Path) -> None:
    keys = Keys.open(tmp_path, RING)
    keys.teams.create(Team("web"), by="cli:ann")
    record, _ = keys.new(team="web")
    with pytest.raises(RequestInvalid, match="'web' has 1 keys"):
        keys.teams.remove("web", by="cli:ann")
    keys.revoke(record.id)
    assert keys.teams.remove("web", by="cli:ann")
    assert not keys.teams.remove("web", by="cli:ann")
    assert keys.teams.change(Team("web"), by="cli:ann") is None
    with pytest.raises(RequestInvalid, match="no name"):
        keys.teams.create(Team("a b"), by="cli:ann")


def test_a_team_of_the_configuration_holds(tmp_path: Path) -> None:
    keys = Keys.open(tmp_path, RING, [Seeded(team="web", hash=seed_of("cw-one"))], [SeededTeam("web")])
    found = keys.lookup("cw-one")
    assert found is not None
    assert (found.organisation, found.team_models, found.team_limits.tokens_per_day) == ("acme", ("gpt-*",), 5)
    for change in (keys.teams.create, keys.teams.change):
        with pytest.raises(RequestInvalid, match="one of the configuration"):
            change(Team("web"), by="cli:ann")
    with pytest.raises(RequestInvalid, match="one of the configuration"):
        keys.teams.remove("web", by="cli:ann")
    keys.teams.create(Team("ops"), by="cli:ann")
    with pytest.raises(RequestInvalid, match="already"):
        keys.teams.create(Team("ops"), by="cli:ann")
    assert [team.id for team in keys.teams.list()] == ["ops", "web"]


@pytest.mark.parametrize(
    ("field_", "value"),
    [
        ("team", ""),
        ("team", "a b"),
        ("team", "x" * 101),
        ("note", "a\nb"),
        ("note", "x" * 501),
        ("models", [""]),
        ("models", ["a\x1b"]),
    ],
)
def test_what_no_key_can_have(tmp_path: Path, field_: str, value: object) -> None:
    keys = Keys.open(tmp_path, RING)
    with pytest.raises(RequestInvalid):
        keys.new(**{"team": "a", field_: value})  # type: ignore[arg-type]
    assert keys.list() == []


def _old_table(folder: Path, *rows: tuple[object, ...]) -> None:
    with contextlib.closing(sqlite3.connect(folder / OLD_FILE_NAME)) as db, db:
        db.execute(
            "CREATE TABLE api_key (id TEXT PRIMARY KEY, team TEXT NOT NULL, note TEXT NOT NULL, models TEXT NOT NULL,"
            " digest TEXT NOT NULL UNIQUE, created TEXT NOT NULL, revoked TEXT)"
        )
        db.executemany("INSERT INTO api_key VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def _digest(key: str) -> str:
    return hmac.new(RING.derive("key-hash"), key.encode(), hashlib.sha256).hexdigest()


def test_the_keys_of_an_older_version_are_taken_over(tmp_path: Path) -> None:
    good, gone = new_key(), new_key()
    _old_table(
        tmp_path,
        ("key-1", "web", "ide", '["gpt"]', _digest(good), "2026-01-01T00:00:00Z", None),
        ("key-2", "web", "", "[]", _digest(gone), "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"),
    )
    keys = Keys.open(tmp_path, RING)
    assert (keys.lookup(good), keys.lookup(gone)) == (Principal("key-1", "web", models=("gpt",)), None)
    assert [(record.id, record.note, record.revoked) for record in keys.list()] == [
        ("key-1", "ide", None),
        ("key-2", "", "2026-01-02T00:00:00Z"),
    ]
    assert (tmp_path / MOVED_FILE_NAME).is_file()


def test_a_key_that_was_revoked_since_does_not_come_back(tmp_path: Path) -> None:
    key = new_key()
    row = ("key-1", "web", "", "[]", _digest(key), "2026-01-01T00:00:00Z", None)
    _old_table(tmp_path, row)
    assert Keys.open(tmp_path, RING).revoke("key-1")
    _old_table(tmp_path, row)  # as where it couldn't be renamed
    assert Keys.open(tmp_path, RING).lookup(key) is None


def test_a_damaged_table_of_an_older_version_is_told(tmp_path: Path) -> None:
    (tmp_path / OLD_FILE_NAME).write_bytes(b"x" * 4096)
    with pytest.raises(StateUnavailable, match="'keys.sqlite' can't be taken over"):
        Keys.open(tmp_path, RING)
    (tmp_path / OLD_FILE_NAME).write_bytes(b"")
    assert not Keys.open(tmp_path, RING).any()


def test_every_seed_is_compared_in_constant_time_and_none_ends_the_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S11: how long a look-up takes says nothing of how near a guess was, nor of which key it was."""
    compared: list[str] = []
    real = hmac.compare_digest

    def counted(known: str, given: str) -> bool:
        compared.append(known)
        return real(known, given)

    seeds = [Seeded(str(number), hash=seed_of(f"cw-{number}")) for number in range(3)]
    keys = Keys.open(tmp_path, RING, seeds)
    monkeypatch.setattr(hmac, "compare_digest", counted)
    for bearer in ("cw-0", "cw-2", "cw-none"):
        compared.clear()
        keys.lookup(bearer)
        assert compared == [seed.hash.removeprefix("sha256:") for seed in seeds]


@pytest.mark.parametrize(
    ("seeds", "said"),
    [
        ([("a", "x"), ("a", "y")], "'a' stands twice"),
        ([("a", "x"), ("b", "x")], "'b' is the same key as 'a'"),
        ([("cli:root", "x")], "how others are called"),
        ([("jwt:0123", "x")], "how others are called"),
        ([("anonymous", "x")], "how others are called"),
        ([("a b", "x")], "keys.id 'a b' is no name"),
        ([("a\n", "x")], "is no name"),
    ],
)
def test_seeds_that_can_not_be_told_apart(tmp_path: Path, seeds: list[tuple[str, str]], said: str) -> None:
    with pytest.raises((SettingsInvalid, RequestInvalid)) as raised:
        Keys.open(tmp_path, RING, [KeySeed(id=name, hash=seed_of(key)) for name, key in seeds])
    assert said in raised.value.message


def test_a_team_is_spoken_of_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match="'web' stands twice"):
        Keys.open(tmp_path, RING, teams=[TeamSeed(id="web"), TeamSeed(id="web", models=("gpt-*",))])
