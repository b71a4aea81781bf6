"""Odd shapes of events and bodies: what is kept back leaves before what ends it, in every place a text has."""

from __future__ import annotations

import json
from typing import Any

import pytest

from proxy.prompt.placeholders import Placeholders
from proxy.prompt.restored_events import Restored
from proxy.prompt.restoring import Restorer
from proxy.wire.sse import KEEP_ALIVE, encode

SECRET = 'a"b\\c'
PLACEHOLDERS = Placeholders(b"k" * 32, "c")
TOKEN = PLACEHOLDERS.of(SECRET)
A, B = TOKEN[:9], TOKEN[9:]


def restored(wire: str) -> Restored:
    return Restored(Restorer(PLACEHOLDERS.stands_for), wire)


def stream(wire: str, *events: dict[str, Any] | bytes) -> list[Any]:
    raw = b"".join(each if isinstance(each, bytes) else encode(json.dumps(each)) for each in events)
    lines = restored(wire).stream(raw).split(b"\n")
    return [json.loads(line[6:]) for line in lines if line.startswith(b"data: {")]


def delta(**said: Any) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": said, "finish_reason": None, "logprobs": {"content": [{"token": "x"}]}}]}


@pytest.mark.parametrize(
    ("one", "other", "read"),
    [
        pytest.param(
            {"audio": {"transcript": A}},
            {"audio": {"transcript": B}},
            lambda d: d.get("audio", {}).get("transcript", ""),
            id="audio",
        ),
        pytest.param({"refusal": A}, {"refusal": B}, lambda d: d.get("refusal", ""), id="refusal"),
    ],
)
def test_texts_of_chat(one: Any, other: Any, read: Any) -> None:
    told = stream("chat", delta(**one), delta(**other))
    assert "".join(read(each["choices"][0]["delta"]) for each in told) == SECRET


@pytest.mark.parametrize("shape", ["function_call", "function", "custom"])
def test_calls_of_chat_in_pieces(shape: str) -> None:
    key = "input" if shape == "custom" else "arguments"

    def call(text: str) -> dict[str, Any]:
        inner = {key: text}
        return (
            delta(function_call=inner) if shape == "function_call" else delta(tool_calls=[{"index": 0, shape: inner}])
        )

    pieces = ['{"a": "', A, B, '", "b": "', A, '"}'] if shape != "custom" else ["x ", A, B, " ", A]
    told = stream(
        "chat",
        *map(call, pieces[:-1]),
        call(pieces[-1] + A[:4]),
        {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]},
    )
    deltas = [each["choices"][0]["delta"] for each in told]
    found = [d["function_call"] if shape == "function_call" else d["tool_calls"][0][shape] for d in deltas if d]
    text = "".join(each[key] for each in found)
    spelled = SECRET if shape == "custom" else json.dumps(SECRET)[1:-1]
    assert text == "".join(pieces).replace(TOKEN, spelled) + A[:4]
    assert deltas[-1] == {}


@pytest.mark.parametrize(
    ("wire", "event", "end"),
    [
        pytest.param("chat", delta(content="x" + A), encode(b"[DONE]"), id="chat-done"),
        pytest.param("chat", delta(content="x" + A), {"error": {"message": "m"}}, id="chat-error"),
        pytest.param("completions", {"choices": [{"index": 0, "text": "x" + A, "finish_reason": None}]}, encode(b"[DONE]"), id="completions"),
        pytest.param("messages", {"type": "content_block_delta", "index": 1, "delta": {"type": "thinking_delta", "thinking": "x" + A}}, {"type": "content_block_delta", "index": 1, "delta": {"type": "signature_delta", "signature": TOKEN}}, id="signature"),
        pytest.param("messages", {"type": "content_block_delta", "index": 1, "delta": {"type": "text_delta", "text": "x" + A}}, {"type": "error", "error": {}}, id="messages-error"),
        pytest.param("messages", {"type": "content_block_delta", "index": 1, "delta": {"type": "text_delta", "text": "x" + A}}, {"type": "message_stop"}, id="stop"),
        pytest.param("responses", {"type": "response.output_text.delta", "output_index": 0, "delta": "x" + A, "sequence_number": 3, "logprobs": [1]}, {"type": "response.failed", "response": {}, "sequence_number": 4}, id="failed"),
        pytest.param("responses", {"type": "response.audio.transcript.delta", "delta": "x" + A}, {"type": "response.audio.transcript.done"}, id="voice"),
    ],
)  # fmt: skip
def test_what_was_kept_back_leaves_before_the_end(wire: str, event: dict[str, Any], end: Any) -> None:
    told = stream(wire, event, KEEP_ALIVE, end)
    assert json.dumps(told[0]).count(A[:4]) == 0
    assert A in json.dumps(told[1])
    if not isinstance(end, bytes):
        shift = {"sequence_number": end["sequence_number"] + 1} if "sequence_number" in end else {}
        assert told[2:] == [{**end, **shift}]
    assert [each.get("sequence_number") for each in told if "sequence_number" in each] in ([], [3, 4, 5])


