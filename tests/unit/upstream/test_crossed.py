"""Providers of one shape asked in the protocols of another, over real sockets and with the real litellm.

What comes is read with the codec of the protocol that was asked in, as an exchange reads it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

import pytest

from proxy.errors import ProxyError, RequestInvalid, UpstreamIncomplete, UpstreamMalformed, UpstreamRefused
from proxy.upstream.base import Deployment, Timeouts
from proxy.upstream.choice import deployment_of
from proxy.upstream.crossed import CrossedUpstream
from proxy.upstream.litellm import LitellmUpstream
from tests.asking import Heard, anthropic_event, ask, message
from tests.provider import CUT, STREAM_HEAD, Provider, Step, chunk, response, streamed, whole

# litellm builds its types when they are first used, and pydantic has something to say about them.
pytestmark = pytest.mark.filterwarnings("ignore:Item '.*' on TypedDict class:UserWarning")
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"file_path": {"type": "string"}, "content": {"type": "string"}},
}
ASKED: Mapping[str, dict[str, Any]] = {
    "chat": {
        "messages": [{"role": "user", "content": "hi"}],
        "tools": [{"type": "function", "function": {"name": "Write", "parameters": SCHEMA}}],
    },
    "messages": {
        "max_tokens": 50,
        "messages": [{"role": "user", "content": "hi"}],
        "tools": [{"name": "Write", "input_schema": SCHEMA}],
    },
    "responses": {
        "input": "hi",
        "tools": [
            {"type": "function", "name": "Write", "parameters": SCHEMA},
            {"type": "custom", "name": "apply_patch"},
        ],
    },
    "completions": {"prompt": "hi"},
}
CROSSINGS = [
    pytest.param("openai", "messages", id="openai-messages"),
    pytest.param("openai", "responses", id="openai-responses"),
    pytest.param("openai", "completions", id="openai-completions"),
    pytest.param("anthropic", "chat", id="anthropic-chat"),
    pytest.param("anthropic", "responses", id="anthropic-responses"),
    pytest.param("anthropic", "completions", id="anthropic-completions"),
]
CALLING = [param for param in CROSSINGS if param.values[1] != "completions"]
BOTH = pytest.mark.parametrize("stream", [True, False], ids=["stream", "whole"])
PATHS = {"openai": "/v1/chat/completions", "anthropic": "/v1/messages"}
# Half a body, and then nothing.
HALF: list[Step] = [b'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{"id":', CUT]
WRITE, PATCH = '{"file_path": "a", "content": "b"}', '{"content": "*** Begin Patch"}'


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    async with Provider() as made:
        yield made


def deployed(shape: str, provider: Provider, **more: Any) -> Deployment:
    params = {"model": f"{shape}/m", "api_base": provider.url, "api_key": "sk-provider-key-000", **more}
    if shape == "openai":
        params["supported_endpoints"] = ("/v1/chat/completions",)
    return deployment_of("m", params, Timeouts())


async def hear(deployment: Deployment, wire: str, body: Mapping[str, Any]) -> Heard:
    upstream = CrossedUpstream(deployment)
    try:
        return await ask(upstream, wire, body, model=deployment.model_for(wire))
    finally:
        await upstream.close()


async def asked(provider: Provider, shape: str, wire: str, script: Sequence[Step], **body: Any) -> Heard:
    provider.scripts["m"] = script
    heard = await hear(deployed(shape, provider), wire, {**ASKED[wire], **body})
    assert provider.heads[-1].split()[1] == PATHS[shape]
    return heard


def text_of(shape: str, text: str, *, stream: bool, finish: str = "") -> list[Step]:
    if shape == "anthropic":
        stop = {"length": "max_tokens"}.get(finish, "end_turn")
        return message([{"type": "text", "text": text}], stream=stream, stop=stop)
    if stream:
        return streamed([text[at : at + 3] for at in range(0, len(text), 3)], finish=finish or "stop", usage=True)
    return ended(whole(text), finish or "stop")


def ended(steps: list[Step], finish: str) -> list[Step]:
    """A whole answer with another finish reason."""
    (raw,) = steps
    assert isinstance(raw, bytes)
    body = json.loads(raw.partition(b"\r\n\r\n")[2])
    body["choices"][0]["finish_reason"] = finish
    return response(body)


def call(index: int, arguments: str, *, name: str = "", id_: str = "") -> dict[str, Any]:
    made: dict[str, Any] = {"index": index, "function": {"arguments": arguments}}
    return {**made, "id": id_, "type": "function", "function": {**made["function"], "name": name}} if name else made


def calls_of(shape: str, *, stream: bool) -> list[Step]:
    """A word and two calls, whose arguments come interleaved where the provider's protocol lets them."""
    if shape == "anthropic":
        blocks = [
            {"type": "text", "text": "Now:"},
            {"type": "tool_use", "id": "t0", "name": "Write", "input": json.loads(WRITE)},
            {"type": "tool_use", "id": "t1", "name": "apply_patch", "input": json.loads(PATCH)},
        ]
        return message(blocks, stream=stream, stop="tool_use")
    if not stream:
        calls = [call(0, WRITE, name="Write", id_="c0"), call(1, PATCH, name="apply_patch", id_="c1")]
        return ended(whole("Now:", tool_calls=calls), "tool_calls")
    return [
        STREAM_HEAD,
        chunk({"role": "assistant", "content": "Now:"}),
        chunk({"tool_calls": [call(0, "", name="Write", id_="c0")]}),
        chunk({"tool_calls": [call(1, PATCH[:4], name="apply_patch", id_="c1")]}),
        chunk({"tool_calls": [call(0, WRITE[:9])]}),
        chunk({"tool_calls": [call(1, PATCH[4:]), call(0, WRITE[9:])]}),
        chunk({}, finish="tool_calls"),
        b"data: [DONE]\n\n",
    ]


