"""The Messages codec, the provider's side: events -> texts by channel, and what is dropped and named."""

from __future__ import annotations

import json
from typing import Any

import pytest

from proxy.errors import UpstreamMalformed, UpstreamRefused
from proxy.model import Channel, ChannelKind
from proxy.wire.codec import Frame, Tool
from proxy.wire.sse import ServerEvent
from tests.messages_wire import call, closed, codec, delta, end, opened, server_event, start, text, thinking

TEXT = {"type": "text", "text": ""}
THINKING = {"type": "thinking", "thinking": "", "signature": ""}
USE = {"type": "tool_use", "id": "t", "name": "write", "input": {}}
SEARCHED = {
    "type": "web_search_tool_result",
    "tool_use_id": "srv_1",
    "content": [{"type": "web_search_result", "url": "u", "title": "A b", "encrypted_content": "QQ==", "age": None}],
}


def _frames(*events: Any, **options: bool) -> list[Frame]:
    reader = codec(**options)
    return [reader.read(server_event(event)) for event in [start(), *events]]


def _said(frame: Frame) -> list[tuple[str, str]]:
    return [(channel.field, said) for channel, said in frame.texts]


@pytest.mark.parametrize(
    ("block", "delta_", "texts"),
    [
        pytest.param(TEXT, {"type": "text_delta", "text": "hi"}, [("content.3", "hi")], id="text"),
        pytest.param(TEXT, {"type": "text_delta", "text": ""}, [], id="empty"),
        pytest.param(THINKING, {"type": "thinking_delta", "thinking": "hm"}, [("content.3", "hm")], id="thinking"),
        pytest.param(THINKING, {"type": "signature_delta", "signature": "QQ=="}, [], id="signature"),
        pytest.param(USE, {"type": "input_json_delta", "partial_json": "{"}, [("content.3", "{")], id="arguments"),
        pytest.param({**USE, "type": "server_tool_use"}, {"type": "input_json_delta", "partial_json": "{"}, [("content.3", "{")], id="server-tool"),
        pytest.param({**USE, "type": "mcp_tool_use"}, {"type": "input_json_delta", "partial_json": "{"}, [("content.3", "{")], id="mcp-tool"),
        pytest.param(TEXT, {"type": "citations_delta", "citation": {"type": "page", "cited_text": "a b", "title": None, "start": 1}}, [("content.3.0", "a b")], id="citation"),
        pytest.param(TEXT, {"type": "new_delta", "score": 0.5}, [], id="unknown-without-a-word"),
    ],
)  # fmt: skip
def test_texts_of_a_delta(block: dict[str, Any], delta_: dict[str, Any], texts: list[tuple[str, str]]) -> None:
    *_, frame = _frames(opened(3, block), delta(3, **delta_))
    assert _said(frame) == texts
    assert frame.dropped == []


@pytest.mark.parametrize(
    ("block", "texts", "ended"),
    [
        pytest.param({"type": "text", "text": "hi"}, [("content.0", "hi")], [], id="text"),
        pytest.param({"type": "thinking", "thinking": "hm"}, [("content.0", "hm")], [], id="thinking"),
        pytest.param({"type": "redacted_thinking", "data": "QUJD+/=_-"}, [], [], id="redacted"),
        pytest.param({"type": "container_upload", "file_id": "file_1"}, [], [], id="unknown-without-text"),
        pytest.param(USE, [("content.0", "")], [], id="call"),
        pytest.param({**USE, "input": {"a": 1}}, [("content.0", "")], [], id="input-waits-for-the-stop"),
        pytest.param(SEARCHED, [("content.0.0", "u"), ("content.0.1", "A b")], ["content.0.0", "content.0.1"], id="result"),
        pytest.param({"type": "x_tool_result", "content": ["a b", {"stdout": "", "stderr": "e r", "data": "no base64!"}]}, [("content.0.0", "a b"), ("content.0.1", "e r"), ("content.0.2", "no base64!")], ["content.0.0", "content.0.1", "content.0.2"], id="result-with-lists"),
        pytest.param({**TEXT, "citations": []}, [], [], id="no-citations"),
        pytest.param({**TEXT, "citations": [{"cited_text": "a b"}]}, [("content.0.0", "a b")], ["content.0.0"], id="citations"),
    ],
)  # fmt: skip
def test_texts_of_a_start(block: dict[str, Any], texts: list[tuple[str, str]], ended: list[str]) -> None:
    *_, frame = _frames(opened(0, block))
    assert _said(frame) == texts
    assert [channel.field for channel in frame.ended] == ended
    assert frame.dropped == []


