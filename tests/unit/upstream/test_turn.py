"""Answers as turns, from frames that providers send and some that they shouldn't."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from proxy.errors import ProxyError, UpstreamIncomplete, UpstreamMalformed, UpstreamRefused
from proxy.upstream import crossed as module
from proxy.upstream.crossed import CrossedAnswer
from proxy.upstream.turn import Said, Turn
from proxy.upstream.turn_chat import ChatWriting
from proxy.upstream.turn_messages import MessagesWriting
from proxy.upstream.turn_read import MessageTurn
from proxy.upstream.turn_responses import Offered, ResponsesWriting
from proxy.wire.messages import MessagesCodec
from proxy.wire.responses import ResponsesCodec
from proxy.wire.sse import SSEDecoder
from tests.fakes import Given

PIECE = 64 * 1024


def chat(delta: dict[str, Any], finish: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "id": "chatcmpl-1",
        "model": "m",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
        **more,
    }


def read(turn: Turn, *frames: dict[str, Any]) -> list[tuple[str, str]]:
    return [(said.kind, said.text) for frame in frames for said in turn.read(frame)]


@pytest.mark.parametrize(
    ("frames", "said"),
    [
        pytest.param([{"content": "a"}, {"content": None}, {"content": ""}], [("text", "a")], id="text"),
        pytest.param([{"reasoning_content": "a"}, {"reasoning": "b"}], [("thinking", "a"), ("thinking", "b")], id="thoughts"),
        pytest.param([{"refusal": "no"}], [("refusal", "no")], id="refusal"),
        pytest.param(
            [{"content": [{"type": "thinking", "thinking": [{"type": "text", "text": "t"}]}, {"type": "text", "text": "a"}]}],
            [("thinking", "t"), ("text", "a")], id="parts",
        ),
        pytest.param(
            [{"reasoning_content": "ab", "thinking_blocks": [{"thinking": "ab"}]}, {"thinking_blocks": [{"thinking": "ab", "signature": "S"}]}],
            [("thinking", "ab"), ("signature", "S")], id="said-again-with-the-signature",
        ),
        pytest.param(
            [{"reasoning_content": "ab", "thinking_blocks": [{"signature": "S"}]}, {"thinking_blocks": [{"data": "D"}]}],
            [("thinking", "ab"), ("signature", "S"), ("redacted", "D")], id="signed-and-redacted",
        ),
    ],
)  # fmt: skip
def test_what_a_chat_says(frames: list[dict[str, Any]], said: list[tuple[str, str]]) -> None:
    assert read(Turn(), *(chat(delta) for delta in frames)) == said


def test_other_choices_do_not_count() -> None:
    frame = chat({"content": "a"})
    frame["choices"].append({"index": 1, "delta": {"content": "b"}})
    assert read(Turn(), frame) == [("text", "a")]


@pytest.mark.parametrize(
    "deltas",
    [
        pytest.param([[(0, "a", "f", "1")], [(1, "b", "g", "2")], [(0, "", "", "1")], [(1, "", "", "2")]], id="interleaved"),
        pytest.param([[(0, "a", "f", "11"), (1, "b", "g", "22")]], id="in-one-frame"),
        pytest.param([[(0, "a", "f", "11")], [(0, "b", "g", "22")]], id="all-with-index-0"),
        pytest.param([[(None, "a", "f", "11"), (None, "b", "g", "22")]], id="without-an-index"),
    ],
)  # fmt: skip
def test_calls(deltas: list[list[tuple[int | None, str, str, str]]]) -> None:
    turn = Turn()
    for calls in deltas:
        turn.read(chat({"tool_calls": [{"index": i, "id": n, "function": {"name": f, "arguments": a}} for i, n, f, a in calls]}))  # fmt: skip
    assert [(call.id, call.name, call.arguments) for call in turn.calls] == [("a", "f", "11"), ("b", "g", "22")]


def test_a_call_without_id_or_arguments() -> None:
    turn = Turn()
    turn.read(chat({"tool_calls": [{"index": 0, "function": {"name": "f", "arguments": None}}, {"index": 1}]}))
    assert [(call.id, call.name, call.arguments) for call in turn.calls] == [
        ("call_0", "f", "{}"),
        ("call_1", "", "{}"),
    ]


EVENTS: list[dict[str, Any]] = [
    {"type": "message_start", "message": {"id": "msg_1", "model": "c", "usage": {"input_tokens": 3, "cache_read_input_tokens": 10, "output_tokens": 1}}},
    {"type": "ping"},
    {"type": "content_block_start", "index": 0, "content_block": {"type": "redacted_thinking", "data": "D"}},
    {"type": "content_block_start", "index": 1, "content_block": {"type": "server_tool_use", "input": {}}},
    {"type": "content_block_start", "index": 2, "content_block": {"type": "text", "text": "a"}},
    {"type": "content_block_delta", "index": 2, "delta": {"type": "text_delta", "text": "b"}},
    {"type": "content_block_delta", "index": 2, "delta": {"type": "citations_delta", "citation": {}}},
    {"type": "content_block_start", "index": 3, "content_block": {"type": "tool_use", "id": "t", "name": "f", "input": {"x": 1}}},
    {"type": "content_block_delta", "index": 1, "delta": {"type": "input_json_delta", "partial_json": ""}},
    {"type": "message_delta", "delta": {"stop_reason": "tool_use"}, "usage": {"output_tokens": 7, "input_tokens": None}},
    {"type": "message_stop"},
]  # fmt: skip


def test_a_message_as_a_turn() -> None:
    turn = MessageTurn(5)
    assert read(turn, *EVENTS) == [("redacted", "D"), ("text", "a"), ("text", "b")]
    assert [(call.id, call.name, call.arguments) for call in turn.calls] == [("t", "f", '{"x":1}')]
    tokens = turn.tokens
    assert (turn.reason, turn.created, tokens.came, tokens.read, tokens.went) == ("tool_calls", 5, 13, 10, 7)


@pytest.mark.parametrize(
    ("reason", "expected"),
    [("end_turn", "stop"), ("stop_sequence", "stop"), ("max_tokens", "length"), ("refusal", "content_filter"), ("pause_turn", "stop")],
)  # fmt: skip
def test_why_a_message_ends(reason: str, expected: str) -> None:
    turn = MessageTurn()
    turn.read({"type": "message", "content": [], "stop_reason": reason})
    assert turn.reason == expected


def sse(*frames: object) -> bytes:
    return b"".join(b"data: " + (f if isinstance(f, bytes) else json.dumps(f).encode()) + b"\n\n" for f in frames)


async def heard(turn: Turn, parts: Sequence[bytes | ProxyError], *, streamed: bool = True) -> bytes:
    answer = CrossedAnswer(Given(parts, streamed=streamed), turn, lambda t: ChatWriting(t, usage=True))
    return b"".join([chunk async for chunk in answer.chunks()])


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param([], id="list"),
        pytest.param(1, id="number"),
        pytest.param(b"{no", id="no-json"),
        pytest.param({}, id="without-choices"),
        pytest.param({"choices": 1}, id="choices-a-number"),
        pytest.param({"choices": [1]}, id="choice-a-number"),
        pytest.param({"choices": [{"delta": {"content": 1}}]}, id="content-a-number"),
        pytest.param({"choices": [{"delta": {"content": [{"type": "image"}]}}]}, id="unknown-part"),
        pytest.param({"choices": [{"delta": {"content": ["x"]}}]}, id="part-a-text"),
        pytest.param({"choices": [{"delta": {"tool_calls": [{"index": [], "function": {}}]}}]}, id="index-a-list"),
        pytest.param({"choices": [{"delta": {"tool_calls": [{"index": 0, "function": {"arguments": {}}}]}}]}, id="arguments-an-object"),
        pytest.param({"choices": [{"delta": {"thinking_blocks": ["x"]}}]}, id="block-a-text"),
        pytest.param({"choices": [{"delta": "x"}]}, id="delta-a-text"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("streamed", [True, False], ids=["stream", "whole"])
async def test_what_is_no_chat_is_malformed(frame: object, streamed: bool) -> None:
    raw = sse(frame) if streamed else (frame if isinstance(frame, bytes) else json.dumps(frame).encode())
    with pytest.raises(UpstreamMalformed, match="not of its protocol"):
        await heard(Turn(), [raw], streamed=streamed)


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param({"no": "type"}, id="without-a-type"),
        pytest.param({"type": "message_start"}, id="without-a-message"),
        pytest.param({"type": "content_block_start", "content_block": {"type": "text"}}, id="without-an-index"),
        pytest.param({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta"}}, id="without-its-text"),
        pytest.param({"type": "content_block_delta", "index": 0, "delta": {"type": "input_json_delta", "partial_json": "x"}}, id="no-call"),
        pytest.param({"type": "message_delta", "delta": None}, id="no-delta"),
    ],
)  # fmt: skip
async def test_what_is_no_message_is_malformed(frame: object) -> None:
    with pytest.raises(UpstreamMalformed):
        await heard(MessageTurn(), [sse(frame)])


async def test_an_error_inside_an_answer() -> None:
    error = {"error": {"type": "overloaded_error", "message": "sk-secret-thing"}}
    for streamed, raw in ((True, sse(error)), (False, json.dumps(error).encode())):
        with pytest.raises(UpstreamRefused, match="overloaded_error") as caught:
            await heard(Turn(), [raw], streamed=streamed)
        assert caught.value.status == 529


async def test_only_the_providers_own_end_ends_a_turn() -> None:
    said = sse(chat({"content": "a"}))
    for parts in ([said], [said, b"data: [DONE]\n\n"], [b""]):
        with pytest.raises(UpstreamIncomplete):
            await heard(Turn(), parts)
    broken = UpstreamIncomplete("x")
    with pytest.raises(UpstreamIncomplete, match="x"):
        await heard(Turn(), [said, broken])
    raw = await heard(Turn(), [said, sse(chat({}, "stop"))])
    assert raw.endswith(b"data: [DONE]\n\n")


async def test_an_answer_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MAX_BYTES", 100)
    for streamed in (True, False):
        with pytest.raises(UpstreamMalformed, match="larger than 100 bytes"):
            await heard(Turn(), [b":" + b"x" * 60 + b"\n", b":" + b"x" * 60 + b"\n"], streamed=streamed)


async def test_every_cut_gives_the_same() -> None:
    raw = b'data: {"choices":[{"delta":{"content":"\xc3\xa9\xe2\x80\xa8"}}]}\r\n\r\n' + sse(chat({}, "stop"))
    whole = await heard(Turn(), [raw])
    for at in range(len(raw)):
        assert await heard(Turn(), [raw[:at], raw[at:]]) == whole


def test_long_arguments_come_in_pieces() -> None:
    text = json.dumps({"content": "x" * (2 * PIECE)})
    frame = chat({"tool_calls": [{"index": 0, "id": "c", "function": {"name": "f", "arguments": text}}]}, "tool_calls")
    for writing in (lambda t: ChatWriting(t, usage=False), lambda t: MessagesWriting(t, {})):
        turn = Turn()
        made = writing(turn)
        turn.read(frame)
        events = SSEDecoder(max_event_bytes=PIECE + 1000).feed(made.end())
        assert len(events) > 3


def test_a_signature_that_comes_alone_has_a_block() -> None:
    turn = Turn()
    writing = MessagesWriting(turn, {})
    raw = b"".join(
        [writing.said(Said("text", "a")), writing.said(Said("signature", "S")), writing.said(Said("redacted", "D"))]
    )
    turn.reason = "content_filter"
    raw += writing.end()
    codec = MessagesCodec(whole=False, keep_unknown=False)
    dropped = [name for event in SSEDecoder(max_event_bytes=PIECE).feed(raw) for name in codec.read(event).dropped]
    assert (codec.complete, dropped) == (True, [])
    content = [{"type": "text", "text": "a"}, {"type": "thinking", "thinking": "", "signature": "S"}, {"type": "redacted_thinking", "data": "D"}]  # fmt: skip
    body = writing.body()
    assert (body["content"], body["stop_reason"]) == (content, "refusal")


def test_a_refusal_in_each_protocol() -> None:
    turn = Turn()
    writings = (ChatWriting(turn, usage=False), MessagesWriting(turn, {}), ResponsesWriting(turn, {}, Offered()))
    bodies = []
    turn.read(chat({}, "stop"))
    for writing in writings:
        writing.said(Said("refusal", "no"))
        writing.end()
        bodies.append(writing.body())
    assert bodies[0]["choices"][0]["message"]["refusal"] == "no"
    assert (bodies[1]["content"], bodies[1]["stop_reason"]) == ([{"type": "text", "text": "no"}], "refusal")
    assert bodies[2]["output"][0]["content"] == [{"type": "refusal", "refusal": "no"}]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [('{"content": "a"}', "a"), ('{"other": "a"}', '{"other": "a"}'), ("{no", "{no"), ("[1]", "[1]"), ("", "{}")],
)
def test_free_text(arguments: str, expected: str) -> None:
    turn = Turn()
    writing = ResponsesWriting(turn, {"tools": [], "instructions": "be"}, Offered(frozenset({"f"})))
    turn.read(
        chat({"tool_calls": [{"index": 0, "id": "c", "function": {"name": "f", "arguments": arguments}}]}, "length")
    )
    raw = writing.said(Said("signature", "S")) + writing.said(Said("thinking", "t")) + writing.said(Said("text", "a"))
    raw += writing.end()
    body = writing.body()
    assert [item["type"] for item in body["output"]] == ["reasoning", "message", "custom_tool_call"]
    assert (body["output"][-1]["input"], body["status"], body["instructions"]) == (expected, "incomplete", "be")
    assert body["incomplete_details"] == {"reason": "max_output_tokens"}
    events = SSEDecoder(max_event_bytes=PIECE).feed(raw)
    assert [json.loads(event.data)["sequence_number"] for event in events] == list(range(len(events)))
    codec = ResponsesCodec(whole=False, keep_unknown=False)
    assert [name for event in events for name in codec.read(event).dropped] == []
