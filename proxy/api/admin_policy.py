"""Policies and break-glass over the admin API: what is in force, loading it anew, and the broken glass.

Rules for this file: as admin_keys.py. A bundle that can't be used is told with its mistakes and never holds. Counterparts: activation.py,
relief/glass.py.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from proxy.activation import Outcome
from proxy.api.admin import Needs, answer
from proxy.api.house import Front
from proxy.identity.terms import duration
from proxy.model import Principal, Role
from proxy.policy.bundle import InForce
from proxy.relief.glass import GlassCase

_CREATED, _REFUSED = 201, 409

Reload = Callable[[str], Awaitable[Outcome]]


class Break(BaseModel):
    """How the glass is broken."""

    model_config = ConfigDict(extra="forbid", strict=True)

    reason: str
    lasts: str = "1h"
    team: str = "*"
    to: str = "annotate"


def policy_routes(front: Front, in_force: InForce, reload: Reload, problem: Callable[[], str]) -> APIRouter:
    """What is in force, and loading it anew. `problem`: why what the files say now isn't."""
    routes = APIRouter(prefix="/policy")
    reader: Principal = Depends(Needs(front, Role.ADMIN, Role.AUDITOR))
    admin: Principal = Depends(Needs(front, Role.ADMIN))

    @routes.get("")
    async def shown(principal: Principal = reader) -> Response:  # noqa: ARG001 - asked for its role
        bundle = in_force.bundle
        attached = [
            {
                "id": each.id,
                "policy": each.policy.name,
                "mode": (each.mode or each.policy.mode).value,
                "position": each.position,
            }
            for each in bundle.attachments
        ]
        signature = asdict(bundle.signature) if bundle.signature else None
        told: dict[str, object] = {"revision": bundle.revision, "signature": signature, "attachments": attached}
        return answer({**told, "warnings": list(bundle.warnings), "problem": problem()})

    @routes.post("/reload")
    async def reloaded(principal: Principal = admin) -> Response:
        outcome = await reload(principal.key_id)
        return answer(asdict(outcome), _REFUSED if outcome.problem else 200)

    return routes


def glass_routes(front: Front, case: GlassCase) -> APIRouter:
    """Breaking the glass, and mending it."""
    routes = APIRouter(prefix="/break-glass")
    reader: Principal = Depends(Needs(front, Role.ADMIN, Role.AUDITOR))
    admin: Principal = Depends(Needs(front, Role.ADMIN))

    @routes.get("")
    async def listed(principal: Principal = reader) -> Response:  # noqa: ARG001 - asked for its role
        return answer({"object": "list", "data": [asdict(glass) for glass in await asyncio.to_thread(case.list)]})

    @routes.post("")
    async def smashed(given: Break, principal: Principal = admin) -> Response:
        lasts = duration(given.lasts, "lasts")
        made = await asyncio.to_thread(case.smash, given.team, given.to, given.reason, lasts, principal.key_id)
        await front.recorded()
        return answer(asdict(made), _CREATED)

    @routes.delete("/{glass_id}")
    async def mended(glass_id: str, principal: Principal = admin) -> Response:
        made = await asyncio.to_thread(case.mend, glass_id, principal.key_id)
        await front.recorded()
        return answer(asdict(made))

    return routes