@pytest.mark.parametrize(
    ("event", "dropped"),
    [
        pytest.param({"type": "new_event", "note": "word"}, ["event.new_event"], id="event-with-text"),
        pytest.param({"type": "a b", "n": 1}, ["event.?"], id="event-that-is-text"),
        pytest.param({"type": "new_event", "n": 1}, [], id="event-without"),
        pytest.param(opened(0, {"type": "new_block", "note": "a b"}), ["content_block.new_block"], id="block-with-text"),
        pytest.param(opened(0, {"type": "new_block", "a b": 1}), ["content_block.new_block"], id="block-with-text-as-key"),
        pytest.param(opened(0, {"type": "a b"}), ["content_block.?"], id="block-that-is-text"),
        pytest.param(opened(0, {"type": None}), ["content_block"], id="block-without-type"),
        pytest.param(opened(0, {"type": "redacted_thinking", "data": "a b"}), ["content_block.redacted_thinking"], id="redacted-that-is-text"),
        pytest.param(opened(0, {"type": "x_tool_result", "a b": {"n": 1}}), ["content_block.x_tool_result"], id="result-with-text-as-key"),
        pytest.param(opened(0, {"type": "x_tool_result", "content": ["a b"] * 600}), ["content_block.x_tool_result"], id="result-of-too-many"),
        pytest.param(opened(0, {**USE, "name": "rm -rf /"}), ["content_block.tool_use.name"], id="name-that-is-text"),
        pytest.param(opened(0, {**USE, "id": "a b"}), ["content_block.tool_use.id"], id="id-that-is-text"),
        pytest.param(opened(0, {**USE, "note": "a b"}), ["content_block.tool_use.note"], id="more-on-a-call"),
        pytest.param(opened(0, {**TEXT, "note": "a b", "n": 1}), ["content_block.text.note"], id="more-on-a-text"),
        pytest.param(opened(0, {"type": "text", "text": ["a b"]}), ["content_block.text.text"], id="text-that-is-none"),
        pytest.param(opened(0, {**THINKING, "signature": "a b"}), ["signature"], id="signature-at-the-start"),
        pytest.param(opened(0, {**TEXT, "citations": {"cited_text": "a b", "c d": [1]}}), ["citation"], id="citation-with-text-as-key"),
        pytest.param(opened(0, {**TEXT, "citations": ["a b"]}), ["citation"], id="citation-that-is-text"),
        pytest.param({"type": "message_delta", "delta": {"stop_reason": "end_turn", "stop_sequence": "a b"}}, ["delta.stop_sequence"], id="stop-sequence-nobody-asked-for"),
        pytest.param({"type": "message_delta", "delta": {"stop_reason": "end_turn", "stop_details": {"explanation": "a b"}}}, ["delta.stop_details"], id="more-on-the-end"),
        pytest.param({"type": "message_delta", "delta": {"stop_reason": "a b"}, "note": "c d", "usage": {"note": "e f"}}, ["delta.stop_reason", "message_delta.note", "message_delta.usage"], id="beside-the-end"),
    ],
)  # fmt: skip
def test_what_is_unknown_is_dropped_and_named(event: dict[str, Any], dropped: list[str]) -> None:
    *_, frame = _frames(event)
    assert frame.dropped == dropped
    assert all(not (name.startswith("event.") and frame.obj) for name in dropped)


