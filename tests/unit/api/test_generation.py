"""The endpoint at its ASGI edge: what is sent for what is received."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from proxy.api.generation import GenerationEndpoint, HttpSink, Streams
from proxy.api.house import Front
from proxy.api.wires import WIRES
from proxy.audit import reader
from proxy.audit.store import AuditStore
from proxy.errors import Overloaded, UpstreamTimeout
from proxy.exchange import House
from proxy.keyring import Keyring
from proxy.metrics import Metrics
from proxy.model import Principal
from proxy.outcome import Bounds
from proxy.policy.bundle import InForce, single
from proxy.upstream.base import Deployment, Models
from tests.fakes import POLICY, Given, GivenUpstream, WordScanners
from tests.provider import chunk

BODY = json.dumps({"model": "m", "messages": [{"role": "user", "content": "hi"}], "stream": True}).encode()
GOOD = [
    chunk({"content": "Hi\n"}),
    chunk({"content": "```python\na\n```\n"}),
    chunk({}, finish="stop"),
    b"data: [DONE]\n\n",
]
GONE = {"type": "http.disconnect"}


class OneKey:
    def lookup(self, bearer: str) -> Principal | None:
        return Principal("key-1") if bearer == "cw-1" else None

    def any(self) -> bool:
        return True


class Edge:
    """An endpoint in a house of one model; `ask` is one connection."""

    def __init__(self, data_dir: Path, *, max_streams: int = 4) -> None:
        self.data_dir = data_dir
        self.scanners = WordScanners()
        self.audit = AuditStore.open(data_dir, Keyring(b"k" * 32))
        self.front = Front(max_body_bytes=1000, keys=OneKey(), problems=list)
        self.front.warm.set()
        self.endpoint = GenerationEndpoint(self.front, Streams(max_streams), WIRES[0])
        self.sent: list[dict[str, Any]] = []
        self.incoming: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.progress = asyncio.Event()
        self.answer(Given(GOOD))

    def answer(self, answer: Given | Exception) -> None:
        self.front.built = House(
            models=Models(
                [Deployment("m", "given", "m", direct=frozenset({"chat"}))], {"given": lambda _: GivenUpstream(answer)}
            ),
            scanners=self.scanners,
            audit=self.audit,
            in_force=InForce(single(POLICY)),
            keyring=Keyring(b"k" * 32),
            metrics=Metrics(),
            bounds=Bounds(),
            public_url=None,
        )

    async def _send(self, message: Any) -> None:
        self.sent.append(message)
        self.progress.set()

    async def ask(self, *parts: bytes | dict[str, Any], **headers: str) -> None:
        for at, part in enumerate(parts):
            message = {"type": "http.request", "body": part, "more_body": at < len(parts) - 1}
            self.incoming.put_nowait(part if isinstance(part, dict) else message)
        given = {"authorization": "Bearer cw-1", **headers}
        scope = {
            "type": "http",
            "path": "/v1/chat/completions",
            "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in given.items()],
            "codeward.request_id": "req-1",
        }
        await self.endpoint(scope, self.incoming.get, self._send)

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])

    @property
    def headers(self) -> dict[bytes, bytes]:
        return dict(self.sent[0]["headers"])

    @property
    def body(self) -> bytes:
        return b"".join(message["body"] for message in self.sent[1:])

    @property
    def code(self) -> str:
        return str(json.loads(self.body)["error"]["code"])


@pytest.fixture
async def edge(tmp_path: Path) -> AsyncIterator[Edge]:
    made = Edge(tmp_path)
    yield made
    await made.audit.close()


async def test_a_stream_is_sent_in_parts_and_ended(edge: Edge) -> None:
    await edge.ask(BODY[:9], BODY[9:], user_agent="curl " * 90, traceparent="00-a")
    assert edge.status == 200
    assert edge.headers[b"content-type"].startswith(b"text/event-stream")
    assert edge.headers[b"x-accel-buffering"] == b"no"
    assert edge.body.endswith(b"data: [DONE]\n\n")
    assert [message["more_body"] for message in edge.sent[1:]][-2:] == [True, False]
    opened = next(json.loads(r.body) for _, r in reader.records(edge.data_dir) if r.kind == "exchange.open")
    assert len(opened["client"]) == 200


async def test_a_whole_body_goes_out_at_once_with_its_length(edge: Edge) -> None:
    choice = {"index": 0, "message": {"role": "assistant", "content": "Hi"}, "finish_reason": "stop"}
    edge.answer(Given([json.dumps({"choices": [choice]}).encode()], streamed=False))
    await edge.ask(BODY.replace(b"true", b"false"))
    assert len(edge.sent) == 2
    assert edge.headers[b"content-length"] == str(len(edge.body)).encode()


@pytest.mark.parametrize(
    ("parts", "headers", "status", "code"),
    [
        pytest.param([BODY], {"authorization": "Bearer cw-2"}, 401, "invalid_api_key", id="unknown-key"),
        pytest.param([b"{"], {}, 400, "invalid_request", id="malformed"),
        pytest.param([b"x"], {"content_length": "1001"}, 413, "request_too_large", id="said-to-be-large"),
        pytest.param([b"x" * 600, b"x" * 600], {}, 413, "request_too_large", id="grows-too-large"),
        pytest.param([BODY], {"content_length": "-5"}, 200, None, id="odd-length"),
    ],
)
async def test_what_is_refused_before_it_starts(
    edge: Edge, parts: list[bytes], headers: dict[str, str], status: int, code: str | None
) -> None:
    await edge.ask(*parts, **headers)
    assert edge.status == status
    if code is not None:
        assert edge.code == code
        assert edge.headers[b"x-request-id"] == b"req-1"


async def test_a_provider_failure_is_an_error_response(edge: Edge) -> None:
    edge.answer(UpstreamTimeout("The provider took too long.", retry_after_s=3))
    await edge.ask(BODY)
    assert (edge.status, edge.code) == (504, "upstream_timeout")
    assert (edge.headers[b"retry-after"], edge.headers[b"x-should-retry"]) == (b"3", b"true")


async def test_a_failure_after_the_first_byte_ends_the_stream_with_its_last_event(edge: Edge) -> None:
    edge.answer(Given([*GOOD[:2], UpstreamTimeout("late")]))
    await edge.ask(BODY)
    assert edge.status == 200
    assert b'"upstream_timeout"' in edge.body
    assert edge.sent[-1]["more_body"] is False


async def test_a_bug_is_told_without_its_text(edge: Edge, caplog: pytest.LogCaptureFixture) -> None:
    edge.answer(ZeroDivisionError("secret text"))
    await edge.ask(BODY)
    assert (edge.status, edge.code) == (500, "internal_error")
    assert b"secret" not in edge.body
    assert "ZeroDivisionError" in caplog.text


async def test_a_bug_after_the_first_byte_ends_the_stream(edge: Edge) -> None:
    edge.scanners.error = ZeroDivisionError("secret text")
    await edge.ask(BODY)
    assert edge.status == 200
    assert b"secret" not in edge.body
    assert edge.sent[-1] == {"type": "http.response.body", "body": b"", "more_body": False}


async def test_a_client_that_leaves_before_its_body_is_read_gets_nothing(edge: Edge) -> None:
    await edge.ask(GONE)
    assert edge.sent == []


async def test_a_client_that_leaves_ends_its_exchange(edge: Edge) -> None:
    edge.scanners.go.clear()
    serving = asyncio.ensure_future(edge.ask(BODY))
    await edge.progress.wait()
    edge.incoming.put_nowait({"type": "http.request"})  # not a good-bye
    edge.incoming.put_nowait(GONE)
    await serving
    closed = [json.loads(r.body) for _, r in reader.records(edge.data_dir) if r.kind == "exchange.close"]
    assert [body["client_disconnected"] for body in closed] == [True]


async def test_a_server_that_stops_is_no_client_that_left(edge: Edge) -> None:
    edge.scanners.go.clear()
    serving = asyncio.ensure_future(edge.ask(BODY))
    await edge.progress.wait()
    serving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await serving


async def test_more_responses_than_the_bound_are_turned_away(edge: Edge) -> None:
    edge.endpoint = GenerationEndpoint(edge.front, Streams(0), WIRES[0])
    await edge.ask(BODY)
    assert (edge.status, edge.code) == (503, "overloaded")
    assert edge.headers[b"retry-after"] == b"1"


async def test_a_sink_that_has_ended_says_nothing_more() -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    sink = HttpSink(send, WIRES[0])
    await sink.close()
    assert sent == []
    await sink.fail(Overloaded("full"), "r\u2028")
    await sink.fail(Overloaded("full"), "r")
    await sink.close()
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]