def last(heard: Heard, wire: str) -> str:
    """How the turn ended."""
    if heard.body is not None:
        found = heard.body["choices"][0] if "choices" in heard.body else heard.body
        return str(found.get("finish_reason") or found.get("stop_reason") or found["status"])
    frames = [json.loads(event.data) for event in heard.events if event.data != "[DONE]"]
    if wire == "messages":
        return str(next(frame["delta"]["stop_reason"] for frame in frames if frame["type"] == "message_delta"))
    if wire == "responses":
        return str(frames[-1]["response"]["status"])
    return str(next(c["finish_reason"] for f in frames for c in f["choices"] if c.get("finish_reason")))


ENDS = {
    "messages": {"stop": "end_turn", "length": "max_tokens", "calls": "tool_use"},
    "responses": {"stop": "completed", "length": "incomplete", "calls": "completed"},
    "chat": {"stop": "stop", "length": "length", "calls": "tool_calls"},
    "completions": {"stop": "stop", "length": "length"},
}


@BOTH
@pytest.mark.parametrize("finish", ["stop", "length"])
@pytest.mark.parametrize(("shape", "wire"), CROSSINGS)
async def test_text(provider: Provider, shape: str, wire: str, finish: str, stream: bool) -> None:
    script = text_of(shape, "Hello, \u00e9\u2028\n", stream=stream, finish=finish)
    options = {"stream_options": {"include_usage": True}} if stream else {}
    heard = await asked(provider, shape, wire, script, stream=stream, **options)
    assert (heard.said, heard.complete, heard.dropped, heard.tools) == ("Hello, \u00e9\u2028\n", True, [], [])
    assert last(heard, wire) == ENDS[wire][finish]
    assert heard.tokens == (3, 5)
    if stream:
        done = heard.raw.endswith(b"data: [DONE]\n\n")
        assert done is (wire in {"chat", "completions"})
        assert all(bool(event.event) is not done for event in heard.events)
        assert all(event.event == json.loads(event.data)["type"] for event in heard.events if event.event)


