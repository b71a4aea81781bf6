"""The rows of keys in the state, and those of the file that older versions kept them in.

Rules for this file: SQL of keys; bound parameters only; a digest never leaves it but to keys.py; every change is told to the records.
Counterpart: keys.py makes and hashes the keys.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from proxy.errors import RequestInvalid, StateUnavailable
from proxy.identity import terms
from proxy.model import NO_LIMITS, Limits, Role
from proxy.state import State

OLD_FILE_NAME = "keys.sqlite"
MOVED_FILE_NAME = "keys.sqlite.moved"
STEPS = (
    """CREATE TABLE api_key (
    id TEXT PRIMARY KEY, team TEXT NOT NULL, note TEXT NOT NULL, models TEXT NOT NULL, created TEXT NOT NULL, revoked TEXT,
    role TEXT NOT NULL, limits TEXT NOT NULL, expires TEXT, created_by TEXT NOT NULL, rotated TEXT, old_until TEXT,
    digest TEXT NOT NULL UNIQUE, old_digest TEXT, expired_told TEXT
)""",
    "ALTER TABLE api_key ADD COLUMN person TEXT NOT NULL DEFAULT ''",
)
_COLUMNS = "id, team, note, models, created, revoked, role, limits, expires, created_by, rotated, old_until, person, digest, old_digest"


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A key as it is listed: never the key. Times are RFC 3339; `old_until`: so long its secret before the last rotation is good."""

    id: str
    team: str
    note: str
    models: tuple[str, ...]
    created: str
    revoked: str | None
    role: Role = Role.MEMBER
    limits: Limits = NO_LIMITS
    expires: str | None = None
    created_by: str = ""
    rotated: str | None = None
    old_until: str | None = None
    person: str = ""

    def standing(self, now: str) -> str:
        """The word for it: active, revoked or expired."""
        return "revoked" if self.revoked else "expired" if self.expires and self.expires <= now else "active"


@dataclass(frozen=True, slots=True)
class Stored:
    """A key with what is stored of its secrets."""

    record: KeyRecord
    digest: str
    old_digest: str | None


class KeyTable:
    """See the module's docstring."""

    def __init__(self, state: State) -> None:
        self._tables = state.tables("keys", STEPS)

    def rows(self) -> list[Stored]:
        """All keys, void ones too, oldest first."""
        return [_stored(row) for row in self._tables.rows(f"SELECT {_COLUMNS} FROM api_key ORDER BY created, id")]  # noqa: S608  # nosec B608 - a constant

    def add(self, record: KeyRecord, digest: str, by: str) -> None:
        """Keep a new key."""
        row = (
            record.id, record.team, record.note, json.dumps(record.models), record.created, None, record.role.value,
            terms.stored(record.limits), record.expires, by, None, None, digest, None, None, record.person,
        )  # fmt: skip
        with self._tables.transaction() as change:
            change.execute("INSERT INTO api_key VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            told: dict[str, object] = {
                "role": record.role.value,
                "models": list(record.models),
                "limits": terms.limits_told(record.limits),
                "expires": record.expires,
            }
            if record.person:
                told["person"] = record.person
            change.tell("key.created", {**_who(record.id, record.team, by), **told})

    def rotate(self, key_id: str, digest: str, now: datetime, grace: timedelta, by: str) -> KeyRecord | None:
        """Put a new secret in the place of the old one; None where no key of that id is good."""
        moment, until = terms.written(now), terms.written(now + grace) if grace else None
        query = f"SELECT {_COLUMNS} FROM api_key WHERE id = ?"  # noqa: S608  # nosec B608 - a constant
        with self._tables.transaction() as change:
            found = [_stored(row) for row in change.rows(query, (key_id,))]
            if not found or found[0].record.standing(moment) != "active":
                return None
            change.execute(
                "UPDATE api_key SET digest = ?, old_digest = ?, old_until = ?, rotated = ? WHERE id = ?",
                (digest, found[0].digest if until else None, until, moment, key_id),
            )
            record = replace(found[0].record, rotated=moment, old_until=until)
            change.tell("key.rotated", {**_who(key_id, record.team, by), "old_until": until})
        return record

    def revoke(self, key_id: str, by: str) -> bool:
        """Make a key void."""
        with self._tables.transaction() as change:
            teams = change.rows("SELECT team FROM api_key WHERE id = ? AND revoked IS NULL", (key_id,))
            if not teams:
                return False
            change.execute("UPDATE api_key SET revoked = ? WHERE id = ?", (change.at, key_id))
            change.tell("key.revoked", _who(key_id, teams[0][0], by))
        return True

    def tell_expired(self, now: str) -> int:
        """Have it recorded that keys ran out, once each."""
        query = "SELECT id, team FROM api_key WHERE expires <= ? AND revoked IS NULL AND expired_told IS NULL"
        if not self._tables.rows(query, (now,)):
            return 0
        with self._tables.transaction() as change:
            found = change.rows(query, (now,))
            for key_id, team in found:
                change.execute("UPDATE api_key SET expired_told = ? WHERE id = ?", (change.at, key_id))
                change.tell("key.expired", _who(key_id, team, "expiry"))
        return len(found)

    def take_over(self, data_dir: Path) -> None:
        """Copy the keys of `keys.sqlite`, which then gets another name. What stands here already counts more: it may be void since."""
        path = data_dir / OLD_FILE_NAME
        if not path.is_file():
            return
        with self._tables.transaction() as change:
            for id_, team, note, models, digest, created, revoked in _old_rows(path):
                row = (
                    id_,
                    team,
                    note,
                    models,
                    created,
                    revoked,
                    Role.MEMBER.value,
                    "{}",
                    None,
                    "",
                    None,
                    None,
                    digest,
                    None,
                    None,
                    "",
                )
                change.execute(
                    "INSERT OR IGNORE INTO api_key VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row
                )
        with contextlib.suppress(OSError):  # another process was faster
            path.rename(data_dir / MOVED_FILE_NAME)


def _old_rows(path: Path) -> list[tuple[Any, ...]]:
    if not path.stat().st_size:
        return []
    try:
        # Not "ro": a command that was killed may have left a journal, which must be rolled back first.
        address = f"{path.absolute().as_uri()}?mode=rw"
        with contextlib.closing(sqlite3.connect(address, uri=True)) as db:
            return db.execute("SELECT id, team, note, models, digest, created, revoked FROM api_key").fetchall()
    except sqlite3.Error as error:
        message = f"The keys in {path.name!r} can't be taken over: {error}."
        raise StateUnavailable(message) from None


def _stored(row: tuple[Any, ...]) -> Stored:
    id_, team, note, models, created, revoked, role, limits, expires, by, rotated, old_until, person, digest, old = row
    try:
        record = KeyRecord(
            id_, team, note, tuple(json.loads(models)), created, revoked, Role(role), terms.limits(json.loads(limits)),
            expires, by, rotated, old_until, person,
        )  # fmt: skip
    except (TypeError, ValueError, AttributeError, RequestInvalid):
        message = "The API keys in 'state.sqlite' can't be read: one of them is damaged."
        raise StateUnavailable(message) from None
    return Stored(record, digest, old)


def _who(key_id: str, team: str, by: str) -> dict[str, object]:
    return {"key_id": key_id, "team": team, "by": by}
