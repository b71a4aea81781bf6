"""Providers through litellm: what goes on of a request, and what its failures become."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import openai
import pytest

from proxy.errors import (
    UpstreamError,
    UpstreamIncomplete,
    UpstreamRefused,
    UpstreamTimeout,
    UpstreamUnreachable,
    WireNotSupported,
)
from proxy.upstream import failures
from proxy.upstream import litellm as module
from proxy.upstream.base import Deployment, Secret, Timeouts
from proxy.upstream.litellm import LitellmUpstream
from tests.asking import Heard, ask
from tests.provider import CUT, Provider, response, streamed, whole

# litellm builds its types when they are first used, and pydantic has something to say about them.
pytestmark = pytest.mark.filterwarnings("ignore:Item '.*' on TypedDict class:UserWarning")
LAST = {"choices": [{"finish_reason": "stop"}]}
BODY = b'{"model": "x"}'
ASKED: dict[str, Any] = {"traceparent": None, "wire": "chat", "headers": {}}
DEPLOYMENT = Deployment(
    "m",
    "litellm",
    "anthropic/x",
    "http://127.0.0.1:9",
    Secret("sk-config"),
    {"x-a": "b"},
    {"temperature": 0, "seed": 7},
)


class _Made:
    def __init__(self, body: dict[str, Any]) -> None:
        self._body = body

    def model_dump(self, **_: object) -> dict[str, Any]:
        return self._body


class _Fake:
    """Stands for the litellm module."""

    def __init__(self, outcome: object) -> None:
        self.outcome = outcome
        self.asked: dict[str, Any] = {}

    async def acompletion(self, **asked: Any) -> object:
        self.asked = asked
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


async def _chunks(*parts: object) -> AsyncIterator[object]:
    for part in parts:
        if isinstance(part, Exception):
            raise part
        yield part


async def _ask(
    monkeypatch: pytest.MonkeyPatch, outcome: object, *, stream: bool, timeouts: Timeouts | None = None
) -> tuple[_Fake, list[bytes]]:
    fake = _Fake(outcome)
    monkeypatch.setattr(module, "_load", lambda: fake)
    body = {
        "model": "anthropic/x",
        "messages": [],
        "stream": stream,
        "api_base": "http://evil",
        "user_config": {"api_key": "z"},
        "temperature": 1,
    }
    upstream = LitellmUpstream(replace(DEPLOYMENT, timeouts=timeouts or Timeouts()))
    async with upstream.send(
        json.dumps(body).encode(), stream=stream, traceparent="00-x", wire="chat", headers={}
    ) as answer:
        assert (answer.status, answer.streamed) == (200, stream)
        parts = [chunk async for chunk in answer.chunks()]
    await upstream.close()
    return fake, parts


async def test_only_known_fields_and_configured_credentials_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    fake, parts = await _ask(monkeypatch, _Made({"id": "1"}), stream=False)
    assert parts == [b'{"id":"1"}']
    assert "user_config" not in fake.asked
    assert (fake.asked["api_base"], fake.asked["api_key"]) == ("http://127.0.0.1:9", "sk-config")
    assert fake.asked["model"] == "anthropic/x"
    # What a request says itself counts; what it doesn't is the configuration's.
    assert (fake.asked["temperature"], fake.asked["seed"]) == (1, 7)
    assert (fake.asked["timeout"], fake.asked["stream"]) == (900.0, False)


async def test_a_stream_becomes_events(monkeypatch: pytest.MonkeyPatch) -> None:
    _, parts = await _ask(monkeypatch, _chunks(_Made({"a": 1}), _Made(LAST)), stream=True)
    assert parts == [b'data: {"a":1}\n\n', b'data: {"choices":[{"finish_reason":"stop"}]}\n\n', b"data: [DONE]\n\n"]


@pytest.mark.parametrize(
    ("received", "parts"),
    [
        pytest.param("stop", [], id="nothing-came"),
        pytest.param("stop", [_Made({"a": 1})], id="no-reason"),
        pytest.param(None, [_Made({"a": 1}), _Made(LAST)], id="invented"),
    ],
)
async def test_a_stream_without_a_reason_of_its_own_is_incomplete(
    monkeypatch: pytest.MonkeyPatch, received: str | None, parts: list[object]
) -> None:
    response = _Response(*parts)
    response.received_finish_reason = received
    monkeypatch.setattr(module, "_load", lambda: _Fake(response))
    with pytest.raises(UpstreamIncomplete):
        async with LitellmUpstream(DEPLOYMENT).send(BODY, stream=True, **ASKED) as answer:
            assert b"stop" not in b"".join([chunk async for chunk in answer.chunks()])


async def test_what_litellm_adds_does_not_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"content": "x", "thinking_blocks": [{"thinking": "t"}], "provider_specific_fields": {"a": "t"}}
    body = {"choices": [{"message": said, "provider_specific_fields": {}}], "citations": ["t"]}
    _, parts = await _ask(monkeypatch, _Made(body), stream=False)
    assert parts == [b'{"choices":[{"message":{"content":"x"}}]}']


class _Response:
    """A stream that is closed once, as litellm's is."""

    def __init__(self, *parts: object) -> None:
        self._parts = _chunks(*parts)
        self.received_finish_reason: str | None = "stop"
        self.intermittent_finish_reason = None
        self.closed = 0

    def __aiter__(self) -> AsyncIterator[object]:
        return self._parts

    async def aclose(self) -> None:
        self.closed += 1
        message = "a closed connection can't be closed"
        raise RuntimeError(message)


