"""Clients of one protocol on providers of another, through the real server: what is clean arrives, what is insecure never does."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.asking import message
from tests.provider import STREAM_HEAD, Step, chunk, response, streamed, whole
from tests.running import House, content, events, running
from tests.server.test_calls import BAD, CLEAN
from tests.server.test_wires import ask_for, fenced, heard

pytestmark = pytest.mark.filterwarnings("ignore:Item '.*' on TypedDict class:UserWarning")
STREAMED = pytest.mark.parametrize("stream", [True, False], ids=["stream", "whole"])
SCHEMA = {"type": "object", "properties": {"file_path": {"type": "string"}, "content": {"type": "string"}}}
TOOLS = [{"name": "Write", "description": "Write a file.", "input_schema": SCHEMA}]


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with running(tmp_path_factory.mktemp("crossing"), anthropic=("claude",)) as made:
        yield made


def messages(*, stream: bool, **more: Any) -> dict[str, Any]:
    """What an Anthropic client asks an OpenAI-shaped provider."""
    return {**ask_for("messages", stream=stream), "model": "any", **more}


def written(*codes: str) -> list[dict[str, Any]]:
    """Calls that write files."""
    return [
        {
            "index": at,
            "id": f"c{at}",
            "type": "function",
            "function": {"name": "Write", "arguments": json.dumps({"file_path": f"f{at}.py", "content": code})},
        }
        for at, code in enumerate(codes)
    ]


def calling(*codes: str, stream: bool) -> list[Step]:
    calls = written(*codes)
    if not stream:
        return whole("Now:", tool_calls=calls)
    heads = [{**call, "function": {**call["function"], "arguments": ""}} for call in calls]
    tails = [{"index": call["index"], "function": {"arguments": call["function"]["arguments"]}} for call in calls]
    steps = [chunk({"role": "assistant", "content": "Now:"}), *(chunk({"tool_calls": [head]}) for head in heads)]
    return [STREAM_HEAD, *steps, chunk({"tool_calls": tails}), chunk({}, finish="tool_calls"), b"data: [DONE]\n\n"]


def blocks_of(raw: bytes, *, stream: bool) -> list[dict[str, Any]]:
    """The content of a message as a client puts it together."""
    if not stream:
        found: list[dict[str, Any]] = json.loads(raw)["content"]
        return found
    made: list[dict[str, Any]] = []
    for event in raw.decode().split("\n\n"):
        data = event.partition("data: ")[2]
        frame: dict[str, Any] = json.loads(data) if data else {"type": ""}
        if frame["type"] == "content_block_start":
            assert frame["index"] == len(made)
            made.append({**frame["content_block"], "json": ""})
        elif frame["type"] == "content_block_delta":
            key = frame["delta"]["type"].removesuffix("_delta")
            field = "partial_json" if key == "input_json" else key
            where = "json" if key == "input_json" else key
            made[frame["index"]][where] = made[frame["index"]].get(where, "") + frame["delta"][field]
    return [{**block, "input": json.loads(block["json"])} if block["json"] else block for block in made]


@STREAMED
async def test_an_anthropic_client_on_an_openai_provider(house: House, stream: bool) -> None:
    ref = ""
    for code, clean in ((CLEAN, True), (BAD, False)):
        house.provider.scripts["any"] = streamed([fenced(code)]) if stream else whole(fenced(code))
        status, headers, raw = await house.post(messages(stream=stream), path="/v1/messages")
        assert status == 200, raw
        ref = headers["x-codeward-ref"]
        assert headers["content-type"].startswith("text/event-stream" if stream else "application/json")
        text, ended = heard("messages", raw, stream=stream)
        assert ended == "end_turn"
        assert house.provider.heads[-1].split()[1] == "/v1/chat/completions"
        if clean:
            assert text == fenced(code)
        else:
            assert b"shell=True" not in raw
            assert "CWE-78" in text
    record = await house.closed(ref)
    assert (record["action"], record["model_served"]) == ("reject", "m-served")


@STREAMED
async def test_tool_calls_of_an_anthropic_client(house: House, stream: bool) -> None:
    house.provider.scripts["any"] = calling(CLEAN, BAD, CLEAN, stream=stream)
    status, _, raw = await house.post(messages(stream=stream, tools=TOOLS), path="/v1/messages")
    assert status == 200, raw
    blocks = blocks_of(raw, stream=stream)
    calls = [block for block in blocks if block["type"] == "tool_use"]
    assert [(call["id"], call["input"]) for call in calls] == [
        ("c0", {"file_path": "f0.py", "content": CLEAN}),
        ("c2", {"file_path": "f2.py", "content": CLEAN}),
    ]
    assert b"shell=True" not in raw
    assert "CWE-78" in "".join(block.get("text", "") for block in blocks)
    assert house.provider.requests[-1]["tools"][0]["function"]["name"] == "Write"


@STREAMED
async def test_an_openai_client_on_an_anthropic_provider(house: House, stream: bool) -> None:
    for code, clean in ((CLEAN, True), (BAD, False)):
        house.provider.scripts["claude"] = message([{"type": "text", "text": fenced(code)}], stream=stream, piece=7)
        status, _, raw = await house.ask(
            "claude", stream=stream, stream_options={"include_usage": True} if stream else None
        )
        assert status == 200, raw
        assert house.provider.heads[-1].split()[1] == "/v1/messages"
        assert "x-api-key: sk-provider-key-000" in house.provider.heads[-1].lower()
        assert (content(raw) == fenced(code)) is clean
        assert (b"shell=True" not in raw) or clean
        assert ("CWE-78" in content(raw)) is not clean
        usage = events(raw)[-2]["usage"] if stream else json.loads(raw)["usage"]
        assert (usage["prompt_tokens"], usage["completion_tokens"]) == (3, 5)


@STREAMED
async def test_tool_calls_of_an_openai_client(house: House, stream: bool) -> None:
    blocks = [
        {"type": "tool_use", "id": f"t{at}", "name": "Write", "input": {"file_path": f"f{at}.py", "content": code}}
        for at, code in enumerate((BAD, CLEAN))
    ]
    house.provider.scripts["claude"] = message(blocks, stream=stream, stop="tool_use", piece=9)
    tools = [{"type": "function", "function": {"name": "Write", "parameters": SCHEMA}}]
    status, _, raw = await house.ask("claude", stream=stream, tools=tools)
    assert status == 200, raw
    frames = [frame for frame in events(raw) if frame != "[DONE]"] if stream else [json.loads(raw)]
    choices = [choice for frame in frames for choice in frame["choices"]]
    calls = [call for choice in choices for call in choice["delta" if stream else "message"].get("tool_calls") or ()]
    assert "".join(call.get("id") or "" for call in calls) == "t1"
    assert json.loads("".join(call["function"]["arguments"] for call in calls))["content"] == CLEAN
    assert b"shell=True" not in raw
    assert "CWE-78" in content(raw)


@STREAMED
async def test_a_responses_client_on_an_anthropic_provider(house: House, stream: bool) -> None:
    for code, clean in ((CLEAN, True), (BAD, False)):
        house.provider.scripts["claude"] = message([{"type": "text", "text": fenced(code)}], stream=stream)
        status, _, raw = await house.post(
            {**ask_for("responses", stream=stream), "model": "claude"}, path="/v1/responses"
        )
        assert status == 200, raw
        text, ended = heard("responses", raw, stream=stream)
        assert ended == "completed"
        assert (text == fenced(code)) is clean
        assert (b"shell=True" not in raw) or clean


async def test_a_stream_that_breaks_off_ends_with_an_error(house: House) -> None:
    house.provider.scripts["any"] = streamed(["Hello, ", "you"])[:3]
    _, _, raw = await house.post(messages(stream=True), path="/v1/messages")
    last = json.loads(raw.decode().rstrip().rpartition("data: ")[2])
    assert last["type"] == "error"
    assert b"message_stop" not in raw
    house.provider.scripts["claude"] = message([{"type": "text", "text": "Hello"}], stream=True)[:-2]
    _, _, raw = await house.ask("claude", stream=True)
    assert events(raw)[-1]["error"]["code"] == "upstream_incomplete"


async def test_refusals_have_the_clients_shape(house: House) -> None:
    house.provider.scripts["any"] = response(
        {"error": {"message": "too long", "code": "context_length_exceeded"}}, status="400 X"
    )
    status, _, raw = await house.post(messages(stream=True), path="/v1/messages")
    assert (status, json.loads(raw)["error"]["type"]) == (400, "invalid_request_error")
    assert "too long" in json.loads(raw)["error"]["message"]
    status, _, raw = await house.post({"model": "claude", "input": "x"}, path="/v1/embeddings")
    error = json.loads(raw)["error"]
    assert (status, error["code"]) == (400, "wire_not_supported")
    assert "chat, completions, count_tokens, messages, responses" in error["message"]
    status, _, raw = await house.post(messages(stream=False, mcp_servers=[{"url": "x"}]), path="/v1/messages")
    assert (status, "'mcp_servers'" in json.loads(raw)["error"]["message"]) == (400, True)


async def test_tokens_are_counted_for_an_anthropic_client(house: House) -> None:
    asked = len(house.provider.requests)
    body = {"model": "any", "messages": [{"role": "user", "content": "hi"}], "tools": TOOLS}
    status, _, raw = await house.post(body, path="/v1/messages/count_tokens")
    assert (status, json.loads(raw)["input_tokens"] > 0) == (200, True)
    assert len(house.provider.requests) == asked
