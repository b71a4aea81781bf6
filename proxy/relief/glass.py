"""The broken glass: for a while nothing stricter than an action is done to some teams, for a reason, by somebody, on the record.

For the hour in which a policy stops work that can't wait. It says so in every record it changes (`break-glass BG-3`), ends by itself, and
what isn't recorded is still never delivered.
Rules for this file: as waivers.py. Counterparts: policy/evaluate.py caps, cli/glass.py breaks and mends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from fnmatch import fnmatchcase
from typing import Any

from proxy.errors import RequestInvalid
from proxy.model import Action
from proxy.policy.schema import Cap
from proxy.relief.waivers import sentence, written
from proxy.state import Fresh, State

_STEPS = (
    """CREATE TABLE glass (
    number INTEGER PRIMARY KEY AUTOINCREMENT, teams TEXT NOT NULL, action TEXT NOT NULL, reason TEXT NOT NULL, by TEXT NOT NULL,
    broken TEXT NOT NULL, until TEXT NOT NULL, mended TEXT NOT NULL, expired_told TEXT
)""",
)
_QUERY = "SELECT number, teams, action, reason, by, broken, until, mended FROM glass ORDER BY number"
_PREFIX = "BG-"
_MAX = timedelta(hours=72)  # longer is a change of policy
_MAX_TEAM_CHARS = 100
_REASON_CHARS = (10, 500)
_ACTIONS = {action.word: action for action in (Action.ALLOW, Action.ANNOTATE)}


@dataclass(frozen=True, slots=True)
class Glass:
    """One break. Times are RFC 3339 in UTC; `mended`: when somebody ended it before its time."""

    id: str
    teams: str
    action: str
    reason: str
    by: str
    broken: str
    until: str
    mended: str = ""

    def standing(self, now: str) -> str:
        """The word for it: broken, mended or expired."""
        return "mended" if self.mended else "broken" if now < self.until else "expired"


class GlassCase:
    """See the module's docstring."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._tables = state.tables("glass", _STEPS)
        self._fresh: Fresh[Sequence[Glass]] = Fresh(state, self.list)

    def cap(self, team: str) -> Cap | None:
        """The weakest cap that holds for a team now; read anew within 2 s of a change. Raises StateUnavailable."""
        now = self._now()
        holding = [g for g in self._fresh.get() if g.standing(now) == "broken" and fnmatchcase(team, g.teams)]
        weakest = min(holding, key=lambda glass: _ACTIONS[glass.action], default=None)
        return None if weakest is None else Cap(_ACTIONS[weakest.action], weakest.id)

    def list(self) -> list[Glass]:
        """Every break, oldest first. Raises StateUnavailable."""
        return [self._glass(row) for row in self._tables.rows(_QUERY)]

    @staticmethod
    def _glass(row: Sequence[Any]) -> Glass:
        return Glass(f"{_PREFIX}{row[0]}", *row[1:])

    def smash(self, teams: str, action: str, reason: str, lasts: timedelta, by: str) -> Glass:
        """Break it. Raises RequestInvalid, StateUnavailable."""
        if action not in _ACTIONS:
            message = f"While the glass is broken there is {' or '.join(_ACTIONS)}, not {action[:40]!r}."
            raise RequestInvalid(message, param="to")
        reason = sentence(reason, "reason", _REASON_CHARS)
        if not timedelta() < lasts <= _MAX:
            message = f"The glass may be broken for {_MAX.days * 24} hours at most; for longer change the policy."
            raise RequestInvalid(message, param="for")
        teams = teams.strip()
        if not teams or len(teams) > _MAX_TEAM_CHARS or not teams.isprintable():
            message = "Name a team, a pattern of teams, or * for all."
            raise RequestInvalid(message, param="team")
        with self._tables.transaction() as change:
            until = written(self._state.now() + lasts)
            change.execute(
                "INSERT INTO glass (teams, action, reason, by, broken, until, mended) VALUES (?, ?, ?, ?, ?, ?, '')",
                (teams, action, reason, by, change.at, until),
            )
            number = int(change.rows("SELECT last_insert_rowid()")[0][0])
            glass = Glass(f"{_PREFIX}{number}", teams, action, reason, by, change.at, until)
            change.tell("glass.broken", _told(glass, by))
        return glass

    def mend(self, glass_id: str, by: str) -> Glass:
        """End it before its time. Raises RequestInvalid, StateUnavailable."""
        with self._tables.transaction() as change:
            now = self._now()
            known = [self._glass(row) for row in change.rows(_QUERY)]
            found = next((glass for glass in known if glass.id == glass_id.strip().upper()), None)
            if found is None or found.standing(now) != "broken":
                message = f"No glass {glass_id[:40]!r} is broken."
                raise RequestInvalid(message, param="id")
            glass = replace(found, mended=change.at)
            number = int(glass.id.removeprefix(_PREFIX))
            change.execute("UPDATE glass SET mended = ? WHERE number = ?", (glass.mended, number))
            change.tell("glass.mended", _told(glass, by))
        return glass

    def tell_expired(self) -> int:
        """Have it recorded that the time ran out, once each. Raises StateUnavailable."""
        query = "SELECT number FROM glass WHERE mended = '' AND until <= ? AND expired_told IS NULL"
        if not self._tables.rows(query, (self._now(),)):
            return 0
        known = {glass.id: glass for glass in self.list()}
        with self._tables.transaction() as change:
            numbers = [row[0] for row in change.rows(query, (self._now(),))]
            for number in numbers:
                change.execute("UPDATE glass SET expired_told = ? WHERE number = ?", (change.at, number))
                change.tell("glass.expired", _told(known[f"{_PREFIX}{number}"], "expiry"))
        return len(numbers)

    def _now(self) -> str:
        return written(self._state.now())


def _told(glass: Glass, by: str) -> dict[str, object]:
    return {
        "glass": glass.id,
        "teams": glass.teams,
        "action": glass.action,
        "reason": glass.reason,
        "until": glass.until,
        "by": by,
    }
