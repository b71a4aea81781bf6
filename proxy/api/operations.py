"""Health, metrics and the list of models.

Liveness: the loop turns. Readiness: a request could be served now: records can be written, the scan workers pass their canaries,
a policy is loaded; it says which of these isn't so. Neither costs money nor asks a provider.
"""

from __future__ import annotations

import time

from fastapi import APIRouter, Request
from starlette.responses import Response

from proxy.api.house import Front
from proxy.metrics import CONTENT_TYPE
from proxy.wire.json import dumps

_READY, _NOT_READY = 200, 503


def router(front: Front) -> APIRouter:
    """The routes that aren't model routes."""
    routes = APIRouter()
    began = int(time.time())

    @routes.head("/", include_in_schema=False)  # Claude Code asks whether anybody is there
    async def root() -> Response:
        return Response()

    @routes.get("/health/liveness")
    @routes.get("/health/liveliness", include_in_schema=False)  # LiteLLM's spelling, which deployments already probe
    async def liveness() -> dict[str, str]:
        return {"status": "alive"}

    @routes.get("/health/readiness")
    async def readiness() -> Response:
        problems = front.problems()
        body = dumps({"status": "not ready" if problems else "ready", "problems": problems})
        return Response(body, _NOT_READY if problems else _READY, media_type="application/json")

    @routes.get("/metrics")
    async def metrics() -> Response:
        return Response(front.house().metrics.text(), headers={"content-type": CONTENT_TYPE})

    @routes.get("/v1/models")
    @routes.get("/models", include_in_schema=False)
    async def models(request: Request) -> Response:
        principal = await front.door.principal(request.scope)
        names = [n for n in front.house().models.names() if principal.may_ask(n)]
        listed = [{"id": name, "object": "model", "created": began, "owned_by": "codeward"} for name in names]
        return Response(dumps({"object": "list", "data": listed}), media_type="application/json")

    return routes
