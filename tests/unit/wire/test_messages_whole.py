"""The Messages codec with an answer that came as one body: to a client that wants a body, and to one that wants a stream."""

from __future__ import annotations

from typing import Any

import pytest

from proxy.errors import UpstreamMalformed
from proxy.model import Channel, ChannelKind
from proxy.wire.codec import Frame
from proxy.wire.messages import MessagesCodec
from proxy.wire.messages_order import OWN
from proxy.wire.sse import KEEP_ALIVE
from tests.messages_wire import HEAD, Between, answer, codec

Block = dict[str, Any]

THINKING = {"type": "thinking", "thinking": "hm", "signature": "c2ln"}
TEXT = {"type": "text", "text": "hello"}
CITED = {"type": "text", "text": "see", "citations": [{"type": "page", "cited_text": "a b", "start": 1}]}
CALL = {"type": "tool_use", "id": "toolu_1", "name": "write", "input": {"path": "a.py", "n": [1, None]}}
EMPTY = {"type": "tool_use", "id": "toolu_2", "name": "list", "input": {}}
SEARCH = {"type": "server_tool_use", "id": "srv_1", "name": "web_search", "input": {"query": "q"}}
FOUND = {
    "type": "web_search_tool_result",
    "tool_use_id": "srv_1",
    "content": [{"title": "A b", "encrypted_content": "QQ=="}],
}
REDACTED = {"type": "redacted_thinking", "data": "QUJD"}
BLOCKS = [THINKING, REDACTED, SEARCH, FOUND, CITED, TEXT, CALL, EMPTY]


def _body(*content: Any, reason: str | None = "end_turn", **more: Any) -> Block:
    return {**HEAD, "content": list(content), "stop_reason": reason, **more}


def _read(*content: Any, reason: str | None = "end_turn", **options: bool) -> tuple[MessagesCodec, Frame]:
    reader = codec(whole=True, **options)
    return reader, reader.read_whole(_body(*content, reason=reason))


def _texts(frame: Frame) -> dict[Channel, str]:
    texts: dict[Channel, str] = {}
    for channel, said in frame.texts:
        texts[channel] = texts.get(channel, "") + said
    return texts


def test_a_body_that_may_leave_is_the_providers() -> None:
    reader, frame = _read(*BLOCKS, reason="tool_use")
    assert set(_texts(frame)) == set(frame.ended) == set(reader._channels)
    assert frame.dropped == []
    assert reader.body(_texts(frame), refused=set(), rejected=set()) == _body(*BLOCKS, reason="tool_use")
    assert (reader.complete, reader.tokens, reader.model_served) == (True, (7, 1), "claude-x")
    assert reader.finish(0, rejected=False) == "tool_use"
    assert frame.obj == _body(*BLOCKS, reason="tool_use")  # monitor sends this on


def test_a_channel_without_a_text_became_empty() -> None:
    reader, _ = _read(*BLOCKS)
    assert reader.body({}, refused=set(), rejected={0})["content"] == [
        REDACTED,
        EMPTY,
    ]


def test_texts_are_put_back_as_they_may_leave() -> None:
    reader, frame = _read(THINKING, CITED, FOUND, CALL)
    texts = {
        channel: said.replace("m", "n").replace("a b", "x").replace("A b", "X")
        for channel, said in _texts(frame).items()
    }
    texts[Channel(0, "content.3", ChannelKind.WHOLE)] = '{"path":"b.py"}'
    assert reader.body(texts, refused=set(), rejected=set())["content"] == [
        {"type": "thinking", "thinking": "hn", "signature": ""},
        {**CITED, "citations": [{"type": "page", "cited_text": "x", "start": 1}]},
        {**FOUND, "content": [{"title": "X", "encrypted_content": "QQ=="}]},
        {**CALL, "input": {"path": "b.py"}},
    ]


@pytest.mark.parametrize(
    ("blocks", "refused", "kept", "reason"),
    [
        pytest.param([TEXT, CALL], {1}, [TEXT], "end_turn", id="only-call"),
        pytest.param([CALL, TEXT, EMPTY], {0}, [TEXT, EMPTY], "tool_use", id="one-remains"),
        pytest.param([SEARCH, FOUND, TEXT], {0}, [TEXT], "end_turn", id="with-its-result"),
    ],
)
def test_a_refused_call_is_not_in_the_body(
    blocks: list[Block], refused: set[int], kept: list[Block], reason: str
) -> None:
    reader, frame = _read(*blocks, reason="tool_use")
    channels = {Channel(0, f"content.{at}", ChannelKind.WHOLE) for at in refused}
    body = reader.body(_texts(frame), refused=channels, rejected={0})
    assert (body["content"], body["stop_reason"]) == (kept, reason)
    assert reader.finish(0, rejected=True) == reason


