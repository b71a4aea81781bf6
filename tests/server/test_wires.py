"""Every protocol through the real server: what is clean arrives equal, what is insecure never does, errors have the protocol's shape."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.provider import STREAM_HEAD, Step, response
from tests.running import House, running
from tests.server.test_calls import BAD, CLEAN

WIRES = ("completions", "fim", "responses", "messages")
PATHS = {
    "completions": "/v1/completions",
    "fim": "/v1/fim/completions",
    "responses": "/v1/responses",
    "messages": "/v1/messages",
}


def fenced(code: str) -> str:
    return f"Here:\n\n```python\n{code}```\n"


def ask_for(wire: str, *, stream: bool) -> dict[str, Any]:
    body: dict[str, Any] = {"model": "claude" if wire == "messages" else "any", "stream": stream}
    if wire == "completions":
        return {**body, "prompt": "Write a function that lists a folder."}
    if wire == "fim":
        return {**body, "prompt": "import subprocess\n\n\ndef ls(path):\n", "suffix": "\n"}
    if wire == "responses":
        return {**body, "input": "hi"}
    return {**body, "max_tokens": 100, "messages": [{"role": "user", "content": "hi"}]}


def event(name: str, data: dict[str, Any] | str) -> bytes:
    text = data if isinstance(data, str) else json.dumps(data)
    return (f"event: {name}\n" if name else "").encode() + f"data: {text}\n\n".encode()


def said(wire: str, text: str, *, stream: bool) -> list[Step]:
    """What a provider says."""
    if wire in {"completions", "fim"}:
        head = {"id": "c", "object": "text_completion", "created": 1, "model": "m"}
        if not stream:
            return response(
                {**head, "choices": [{"index": 0, "text": text, "finish_reason": "stop", "logprobs": None}]}
            )
        steps: list[Step] = [STREAM_HEAD]
        steps += [
            event("", {**head, "choices": [{"index": 0, "text": piece, "finish_reason": None}]})
            for piece in pieces(text)
        ]
        return [
            *steps,
            event("", {**head, "choices": [{"index": 0, "text": "", "finish_reason": "stop"}]}),
            event("", "[DONE]"),
        ]
    if wire == "responses":
        return responses_said(text, stream=stream)
    message = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "claude-x",
        "content": [],
        "stop_reason": None,
    }
    usage = {"usage": {"input_tokens": 3, "output_tokens": 5}}
    if not stream:
        return response({**message, "content": [{"type": "text", "text": text}], "stop_reason": "end_turn", **usage})
    return [
        STREAM_HEAD,
        event("message_start", {"type": "message_start", "message": {**message, **usage}}),
        event("content_block_start", {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}),
        *(event("content_block_delta", {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": piece}}) for piece in pieces(text)),
        event("content_block_stop", {"type": "content_block_stop", "index": 0}),
        event("message_delta", {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 5}}),
        event("message_stop", {"type": "message_stop"}),
    ]  # fmt: skip


def responses_said(text: str, *, stream: bool) -> list[Step]:
    part = {"type": "output_text", "text": text, "annotations": []}
    item = {"id": "msg_1", "type": "message", "role": "assistant", "status": "completed", "content": [part]}
    made = {
        "id": "resp_1",
        "object": "response",
        "created_at": 1,
        "model": "m",
        "status": "completed",
        "output": [item],
    }
    if not stream:
        return response(made)
    begun = {**made, "status": "in_progress", "output": []}
    place = {"item_id": "msg_1", "output_index": 0, "content_index": 0}
    frames: list[dict[str, Any]] = [
        {"type": "response.created", "response": begun},
        {
            "type": "response.output_item.added",
            "output_index": 0,
            "item": {**item, "status": "in_progress", "content": []},
        },
        {"type": "response.content_part.added", **place, "part": {**part, "text": ""}},
        *({"type": "response.output_text.delta", **place, "delta": piece} for piece in pieces(text)),
        {"type": "response.output_text.done", **place, "text": text},
        {"type": "response.content_part.done", **place, "part": part},
        {"type": "response.output_item.done", "output_index": 0, "item": item},
        {"type": "response.completed", "response": made},
    ]
    return [STREAM_HEAD, *(event(frame["type"], {**frame, "sequence_number": at}) for at, frame in enumerate(frames))]


def pieces(text: str) -> list[str]:
    return [text[at : at + 5] for at in range(0, len(text), 5)]


def heard(wire: str, raw: bytes, *, stream: bool) -> tuple[str, str]:
    """The text that a client has, and how the turn ended."""
    if stream:
        return streamed_to(wire, raw)
    body = json.loads(raw)
    if wire in {"completions", "fim"}:
        return body["choices"][0]["text"], body["choices"][0]["finish_reason"]
    if wire == "responses":
        return "".join(part["text"] for item in body["output"] for part in item["content"]), body["status"]
    return "".join(block["text"] for block in body["content"]), body["stop_reason"]


def streamed_to(wire: str, raw: bytes) -> tuple[str, str]:
    text, ended = "", ""
    for block in raw.decode().split("\n\n"):
        data = block.partition("data: ")[2]
        if not data or data == "[DONE]":
            continue
        frame = json.loads(data)
        if wire in {"completions", "fim"}:
            text += frame["choices"][0]["text"]
            ended = frame["choices"][0]["finish_reason"] or ended
        elif frame["type"] in {"response.output_text.delta", "content_block_delta"}:
            text += frame["delta"] if wire == "responses" else frame["delta"]["text"]
        elif frame["type"] == "response.completed":
            ended = frame["response"]["status"]
            assert "".join(p["text"] for item in frame["response"]["output"] for p in item["content"]) == text
        elif frame["type"] == "message_delta":
            ended = frame["delta"]["stop_reason"]
    return text, ended


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with running(tmp_path_factory.mktemp("wires"), anthropic=("claude",)) as made:
        yield made


async def ask(house: House, wire: str, text: str, *, stream: bool) -> tuple[str, str]:
    body = ask_for(wire, stream=stream)
    house.provider.scripts["claude" if wire == "messages" else "any"] = said(wire, text, stream=stream)
    status, headers, raw = await house.post(body, path=PATHS[wire])
    assert status == 200, raw
    assert headers["content-type"].startswith("text/event-stream" if stream else "application/json")
    return heard(wire, raw, stream=stream)


ENDS = {"completions": "stop", "fim": "stop", "responses": "completed", "messages": "end_turn"}


@pytest.mark.parametrize("stream", [True, False], ids=["stream", "whole"])
@pytest.mark.parametrize("wire", WIRES)
async def test_clean_answers_arrive_equal(house: House, wire: str, stream: bool) -> None:
    text = '    return subprocess.run(["ls", path], check=True)\n' if wire == "fim" else fenced(CLEAN)
    assert await ask(house, wire, text, stream=stream) == (text, ENDS[wire])
    assert house.provider.heads[-1].split()[1] == PATHS[wire]


@pytest.mark.parametrize("stream", [True, False], ids=["stream", "whole"])
@pytest.mark.parametrize("wire", WIRES)
async def test_insecure_answers_give_way_to_the_reason(house: House, wire: str, stream: bool) -> None:
    text = "    return subprocess.run('ls ' + path, shell=True)\n" if wire == "fim" else fenced(BAD)
    got, ended = await ask(house, wire, text, stream=stream)
    assert ended == ENDS[wire]
    if wire == "fim":
        assert got == ""
    else:
        assert "shell=True" not in got
        assert "CWE-78" in got


@pytest.mark.parametrize("wire", WIRES)
async def test_the_paths_hold_without_a_version(house: House, wire: str) -> None:
    house.provider.scripts["claude" if wire == "messages" else "any"] = said(wire, "x = 1\n", stream=False)
    status, _, _ = await house.post(ask_for(wire, stream=False), path=PATHS[wire].removeprefix("/v1"))
    assert status == 200


@pytest.mark.parametrize("wire", ["responses", "messages", "completions"])
async def test_errors_have_the_protocols_shape(house: House, wire: str) -> None:
    status, _, raw = await house.post(
        {"model": "nobody-has-this", **{k: v for k, v in ask_for(wire, stream=False).items() if k != "model"}},
        path=PATHS[wire],
    )
    assert status == 404
    error = json.loads(raw)
    assert error["error"]["type"] == ("not_found_error" if wire == "messages" else "invalid_request_error")
    assert (error.get("type") == "error") is (wire == "messages")
    status, _, raw = await house.post(b"{", path=PATHS[wire])
    assert status == 400
    assert "JSON" in json.loads(raw)["error"]["message"]


async def test_a_messages_client_brings_its_own_headers(house: House) -> None:
    house.provider.scripts["claude"] = said("messages", "hi", stream=False)
    headers = {"anthropic-version": "2024-01-01", "anthropic-beta": "tools-1", "x-api-key": "mine", "cookie": "a=b"}
    await house.post(ask_for("messages", stream=False), path="/v1/messages", **headers)
    head = house.provider.heads[-1].lower()
    assert "anthropic-version: 2024-01-01" in head
    assert "anthropic-beta: tools-1" in head
    assert "x-api-key: sk-provider-key-000" in head
    assert "cookie" not in head
    assert "mine" not in head


async def test_a_model_that_cannot_be_asked_so_says_so(house: House) -> None:
    status, _, raw = await house.post({"model": "claude", "input": "x"}, path="/v1/embeddings")
    assert status == 400
    assert json.loads(raw)["error"]["code"] == "wire_not_supported"


async def test_numbers(house: House) -> None:
    house.provider.scripts["any"] = response(
        {"object": "list", "data": [{"index": 0, "embedding": [1.5]}], "model": "e", "note": BAD}
    )
    status, _, raw = await house.post({"model": "any", "input": "x"}, path="/v1/embeddings")
    assert (status, json.loads(raw)["data"][0]["embedding"]) == (200, [1.5])
    assert b"shell=True" not in raw
    house.provider.scripts["claude"] = response({"input_tokens": 9, "note": BAD})
    body = {"model": "claude", "messages": [{"role": "user", "content": "x"}]}
    status, _, raw = await house.post(body, path="/v1/messages/count_tokens")
    assert (status, json.loads(raw)) == (200, {"input_tokens": 9})


async def test_a_probe_of_the_root(house: House) -> None:
    async with house.session.head(house.base + "/") as answer:
        assert answer.status == 200


async def test_a_completion_in_a_file_that_does_not_parse_is_looked_at_alone(house: House) -> None:
    text = "subprocess.run('ls ' + path, shell=True)\n"
    house.provider.scripts["any"] = said("fim", text, stream=False)
    body = {"model": "any", "prompt": "import subprocess\ndef (((:\n", "suffix": "\n}}}\n"}
    status, _, raw = await house.post(body, path="/v1/fim/completions")
    assert (status, json.loads(raw)["choices"][0]["text"]) == (200, "")
