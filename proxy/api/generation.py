"""The routes that models answer: raw ASGI endpoints, so that a streamed frame passes no request machinery on its way.

Rules for this file: sockets only; what the response says is exchange.py's matter. A client that goes away cancels its exchange,
whose record is closed all the same.
Counterparts: exchange.py; wires.py knows the protocols.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator, Sequence
from typing import cast

from starlette.types import Receive, Scope, Send

from proxy.api.admission import estimated
from proxy.api.errors import error_headers, internal
from proxy.api.house import Front
from proxy.api.identity import header, passed_on, repository
from proxy.api.wires import Wire
from proxy.errors import Overloaded, ProxyError, QuotaExceeded, RateLimited, RequestTooLarge
from proxy.exchange import Bug, Caller, Exchange
from proxy.identity.usage import Charge
from proxy.model import Principal
from proxy.wire.codec import Request
from proxy.wire.json import dumps

_MAX_CLIENT_CHARS = 200
_STREAM_HEADERS = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache"),
    (b"x-accel-buffering", b"no"),  # nginx would hold the stream back otherwise
)


class ClientGone(Exception):
    """The client went away before its request was read."""


class Streams:
    """How many responses are on their way, over all routes of the process."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._on_their_way = 0

    @contextlib.contextmanager
    def one(self) -> Iterator[None]:
        """Count a response while it is on its way. Raises Overloaded."""
        if self._on_their_way >= self._most:
            message = f"{self._on_their_way} responses are on their way, the most that limits.max_streams allows."
            raise Overloaded(message, retry_after_s=1)
        self._on_their_way += 1
        try:
            yield
        finally:
            self._on_their_way -= 1


class GenerationEndpoint:
    """The endpoint of a route that a model answers."""

    def __init__(self, front: Front, streams: Streams, wire: Wire) -> None:
        self._front = front
        self._streams = streams
        self._wire = wire

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        sink = HttpSink(send, self._wire)
        request_id = scope["codeward.request_id"]
        try:
            await self._serve(scope, receive, sink, request_id)
        except ClientGone:
            return
        except ProxyError as error:
            await sink.fail(error, request_id)
        except Bug as bug:
            await sink.fail(internal(bug.__cause__ or bug), request_id)

    async def _serve(self, scope: Scope, receive: Receive, sink: HttpSink, request_id: str) -> None:
        front = self._front
        house = front.house()
        principal = await front.door.principal(scope)
        body = await _read_body(scope, receive, front.max_body_bytes)
        request = self._wire.parse(body)
        with self._streams.one(), self._admitted(principal, request) as charge:
            await front.ready_to_scan()
            client = (header(scope, b"user-agent") or "")[:_MAX_CLIENT_CHARS]
            caller = Caller(
                principal,
                request_id,
                scope["path"],
                client,
                header(scope, b"traceparent"),
                passed_on(scope),
                repository(scope),
                charge,
            )
            await _while_connected(Exchange(house, caller, request, sink), receive)
        await sink.close()

    @contextlib.contextmanager
    def _admitted(self, principal: Principal, request: Request) -> Iterator[Charge]:
        """Count a request of a key and its team. Raises RateLimited or QuotaExceeded."""
        front = self._front
        try:
            charge = front.usage.admit(principal, request.model, *estimated(request))
        except (RateLimited, QuotaExceeded) as error:
            front.refusals.note(error.param or error.code, principal)
            raise
        try:
            yield charge
        finally:
            charge.release()


class HttpSink:
    """One HTTP response. A whole body goes out with its length, a stream in chunks."""

    def __init__(self, send: Send, wire: Wire) -> None:
        self._send = send
        self._wire = wire
        self._headers: list[tuple[bytes, bytes]] = []
        self._streamed = False
        self._started = False
        self._closed = False

    async def start(self, *, streamed: bool, headers: Sequence[tuple[str, str]]) -> None:
        """Send the status line of a stream; a whole body's waits for its length."""
        self._streamed = streamed
        self._headers = [(key.encode(), value.encode("latin-1", "replace")) for key, value in headers]
        if streamed:
            self._started = True
            await self._send(
                {"type": "http.response.start", "status": 200, "headers": [*_STREAM_HEADERS, *self._headers]}
            )

    async def write(self, body: bytes) -> None:
        """Send bytes of a stream, or the whole body."""
        if self._streamed:
            await self._send({"type": "http.response.body", "body": body, "more_body": True})
            return
        length = (b"content-length", str(len(body)).encode())
        headers = [(b"content-type", b"application/json"), length, *self._headers]
        self._started = self._closed = True
        await self._send({"type": "http.response.start", "status": 200, "headers": headers})
        await self._send({"type": "http.response.body", "body": body, "more_body": False})

    async def close(self) -> None:
        """End a stream."""
        if self._started and not self._closed:
            self._closed = True
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})

    async def fail(self, error: ProxyError, request_id: str) -> None:
        """Answer with an error where nothing was sent; a stream that has begun is ended, its last event was the conversation's."""
        if self._started:
            await self.close()
            return
        self._started = self._closed = True
        body = dumps(self._wire.error(error, request_id))
        headers = [
            (key.encode(), value.encode("latin-1", "replace")) for key, value in error_headers(error, request_id)
        ]
        headers.append((b"content-length", str(len(body)).encode()))
        await self._send({"type": "http.response.start", "status": error.status, "headers": headers})
        await self._send({"type": "http.response.body", "body": body, "more_body": False})


async def _read_body(scope: Scope, receive: Receive, bound: int) -> bytes:
    """The request's body. Raises RequestTooLarge as soon as that is known."""
    too_large = RequestTooLarge(f"The request body is larger than server.max_body_bytes ({bound} bytes).")
    length = header(scope, b"content-length")
    if length is not None and length.isdigit() and int(length) > bound:
        raise too_large
    parts, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        size += len(message.get("body", b""))
        if size > bound:
            raise too_large
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)


async def _while_connected(exchange: Exchange, receive: Receive) -> None:
    """Run an exchange until it ends or its client goes away."""
    task = cast("asyncio.Task[None]", asyncio.current_task())  # a coroutine runs in one
    watcher = asyncio.get_running_loop().create_task(_watch(receive, task))
    try:
        await exchange.run()
    except asyncio.CancelledError:
        if watcher.done() and not watcher.cancelled() and task.uncancel() == 0:
            return
        raise
    finally:
        watcher.cancel()


async def _watch(receive: Receive, task: asyncio.Task[None]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    task.cancel()
