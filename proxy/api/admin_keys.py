"""Keys and teams over the admin API: what `codeward keys` and `codeward teams` do, with the asking key as `by`.

Rules for this file: the state is written by a thread; a change is recorded before the answer goes out, or waits in the outbox where records
can't be written now. A key stands in the one answer that makes it. Counterparts: admin.py, identity/keys.py, identity/teams.py.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from proxy.api.admin import Needs, answer
from proxy.api.house import Front
from proxy.errors import RouteNotFound
from proxy.identity import terms
from proxy.identity.key_table import KeyRecord
from proxy.identity.keys import Keys
from proxy.identity.shown import key_shown, team_shown
from proxy.identity.teams import Team
from proxy.model import Principal, Role

_CREATED = 201
_Limits = dict[str, int | float | None]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class NewKey(_Body):
    """A key to make."""

    team: str = "default"
    note: str = ""
    models: list[str] = Field(default_factory=list)
    role: str = Role.MEMBER.value
    person: str = ""
    expires: str | None = None
    limits: _Limits = Field(default_factory=dict)


class Rotation(_Body):
    """How a key is rotated."""

    grace: str = "24h"


class TeamTerms(_Body):
    """What a team may."""

    organisation: str = "default"
    models: list[str] = Field(default_factory=list)
    limits: _Limits = Field(default_factory=dict)


class NewTeam(TeamTerms):
    """A team to say something of."""

    id: str


def key_routes(front: Front, keys: Keys) -> APIRouter:
    """Routes of keys; all need the role admin."""
    routes = APIRouter(prefix="/keys")
    admin: Principal = Depends(Needs(front, Role.ADMIN))

    @routes.get("")
    async def list_keys(_by: Principal = admin) -> Response:
        return answer({"data": [_shown(record) for record in await asyncio.to_thread(keys.list)]})

    @routes.post("")
    async def new_key(body: NewKey, by: Principal = admin) -> Response:
        record, key = await asyncio.to_thread(
            keys.new,
            team=body.team,
            note=body.note,
            models=body.models,
            role=terms.role(body.role),
            limits=terms.limits(body.limits),
            expires=terms.expiry(body.expires, datetime.now(UTC)) if body.expires else None,
            person=body.person,
            by=by.key_id,
        )
        await front.recorded()
        return answer({**_shown(record), "key": key}, _CREATED)

    @routes.get("/{key_id}")
    async def show_key(key_id: str, _by: Principal = admin) -> Response:
        found = [record for record in await asyncio.to_thread(keys.list) if record.id == key_id]
        if not found:
            raise _missing("key", key_id)
        return answer(_shown(found[0]))

    @routes.post("/{key_id}/rotate")
    async def rotate(key_id: str, body: Rotation | None = None, by: Principal = admin) -> Response:
        grace = terms.grace((body or Rotation()).grace)
        made = await asyncio.to_thread(keys.rotate, key_id, grace=grace, by=by.key_id)
        if made is None:
            raise _missing("key", key_id)
        await front.recorded()
        return answer({**_shown(made[0]), "key": made[1]})

    @routes.delete("/{key_id}")
    async def revoke(key_id: str, by: Principal = admin) -> Response:
        if not await asyncio.to_thread(keys.revoke, key_id, by=by.key_id):
            raise _missing("key", key_id)
        await front.recorded()
        return answer({"id": key_id, "standing": "revoked"})

    return routes


def team_routes(front: Front, keys: Keys) -> APIRouter:
    """Routes of teams; all need the role admin."""
    routes = APIRouter(prefix="/teams")
    admin: Principal = Depends(Needs(front, Role.ADMIN))
    teams = keys.teams

    @routes.get("")
    async def list_teams(_by: Principal = admin) -> Response:
        return answer({"data": [team_shown(team) for team in await asyncio.to_thread(teams.list)]})

    @routes.post("")
    async def new_team(body: NewTeam, by: Principal = admin) -> Response:
        made = await asyncio.to_thread(teams.create, _team(body.id, body), by=by.key_id)
        await front.recorded()
        return answer(team_shown(made), _CREATED)

    @routes.put("/{team_id:path}")
    async def set_team(team_id: str, body: TeamTerms, by: Principal = admin) -> Response:
        made = await asyncio.to_thread(teams.change, _team(team_id, body), by=by.key_id)
        if made is None:
            raise _missing("team", team_id)
        await front.recorded()
        return answer(team_shown(made))

    @routes.delete("/{team_id:path}")
    async def remove_team(team_id: str, by: Principal = admin) -> Response:
        if not await asyncio.to_thread(teams.remove, team_id, by=by.key_id):
            raise _missing("team", team_id)
        await front.recorded()
        return answer({"id": team_id, "removed": True})

    return routes


def _team(team_id: str, body: TeamTerms) -> Team:
    return Team(team_id, body.organisation, tuple(body.models), terms.limits(body.limits))


def _shown(record: KeyRecord) -> dict[str, object]:
    return key_shown(record, terms.written(datetime.now(UTC)))


def _missing(what: str, name: str) -> RouteNotFound:
    return RouteNotFound(f"There is no {what} {name[:100]!r} here that could be changed.", param="id")
