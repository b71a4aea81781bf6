"""One request and when its parts came: a bare HTTP/1.1 client, so that the measuring costs the machine little.

Times are of time.perf_counter(), taken when the socket gives data. A target's connections are kept and used again.
Counterpart: measure.py puts load on with it.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import urlsplit

import httptools

from bench.wires import FIRST_TEXT, Wire

_TAIL_BYTES = 96  # what an event's mark may be split over
_OK = 200


class Broken(Exception):
    """The connection ended before the answer did."""


@dataclass(slots=True)
class Reply:
    """An answer. `first` is when text of the model first came, 0 where none did; `body` is kept only where it was asked for."""

    sent: float
    status: int = 0
    first: float = 0.0
    end: float = 0.0
    ended_well: bool = False
    size: int = 0
    body: list[bytes] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """A 200 that came to its proper end."""
        return self.status == _OK and self.ended_well


class _Connection(asyncio.Protocol):
    def __init__(self) -> None:
        self.open = True
        self._transport: asyncio.Transport | None = None
        self._done: asyncio.Future[Reply] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self.open = False
        if self._done is not None and not self._done.done():
            self._done.set_exception(Broken(f"the connection ended before the answer did ({exc})"))

    def ask(self, raw: bytes, wire: Wire, *, stream: bool, keep: bool) -> asyncio.Future[Reply]:
        assert self._transport is not None
        self._parser = httptools.HttpResponseParser(self)
        self._mark, self._keep, self._tail = (wire.end if stream else b""), keep, b""
        self._now = time.perf_counter()
        self._reply = Reply(self._now)
        self._done = asyncio.get_running_loop().create_future()
        self._transport.write(raw)
        return self._done

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def data_received(self, data: bytes) -> None:
        self._now = time.perf_counter()
        if self._done is None or self._done.done():
            self.close()
            return
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as error:
            self.close()
            self._done.set_exception(Broken(f"not HTTP ({error})"))

    def on_body(self, data: bytes) -> None:
        reply, seen = self._reply, self._tail + data
        reply.size += len(data)
        if not reply.first and FIRST_TEXT.search(seen):
            reply.first = self._now
        if not reply.ended_well and self._mark in seen:
            reply.ended_well = True
        self._tail = seen[-_TAIL_BYTES:]
        if self._keep:
            reply.body.append(data)

    def on_message_complete(self) -> None:
        reply = self._reply
        reply.status, reply.end = self._parser.get_status_code(), self._now
        self.open = self.open and self._parser.should_keep_alive()
        if self._done is not None:
            self._done.set_result(reply)


class Client:
    """Requests to one base URL (`http://host:port/v1`), with a key in each of the ways in which gateways take one."""

    def __init__(self, base: str, key: str) -> None:
        address = urlsplit(base)
        if address.scheme != "http" or address.hostname is None:
            raise SystemExit(f"error: {base!r} is not an http:// address")
        self.host, self.port, self._prefix = address.hostname, address.port or 80, address.path.rstrip("/")
        self._headers = f"host: {address.netloc}\r\nauthorization: Bearer {key}\r\nx-api-key: {key}\r\n"
        self._headers += "anthropic-version: 2023-06-01\r\ncontent-type: application/json\r\naccept: */*\r\n"
        self._free: list[_Connection] = []

    async def ask(self, wire: Wire, body: bytes, *, stream: bool, keep: bool = False) -> Reply:
        """Post a body and read the whole answer. Raises Broken or OSError."""
        head = f"POST {self._prefix}{wire.path} HTTP/1.1\r\n{self._headers}content-length: {len(body)}\r\n\r\n"
        connection = await self._connection()
        reply = await connection.ask(head.encode() + body, wire, stream=stream, keep=keep)
        if connection.open:
            self._free.append(connection)
        else:
            connection.close()
        return reply

    def close(self) -> None:
        """Close all connections."""
        while self._free:
            self._free.pop().close()

    async def _connection(self) -> _Connection:
        while self._free:
            connection = self._free.pop()
            if connection.open:
                return connection
        _, made = await asyncio.get_running_loop().create_connection(_Connection, self.host, self.port)
        return made
