"""Waivers as they are kept: asked for, approved by others than who asked, ended by the clock or by hand; each step is recorded.

Only these operations change one. Nothing that stands in a chat, a file, a header or a model's answer reaches them: their callers are the
command line and routes of their own, with a key whose role allows it.
Rules for this file: bound parameters only; every change is told to the records in its own transaction. Counterparts: policy/waivers.py says
what one covers, cli/waiver.py and api/waivers.py ask.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from proxy.errors import RequestInvalid
from proxy.policy.sections import WaiverTerms
from proxy.policy.waivers import (
    MAX_TEXT_CHARS,
    MIN_TEXT_CHARS,
    Scope,
    Status,
    Waiver,
    WaiverReason,
    Waivers,
    approvals_needed,
)
from proxy.state import Fresh, State, Transaction

_STEPS = (
    """CREATE TABLE waiver (
    number INTEGER PRIMARY KEY AUTOINCREMENT, team TEXT NOT NULL, rule TEXT NOT NULL, scope TEXT NOT NULL, fingerprint TEXT NOT NULL,
    pattern TEXT NOT NULL, repository TEXT NOT NULL, severity TEXT NOT NULL, reason TEXT NOT NULL, text TEXT NOT NULL, ticket TEXT NOT NULL,
    days INTEGER NOT NULL, ref TEXT NOT NULL, requester TEXT NOT NULL, created TEXT NOT NULL, needed INTEGER NOT NULL,
    approvals TEXT NOT NULL, status TEXT NOT NULL, until TEXT NOT NULL, closed_by TEXT NOT NULL, expired_told TEXT
)""",
    "ALTER TABLE waiver ADD COLUMN organisation TEXT NOT NULL DEFAULT 'default'",
)
_COLUMNS = (
    "number, team, rule, scope, fingerprint, pattern, repository, severity, reason, text, ticket, days, ref, requester, created, needed, "
    "approvals, status, until, closed_by, organisation"
)
_INSERT = (
    "INSERT INTO waiver (team, rule, scope, fingerprint, pattern, repository, severity, reason, text, ticket, days, ref, requester, "
    "created, needed, status, organisation, approvals, until, closed_by) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '[]', '', '')"
)
_PREFIX = "WVR-"
_MAX_TICKET_CHARS = 200
_JOINERS = "\u200c\u200d"  # scripts and emoji need them
_MAX_WAITING = 1_000  # of a team: somebody who asks for more has a policy to talk about


@dataclass(frozen=True, slots=True)
class Found:
    """A recorded finding that a waiver is asked for."""

    ref: str
    team: str
    rule: str
    severity: str
    fingerprint: str
    pattern: str
    repository: str
    organisation: str = "default"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for. `days` 0: as many as the policy gives."""

    scope: str
    reason: str
    text: str
    ticket: str = ""
    days: int = 0


