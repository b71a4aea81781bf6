"""API keys: made here, shown once, stored as a hash.

A key is 256 random bits, so one HMAC with a pepper of this house's own is enough to store it. Keys of the configuration are seeds, given as
SHA-256 of the key. A revocation by the command line is seen by a running server within seconds.
Rules for this file: bound parameters only; no key in a message. Counterpart: api/identity.py.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import re
import secrets
import sqlite3
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
_FRESH_S = 2.0  # how long a look at the table is trusted; a revocation counts within 5 s
_SHA256 = re.compile(r"sha256:([0-9a-f]{64})")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS api_key (
    id TEXT PRIMARY KEY, team TEXT NOT NULL, note TEXT NOT NULL, models TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE, created TEXT NOT NULL, revoked TEXT
) STRICT
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


class Keys:
    """The key table of a data folder, with the configuration's seeds."""

    def __init__(self, path: Path, pepper: bytes, seeds: Sequence[Seed] = ()) -> None:
        self._path = path
        self._pepper = pepper
        self._seeds = {_seed_digest(seed): Principal(seed.id, seed.team, models=tuple(seed.models)) for seed in seeds}
        self._known: dict[str, Principal] = {}
        self._read_at = float("-inf")

    @classmethod
    def open(cls, data_dir: Path, keyring: Keyring, seeds: Sequence[Seed] = ()) -> Keys:
        """The keys of a data folder. Raises SettingsInvalid for a seed that isn't a hash."""
        return cls(data_dir / FILE_NAME, keyring.derive("key-hash"), seeds)

    def any(self) -> bool:
        """There is a key, so that requests need one. A revoked key counts: revoking the last one must not open the door."""
        if self._seeds:
            return True
        if not self._path.is_file():
            return False
        with self._table() as db:
            return db.execute("SELECT 1 FROM api_key LIMIT 1").fetchone() is not None

    def lookup(self, bearer: str) -> Principal | None:
        """The principal of a key, or None."""
        plain = hashlib.sha256(bearer.encode("utf-8", "replace")).hexdigest()
        for digest, principal in self._seeds.items():
            if hmac.compare_digest(digest, plain):
                return principal
        now = time.monotonic()
        if now - self._read_at > _FRESH_S:
            self._known, self._read_at = self._active(), now
        return self._known.get(self._digest(bearer))

    def new(self, *, team: str, note: str = "", models: Sequence[str] = ()) -> tuple[KeyRecord, str]:
        """Make a key; the second value is the key itself, which nothing shows again."""
        key = new_key()
        record = KeyRecord(f"key-{secrets.token_hex(_ID_BYTES)}", team, note, tuple(models), _now(), None)
        with self._table() as db:
            row = (record.id, team, note, ",".join(models), self._digest(key), record.created)
            db.execute("INSERT INTO api_key VALUES (?, ?, ?, ?, ?, ?, NULL)", row)
        return record, key

    def list(self) -> list[KeyRecord]:
        """All keys of the table, revoked ones too."""
        if not self._path.is_file():
            return []
        with self._table() as db:
            rows = db.execute(
                "SELECT id, team, note, models, created, revoked FROM api_key ORDER BY created, id"
            ).fetchall()
        return [KeyRecord(row[0], row[1], row[2], _models(row[3]), row[4], row[5]) for row in rows]

    def revoke(self, key_id: str) -> bool:
        """Revoke a key; False where there is no such key that is still good."""
        if not self._path.is_file():
            return False
        with self._table() as db:
            return (
                db.execute("UPDATE api_key SET revoked = ? WHERE id = ? AND revoked IS NULL", (_now(), key_id)).rowcount
                == 1
            )

    def _active(self) -> dict[str, Principal]:
        if not self._path.is_file():
            return {}
        with self._table() as db:
            rows = db.execute("SELECT digest, id, team, models FROM api_key WHERE revoked IS NULL").fetchall()
        return {row[0]: Principal(row[1], row[2], models=_models(row[3])) for row in rows}

    def _digest(self, key: str) -> str:
        return hmac.new(self._pepper, key.encode("utf-8", "replace"), hashlib.sha256).hexdigest()

    @contextlib.contextmanager
    def _table(self) -> Iterator[sqlite3.Connection]:
        with contextlib.closing(sqlite3.connect(self._path, timeout=2.0)) as db, db:
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
        message = (
            f"keys: the hash of {seed.id!r} must be 'sha256:' and 64 hex digits (codeward keys new --config prints one)"
        )
        raise SettingsInvalid(message)
    return match.group(1)


def _models(text: str) -> tuple[str, ...]:
    return tuple(name for name in text.split(",") if name)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