@BOTH
@pytest.mark.parametrize(("shape", "wire"), CALLING)
async def test_parallel_calls(provider: Provider, shape: str, wire: str, stream: bool) -> None:
    heard = await asked(provider, shape, wire, calls_of(shape, stream=stream), stream=stream)
    (name, write), (other, patch) = heard.tools
    assert (heard.said, heard.complete, heard.dropped) == ("Now:", True, [])
    assert (name, json.loads(write)) == ("Write", json.loads(WRITE))
    assert other == "apply_patch"
    # A free-text tool, which a chat doesn't have, is one again.
    assert patch == "*** Begin Patch" if wire == "responses" else json.loads(patch) == json.loads(PATCH)
    assert last(heard, wire) == ENDS[wire]["calls"]


@BOTH
@pytest.mark.parametrize(("shape", "wire"), CROSSINGS)
@pytest.mark.parametrize("status", ["401 X", "429 X", "500 X", "529 X"])
async def test_refusals_keep_status_and_words(
    provider: Provider, shape: str, wire: str, status: str, stream: bool
) -> None:
    error = {"type": "x", "message": "no AKIAABCDEFGHIJKLMNOP here", "code": "context_length_exceeded"}
    script = response({"type": "error", "error": error}, status=status, headers="retry-after: 7\r\n")
    with pytest.raises(UpstreamRefused, match=r"no \*\*\* here") as caught:
        await asked(provider, shape, wire, script, stream=stream)
    assert (caught.value.status, caught.value.retry_after_s) == (int(status[:3]), 7)
    assert caught.value.code == "context_length_exceeded"
    assert len(provider.requests) == 1  # nothing is tried twice


@pytest.mark.parametrize("how", ["end", "reset"])
@pytest.mark.parametrize("calling", [False, True], ids=["text", "calls"])
@pytest.mark.parametrize(("shape", "wire"), CALLING)
async def test_a_stream_that_breaks_off_is_incomplete(
    provider: Provider, shape: str, wire: str, calling: bool, how: str
) -> None:
    steps = calls_of(shape, stream=True) if calling else text_of(shape, "Hello", stream=True)
    ending = {"openai": 2 if calling else 3, "anthropic": 2}[shape]
    script = [*steps[:-ending], *([0.02, CUT] if how == "reset" else [])]
    with pytest.raises(UpstreamIncomplete):
        await asked(provider, shape, wire, script, stream=True)


@pytest.mark.parametrize(("shape", "wire"), CROSSINGS)
async def test_a_body_that_breaks_off_is_no_answer(provider: Provider, shape: str, wire: str) -> None:
    with pytest.raises(UpstreamIncomplete):
        await asked(provider, shape, wire, HALF)


@pytest.mark.parametrize(("shape", "wire"), CALLING)
async def test_an_error_in_a_stream_is_one(provider: Provider, shape: str, wire: str) -> None:
    said = {"type": "overloaded_error", "message": "no sk-secret-key", "code": 503}
    at_end = anthropic_event({"type": "error", "error": said})
    if shape == "openai":
        at_end = b"data: " + json.dumps({"error": said}).encode() + b"\n\n"
    script = [*text_of(shape, "Hello", stream=True)[:4], at_end]
    with pytest.raises(ProxyError) as caught:
        await asked(provider, shape, wire, script, stream=True)
    assert "sk-secret" not in caught.value.message
    assert caught.value.status >= 500


@pytest.mark.parametrize("wire", ["messages", "responses", "chat"])
@BOTH
async def test_thoughts(provider: Provider, wire: str, stream: bool) -> None:
    blocks = [{"type": "thinking", "thinking": "Hmm.", "signature": "SIG="}, {"type": "text", "text": "Hello"}]
    shape = "openai" if wire == "messages" else "anthropic"
    script: list[Step] = message(blocks, stream=stream)
    if shape == "openai":
        script = whole("Hello", reasoning_content="Hmm.")
        if stream:
            deltas = [chunk({"role": "assistant", "reasoning_content": "Hmm."}), chunk({"content": "Hello"})]
            script = [STREAM_HEAD, *deltas, chunk({}, finish="stop"), b"data: [DONE]\n\n"]
    heard = await asked(provider, shape, wire, script, stream=stream)
    assert sorted(heard.texts.values()) == ["Hello", "Hmm."]
    assert heard.dropped == []
    # Only its provider can read a signature, and it would carry the thoughts past the scanners in a response.
    assert b"SIG" not in heard.raw