class WaiverBook:
    """See the module's docstring."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._tables = state.tables("waivers", _STEPS)
        self._fresh: Fresh[Mapping[tuple[str, str], Sequence[Waiver]]] = Fresh(state, self._by_team)

    def for_request(self, organisation: str, team: str, repository: str) -> Waivers | None:
        """The waivers that may count for a request; read anew where they changed, and at the latest after 2 s. Raises StateUnavailable."""
        known = self._fresh.get().get((organisation, team))
        return Waivers(known, repository, self._now) if known else None

    def list(self, team: str = "") -> list[Waiver]:
        """All waivers, or a team's, oldest first. Raises StateUnavailable."""
        rows = self._tables.rows(f"SELECT {_COLUMNS} FROM waiver ORDER BY number")  # noqa: S608  # nosec B608 - a constant
        return [waiver for waiver in map(_waiver, rows) if not team or waiver.team == team]

    def find(self, waiver_id: str) -> Waiver:
        """One waiver. Raises RequestInvalid where there is none, StateUnavailable."""
        found = next((waiver for waiver in self.list() if waiver.id == waiver_id.strip().upper()), None)
        if found is None:
            message = f"There is no waiver {waiver_id[:40]!r}."
            raise RequestInvalid(message, param="id")
        return found

    def request(self, found: Found, asked: Asked, terms: WaiverTerms, by: str) -> Waiver:
        """Ask for a waiver. Raises RequestInvalid naming what is wrong, StateUnavailable."""
        waiver = _checked(found, asked, terms, by)
        with self._tables.transaction() as change:
            query = "SELECT COUNT(*) FROM waiver WHERE organisation = ? AND team = ? AND status = 'requested'"
            waiting = change.rows(query, (found.organisation, found.team))
            if int(waiting[0][0]) >= _MAX_WAITING:
                message = f"{_MAX_WAITING} requests of this team wait already."
                raise RequestInvalid(message, param="ref")
            waiver = replace(waiver, created=change.at)
            row = (
                waiver.team, waiver.rule, waiver.scope.value, waiver.fingerprint, waiver.pattern, waiver.repository, waiver.severity,
                waiver.reason.value, waiver.text, waiver.ticket, waiver.days, waiver.ref, by, change.at, waiver.needed,
                waiver.status.value, waiver.organisation,
            )  # fmt: skip
            change.execute(_INSERT, row)
            number = int(change.rows("SELECT last_insert_rowid()")[0][0])
            waiver = replace(waiver, id=f"{_PREFIX}{number}")
            _tell(change, "waiver.requested", waiver, by)
        return waiver

    def approve(self, waiver_id: str, by: str) -> Waiver:
        """Approve one; by another person than who asked, each once. Raises RequestInvalid, StateUnavailable."""
        with self._tables.transaction() as change:
            waiver = self._waiting(change, waiver_id)
            if by == waiver.requester:
                message = "Who asks for a waiver can't approve it."
                raise RequestInvalid(message, param="id")
            if by in waiver.approvals:
                message = f"{waiver.id} was approved by you already; {waiver.needed} people must."
                raise RequestInvalid(message, param="id")
            approvals = (*waiver.approvals, by)
            enough = len(approvals) >= waiver.needed
            end = self._state.now() + timedelta(days=waiver.days)
            waiver = replace(
                waiver,
                approvals=approvals,
                status=Status.APPROVED if enough else Status.REQUESTED,
                until=written(end) if enough else "",
            )
            change.execute(
                "UPDATE waiver SET approvals = ?, status = ?, until = ? WHERE number = ?",
                (json.dumps(approvals), waiver.status.value, waiver.until, _number(waiver.id)),
            )
            _tell(change, "waiver.approved", waiver, by)
        return waiver

    def deny(self, waiver_id: str, by: str) -> Waiver:
        """Refuse one that waits. Raises RequestInvalid, StateUnavailable."""
        with self._tables.transaction() as change:
            return self._closed(change, self._waiting(change, waiver_id), Status.DENIED, "waiver.denied", by)

    def end(self, waiver_id: str, by: str) -> Waiver:
        """End one that holds, or take back a request. Raises RequestInvalid, StateUnavailable."""
        with self._tables.transaction() as change:
            waiver = self._in(change, waiver_id)
            if waiver.status not in {Status.REQUESTED, Status.APPROVED}:
                message = f"{waiver.id} is {waiver.status.value}."
                raise RequestInvalid(message, param="id")
            return self._closed(change, waiver, Status.ENDED, "waiver.ended", by)

    def tell_expired(self) -> int:
        """Have it recorded that waivers ran out, once each. Raises StateUnavailable."""
        query = "SELECT number FROM waiver WHERE status = 'approved' AND until <= ? AND expired_told IS NULL"
        if not self._tables.rows(query, (self._now(),)):
            return 0
        with self._tables.transaction() as change:
            numbers = [row[0] for row in change.rows(query, (self._now(),))]
            for number in numbers:
                change.execute("UPDATE waiver SET expired_told = ? WHERE number = ?", (change.at, number))
                _tell(change, "waiver.expired", self._in(change, f"{_PREFIX}{number}"), "expiry")
        return len(numbers)

    # -- inside a transaction

    def _in(self, change: Transaction, waiver_id: str) -> Waiver:
        query = f"SELECT {_COLUMNS} FROM waiver WHERE number = ?"  # noqa: S608  # nosec B608 - a constant
        rows = change.rows(query, (_number(waiver_id),))
        if not rows:
            message = f"There is no waiver {waiver_id[:40]!r}."
            raise RequestInvalid(message, param="id")
        return _waiver(rows[0])

    def _waiting(self, change: Transaction, waiver_id: str) -> Waiver:
        waiver = self._in(change, waiver_id)
        if waiver.status is not Status.REQUESTED:
            message = f"{waiver.id} is {waiver.status.value}, so nothing waits to be decided."
            raise RequestInvalid(message, param="id")
        return waiver

    def _closed(self, change: Transaction, waiver: Waiver, status: Status, kind: str, by: str) -> Waiver:
        change.execute(
            "UPDATE waiver SET status = ?, closed_by = ? WHERE number = ?", (status.value, by, _number(waiver.id))
        )
        waiver = replace(waiver, status=status, closed_by=by)
        _tell(change, kind, waiver, by)
        return waiver

    def _by_team(self) -> Mapping[tuple[str, str], Sequence[Waiver]]:
        now, found = self._now(), dict[tuple[str, str], list[Waiver]]()
        for waiver in self.list():
            if waiver.holds(now):
                found.setdefault((waiver.organisation, waiver.team), []).append(waiver)
        return found

    def _now(self) -> str:
        return written(self._state.now())