async def test_a_stream_that_is_left_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    response = _Response(_Made({"a": 1}), _Made(LAST))
    monkeypatch.setattr(module, "_load", lambda: _Fake(response))
    upstream = LitellmUpstream(DEPLOYMENT)
    async with upstream.send(BODY, stream=True, **ASKED) as answer:
        assert await anext(aiter(answer.chunks()))
    assert response.closed == 1


async def test_a_stream_without_a_way_to_close_it_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    class Bare:
        def __aiter__(self) -> AsyncIterator[object]:
            return _chunks(_Made(LAST))

    _, parts = await _ask(monkeypatch, Bare(), stream=True)
    assert parts[-1] == b"data: [DONE]\n\n"


async def test_the_first_chunk_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    async def silent() -> AsyncIterator[object]:
        await asyncio.Event().wait()
        yield _Made({})

    with pytest.raises(UpstreamTimeout):
        await _ask(monkeypatch, silent(), stream=True, timeouts=Timeouts(first_token_s=0.05))


class _Status(RuntimeError):
    def __init__(self, status: int) -> None:
        super().__init__("sk-secret in the text")
        self.status_code = status


class APITimeout(openai.OpenAIError):
    """Named as litellm names its own."""


@pytest.mark.parametrize(
    ("error", "expected", "status"),
    [
        pytest.param(_Status(429), UpstreamRefused, 429, id="429"),
        pytest.param(_Status(200), UpstreamRefused, 502, id="odd-status"),
        pytest.param(ValueError("x"), UpstreamUnreachable, 502, id="plain"),
        pytest.param(APITimeout("x"), UpstreamTimeout, 504, id="timeout"),
        pytest.param(TimeoutError(), UpstreamTimeout, 504, id="our-bound"),
    ],
)
@pytest.mark.parametrize("late", [False, True], ids=["at-once", "mid-stream"])
async def test_failures_become_ours(
    monkeypatch: pytest.MonkeyPatch, error: Exception, expected: type[UpstreamError], status: int, late: bool
) -> None:
    outcome = _chunks(_Made({}), error) if late else error
    if late and expected is UpstreamUnreachable:
        expected = UpstreamIncomplete
    with pytest.raises(expected) as caught:
        await _ask(monkeypatch, outcome, stream=True)
    assert caught.value.status == status
    assert "sk-secret" not in caught.value.message


async def test_the_real_library_asks_a_real_server(tmp_path: Path) -> None:
    async with Provider() as provider:
        provider.scripts["m"] = lambda body: streamed(["hel", "lo"]) if body.get("stream") else whole("hello")
        deployment = Deployment("m", "litellm", "openai/m", provider.url, Secret("sk-provider"))
        upstream = LitellmUpstream(replace(deployment, timeouts=Timeouts(first_token_s=30)))
        for stream in (False, True):
            body = json.dumps(
                {"model": "openai/m", "messages": [{"role": "user", "content": "x"}], "stream": stream}
            ).encode()
            async with upstream.send(body, stream=stream, traceparent=None, wire="chat", headers={}) as answer:
                raw = b"".join([chunk async for chunk in answer.chunks()])
            assert (b'"hello"' in raw) is not stream
            assert raw.endswith(b"data: [DONE]\n\n") is stream
        assert "authorization: Bearer sk-provider" in provider.heads[0]