async def test_no_field_of_a_request_reaches_litellm_itself(provider: Provider) -> None:
    evil = {
        "api_base": "http://127.0.0.1:9", "base_url": "http://127.0.0.1:9", "api_key": "sk-evil", "user_config": {"a": 1},
        "extra_headers": {"x-evil": "1"}, "headers": {"x-evil": "1"}, "extra_body": {"evil": 1}, "mock_response": "evil",
        "fallbacks": ["evil"], "custom_llm_provider": "evil", "litellm_metadata": {"evil": 1}, "max_retries": 5,
        "num_retries": 5, "timeout": 1, "model_list": [], "callbacks": ["evil"], "cache": {"evil": 1}, "_skip_mcp_handler": False,
    }  # fmt: skip
    for shape, wire in (
        ("openai", "messages"),
        ("openai", "responses"),
        ("openai", "completions"),
        ("anthropic", "chat"),
    ):
        heard = await asked(provider, shape, wire, text_of(shape, "Hello", stream=False), **evil)
        assert heard.said == "Hello"
        assert "evil" not in json.dumps(provider.requests[-1]) + provider.heads[-1]
        assert "sk-provider-key-000" in provider.heads[-1]
        assert not {"_skip_mcp_handler", "num_retries", "max_retries", "timeout"} & set(provider.requests[-1])


async def test_an_agents_history_arrives(provider: Provider) -> None:
    history: list[dict[str, Any]] = [
        {"role": "user", "content": [{"type": "text", "text": "hi", "cache_control": {"type": "ephemeral"}}]},
        {
            "role": "assistant",
            "content": [
                {"type": "thinking", "thinking": "hm", "signature": ""},
                {"type": "text", "text": "ok"},
                {"type": "tool_use", "id": "t1", "name": "Write", "input": {"file_path": "a"}},
                {"type": "tool_use", "id": "t2", "name": "Write", "input": {"file_path": "b"}},
            ],
        },
        {
            "role": "user",
            "content": [
                {"type": "tool_result", "tool_use_id": "t1", "content": [{"type": "text", "text": "done"}]},
                {"type": "tool_result", "tool_use_id": "t2", "content": "failed", "is_error": True},
                {"type": "text", "text": "go on"},
            ],
        },
    ]
    script = text_of("openai", "Hello", stream=False)
    more: dict[str, Any] = {
        "system": [{"type": "text", "text": "be"}],
        "thinking": {"type": "enabled", "budget_tokens": 2000},
    }
    more |= {"top_k": 5, "metadata": {"user_id": "u"}, "context_management": {"edits": []}, "stop_sequences": ["X"]}
    await asked(provider, "openai", "messages", script, messages=history, **more)
    sent = provider.requests[-1]
    assert [said["role"] for said in sent["messages"]] == ["system", "user", "assistant", "tool", "tool", "user"]
    assert [(c["id"], json.loads(c["function"]["arguments"])) for c in sent["messages"][2]["tool_calls"]] == [
        ("t1", {"file_path": "a"}),
        ("t2", {"file_path": "b"}),
    ]
    assert [said["content"] for said in sent["messages"][3:5]] == ["done", "failed"]
    assert (sent["stop"], sent["max_tokens"], sent["reasoning_effort"]) == (["X"], 50, "low")
    assert not {"top_k", "context_management", "metadata", "thinking", "system"} & set(sent)


async def test_long_names_of_tools_come_back(provider: Provider) -> None:
    name = "mcp__server__" + "x" * 80
    tools = [{"name": name, "input_schema": SCHEMA}]
    provider.scripts["m"] = lambda body: whole(
        None, tool_calls=[call(0, WRITE, name=body["tools"][0]["function"]["name"], id_="c0")]
    )
    deployment = deployed("openai", provider)
    heard = await hear(deployment, "messages", {**ASKED["messages"], "tools": tools})
    assert len(provider.requests[-1]["tools"][0]["function"]["name"]) <= 64
    assert [(name, json.loads(text)) for name, text in heard.tools] == [(name, json.loads(WRITE))]