def _checked(found: Found, asked: Asked, terms: WaiverTerms, by: str) -> Waiver:
    """The request as it is kept. Raises RequestInvalid."""
    if not terms.allowed:
        message = "This team's policy allows no waivers."
        raise RequestInvalid(message, param="ref")
    scope, reason = _word(Scope, asked.scope, "scope"), _word(WaiverReason, asked.reason, "reason")
    text = sentence(asked.text, "text", (MIN_TEXT_CHARS, MAX_TEXT_CHARS))
    ticket = sentence(asked.ticket, "ticket", (0, _MAX_TICKET_CHARS))
    if reason is WaiverReason.FIX_LATER and not ticket:
        message = "fix-later needs the ticket that it will be fixed with."
        raise RequestInvalid(message, param="ticket")
    days = asked.days or min(terms.default_days, terms.max_days)
    if not 1 <= days <= terms.max_days:
        message = f"A waiver lasts from 1 to {terms.max_days} days here."
        raise RequestInvalid(message, param="days")
    if scope is Scope.REPOSITORY and not found.repository:
        message = "The request named no repository (x-codeward-repository), so there is none to waive the rule in."
        raise RequestInvalid(message, param="scope")
    if scope is Scope.PATTERN and not found.pattern:
        message = "What was found has no pattern that other code could share; ask for the snippet, or for the team."
        raise RequestInvalid(message, param="scope")
    needed = approvals_needed(found.severity, terms.approvals_for_critical)
    return Waiver(
        "", found.team, found.rule, scope, found.fingerprint, found.pattern, found.repository, found.severity, reason, text, ticket, days,
        found.ref, by, "", needed, organisation=found.organisation,
    )  # fmt: skip


def sentence(text: str, param: str, bounds: tuple[int, int]) -> str:
    """What somebody wrote for people to read, on one line, of so many characters. Raises RequestInvalid.

    It is shown on pages, in terminals and in records, where a character that nobody sees could make it read as something else.
    """
    made = " ".join(text.split())
    if not bounds[0] <= len(made) <= bounds[1]:
        message = f"The {param} has {bounds[0]} to {bounds[1]} characters."
        raise RequestInvalid(message, param=param)
    if not all(char.isprintable() or char in _JOINERS for char in made):
        message = f"The {param} holds a control character, or one that nobody sees."
        raise RequestInvalid(message, param=param)
    return made


def _word(words: Any, text: str, param: str) -> Any:  # noqa: ANN401 - an enum and its member
    if text not in set(words):
        message = f"There is no {param} {text[:40]!r}; there are {', '.join(words)}."
        raise RequestInvalid(message, param=param)
    return words(text)


def _number(waiver_id: str) -> int:
    digits = waiver_id.strip().upper().removeprefix(_PREFIX)
    return int(digits) if digits.isdecimal() and len(digits) < 16 else -1  # noqa: PLR2004 - what SQLite counts in


def _waiver(row: Sequence[Any]) -> Waiver:
    number, team, rule, scope, fingerprint, pattern, repository, severity, reason, text, ticket, days, *rest = row
    ref, requester, created, needed, approvals, status, until, closed_by, organisation = rest
    return Waiver(
        f"{_PREFIX}{number}", team, rule, Scope(scope), fingerprint, pattern, repository, severity, WaiverReason(reason), text, ticket,
        int(days), ref, requester, created, int(needed), tuple(json.loads(approvals)), Status(status), until, closed_by, organisation,
    )  # fmt: skip


def _tell(change: Transaction, kind: str, waiver: Waiver, by: str) -> None:
    """The record of a step. The text that people wrote stays in the state."""
    body: dict[str, object] = {
        "waiver": waiver.id,
        "organisation": waiver.organisation,
        "team": waiver.team,
        "rule": waiver.rule,
        "scope": waiver.scope.value,
        "reason": waiver.reason.value,
        "waived_ref": waiver.ref,
        "days": waiver.days,
        "status": waiver.status.value,
        "approvals": len(waiver.approvals),
        "needed": waiver.needed,
        "until": waiver.until,
        "by": by,
    }
    change.tell(kind, body)


def written(moment: datetime) -> str:
    """A time as the state keeps it: RFC 3339 in UTC, which sorts as text."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