@pytest.mark.parametrize(
    ("block", "delta_", "dropped"),
    [
        pytest.param(TEXT, {"type": "new_delta", "note": "word"}, ["delta.new_delta"], id="unknown"),
        pytest.param(TEXT, {"note": {"more": ["word"]}}, ["delta.None"], id="no-type"),
        pytest.param(TEXT, {"type": ["text_delta"], "text": "hi"}, ["delta.?"], id="type-that-is-none"),
        pytest.param(TEXT, {"type": "input_json_delta", "partial_json": "{"}, ["delta.input_json_delta"], id="arguments-of-a-text"),
        pytest.param(USE, {"type": "text_delta", "text": "hi"}, ["delta.text_delta"], id="text-of-a-call"),
        pytest.param(TEXT, {"type": "signature_delta", "signature": "QQ=="}, ["delta.signature_delta"], id="signature-of-a-text"),
        pytest.param(THINKING, {"type": "citations_delta", "citation": {"t": "a"}}, ["delta.citations_delta"], id="citation-of-thinking"),
        pytest.param(THINKING, {"type": "signature_delta", "signature": "a b"}, ["signature"], id="signature-that-is-text"),
        pytest.param(THINKING, {"type": "signature_delta", "signature": 5}, ["signature"], id="signature-that-is-none"),
        pytest.param(TEXT, {"type": "citations_delta", "citation": "a b"}, ["citation"], id="citation-that-is-text"),
        pytest.param(TEXT, {"type": "text_delta", "text": "hi", "note": "word", "n": 1}, ["delta.text_delta.note"], id="more"),
        pytest.param({"type": "new_block", "note": "a b"}, {"type": "text_delta", "text": "hi"}, [], id="of-a-block-that-was-dropped"),
    ],
)  # fmt: skip
def test_an_unknown_delta_is_dropped_and_named(
    block: dict[str, Any], delta_: dict[str, Any], dropped: list[str]
) -> None:
    *_, frame = _frames(opened(0, block), delta(0, **delta_))
    assert frame.dropped == dropped
    assert "word" not in json.dumps(_said(frame))
    *_, kept = _frames(opened(0, block), delta(0, **delta_), keep_unknown=True)
    assert [name for name in kept.dropped if name not in {"signature", "citation"}] == []


def test_text_beside_a_delta_is_taken_out_of_the_frame_that_goes_on() -> None:
    event = {**delta(0, type="text_delta", text="hi", note="word", n=1), "p": "word", "q": 2}
    *_, frame = _frames(opened(0, TEXT), event)
    assert frame.same
    assert frame.obj == delta(0, type="text_delta", text="hi")
    assert frame.dropped == ["event.p", "delta.text_delta.note"]
    *_, kept = _frames(opened(0, TEXT), event, keep_unknown=True)
    assert kept.obj == event


def test_of_the_message_what_is_text_is_dropped() -> None:
    reader = codec()
    frame = reader.read(server_event(start(content=[TEXT], note="a b", container={"id": "c_1", "n": 1})))
    assert frame.dropped == ["message.note", "message.content"]
    assert reader.model_served == "claude-x"
    other = codec()
    assert other.read(server_event(start(model="a model", usage=None))).dropped == ["message.model"]
    assert (other.model_served, other.tokens) == ("", (0, 0))


def test_a_calls_text_is_its_deltas_or_else_the_input_of_its_start() -> None:
    *_, stop = _frames(opened(0, {**USE, "input": {"a": 1}}), closed(0))
    assert _said(stop) == [("content.0", '{"a":1}')]
    assert stop.ended == [Channel(0, "content.0", ChannelKind.WHOLE)]
    *_, stop = _frames(opened(0, {**USE, "input": '{"a":2}'}), closed(0))
    assert _said(stop) == [("content.0", '{"a":2}')]
    *_, last, stop = _frames(
        opened(0, {**USE, "input": {"a": 1}}), delta(0, type="input_json_delta", partial_json="{}"), closed(0)
    )
    assert (_said(last), _said(stop)) == ([("content.0", "{}")], [])


def test_the_stop_ends_a_blocks_channel() -> None:
    assert _frames(*text(5, "a"))[-1].ended == [Channel(0, "content.5")]
    assert _frames(*thinking(5, "a"))[-1].ended == [Channel(0, "content.5")]
    assert _frames(opened(0, {"type": "redacted_thinking", "data": "QQ=="}), closed(0))[-1].ended == []
    assert _frames(opened(0, {**USE, "name": "a b"}), closed(0))[-1].ended == []


def test_the_tool_of_a_channel() -> None:
    reader = codec()
    for event in [start(), *call(0, "{}", name="Write"), opened(1, {"type": "tool_use", "id": "t2"})]:
        reader.read(server_event(event))
    assert reader.tool(Channel(0, "content.0", ChannelKind.WHOLE)) == Tool("Write")
    assert reader.tool(Channel(0, "content.1", ChannelKind.WHOLE)) == Tool("")


