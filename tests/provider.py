"""A scripted OpenAI-shaped provider on loopback: raw asyncio, so that every broken thing a provider does can be done.

The model of a request chooses the script. A script is a list of steps: bytes to send as they are, a number of seconds to wait, or CUT to
reset the connection. Heads are written out by the helpers below, so a script may as well send a broken one.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable, Sequence
from typing import Any, Self

CUT = object()
Step = bytes | float | object
Script = Sequence[Step] | Callable[[dict[str, Any]], Sequence[Step]]
STREAM_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"


def chunk(delta: dict[str, Any], *, index: int = 0, finish: str | None = None, **more: Any) -> bytes:
    """One chat chunk as an event."""
    choice = {"index": index, "delta": delta, "finish_reason": finish, **more}
    head = {"id": "c-1", "object": "chat.completion.chunk", "created": 1, "model": "m-served"}
    return b"data: " + json.dumps({**head, "choices": [choice]}, ensure_ascii=False).encode() + b"\n\n"


def streamed(pieces: Sequence[str], *, finish: str = "stop", usage: bool = False) -> list[Step]:
    """A good stream of content."""
    steps: list[Step] = [STREAM_HEAD, chunk({"role": "assistant", "content": ""})]
    steps += [chunk({"content": piece}) for piece in pieces]
    steps.append(chunk({}, finish=finish))
    if usage:
        body = {"id": "c-1", "object": "chat.completion.chunk", "created": 1, "model": "m-served", "choices": []}
        body["usage"] = {"prompt_tokens": 3, "completion_tokens": 5, "total_tokens": 8}
        steps.append(b"data: " + json.dumps(body).encode() + b"\n\n")
    return [*steps, b"data: [DONE]\n\n"]


def response(
    body: bytes | dict[str, Any], *, status: str = "200 OK", content_type: str = "application/json", headers: str = ""
) -> list[Step]:
    """A whole response with its length."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    head = f"HTTP/1.1 {status}\r\ncontent-type: {content_type}\r\ncontent-length: {len(raw)}\r\n{headers}\r\n"
    return [head.encode() + raw]


def whole(text: str | None, **message: Any) -> list[Step]:
    """A good whole answer."""
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": text, **message},
        "logprobs": None,
        "finish_reason": "stop",
    }
    usage = {"prompt_tokens": 3, "completion_tokens": 5, "total_tokens": 8}
    return response(
        {
            "id": "c-1",
            "object": "chat.completion",
            "created": 1,
            "model": "m-served",
            "choices": [choice],
            "usage": usage,
            "x_new": 7,
        }
    )


class Provider:
    """The server. `scripts[model]` answers; `requests` are the bodies that came, `heads` their headers."""

    def __init__(self) -> None:
        self.scripts: dict[str, Script] = {}
        self.requests: list[dict[str, Any]] = []
        self.heads: list[str] = []
        self.connections = 0
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        for writer in self._writers:
            writer.transport.abort()
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
        await asyncio.sleep(0)  # the transports say goodbye in the loop's next turn

    @property
    def url(self) -> str:
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/v1"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._writers.add(writer)
        # uvloop says RuntimeError where asyncio says ConnectionError: the other side went away between two writes.
        with contextlib.suppress(ConnectionError, RuntimeError, asyncio.IncompleteReadError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                length = next(
                    int(line.split(":")[1]) for line in head.lower().split("\r\n") if line.startswith("content-length:")
                )
                body = json.loads(await reader.readexactly(length))
                self.heads.append(head)
                self.requests.append(body)
                script = self.scripts[body["model"]]
                if not await _play(script(body) if callable(script) else script, writer):
                    break
        self._writers.discard(writer)
        writer.close()


async def _play(steps: Sequence[Step], writer: asyncio.StreamWriter) -> bool:
    """Send a script; False where the connection ends with it."""
    closes = False
    for step in steps:
        if step is CUT:
            writer.transport.abort()
            return False
        if isinstance(step, float):
            await asyncio.sleep(step)
        elif isinstance(step, bytes):
            closes |= b"connection: close" in step or b"HTTP/1.0" in step
            writer.write(step)
            await writer.drain()
    return not closes
