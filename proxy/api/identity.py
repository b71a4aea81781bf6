"""Request id and caller: the two things every model route needs before it reads a body.

Rules for this file: a client's `x-request-id` goes into logs and records, so only letters that can't break one are taken (S14, S15).
Counterpart: identity/keys.py knows the keys.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Any, Protocol

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from proxy.errors import AuthFailed
from proxy.model import Principal

_REQUEST_ID = re.compile(r"[A-Za-z0-9._:-]{1,128}")
_REPOSITORY = re.compile(r"[A-Za-z0-9._:/@~-]{1,200}")
_CREDENTIALS = re.compile(
    r"(?<=://)[^/]*@|^[^/@:]+:[^/@]+@"
)  # a remote's address often holds a token, and this goes into records
_BEARER = "bearer "
_PASSED_ON = ("anthropic-version", "anthropic-beta", "openai-beta")
_PLAIN_VALUE = re.compile(r"[A-Za-z0-9._,=; -]{1,500}")
ANONYMOUS = Principal(key_id="anonymous")


class KeyTable(Protocol):
    """What is asked of the identity room."""

    def lookup(self, bearer: str) -> Principal | None:
        """The principal of a key, or None."""

    def any(self) -> bool:
        """There is at least one key, so that a request needs one."""


def header(scope: Mapping[str, Any], name: bytes) -> str | None:
    """The first header of that (lower case) name."""
    for key, value in scope["headers"]:
        if key == name:
            return str(value.decode("latin-1"))
    return None


def passed_on(scope: Mapping[str, Any]) -> dict[str, str]:
    """The client's headers that a provider needs to read its request: which version and which trial features of an API are meant."""
    named = {name: header(scope, name.encode()) for name in _PASSED_ON}
    return {name: value for name, value in named.items() if value is not None and _PLAIN_VALUE.fullmatch(value)}


def repository(scope: Mapping[str, Any]) -> str:
    """What the client says it works on, which policies may be attached to; empty where it says nothing a repository is called."""
    given = _CREDENTIALS.sub("", header(scope, b"x-codeward-repository") or "")
    return given if _REPOSITORY.fullmatch(given) else ""


def bearer_of(scope: Mapping[str, Any]) -> str | None:
    """The key or token of a request."""
    given = header(scope, b"authorization")
    if given is None:
        given = _BEARER + (header(scope, b"x-api-key") or "")
    return given[len(_BEARER) :].strip() or None if given.lower().startswith(_BEARER) else None


def authenticate(keys: KeyTable, scope: Mapping[str, Any], *, always: bool = False) -> Principal:
    """The principal of a request. Raises AuthFailed; without any key, loopback callers are anonymous, but where `always` one is needed."""
    if not keys.any() and not always:
        return ANONYMOUS
    given = bearer_of(scope)
    if given is None:
        message = "No API key was given. Send it as 'Authorization: Bearer KEY'."
        raise AuthFailed(message)
    principal = keys.lookup(given)
    if principal is None:
        message = "The API key is not known here, was revoked, or has expired."
        raise AuthFailed(message)
    return principal


class RequestIds:
    """Gives every HTTP request an id, in the scope and in the response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = header(scope, b"x-request-id") or ""
        request_id = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        scope["codeward.request_id"] = request_id

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = message.setdefault("headers", [])
                if not any(key == b"x-request-id" for key, _ in headers):
                    message["headers"] = [*headers, (b"x-request-id", request_id.encode())]
            await send(message)

        await self._app(scope, receive, send_with_id)
