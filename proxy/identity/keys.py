"""API keys: made here, shown once, stored as a hash.

A key is 256 random bits, so one HMAC with a pepper of this house's own is enough to store it. Keys of the configuration are seeds, given as
SHA-256 of the key. The table is a file of its own, because records are never changed and keys are revoked; a running server sees what
the command line did to it at its next request, and at the latest after a few seconds.
Rules for this file: bound parameters only; no key in a message; what can't be read lets nobody in. Counterpart: api/identity.py.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import re
import secrets
import sqlite3
import stat
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from proxy.errors import SettingsInvalid
from proxy.keyring import Keyring
from proxy.model import Principal

FILE_NAME = "keys.sqlite"
PREFIX = "cw-"
_KEY_BYTES = 32
_ID_BYTES = 4
_MAX_BEARER_CHARS = 512  # ours have 46; what is longer isn't worth hashing
_BUSY_S = 2.0
# Two changes within one tick of the file system's clock look like one, so the table is read again after a while even where its
# file looks the same. A revocation must count within 5 s.
_FRESH_S = 2.0
_SHA256 = re.compile(r"sha256:([0-9a-f]{64})")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS api_key (
    id TEXT PRIMARY KEY, team TEXT NOT NULL, note TEXT NOT NULL, models TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE, created TEXT NOT NULL, revoked TEXT
)
"""


