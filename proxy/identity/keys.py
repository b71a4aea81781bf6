"""API keys: made here, shown once, stored as a hash; rotated, revoked, running out.

A key is 256 random bits, so one HMAC with a pepper of this house's own is enough to store it. Keys of the configuration are seeds, given as
SHA-256 of the key. A running server sees what the command line did at its next request, and at the latest after 2 s.
Rules for this file: bound parameters only; no key in a message; what can't be read lets nobody in.
Counterparts: key_table.py holds the rows, teams.py what their teams may, api/identity.py asks.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from proxy.errors import SettingsInvalid
from proxy.identity import terms
from proxy.identity.key_table import KeyRecord, KeyTable
from proxy.identity.teams import Team, Teams, TeamSeed
from proxy.keyring import Keyring
from proxy.model import NO_LIMITS, Limits, Principal, Role
from proxy.state import Fresh, State

PREFIX = "cw-"
GRACE = timedelta(hours=24)  # the old secret after a rotation: a night, in which what uses it can be changed
_KEY_BYTES = 32
_ID_BYTES = 4
_MAX_BEARER_CHARS = 512  # ours have 46; what is longer isn't worth hashing
_OTHERS = ("cli:", "jwt:")  # what stands before who isn't a key
_SHA256 = re.compile(r"sha256:([0-9a-f]{64})")


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
        """The models it may ask, as shell patterns; empty: all."""

    @property
    def role(self) -> Role:
        """What it may do beside asking models."""

    @property
    def person(self) -> str:
        """Who holds it; empty where nobody said."""

    @property
    def limits(self) -> Mapping[str, int | float]:
        """How much it may use, by name."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A key that opens the door until then."""

    principal: Principal
    until: str  # RFC 3339; empty: for good


class Keys:
    """The keys of a data folder, with the configuration's seeds. Raises StateUnavailable where they can't be read or written."""

    def __init__(self, state: State, pepper: bytes, seeds: Sequence[Seed] = (), teams: Sequence[TeamSeed] = ()) -> None:
        self.teams = Teams(state, teams)
        self._state = state
        self._table = KeyTable(state)
        self._pepper = pepper
        self._seeds = _checked(seeds)
        self._any = bool(self._seeds)
        self._fresh = Fresh(state, self._read)

    @classmethod
    def open(
        cls,
        data_dir: Path,
        keyring: Keyring,
        seeds: Sequence[Seed] = (),
        teams: Sequence[TeamSeed] = (),
        state: State | None = None,
    ) -> Keys:
        """The keys of a data folder. Raises SettingsInvalid for a seed that isn't a hash."""
        made = cls(state or State.open(data_dir), keyring.derive("key-hash"), seeds, teams)
        made.take_over(data_dir)
        return made

    def take_over(self, data_dir: Path) -> None:
        """Take over the keys of a folder that an older version made."""
        self._table.take_over(data_dir)

    def any(self) -> bool:
        """There is a key, so that requests need one.

        Once true it stays so: neither revoking the last key nor removing the file opens the door of a running server.
        """
        if self._fresh.get():
            self._any = True
        return self._any

    def lookup(self, bearer: str) -> Principal | None:
        """The principal of a key, or None."""
        if len(bearer) > _MAX_BEARER_CHARS:
            return None
        raw = bearer.encode("utf-8", "surrogatepass")
        plain = hashlib.sha256(raw).hexdigest()
        found = None
        for digest, (seed, limits) in self._seeds.items():
            if hmac.compare_digest(digest, plain):
                found = _principal(seed, self.teams.get(seed.team), limits)
        if found is not None:
            return found
        # The digest is keyed, so how long the look-up takes says nothing that a caller could steer.
        known = self._fresh.get().get(self._digest(raw))
        if known is None or (known.until and terms.written(self._state.now()) >= known.until):
            return None
        return known.principal

    def new(
        self,
        *,
        team: str,
        note: str = "",
        models: Sequence[str] = (),
        role: Role = Role.MEMBER,
        limits: Limits | None = None,
        expires: datetime | None = None,
        person: str = "",
        by: str = "",
    ) -> tuple[KeyRecord, str]:
        """Make a key; the second value is the key itself, which nothing shows again. Raises RequestInvalid."""
        key = new_key()
        record = KeyRecord(
            f"key-{secrets.token_hex(_ID_BYTES)}",
            terms.name(team, "team"),
            terms.note(note),
            terms.models(models),
            terms.written(self._state.now()),
            None,
            role,
            limits or NO_LIMITS,
            terms.written(expires) if expires else None,
            created_by=by,
            person=terms.person(person),
        )
        self._table.add(record, self._digest(key.encode()), by)
        return record, key

    def list(self) -> list[KeyRecord]:
        """All keys of the table, void ones too."""
        return [each.record for each in self._table.rows()]

    def rotate(self, key_id: str, *, grace: timedelta = GRACE, by: str = "") -> tuple[KeyRecord, str] | None:
        """Give a key a new secret; the old one stays good for a while. None where there is no such key that is still good."""
        key = new_key()
        record = self._table.rotate(key_id, self._digest(key.encode()), self._state.now(), grace, by)
        return None if record is None else (record, key)

    def revoke(self, key_id: str, *, by: str = "") -> bool:
        """Make a key void, its old secret too; False where there is no such key that isn't."""
        return self._state.look() is not None and self._table.revoke(key_id, by)

    def tell_expired(self) -> int:
        """Have it recorded that keys ran out, once each; gives how many."""
        now = terms.written(self._state.now())
        due = any(known.until and known.until <= now for known in self._fresh.get().values())
        return self._table.tell_expired(now) if due else 0

    def _read(self) -> dict[str, _Known]:
        """Every digest that opens the door, or did until a moment that is over."""
        known = {}
        for stored in self._table.rows():
            record, team = stored.record, self.teams.get(stored.record.team)
            if record.revoked is not None:
                self._any = True  # a key that was: the door stays shut
                continue
            principal = _principal(record, team, record.limits)
            known[stored.digest] = _Known(principal, record.expires or "")
            if stored.old_digest:
                known[stored.old_digest] = _Known(principal, _earlier(record))
        return known

    def _digest(self, raw: bytes) -> str:
        return hmac.digest(self._pepper, raw, "sha256").hex()