def test_a_call_without_arguments_can_be_refused_too() -> None:
    reader, frame = _read(TEXT, EMPTY, reason="tool_use")
    assert reader.settled(frame.ended[1], refused=True) == b""
    assert reader.body(_texts(frame), refused=set(), rejected={0}) == _body(TEXT)


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param("{", id="cut"),
        pytest.param("[1]", id="list"),
        pytest.param('{"a":' + "[" * 150 + "]" * 150 + "}", id="deep"),
        pytest.param("", id="nothing"),
    ],
)
def test_arguments_that_are_no_object_do_not_leave(arguments: str) -> None:
    reader, _ = _read(CALL, reason="tool_use")
    body = reader.body({Channel(0, "content.0", ChannelKind.WHOLE): arguments}, refused=set(), rejected=set())
    assert (body["content"], body["stop_reason"]) == ([], "end_turn")


@pytest.mark.parametrize(
    ("blocks", "content"),
    [
        pytest.param([TEXT], [{"type": "text", "text": "helloW"}], id="on-the-last-text"),
        pytest.param(
            [TEXT, THINKING, CALL], [TEXT, THINKING, {"type": "text", "text": "W"}, CALL], id="before-the-call"
        ),
        pytest.param([CALL, TEXT], [{"type": "text", "text": "W"}, CALL, TEXT], id="before-all"),
        pytest.param([THINKING], [THINKING, {"type": "text", "text": "W"}], id="at-the-end"),
        pytest.param([], [{"type": "text", "text": "W"}], id="alone"),
    ],
)
def test_words_of_our_own(blocks: list[Block], content: list[Block]) -> None:
    reader, frame = _read(*blocks)
    texts = _texts(frame)
    place = reader.voice(0)
    texts[place] = texts.get(place, "") + "W"
    assert reader.body(texts, refused=set(), rejected=set())["content"] == content


def test_in_monitor_mode_the_body_is_as_it_came() -> None:
    reader, frame = _read(*BLOCKS, {"type": "new", "note": "a b"}, keep_unknown=True, through=True)
    assert frame.same
    assert reader.body({}, refused=set(), rejected=set()) is frame.obj


def test_what_is_unknown_is_dropped_and_named() -> None:
    reader = codec(whole=True)
    odd = {"type": "new", "note": "a b"}
    frame = reader.read_whole(_body(TEXT, odd, {**CALL, "name": "a b"}, {"type": 5}, note="a b", stop_sequence=5))
    assert frame.dropped == [
        "message.note",
        "content_block.new",
        "content_block.tool_use.name",
        "content_block",
        "delta.stop_sequence",
    ]
    assert reader.body(_texts(frame), refused=set(), rejected=set()) == _body(TEXT)


@pytest.mark.parametrize(
    ("obj", "said"),
    [
        pytest.param([], "not a JSON object", id="list"),
        pytest.param({"type": "message"}, "no list of content blocks", id="no-content"),
        pytest.param({"content": ["a"]}, "no list of content blocks", id="text-content"),
    ],
)
def test_bodies_that_are_not_of_this_protocol(obj: object, said: str) -> None:
    with pytest.raises(UpstreamMalformed, match=said):
        codec(whole=True).read_whole(obj)


def test_a_body_nested_too_deep_is_not_read() -> None:
    nest: list[Any] = []
    for _ in range(150):
        nest = [nest]
    with pytest.raises(UpstreamMalformed, match="nested more than 100 deep"):
        codec(whole=True).read_whole(_body({**CALL, "input": {"a": nest}}))


# -- for a client that asked for a stream


def test_a_body_leaves_as_a_stream() -> None:
    reader, frame = _read(*BLOCKS, reason="tool_use")
    between = Between(reader)
    between.frame(frame)
    assert reader.keep_alive == KEEP_ALIVE
    assert b"".join(between.out) == b""  # nobody has asked for a stream until its end
    client = answer(between.finish())
    assert client.content == BLOCKS
    assert client.message is not None
    assert (client.message["stop_reason"], client.message["usage"]) == ("tool_use", HEAD["usage"])


def test_words_and_refusals_of_a_body_that_leaves_as_a_stream() -> None:
    def rule(channel: Channel, said: str) -> str | None:
        return None if channel.field == "content.1" else said

    reader, frame = _read(THINKING, CALL, TEXT, EMPTY, reason="tool_use")
    between = Between(reader, rule=rule)
    between.frame(frame)
    assert reader.voice(0) == OWN
    client = answer(between.finish("W"))
    assert client.content == [THINKING, {"type": "text", "text": "W"}, TEXT, EMPTY]


def test_a_body_passed_by_a_writer_for_streams_writes_nothing_into_the_body() -> None:
    reader, frame = _read({"type": "text", "text": ""}, SEARCH, FOUND, TEXT)
    between = Between(reader)
    between.frame(frame)
    between.settle(lambda _: True)
    assert b"".join(between.out) == b""
    assert reader.body(between.texts, refused=set(), rejected=set())["content"][1:] == [SEARCH, FOUND, TEXT]
