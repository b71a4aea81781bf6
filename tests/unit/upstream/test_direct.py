"""The fast path against a provider on loopback: what is sent, what is refused, what a broken connection is called."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import aiohttp
import pytest

from proxy.errors import (
    UpstreamError,
    UpstreamIncomplete,
    UpstreamMalformed,
    UpstreamRefused,
    UpstreamTimeout,
    UpstreamUnreachable,
)
from proxy.upstream.base import Deployment, Models, Secret, Timeouts
from proxy.upstream.direct import DirectUpstream
from proxy.upstream.refusal import scrubbed
from tests.fakes import Given, GivenUpstream
from tests.provider import CUT, STREAM_HEAD, Provider, Script, chunk, response, streamed, whole

BODY = b'{"model": "m"}'
TRACE = f"00-{'a' * 32}-{'b' * 16}-01"
QUICK = Timeouts(connect_s=1.0, first_token_s=0.2, idle_s=0.2, total_s=5.0)


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    async with Provider() as made:
        yield made


def _upstream(deployment: Deployment, timeouts: Timeouts) -> DirectUpstream:
    return DirectUpstream(replace(deployment, timeouts=timeouts))


async def _ask(
    provider: Provider, script: Script, timeouts: Timeouts | None = None, **sent: Any
) -> tuple[int, bool, bytes]:  # fmt: skip
    provider.scripts["m"] = script
    deployment = Deployment("m", "direct", "m", provider.url + "/", Secret("sk-key"), {"x-own": "1"})
    upstream = _upstream(deployment, timeouts or Timeouts())
    try:
        async with upstream.send(
            BODY, **{"stream": True, "traceparent": None, "wire": "chat", "headers": {}, **sent}
        ) as answer:
            return answer.status, answer.streamed, b"".join([part async for part in answer.chunks()])
    finally:
        await upstream.close()


async def test_a_stream_comes_as_it_was_sent(provider: Provider) -> None:
    status, is_stream, body = await _ask(provider, streamed(["Hi"]), traceparent=TRACE)
    assert (status, is_stream) == (200, True)
    assert body.endswith(b"data: [DONE]\n\n")
    head = provider.heads[0].lower()
    for line in (
        "authorization: bearer sk-key",
        "x-own: 1",
        f"traceparent: {TRACE}",
        "accept: text/event-stream",
        "accept-encoding: identity",
    ):
        assert line in head
    assert head.startswith("post /v1/chat/completions http")


async def test_a_whole_answer_is_asked_for_as_json(provider: Provider) -> None:
    _, is_stream, _ = await _ask(provider, whole("Hi"), stream=False)
    assert not is_stream
    assert "accept: application/json" in provider.heads[0].lower()
    assert "traceparent" not in provider.heads[0].lower()


@pytest.mark.parametrize(
    ("script", "error", "words"),
    [
        pytest.param(response(b"", status="307 Moved", headers="location: http://127.0.0.1:1/\r\n"), UpstreamMalformed, "redirect", id="redirect"),
        pytest.param(response(gzip.compress(b"{}"), headers="content-encoding: gzip\r\n"), UpstreamMalformed, "compressed", id="gzip"),
        pytest.param(response(b"<html>", content_type="text/html"), UpstreamMalformed, "text/html", id="html"),
        pytest.param([CUT], UpstreamUnreachable, "closed the connection", id="reset"),
        pytest.param([b"nonsense\r\n\r\n", CUT], UpstreamMalformed, "HTTP", id="no-http"),
        pytest.param([2.0], UpstreamTimeout, "first byte", id="silent"),
        pytest.param([STREAM_HEAD, 2.0], UpstreamTimeout, "first byte", id="silent-after-the-head"),
        pytest.param([STREAM_HEAD, chunk({}), 2.0], UpstreamTimeout, "next part", id="stalled"),
        pytest.param([b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 50\r\nconnection: close\r\n\r\n{}"], UpstreamIncomplete, "broke off", id="short"),
        pytest.param([STREAM_HEAD.replace(b"connection: close", b"transfer-encoding: chunked\r\nconnection: close"), b"5\r\nab", CUT], UpstreamIncomplete, "broke off", id="cut-in-a-chunk"),
    ],
)  # fmt: skip
async def test_failures(provider: Provider, script: Script, error: type[UpstreamError], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        await _ask(provider, script, Timeouts(connect_s=0.3, first_token_s=0.2, idle_s=0.2, total_s=5.0))
    assert "127.0.0.1" not in caught.value.message
    assert "sk-key" not in caught.value.message


async def test_the_whole_answer_has_a_bound(provider: Provider) -> None:
    steps = [STREAM_HEAD, *[step for _ in range(40) for step in (chunk({"content": "x"}), 0.05)]]
    with pytest.raises(UpstreamTimeout, match="end"):
        await _ask(provider, steps, Timeouts(first_token_s=1.0, idle_s=1.0, total_s=0.2))


@pytest.mark.parametrize(
    ("script", "status", "code", "said", "retry"),
    [
        pytest.param(response({"error": {"message": "slow\ndown", "code": "busy"}}, status="429 No", headers="retry-after: 7\r\n"), 429, "busy", ": slow down", 7, id="said"),
        pytest.param(response({"error": {"message": "no", "code": 5}}, status="400 No", headers="retry-after: soon\r\n"), 400, "upstream_refused", ": no", None, id="odd-code-and-wait"),
        pytest.param(response({"error": {"message": "key sk-abcdef123456 is bad", "code": "sk-abcdef123456"}}, status="401 No"), 401, "***", ": key *** is bad", None, id="key-in-the-words"),
        pytest.param(response({"error": "text"}, status="500 No"), 500, "upstream_refused", "", None, id="error-is-text"),
        pytest.param(response(b"[]", status="500 No"), 500, "upstream_refused", "", None, id="list"),
        pytest.param(response(b"<html>", status="503 No"), 503, "upstream_refused", "", None, id="html"),
        pytest.param([b"HTTP/1.1 502 No\r\ncontent-length: 9\r\nconnection: close\r\n\r\n{"], 502, "upstream_refused", "", None, id="body-cut"),
        pytest.param([b"HTTP/1.1 502 No\r\ncontent-length: 9\r\nconnection: close\r\n\r\n", 2.0], 502, "upstream_refused", "", None, id="body-never-comes"),
    ],
)  # fmt: skip
async def test_refusals(
    provider: Provider, script: Script, status: int, code: str, *, said: str, retry: int | None
) -> None:
    with pytest.raises(UpstreamRefused) as caught:
        await _ask(provider, script, Timeouts(connect_s=0.3))
    error = caught.value
    assert (error.status, error.code, error.retry_after_s) == (status, code, retry)
    assert error.message == f"The provider refused the request with HTTP {status}{said}"


async def test_a_provider_that_is_not_there() -> None:
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    upstream = _upstream(Deployment("m", "direct", "m", f"http://127.0.0.1:{port}"), QUICK)
    await upstream.close()  # nothing was opened yet
    with pytest.raises(UpstreamUnreachable, match="could not be reached"):
        async with upstream.send(BODY, stream=True, traceparent=None, wire="chat", headers={}):
            pass
    await upstream.close()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("a\r\n\tb\x7f", "a b ", id="one-line"),
        pytest.param("Incorrect key sk-proj-abc***xyz.", "Incorrect key ***", id="masked-key"),
        pytest.param("Bearer abc", "***", id="bearer"),
        pytest.param("https://user:pass@host", "https***host", id="address"),
        pytest.param("x " * 400, "x " * 250, id="bounded"),
        pytest.param("The model `gpt` does not exist", "The model `gpt` does not exist", id="plain"),
    ],
)
def test_a_providers_words_are_scrubbed(text: str, shown: str) -> None:
    assert scrubbed(text) == shown


def test_a_secret_shows_itself_nowhere() -> None:
    deployment = Deployment("m", "direct", "m", api_key=Secret("sk-1"))
    assert "sk-1" not in repr(deployment)
    assert f"{deployment.api_key}" == "***"


async def test_upstreams_are_made_once_a_deployment_and_closed() -> None:
    made: list[str] = []

    def make(deployment: Deployment) -> GivenUpstream:
        made.append(deployment.model_name)
        return GivenUpstream(Given([]))

    models = Models([Deployment("m", "given", "p")], {"given": make})
    upstream = models.upstream(models.resolve("m"), "chat")
    assert models.upstream(models.resolve("m"), "chat") is upstream
    await models.close()
    assert made == ["m"]
    assert isinstance(upstream, GivenUpstream)
    assert upstream.closed


async def test_a_provider_that_takes_no_connections(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(*_: object, **__: object) -> None:
        raise aiohttp.ConnectionTimeoutError

    monkeypatch.setattr(aiohttp.ClientSession, "post", never)
    with pytest.raises(UpstreamTimeout, match="could not be connected to in time"):
        await _ask(provider, [])


async def test_the_end_after_the_last_event_is_waited_for(provider: Provider) -> None:
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
    provider.scripts["m"] = [head, b"2\r\nhi\r\n", 0.01, b"1\r\n!\r\n0\r\n\r\n"]
    upstream = _upstream(Deployment("m", "direct", "m", provider.url), QUICK)
    for _ in range(2):
        async with upstream.send(BODY, stream=True, traceparent=None, wire="chat", headers={}) as answer:
            assert await anext(aiter(answer.chunks())) == b"hi"
    await upstream.close()
    assert provider.connections == 1


async def test_a_provider_that_talks_on_loses_its_connection(provider: Provider) -> None:
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
    provider.scripts["m"] = [head, b"2\r\nhi\r\n", 1.0, b"0\r\n\r\n"]
    upstream = _upstream(Deployment("m", "direct", "m", provider.url), QUICK)
    for _ in range(2):
        async with upstream.send(BODY, stream=True, traceparent=None, wire="chat", headers={}) as answer:
            assert await anext(aiter(answer.chunks())) == b"hi"
    await upstream.close()
    assert provider.connections == 2


async def test_fields_of_the_configuration_go_where_a_request_says_nothing(provider: Provider) -> None:
    provider.scripts["m"] = whole("Hi")
    deployment = Deployment("m", "direct", "m", provider.url, params={"temperature": 0, "seed": 7})
    upstream = _upstream(deployment, QUICK)
    async with upstream.send(
        b'{"model": "m", "temperature": 1}', stream=False, traceparent=None, wire="chat", headers={}
    ):
        pass
    await upstream.close()
    assert provider.requests == [{"model": "m", "temperature": 1, "seed": 7}]


@pytest.mark.parametrize("trace", ["00-x", TRACE + "\r\nx-evil: 1", "x" * 500], ids=["short", "break", "long"])
async def test_a_trace_that_is_none_stays_here(provider: Provider, trace: str) -> None:
    await _ask(provider, streamed(["Hi"]), traceparent=trace)
    assert "traceparent" not in provider.heads[0].lower()
    assert "evil" not in provider.heads[0]


async def test_a_whole_answer_may_be_silent_for_longer_than_a_stream(provider: Provider) -> None:
    quick = replace(QUICK, first_token_s=0.05)
    assert (await _ask(provider, [0.2, *whole("Hi")], quick, stream=False))[0] == 200
    with pytest.raises(UpstreamTimeout, match="first byte"):
        await _ask(provider, [0.2, *whole("Hi")], quick)
    with pytest.raises(UpstreamTimeout):
        await _ask(provider, [0.2, *whole("Hi")], replace(quick, total_s=0.05), stream=False)


async def test_connections_are_kept(provider: Provider) -> None:
    provider.scripts["m"] = whole("Hi")
    upstream = _upstream(Deployment("m", "direct", "m", provider.url), QUICK)
    for _ in range(2):
        async with upstream.send(BODY, stream=False, traceparent=None, wire="chat", headers={}) as answer:
            assert b"".join([part async for part in answer.chunks()])
    await upstream.close()
    assert provider.connections == 1
    assert "authorization" not in provider.heads[0].lower()