def _principal(key: Seed | KeyRecord, team: Team, limits: Limits) -> Principal:
    return Principal(
        key.id, team.id, team.organisation, tuple(key.models), team.models, key.role, limits, team.limits, key.person
    )


def _earlier(record: KeyRecord) -> str:
    """When a key's old secret ends: after its grace, or with the key."""
    return min(filter(None, (record.old_until, record.expires)))


def new_key() -> str:
    """A key: 256 random bits behind a prefix that secret scanners can know."""
    return PREFIX + secrets.token_urlsafe(_KEY_BYTES)


def seed_of(key: str) -> str:
    """What the configuration holds of a key."""
    return "sha256:" + hashlib.sha256(key.encode()).hexdigest()


def _checked(seeds: Sequence[Seed]) -> dict[str, tuple[Seed, Limits]]:
    """The configuration's keys by digest. Raises SettingsInvalid where two can't be told apart, as requester and approver must be."""
    known: dict[str, tuple[Seed, Limits]] = {}
    for seed in seeds:
        digest = _seed_digest(seed)
        terms.name(seed.id, "keys.id")
        terms.name(seed.team, "keys.team")
        terms.person(seed.person)
        problem = ""
        if digest in known:
            problem = f"is the same key as {known[digest][0].id!r}"
        elif any(seed.id == other.id for other, _ in known.values()):
            problem = "stands twice"
        elif seed.id == "anonymous" or seed.id.startswith(_OTHERS):
            problem = "is how others are called in records"
        if problem:
            message = f"keys: {seed.id!r} {problem}; each key has an id of its own"
            raise SettingsInvalid(message)
        known[digest] = seed, terms.limits(seed.limits)
    return known


def _seed_digest(seed: Seed) -> str:
    match = _SHA256.fullmatch(seed.hash)
    if match is None:
        message = f"keys: the hash of {seed.id!r} must be 'sha256:' and 64 hex digits (codeward keys new --for-config prints one)"
        raise SettingsInvalid(message)
    return match.group(1)