def test_the_loader_switches_telemetry_off(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = SimpleNamespace(
        telemetry=True, suppress_debug_info=False, drop_params=False, disable_hf_tokenizer_download=None
    )
    monkeypatch.setitem(__import__("sys").modules, "litellm", fake)
    assert module._load() is fake  # type: ignore[comparison-overlap]
    assert (fake.telemetry, fake.suppress_debug_info, fake.drop_params) == (False, True, True)
    assert fake.disable_hf_tokenizer_download is True


async def _asked(provider: Provider, wire: str, **body: Any) -> Heard:
    """What a provider behind litellm says, in a protocol that it may not have."""
    deployment = Deployment("m", "litellm", "openai/m", provider.url, Secret("sk-provider-key"))
    upstream = LitellmUpstream(replace(deployment, timeouts=Timeouts(first_token_s=30)))
    said = {"messages": [{"role": "user", "content": "x"}], "max_tokens": 9}
    asked = {"responses": {"input": "x"}, "completions": {"prompt": "x"}}.get(wire, said)
    return await ask(upstream, wire, {**asked, **body}, model=deployment.model_for(wire))


@pytest.mark.parametrize("wire", ["messages", "responses", "completions"])
@pytest.mark.parametrize("stream", [True, False], ids=["stream", "whole"])
async def test_every_protocol_of_a_provider_behind_litellm(wire: str, stream: bool) -> None:
    async with Provider() as provider:
        provider.scripts["m"] = streamed(["hel", "lo"]) if stream else whole("hello")
        heard = await _asked(provider, wire, stream=stream)
        assert (heard.said, heard.complete, heard.dropped) == ("hello", True, [])
        assert (await _asked(provider, "count_tokens")).body["input_tokens"] > 0
        assert len(provider.requests) == 1


@pytest.mark.parametrize("wire", ["chat", "messages"])
@pytest.mark.parametrize("stream", [True, False], ids=["stream", "whole"])
async def test_failures_of_a_provider_behind_litellm(wire: str, stream: bool) -> None:
    async with Provider() as provider:
        error = {"error": {"message": "no sk-provider-key", "code": "c"}}
        provider.scripts["m"] = response(error, status="429 X", headers="retry-after: 7\r\n")
        with pytest.raises(UpstreamRefused, match=r"HTTP 429: no \*\*\*$") as caught:
            await _asked(provider, wire, stream=stream)
        assert (caught.value.code, caught.value.retry_after_s) == ("c", 7)
        provider.scripts["m"] = response(b"<html>", status="500 X", content_type="text/html")
        with pytest.raises(UpstreamRefused, match="HTTP 500$"):
            await _asked(provider, wire, stream=stream)
        provider.scripts["m"] = [CUT]
        with pytest.raises(UpstreamUnreachable):
            await _asked(provider, wire, stream=stream)
        provider.scripts["m"] = [*streamed(["hel"])[:2], 0.02, CUT] if stream else [CUT]
        with pytest.raises(UpstreamIncomplete if stream else UpstreamUnreachable):
            await _asked(provider, wire, stream=stream)
        if stream:
            provider.scripts["m"] = streamed(["hel"])[:2]
            with pytest.raises(UpstreamIncomplete):
                await _asked(provider, wire, stream=stream)


async def test_a_protocol_that_litellm_has_not() -> None:
    with pytest.raises(WireNotSupported, match="chat, completions, count_tokens, embeddings, messages, responses"):
        DEPLOYMENT.model_for("fim")
    with pytest.raises(WireNotSupported, match="which has: chat"):
        async with LitellmUpstream(DEPLOYMENT).send(BODY, stream=False, **{**ASKED, "wire": "fim"}):
            pass


def test_what_stands_behind_an_error_counts() -> None:
    request = httpx.Request("POST", "http://h")

    def around(cause: Exception) -> Exception:
        error = _Status(500)
        error.__cause__ = cause
        return error

    unread = httpx.Response(503, stream=httpx.ByteStream(b"x"), request=request)
    assert failures.ours(around(httpx.ReadTimeout("x"))).status == 504
    assert isinstance(failures.ours(around(httpx.ConnectError("x"))), UpstreamUnreachable)
    assert failures.ours(around(httpx.HTTPStatusError("x", request=request, response=unread))).status == 503
    kept = _Status(500)
    kept.original_exception = httpx.ReadError("x")  # type: ignore[attr-defined]
    assert isinstance(failures.broken(kept), UpstreamIncomplete)
    loop: Exception = _Status(418)
    loop.__context__ = ValueError()
    loop.__context__.__context__ = loop
    assert failures.ours(loop).status == 418