class Seed(Protocol):
    """A key of the configuration."""

    @property
    def id(self) -> str:
        """Its name in records."""

    @property
    def team(self) -> str:
        """The team it belongs to."""

    @property
    def hash(self) -> str:
        """sha256:HEX of the key."""

    @property
    def models(self) -> Sequence[str]:
        """The models it may ask; empty: all."""


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A key as it is listed: never the key."""

    id: str
    team: str
    note: str
    models: tuple[str, ...]
    created: str
    revoked: str | None


_Look = tuple[int, int, int]


class Keys:
    """The key table of a data folder, with the configuration's seeds."""

    def __init__(self, path: Path, pepper: bytes, seeds: Sequence[Seed] = ()) -> None:
        self._path = path
        self._pepper = pepper
        self._seeds = {_seed_digest(seed): Principal(seed.id, seed.team, models=tuple(seed.models)) for seed in seeds}
        self._known: dict[str, Principal] = {}
        self._any = bool(self._seeds)
        self._look: _Look | None = None
        self._read_at = float("-inf")

    @classmethod
    def open(cls, data_dir: Path, keyring: Keyring, seeds: Sequence[Seed] = ()) -> Keys:
        """The keys of a data folder. Raises SettingsInvalid for a seed that isn't a hash."""
        return cls(data_dir / FILE_NAME, keyring.derive("key-hash"), seeds)

    def any(self) -> bool:
        """There is a key, so that requests need one. Raises SettingsInvalid where the table can't be read.

        Once true it stays so: neither revoking the last key nor removing the file opens the door of a running server.
        """
        self._refresh()
        return self._any

    def lookup(self, bearer: str) -> Principal | None:
        """The principal of a key, or None. Raises SettingsInvalid where the table can't be read."""
        if len(bearer) > _MAX_BEARER_CHARS:
            return None
        raw = bearer.encode("utf-8", "surrogatepass")
        plain = hashlib.sha256(raw).hexdigest()
        found = None
        for digest, principal in self._seeds.items():
            if hmac.compare_digest(digest, plain):
                found = principal
        if found is not None:
            return found
        self._refresh()
        # The digest is keyed, so how long the look-up takes says nothing that a caller could steer.
        return self._known.get(self._digest(raw))

    def new(self, *, team: str, note: str = "", models: Sequence[str] = ()) -> tuple[KeyRecord, str]:
        """Make a key; the second value is the key itself, which nothing shows again. Raises SettingsInvalid."""
        key = new_key()
        record = KeyRecord(f"key-{secrets.token_hex(_ID_BYTES)}", team, note, tuple(models), _now(), None)
        row = (record.id, team, note, json.dumps(record.models), self._digest(key.encode()), record.created)
        with self._table() as db:
            db.execute("INSERT INTO api_key VALUES (?, ?, ?, ?, ?, ?, NULL)", row)
        return record, key

    def list(self) -> list[KeyRecord]:
        """All keys of the table, revoked ones too. Raises SettingsInvalid."""
        return [record for record, _ in self._rows()]

    def revoke(self, key_id: str) -> bool:
        """Revoke a key; False where there is no such key that is still good. Raises SettingsInvalid."""
        if not self._path.is_file():
            return False
        query = "UPDATE api_key SET revoked = ? WHERE id = ? AND revoked IS NULL"
        with self._table() as db:
            return db.execute(query, (_now(), key_id)).rowcount == 1

    def _refresh(self) -> None:
        """Read the table where its file changed, or wasn't looked into for a while."""
        look, now = _look(self._path), time.monotonic()
        if look == self._look and now - self._read_at <= _FRESH_S:
            return
        rows = self._rows()
        self._known = {
            digest: Principal(record.id, record.team, models=record.models)
            for record, digest in rows
            if record.revoked is None
        }
        self._any = self._any or bool(rows)
        self._look, self._read_at = look, now

    def _rows(self) -> Sequence[tuple[KeyRecord, str]]:
        look = _look(self._path)
        if look is None or not look[-1]:  # a crash may leave an empty file, which has no table yet
            return []
        # Not "ro": a command that was killed may have left a journal, which the next reader must be able to roll back.
        query = "SELECT id, team, note, models, created, revoked, digest FROM api_key ORDER BY created, id"
        with self._connected(f"{self._path.absolute().as_uri()}?mode=rw") as db:
            rows = db.execute(query).fetchall()
        try:
            return [
                (KeyRecord(row[0], row[1], row[2], tuple(json.loads(row[3])), row[4], row[5]), row[6]) for row in rows
            ]
        except (TypeError, ValueError):
            message = f"The API keys in {self._path.name!r} can't be read: a list of models is damaged."
            raise SettingsInvalid(message) from None

    def _digest(self, raw: bytes) -> str:
        return hmac.digest(self._pepper, raw, "sha256").hex()

    @contextlib.contextmanager
    def _connected(self, address: str) -> Iterator[sqlite3.Connection]:
        """A transaction. A client may see the message: it names no folder."""
        try:
            with contextlib.closing(sqlite3.connect(address, timeout=_BUSY_S, uri=True)) as db, db:
                yield db
        except sqlite3.Error as error:
            message = f"The API keys in {self._path.name!r} can't be read or written: {error}."
            raise SettingsInvalid(message) from None

    @contextlib.contextmanager
    def _table(self) -> Iterator[sqlite3.Connection]:
        """The table to write to, made where it is missing, in one transaction."""
        try:
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, stat.S_IRUSR | stat.S_IWUSR))
        except OSError as error:
            message = f"The API keys in {str(self._path)!r} can't be written: {error.strerror}."
            raise SettingsInvalid(message) from None
        with self._connected(self._path.absolute().as_uri()) as db:
            db.execute(_SCHEMA)
            yield db


def new_key() -> str:
    """A key: 256 random bits behind a prefix that secret scanners can know."""
    return PREFIX + secrets.token_urlsafe(_KEY_BYTES)


def seed_of(key: str) -> str:
    """What the configuration holds of a key."""
    return "sha256:" + hashlib.sha256(key.encode()).hexdigest()


def _seed_digest(seed: Seed) -> str:
    match = _SHA256.fullmatch(seed.hash)
    if match is None:
        message = f"keys: the hash of {seed.id!r} must be 'sha256:' and 64 hex digits (codeward keys new --for-config prints one)"
        raise SettingsInvalid(message)
    return match.group(1)


def _look(path: Path) -> _Look | None:
    """What of a file changes when it does; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
