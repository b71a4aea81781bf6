"""The admin API below /admin/v1: who may, on which port, and how it is put together from parts.

Every route needs a key or token with a role that the route names, also where model routes are open to this machine. Answers are never
cached, no other site's page may ask (no CORS), and errors have OpenAI's shape. With `server.admin_port` these routes are on that port
alone, and nothing else but health is. A module that has routes of its own gives a router to `admin_router`; each of its routes depends on
`Needs`, which a test looks at.
Rules for this file: nothing is decided here. Counterparts: admin_keys.py; app.py puts the parts together.
"""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from proxy.api.errors import error_response
from proxy.api.house import Front
from proxy.api.identity import header
from proxy.errors import Forbidden, ProxyError, RequestTooLarge, RouteNotFound
from proxy.model import Principal, Role
from proxy.wire.json import dumps

PREFIX = "/admin/v1"
_ROOT = "/admin"
_HEALTH = "/health/"
_MAX_BODY_BYTES = 64 << 10  # read before anybody is asked who he is
_MAX_DIGITS = 20


class Needs:
    """What a route of the admin API depends on: gives the principal. Without roles any key is enough, but there must be one."""

    def __init__(self, front: Front, *roles: Role) -> None:
        self._front = front
        self.roles = roles

    async def __call__(self, request: Request) -> Principal:
        """Who asks. Raises AuthFailed or Forbidden."""
        principal = await self._front.door.principal(request.scope, always=True)
        if self.roles and principal.role not in self.roles:
            needed = " or ".join(self.roles)
            message = f"This needs a key with the role {needed}; yours is {principal.role.value!r}."
            raise Forbidden(message)
        return principal


def admin_router(front: Front, parts: Iterable[APIRouter]) -> APIRouter:
    """All routes of the admin API: `GET me` and those of the parts, which begin behind `PREFIX`."""
    routes = APIRouter(prefix=PREFIX)
    known: Principal = Depends(Needs(front))

    @routes.get("/me")
    async def me(principal: Principal = known) -> Response:
        return answer(
            {
                "key_id": principal.key_id,
                "team": principal.team,
                "organisation": principal.organisation,
                "role": principal.role.value,
            }
        )

    for part in parts:
        routes.include_router(part)
    return routes


def answer(body: object, status: int = 200) -> Response:
    """A JSON answer."""
    return Response(dumps(body), status_code=status, media_type="application/json")


class AdminGate:
    """Keeps the admin API to its port, its bodies small and its answers out of caches. `port` None: it shares the main port."""

    def __init__(self, app: ASGIApp, port: int | None) -> None:
        self._app = app
        self._port = port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        admin = scope["path"] == _ROOT or scope["path"].startswith(f"{_ROOT}/")
        if self._misplaced(scope, admin=admin):
            await self._refuse(RouteNotFound("There is no such route on this port."), scope, receive, send)
            return
        if not admin:
            await self._app(scope, receive, send)
            return
        # Here and not in the route: FastAPI reads a body to its end, and before it asks who sent it.
        length = header(scope, b"content-length") or "0"
        told = length.isdigit() and len(length) < _MAX_DIGITS and int(length) <= _MAX_BODY_BYTES
        body = await _body(receive) if told else None
        if body is None:
            await self._refuse(_too_large(), scope, receive, send)
            return
        await self._app(scope, _Read(body, receive), _uncached(send))

    def _misplaced(self, scope: Scope, *, admin: bool) -> bool:
        """The port is the socket's own, never what a header says."""
        if self._port is None:
            return False
        here = (scope.get("server") or ("", 0))[1] == self._port
        return admin is not here and not (here and scope["path"].startswith(_HEALTH))

    @staticmethod
    async def _refuse(error: ProxyError, scope: Scope, receive: Receive, send: Send) -> None:
        await error_response(error, Request(scope))(scope, receive, _uncached(send))


class _Read:
    """A body that was read, given out as one message; what follows it comes from the connection."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._message: Message | None = {"type": "http.request", "body": body, "more_body": False}
        self._receive = receive

    async def __call__(self) -> Message:
        message, self._message = self._message, None
        return message or await self._receive()


async def _body(receive: Receive) -> bytes | None:
    """The whole body; None where it is too long, or the client went away."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        if message["type"] == "http.disconnect" or len(body) > _MAX_BODY_BYTES:
            return None
        more = message.get("more_body", False)
    return body


def _too_large() -> RequestTooLarge:
    return RequestTooLarge(f"The request body is larger than an admin request may be ({_MAX_BODY_BYTES} bytes).")


def _uncached(send: Send) -> Send:
    async def send_uncached(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", []), (b"cache-control", b"no-store")]
        await send(message)

    return send_uncached