def test_what_the_codec_knows_of_the_message() -> None:
    reader = codec()
    assert (reader.indexes, reader.complete, reader.tokens) == ((), False, (0, 0))
    usage = {"input_tokens": 3, "cache_read_input_tokens": 4, "cache_creation_input_tokens": None, "output_tokens": 1}
    reader.read(server_event(start(usage=usage)))
    assert (reader.indexes, reader.complete, reader.tokens) == ((0,), False, (7, 1))
    told, over = end("max_tokens")
    reader.read(server_event(told))
    assert (reader.complete, reader.tokens) == (True, (7, 9))
    assert reader.read(server_event(over)).over
    assert reader.complete


def test_message_stop_completes_a_message_without_a_reason() -> None:
    reader = codec()
    reader.read(server_event(start()))
    reader.read(server_event(end(None)[0]))
    assert not reader.complete
    reader.read(server_event({"type": "message_stop"}))
    assert reader.complete


@pytest.mark.parametrize(
    ("data", "over"),
    [
        pytest.param("", False, id="nothing"),
        pytest.param(" [DONE] ", True, id="done"),
    ],
)
def test_events_that_say_nothing(data: str, over: bool) -> None:
    frame = codec().read(ServerEvent(data))
    assert (frame.obj, frame.same, frame.over, frame.texts) == ({}, False, over, [])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param("{", "not JSON", id="cut"),
        pytest.param("[1]", "not a JSON object", id="list"),
        pytest.param("{}", "without a type", id="no-type"),
        pytest.param('{"type": 5}', "without a type", id="type"),
        pytest.param('{"type":"x","a":' + "[" * 150 + "]" * 150 + "}", "not JSON", id="deep"),
        pytest.param('{"type":"message_start","message":5}', "not an object", id="message"),
        pytest.param('{"type":"message_start","message":{}}', "twice", id="again"),
        pytest.param('{"type":"content_block_start","index":-1,"content_block":{}}', "without an index", id="negative"),
        pytest.param('{"type":"content_block_start","index":true,"content_block":{}}', "without an index", id="bool"),
        pytest.param('{"type":"content_block_start","index":9999,"content_block":{}}', "without an index", id="far"),
        pytest.param('{"type":"content_block_start","index":0,"content_block":{}}', "without an index", id="taken"),
        pytest.param('{"type":"content_block_start","index":1,"content_block":[]}', "without an index", id="block"),
        pytest.param('{"type":"content_block_delta","index":1,"delta":{}}', "isn't open", id="delta-of-none"),
        pytest.param('{"type":"content_block_delta","index":"0","delta":{}}', "isn't open", id="delta-index"),
        pytest.param('{"type":"content_block_delta","index":0,"delta":[]}', "delta that is not an object", id="delta"),
        pytest.param('{"type":"content_block_stop","index":1}', "isn't open", id="stop-of-none"),
        pytest.param('{"type":"message_delta","delta":null}', "no delta with the end", id="end"),
    ],
)
def test_events_that_are_not_of_this_protocol(data: str, said: str) -> None:
    reader = codec()
    for event in [start(), opened(0, TEXT)]:
        reader.read(server_event(event))
    with pytest.raises(UpstreamMalformed, match=said):
        reader.read(ServerEvent(data))


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(opened(0, TEXT), id="start"),
        pytest.param(end()[0], id="delta"),
        pytest.param(end()[1], id="stop"),
    ],
)
def test_nothing_comes_before_the_message(event: dict[str, Any]) -> None:
    with pytest.raises(UpstreamMalformed):
        codec().read(server_event(event))
    reader = codec()
    for said in [start(), opened(0, TEXT), closed(0)]:
        reader.read(server_event(said))
    with pytest.raises(UpstreamMalformed, match="isn't open"):
        reader.read(server_event(delta(0, type="text_delta", text="late")))


def test_many_brackets_are_not_depth() -> None:
    *_, frame = _frames(opened(0, TEXT), delta(0, type="text_delta", text="[{" * 300))
    assert _said(frame) == [("content.0", "[{" * 300)]


@pytest.mark.parametrize(
    "obj",
    [
        pytest.param({"type": "error", "error": {"type": "overloaded_error", "message": "secret words"}}, id="event"),
        pytest.param({"error": {"message": "secret words"}}, id="bare"),
        pytest.param({"type": "error"}, id="empty"),
    ],
)
def test_a_providers_error_is_raised_without_its_words(obj: dict[str, Any]) -> None:
    with pytest.raises(UpstreamRefused) as streamed:
        codec().read(server_event(obj))
    with pytest.raises(UpstreamRefused) as whole:
        codec(whole=True).read_whole(obj)
    assert "secret" not in streamed.value.message + whole.value.message
