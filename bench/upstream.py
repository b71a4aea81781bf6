"""A fake provider fast enough not to matter: `python -m bench.upstream PORT`. The prompt names the answer (workloads.ASKED).

Everything is rendered once and only the salt is filled in. A paced stream sends event k at t0 + k * interval, whatever became of the
events before, so it doesn't drift; how late each was sent is kept, so that a machine that can't keep up is seen as one. Without a pace a
stream goes as fast as it can, an event a write. `GET /lags` gives what was kept since the last time.
Counterparts: wires.py, texts.py.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

import httptools
import uvloop

from bench.texts import filled, has_places
from bench.wires import CHAT, FIM, MESSAGES, MODEL, RESPONSES, TOOL, Wire
from bench.workloads import ASKED, WORKLOADS

_BACKLOG = 1024
_BY_NAME = {workload.name: workload for workload in WORKLOADS}
_BY_PATH = ((CHAT.path, CHAT), (FIM.path, FIM), (MESSAGES.path, MESSAGES), (RESPONSES.path, RESPONSES))
_STREAM_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
_MODELS = {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 1, "owned_by": "bench"}]}


@dataclass(frozen=True)
class Rendered:
    """One answer as it goes to the socket, with places for the salt."""

    whole: bytes
    frames: tuple[bytes, ...]
    salted: tuple[bool, ...]

    def stream(self, salt: int) -> list[bytes]:
        """The frames with their salt."""
        return [
            filled(frame, salt) if places else frame for frame, places in zip(self.frames, self.salted, strict=True)
        ]


def plain(body: bytes, status: str = "200 OK") -> bytes:
    """A whole JSON answer."""
    head = f"HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body


@cache
def render(name: str, path: str) -> Rendered | None:
    """A row's answer on the wire that the path names; None where there is no such row or path."""
    workload, wire = _BY_NAME.get(name), _wire(path)
    if workload is None or wire is None:
        return None
    if wire is CHAT and workload.wire is TOOL:  # the two share a path
        wire = TOOL
    events = wire.events(workload.tokens)
    frames = [b"%x\r\n%s\r\n" % (len(event), event) for event in events]
    frames[0] = _STREAM_HEAD + frames[0]
    frames[-1] += b"0\r\n\r\n"
    whole = plain(json.dumps(wire.whole(workload.text)).encode())
    return Rendered(whole, tuple(frames), tuple(map(has_places, frames)))


def _wire(path: str) -> Wire | None:
    return next((wire for suffix, wire in _BY_PATH if path.endswith(suffix)), None)


class Lags:
    """How late paced events were sent, in milliseconds."""

    def __init__(self) -> None:
        self.kept: list[float] = []

    def taken(self) -> bytes:
        """All as JSON; the list starts anew."""
        body = json.dumps(self.kept).encode()
        self.kept = []
        return body


class Connection(asyncio.Protocol):
    """One client's connection; one request at a time."""

    def __init__(self, lags: Lags) -> None:
        self._lags = lags
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._parser = httptools.HttpRequestParser(self)
        self._path = b""
        self._body = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the socket."""
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - a Protocol's signature
        """Send nothing more."""
        self._transport = None

    def data_received(self, data: bytes) -> None:
        """Read."""
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self._send(plain(b"{}", "400 Bad Request"))

    def on_message_begin(self) -> None:
        """A request begins."""
        self._path = self._body = b""

    def on_url(self, url: bytes) -> None:
        """Its target, perhaps in pieces."""
        self._path += url

    def on_body(self, body: bytes) -> None:
        """Its body, perhaps in pieces."""
        self._body += body

    def on_message_complete(self) -> None:
        """Answer."""
        path = self._path.decode("latin-1").partition("?")[0]
        if path.endswith("/lags"):
            self._send(plain(self._lags.taken()))
            return
        if path.endswith("/models"):
            self._send(plain(json.dumps(_MODELS).encode()))
            return
        asked = ASKED.search(self._body)
        rendered = render(asked[1].decode(), path) if asked else None
        if asked is None or rendered is None:
            self._send(plain(b'{"error": {"message": "no such answer"}}', "404 Not Found"))
            return
        salt, pace_us = int(asked[2]), int(asked[3])
        if not json.loads(self._body).get("stream"):
            self._send(filled(rendered.whole, salt))
        elif pace_us:
            self._paced(rendered.stream(salt), 0, time.monotonic(), pace_us / 1e6)
        else:
            self._burst(rendered.stream(salt), 0)

    def _send(self, data: bytes) -> None:
        if self._transport is not None:
            self._transport.write(data)

    def _burst(self, frames: Sequence[bytes], at: int) -> None:
        self._send(frames[at])
        if self._transport is not None and at + 1 < len(frames):
            self._loop.call_soon(self._burst, frames, at + 1)

    def _paced(self, frames: Sequence[bytes], at: int, began: float, interval: float) -> None:
        self._send(frames[at])
        if self._transport is None:
            return
        now = time.monotonic()
        self._lags.kept.append(round((now - began - at * interval) * 1000, 3))
        if at + 1 < len(frames):
            wait = began + (at + 1) * interval - now
            self._loop.call_later(max(0.0, wait), self._paced, frames, at + 1, began, interval)


async def main(port: int) -> None:
    """Serve until the process is ended."""
    lags = Lags()
    server = await asyncio.get_running_loop().create_server(
        lambda: Connection(lags), "127.0.0.1", port, backlog=_BACKLOG
    )
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
