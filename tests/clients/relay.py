"""A TCP relay between a client and the server that keeps every byte, and the search for what must not be among them."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import re
from collections.abc import Iterator
from typing import Any, Self

_HALF = 2
_CHUNK = re.compile(rb"\r\n([0-9a-fA-F]{1,8})(?:;[^\r\n]*)?\r\n")
_READ_BYTES = 65536


class Relay:
    """Listens on a free port, passes on to another; `received` is what came back to the client, one entry a connection."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._server: asyncio.Server | None = None
        self._pumping: set[asyncio.Task[Any]] = set()
        self.received: list[bytearray] = []

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._pumping:
            task.cancel()
        await asyncio.gather(*self._pumping, return_exceptions=True)
        await self._server.wait_closed()

    @property
    def port(self) -> int:
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._pumping.add(task)
        heard = bytearray()
        self.received.append(heard)
        try:
            with contextlib.suppress(OSError, asyncio.CancelledError):
                there, back = await asyncio.open_connection("127.0.0.1", self._target)
                try:
                    await asyncio.gather(_pump(reader, back, bytearray()), _pump(there, writer, heard))
                finally:
                    back.close()
        finally:
            self._pumping.discard(task)
            writer.close()


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter, heard: bytearray) -> None:
    try:
        while data := await source.read(_READ_BYTES):
            heard += data
            sink.write(data)
            await sink.drain()
        if sink.can_write_eof():
            sink.write_eof()
    except OSError:
        sink.transport.abort()


def leaks(raw: bytes, canary: str) -> list[str]:
    """How a canary, or half of it, shows in what a client received; empty where it doesn't."""
    views = {"on the wire": raw, "in the body": unchunked(raw)}
    views["over the deltas"] = "\x00".join(joined(views["in the body"])).encode("utf-8", "surrogatepass")
    half = len(canary) // _HALF
    return [
        f"{form} of {part!r} {where}"
        for where, view in views.items()
        for part in (canary[:half], canary[half:])
        for form, needle in needles(part)
        if needle in view
    ]


def needles(text: str) -> Iterator[tuple[str, bytes]]:
    """The forms in which a text can stand in bytes. Base64 at each of the three offsets, less the edges that depend on neighbours."""
    yield "plain text", text.encode()
    yield "JSON", json.dumps(text)[1:-1].encode()
    for form in ("\\u%04x", "\\u%04X"):
        yield "JSON escapes", "".join(form % ord(char) for char in text).encode()
    for offset in range(3):
        padded = base64.b64encode(b"\x00" * offset + text.encode())
        yield "base64", padded[(0, 2, 3)[offset] : -4 if (offset + len(text)) % 3 else None]


def unchunked(raw: bytes) -> bytes:
    """The bytes without the marks of HTTP's chunks, which may stand in the middle of a word."""
    return _CHUNK.sub(b"", raw)


def joined(body: bytes) -> Iterator[str]:
    """The strings of all JSON in a body, those of the same place joined over the events of a stream."""
    places: dict[tuple[str | int, ...], list[str]] = {}
    for line in body.decode("utf-8", "replace").splitlines():
        text = line.removeprefix("data:").strip()
        if text.startswith("{"):
            with contextlib.suppress(ValueError):
                for place, leaf in _leaves(json.loads(text)):
                    places.setdefault(place, []).append(leaf)
    return ("".join(parts) for parts in places.values())


def _leaves(value: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*place, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _leaves(inner, (*place, at))