async def test_tools_of_a_namespace_come_back(provider: Provider) -> None:
    inner = {"type": "function", "name": "search", "parameters": SCHEMA}
    tools = [{"type": "namespace", "name": "docs", "description": "d", "tools": [inner]}]
    provider.scripts["m"] = lambda body: whole(
        None, tool_calls=[call(0, WRITE, name=body["tools"][0]["function"]["name"], id_="c0")]
    )
    deployment = deployed("openai", provider)
    heard = await hear(deployment, "responses", {"input": "hi", "tools": tools})
    assert heard.tools == [("search", WRITE)]
    assert heard.body["output"][-1]["namespace"] == "docs"


async def test_arguments_that_are_no_object_cannot_stand_in_a_message(provider: Provider) -> None:
    for arguments in ('{"a": ', "[1]"):
        script = whole(None, tool_calls=[call(0, arguments, name="Write", id_="c0")])
        with pytest.raises(UpstreamMalformed, match="not a JSON object"):
            await asked(provider, "openai", "messages", script)


async def test_tokens_are_estimated(provider: Provider) -> None:
    deployment = deployed("openai", provider)
    image = {"type": "image", "source": {"type": "url", "url": "http://127.0.0.1:9/x.png"}}
    counts = []
    for content in ("hi", "hi " * 100, [{"type": "text", "text": "hi"}, image]):
        body = {"messages": [{"role": "user", "content": content}]}
        heard = await hear(deployment, "count_tokens", body)
        counts.append(heard.body["input_tokens"])
    assert 0 < counts[0] < counts[1]
    assert counts[0] < counts[2]
    assert provider.requests == []


async def test_embeddings_of_a_provider_behind_litellm(provider: Provider) -> None:
    row = {"object": "embedding", "index": 0, "embedding": [1.5]}
    provider.scripts["m"] = response(
        {"object": "list", "data": [row], "model": "e", "usage": {"prompt_tokens": 2, "total_tokens": 2}}
    )
    deployment = Deployment("m", "litellm", "hosted_vllm/m", provider.url, params={"temperature": 1})
    heard = await ask(
        LitellmUpstream(deployment),
        "embeddings",
        {"input": "x", "api_base": "http://127.0.0.1:9"},
        model="hosted_vllm/m",
    )
    assert (heard.body["data"], heard.tokens) == ([row], (2, 0))
    assert "temperature" not in provider.requests[-1]


async def test_a_picture_is_not_fetched(provider: Provider) -> None:
    content = [{"type": "image_url", "image_url": {"url": f"{provider.url}/x.png"}}]
    script = text_of("anthropic", "Hello", stream=False)
    with pytest.raises(RequestInvalid, match="can't be said"):
        await asked(provider, "anthropic", "chat", script, messages=[{"role": "user", "content": content}])
    assert provider.connections == 0


async def test_without_a_key_none_of_the_environment_goes_out(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-environment")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-environment")
    for shape, wire in (("openai", "messages"), ("anthropic", "chat")):
        provider.scripts["m"] = text_of(shape, "Hello", stream=False)
        deployment = deployed(shape, provider, api_key=None)
        await hear(deployment, wire, ASKED[wire])
        assert "sk-environment" not in provider.heads[-1]


async def test_streams_side_by_side_are_strangers(provider: Provider) -> None:
    texts = ["one " * 20, "two " * 20, "three " * 20]
    deployment = deployed("openai", provider)
    provider.scripts["m"] = lambda body: text_of("openai", body["messages"][0]["content"], stream=True)
    heard = await asyncio.gather(
        *(
            hear(
                deployment,
                "messages",
                {"max_tokens": 9, "stream": True, "messages": [{"role": "user", "content": text}]},
            )
            for text in texts
        )
    )
    assert [one.said for one in heard] == texts
