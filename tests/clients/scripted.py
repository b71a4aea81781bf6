"""A scripted provider on loopback: it speaks every protocol, and answers by the task whose mark stands in the request.

The n-th answer of a script goes to the request that holds n turns of the assistant behind the task, so a client that asks the same
again is told the same. A request without a mark, or one that only wants a title, is a side request and gets a word.
Broken on demand: silence in the middle of a stream, a connection that is cut there, an error status.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

from tests.clients.answers import Answer, Reply, streamed, whole

Json = dict[str, Any]
MARK = re.compile(r"TASK-[a-z-]+-\d+")
FINISHED = Answer("All finished.")
TITLE = Answer("A small change")
PROVIDER_KEY = "sk-the-providers-own-key"
CLIENT_KEY = "cw-the-clients-own-key-0123456789"
_WIRES = {"/chat/completions": "chat", "/fim/completions": "fim", "/completions": "completions", "/responses": "responses", "/messages": "messages"}  # fmt: skip
_STATUS = {401: "Unauthorized", 404: "Not Found", 429: "Too Many Requests"}
_FIXED: dict[str, Json] = {"/messages/count_tokens": {"input_tokens": 9}, "/models": {"object": "list", "data": []}}
_OK, _TIRED = 200, 429
_BEGUN = 2  # events after which the answer has begun, and shows nothing yet
_READ_S = 30
_SERIALS = itertools.count(1)


@dataclass
class Script:
    """What a task is answered with. `stall_s`: silence once the answer has begun; `cut`: it breaks off in its middle."""

    answers: Sequence[Answer]
    stall_s: float = 0
    cut: bool = False
    status: int = 200
    needs_tools: bool = True
    main: int = 0
    side: int = 0
    client_key: bool = False


class ScriptedProvider:
    """The server. `scripts` by mark."""

    def __init__(self) -> None:
        self.scripts: dict[str, Script] = {}
        self.strays: list[str] = []
        self._server: asyncio.Server | None = None
        self._serving: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=2**20)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)
        await self._server.wait_closed()

    @property
    def port(self) -> int:
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        try:
            with contextlib.suppress(OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.CancelledError):
                while True:
                    head, body = await asyncio.wait_for(_request(reader), _READ_S)
                    await self._answer(head, body, writer)
        finally:
            self._serving.discard(task)
            writer.close()

    async def _answer(self, head: str, raw: bytes, writer: asyncio.StreamWriter) -> None:
        method, target, _ = head.split("\r\n", 1)[0].split(" ", 2)
        path = target.partition("?")[0].removeprefix("/v1")
        if path in _FIXED:
            await _send_json(writer, _FIXED[path])
        elif method != "POST" or path not in _WIRES:
            self.strays.append(f"{method} {target}")
            await _send_json(writer, {"error": {"message": "no such path"}}, 404)
        else:
            await self._generate(_WIRES[path], raw.decode(), writer, with_client_key=CLIENT_KEY in head)

    async def _generate(self, wire: str, raw: str, writer: asyncio.StreamWriter, *, with_client_key: bool) -> None:
        body = json.loads(raw)
        marks = MARK.findall(raw)
        script = self.scripts.get(marks[-1] if marks else "")
        if script is not None:
            script.client_key |= with_client_key
        if script is None:
            self.strays.append(wire)
            await _say(writer, wire, TITLE, body, Script(()))
        elif script.needs_tools and not _tools(body):
            script.side += 1
            await _say(writer, wire, TITLE, body, Script(()))
        elif script.status != _OK:
            script.main += 1
            error = {"message": "the provider is out of patience", "type": "rate_limit_error", "code": "rate_limit"}
            await _send_json(writer, {"type": "error", "error": error}, script.status)
        else:
            script.main += 1
            turn = _turns(wire, body, marks[-1])
            answer = script.answers[turn] if turn < len(script.answers) else FINISHED
            await _say(writer, wire, answer, body, Script(()) if turn else script)


async def _request(reader: asyncio.StreamReader) -> tuple[str, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    length = re.search(r"(?im)^content-length: *(\d+)", head)
    if length:
        return head, await reader.readexactly(int(length[1]))
    if not re.search(r"(?im)^transfer-encoding: *chunked", head):
        return head, b""
    body = b""
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readuntil(b"\r\n")
    return head, body


def _tools(body: Json) -> bool:
    """The request offers tools; Codex sends some as items of its input."""
    items = body.get("input")
    kinds = {item.get("type") for item in items if isinstance(item, dict)} if isinstance(items, list) else set()
    return bool(body.get("tools")) or "additional_tools" in kinds


def _turns(wire: str, body: Json, mark: str) -> int:
    """How many turns of the assistant stand behind the task."""
    items = body.get("input" if wire == "responses" else "messages") or []
    if not isinstance(items, list):
        return 0
    starts = [at for at, item in enumerate(items) if item.get("role") == "user" and mark in json.dumps(item)]
    behind = items[starts[0] + 1 :] if starts else []
    theirs = [_is_assistant(item) for item in behind]
    return sum(now and not before for before, now in zip([False, *theirs], theirs, strict=False))


def _is_assistant(item: Json) -> bool:
    return item.get("role") == "assistant" or item.get("type") in {"function_call", "custom_tool_call", "reasoning"}


async def _say(writer: asyncio.StreamWriter, wire: str, answer: Answer, body: Json, script: Script) -> None:
    reply = Reply(answer, body.get("model", "any"), next(_SERIALS))
    if body.get("stream"):
        await _stream(writer, streamed(wire, reply), script)
        return
    await asyncio.sleep(script.stall_s)
    raw = whole(wire, reply)
    if script.cut:
        await _cut(writer, json.dumps(raw).encode())
    else:
        await _send_json(writer, raw)


async def _stream(writer: asyncio.StreamWriter, events: Sequence[bytes], script: Script) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")
    for number, event in enumerate(_delivered(events, cut=script.cut)):
        if number == _BEGUN:
            await asyncio.sleep(script.stall_s)
        writer.write(b"%x\r\n%s\r\n" % (len(event), event))
        await writer.drain()
    if script.cut:
        writer.transport.abort()
        raise ConnectionResetError
    writer.write(b"0\r\n\r\n")
    await writer.drain()


def _delivered(events: Sequence[bytes], *, cut: bool) -> Iterator[bytes]:
    yield from events[: len(events) // 2] if cut else events


async def _cut(writer: asyncio.StreamWriter, raw: bytes) -> None:
    """Half a body, and no more."""
    head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(raw)}\r\n\r\n"
    writer.write(head.encode() + raw[: len(raw) // 2])
    await writer.drain()
    writer.transport.abort()
    raise ConnectionResetError


async def _send_json(writer: asyncio.StreamWriter, body: Json, status: int = 200) -> None:
    raw = json.dumps(body).encode()
    more = "retry-after: 1\r\n" if status == _TIRED else ""
    head = f"HTTP/1.1 {status} {_STATUS.get(status, 'OK')}\r\ncontent-type: application/json\r\n{more}content-length: {len(raw)}\r\n\r\n"
    writer.write(head.encode() + raw)
    await writer.drain()
