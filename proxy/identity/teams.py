"""Teams: which models each may ask and how much it may use. From the configuration, and from the table beside it.

A team need not be made before it is used: a key names one, and where nothing is said of it, it may ask every model. Where the
configuration names a team, that holds and the table can't change it.
Rules for this file: bound parameters only. Counterparts: keys.py, terms.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from proxy.errors import RequestInvalid, SettingsInvalid, StateUnavailable
from proxy.identity import terms
from proxy.model import NO_LIMITS, Limits
from proxy.state import Fresh, State, Transaction

STEPS = (
    """CREATE TABLE team (
    id TEXT PRIMARY KEY, organisation TEXT NOT NULL, models TEXT NOT NULL, limits TEXT NOT NULL, created TEXT NOT NULL
)""",
)


class TeamSeed(Protocol):
    """A team of the configuration."""

    @property
    def id(self) -> str:
        """Its name."""

    @property
    def organisation(self) -> str:
        """What it belongs to."""

    @property
    def models(self) -> Sequence[str]:
        """The models it may ask, as shell patterns; empty: all."""

    @property
    def limits(self) -> Mapping[str, int | float]:
        """How much it may use, by name."""


@dataclass(frozen=True, slots=True)
class Team:
    """A team as it holds. `created` empty: it is one of the configuration."""

    id: str
    organisation: str = "default"
    models: tuple[str, ...] = ()
    limits: Limits = NO_LIMITS
    created: str = ""


class Teams:
    """See the module's docstring. Raises StateUnavailable where the table can't be read."""

    def __init__(self, state: State, seeds: Iterable[TeamSeed] = ()) -> None:
        self._tables = state.tables("teams", STEPS)
        seeds = tuple(seeds)
        twice = [seed.id for at, seed in enumerate(seeds) if any(seed.id == other.id for other in seeds[:at])]
        if twice:
            message = f"teams: {twice[0]!r} stands twice; what a team may is said in one place"
            raise SettingsInvalid(message)
        self._seeds = {
            seed.id: Team(
                terms.name(seed.id, "teams.id"), seed.organisation, tuple(seed.models), terms.limits(seed.limits)
            )
            for seed in seeds
        }
        self._fresh = Fresh(state, self._read)

    def get(self, team_id: str) -> Team:
        """A team, known or not."""
        return self._fresh.get().get(team_id) or Team(team_id)

    def list(self) -> list[Team]:
        """All that something is said of, by name."""
        return sorted(self._read().values(), key=lambda team: team.id)

    def create(self, team: Team, *, by: str) -> Team:
        """Make a team. Raises RequestInvalid where there is one of that name, or a field isn't one."""
        self._refuse_seed(team.id)
        checked = _checked(team)
        with self._tables.transaction() as change:
            if change.rows("SELECT 1 FROM team WHERE id = ?", (team.id,)):
                message = f"There is a team {team.id!r} already."
                raise RequestInvalid(message, param="id")
            made = _put(change, checked)
            change.tell("team.created", _told(made, by))
        return made

    def change(self, team: Team, *, by: str) -> Team | None:
        """Say anew what holds for a team; None where there is none of that name. Raises RequestInvalid."""
        self._refuse_seed(team.id)
        checked = _checked(team)
        with self._tables.transaction() as change:
            if not change.execute("DELETE FROM team WHERE id = ?", (team.id,)):
                return None
            made = _put(change, checked)
            change.tell("team.changed", _told(made, by))
        return made

    def remove(self, team_id: str, *, by: str) -> bool:
        """Forget what was said of a team; its keys stay, so it must have none. Raises RequestInvalid where it has."""
        self._refuse_seed(team_id)
        with self._tables.transaction() as change:
            if not change.rows("SELECT 1 FROM team WHERE id = ?", (team_id,)):
                return False
            keyed = change.rows("SELECT 1 FROM sqlite_master WHERE name = 'api_key'")
            query = "SELECT count(*) FROM api_key WHERE team = ? AND revoked IS NULL"
            if keyed and (count := change.rows(query, (team_id,))[0][0]):
                message = (
                    f"The team {team_id!r} has {count} keys, which would be freed of its bounds; revoke them first."
                )
                raise RequestInvalid(message, param="id")
            change.execute("DELETE FROM team WHERE id = ?", (team_id,))
            change.tell("team.removed", {"team": team_id, "by": by})
        return True

    def _refuse_seed(self, team_id: str) -> None:
        if team_id in self._seeds:
            message = f"The team {team_id!r} is one of the configuration; change it there."
            raise RequestInvalid(message, param="id")

    def _read(self) -> dict[str, Team]:
        rows = self._tables.rows("SELECT id, organisation, models, limits, created FROM team")
        try:
            found = {
                id_: Team(id_, organisation, tuple(json.loads(models)), terms.limits(json.loads(limits)), created)
                for id_, organisation, models, limits, created in rows
            }
        except (TypeError, ValueError, AttributeError, RequestInvalid):
            message = "A team in 'state.sqlite' is damaged."
            raise StateUnavailable(message) from None
        return {**found, **self._seeds}


def _checked(team: Team) -> Team:
    return Team(
        terms.name(team.id, "id"), terms.name(team.organisation, "organisation"), terms.models(team.models), team.limits
    )


def _put(change: Transaction, team: Team) -> Team:
    row = (team.id, team.organisation, json.dumps(team.models), terms.stored(team.limits), change.at)
    change.execute("INSERT INTO team VALUES (?, ?, ?, ?, ?)", row)
    return Team(team.id, team.organisation, team.models, team.limits, change.at)


def _told(team: Team, by: str) -> dict[str, object]:
    return {
        "team": team.id,
        "organisation": team.organisation,
        "models": list(team.models),
        "limits": terms.limits_told(team.limits),
        "by": by,
    }