def test_sound_and_comments_go_by() -> None:
    sound = {"type": "response.audio.delta", "delta": A}
    assert stream("responses", sound) == [sound]
    assert restored("chat").stream(KEEP_ALIVE) == KEEP_ALIVE
    odd = encode(b"[1]")
    assert restored("chat").stream(odd) == odd


def test_log_probabilities_of_another_text_are_left_out() -> None:
    (told,) = stream("chat", delta(content=TOKEN))
    assert told["choices"][0]["logprobs"] is None
    part = {"type": "response.output_text.done", "text": TOKEN, "logprobs": [1]}
    assert stream("responses", part) == [{**part, "text": SECRET, "logprobs": []}]
    body = {
        "choices": [
            {"message": {"content": TOKEN}, "logprobs": {"content": [1]}},
            {"text": "same", "logprobs": {"a": 1}},
        ]
    }
    made = json.loads(restored("chat").body(json.dumps(body).encode()))
    assert [each["logprobs"] for each in made["choices"]] == [None, {"a": 1}]


def test_a_whole_body_has_it_in_every_string_and_key() -> None:
    body = {
        "output": [
            {"type": "function_call", "arguments": json.dumps({"a": TOKEN})},
            {"type": "shell_call", "action": {"commands": [f"x {TOKEN}"], "arguments": TOKEN, TOKEN: 1}},
            {"type": "reasoning", "encrypted_content": TOKEN},
        ]
    }
    made = json.loads(restored("responses").body(json.dumps(body).encode()))
    call, shell, thought = made["output"]
    assert json.loads(call["arguments"]) == {"a": SECRET}
    assert shell["action"] == {"commands": [f"x {SECRET}"], "arguments": SECRET, SECRET: 1}
    assert thought["encrypted_content"] == TOKEN


@pytest.mark.parametrize(
    ("wire", "events"),
    [
        pytest.param("chat", [delta(content="x" + TOKEN), delta(), encode(b"[DONE]")], id="chat"),
        pytest.param(
            "messages",
            [
                {"type": "message_start", "message": {"content": []}},
                {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "x" + A}},
                {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": B}},
                {"type": "ping"},
                {"type": "content_block_stop", "index": 0},
                {"type": "message_delta", "delta": {"stop_reason": "end_turn"}},
                {"type": "message_stop"},
            ],
            id="messages",
        ),
        pytest.param(
            "responses",
            [
                {"type": "response.created", "response": {}},
                {"type": "response.output_text.delta", "output_index": 0, "delta": "x" + A},
                {"type": "response.output_text.delta", "output_index": 0, "delta": B},
                {"type": "response.output_item.done", "output_index": 0, "item": {"text": TOKEN}},
                {"type": "response.completed", "response": {"output": [{"text": TOKEN}]}},
            ],
            id="responses",
        ),
    ],
)
def test_nothing_is_added_where_nothing_was_kept_back(wire: str, events: list[Any]) -> None:
    told = stream(wire, *events)
    assert len(told) == len([each for each in events if not isinstance(each, bytes)])
    assert TOKEN not in json.dumps(told)
    assert json.dumps(SECRET)[1:-1] in json.dumps(told)
