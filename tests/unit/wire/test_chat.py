"""The chat codec: frames -> texts by channel -> frames."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from proxy.errors import UpstreamMalformed, UpstreamRefused
from proxy.model import Channel, ChannelKind
from proxy.wire.chat import ChatCodec
from proxy.wire.codec import Frame, Tool
from proxy.wire.request import parse_chat_request
from proxy.wire.sse import ServerEvent

HEAD = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
CONTENT = Channel(0, "content")


def _chunk(
    delta: dict[str, Any] | None = None, *, finish: str | None = None, index: Any = 0, **more: Any
) -> dict[str, Any]:
    choice = {"index": index, "delta": delta if delta is not None else {}, "finish_reason": finish, **more}
    return {**HEAD, "choices": [choice]}


def _objects(out: bytes) -> list[dict[str, Any]]:
    """The events of a stream, parsed."""
    return [
        "[DONE]" if each == b"[DONE]" else json.loads(each)
        for each in (part.removeprefix(b"data: ") for part in out.split(b"\n\n") if part)
    ]


def _say(codec: ChatCodec, channel: Channel, text: str) -> None:
    """A call's arguments were looked at and may leave."""
    assert codec.text(channel, text, len(text), equal=True) == b""
    assert codec.settled(channel, refused=False) == b""


def _codec(**options: bool) -> ChatCodec:
    return ChatCodec(**{"whole": False, "keep_unknown": False, **options})


@pytest.mark.parametrize(
    ("delta", "texts"),
    [
        pytest.param({"content": "hi"}, [("content", "hi")], id="content"),
        pytest.param({"role": "assistant", "content": ""}, [], id="role"),
        pytest.param({"content": None}, [], id="null"),
        pytest.param({"reasoning_content": "r", "content": "c"}, [("reasoning_content", "r"), ("content", "c")], id="reasoning"),
        pytest.param({"refusal": "no"}, [("refusal", "no")], id="refusal"),
        pytest.param({"brand_new": "text"}, [("brand_new", "text")], id="unknown-text-is-a-channel"),
        pytest.param({"content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}, [("content", "a"), ("content", "b")], id="parts"),
        pytest.param({"audio": {"transcript": "t", "data": "AA"}}, [("audio.transcript", "t")], id="audio"),
        pytest.param({"audio": {"data": "AA"}}, [], id="audio-without-transcript"),
    ],
)  # fmt: skip
def test_texts_of_a_delta(delta: dict[str, Any], texts: list[tuple[str, str]]) -> None:
    frame = _codec().decode(_chunk(delta))
    assert [(channel.field, text) for channel, text in frame.texts] == texts
    assert frame.dropped == []


@pytest.mark.parametrize(
    ("delta", "dropped"),
    [
        pytest.param({"details": [{"text": "tok"}]}, ["delta.details"], id="nested-text"),
        pytest.param({"content": 5}, ["delta.content"], id="number-content"),
        pytest.param({"content": [{"type": "image", "image": "x"}]}, ["delta.content[0]"], id="unknown-part"),
        pytest.param({"role": "exec(x)"}, ["delta.role"], id="role-that-is-code"),
        pytest.param({"weights": {"unit": "a(b)"}}, ["delta.weights"], id="nested-code"),
    ],
)
def test_unknown_text_is_dropped_and_named(delta: dict[str, Any], dropped: list[str]) -> None:
    frame = _codec().decode(_chunk(delta))
    assert frame.dropped == dropped
    assert _codec(keep_unknown=True).decode(_chunk(delta)).dropped == []


def test_labels_and_numbers_stay() -> None:
    frame = _codec().decode({**_chunk({"annotations": [], "weight": 3}), "service_tier": "default"})
    assert frame.dropped == []
    assert frame.same


def test_unknown_text_beside_the_choices_is_dropped() -> None:
    obj = {**_chunk({"content": "x"}, note="line\nline"), "essay": "x" * 300}
    frame = _codec().decode(obj)
    assert frame.dropped == ["essay", "choices.note"]
    assert "essay" not in frame.obj


@pytest.mark.parametrize(
    "obj",
    [
        pytest.param([], id="list"),
        pytest.param({"choices": None}, id="no-choices"),
        pytest.param({"choices": {}}, id="choices-object"),
        pytest.param({"choices": ["x"]}, id="choice-text"),
        pytest.param(_chunk(index="0"), id="index-text"),
        pytest.param(_chunk(index=-1), id="index-negative"),
        pytest.param(_chunk(index=10**6), id="index-huge"),
        pytest.param(_chunk(index=True), id="index-bool"),
        pytest.param({"choices": [{"index": 0, "delta": "x"}]}, id="delta-text"),
        pytest.param(_chunk({"tool_calls": ["x"]}), id="call-text"),
        pytest.param(_chunk({"tool_calls": [{"index": "0"}]}), id="call-index-text"),
    ],
)
def test_shapes_that_are_no_frame(obj: object) -> None:
    with pytest.raises(UpstreamMalformed):
        _codec().decode(obj)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        pytest.param({"message": "sk-secret", "code": "overloaded"}, "(code 'overloaded')", id="code"),
        pytest.param("text", "instead of an answer.", id="text"),
        pytest.param({"code": "a\nb"}, "instead of an answer.", id="odd-code"),
    ],
)
def test_a_reported_error_is_told_without_the_providers_words(error: object, words: str) -> None:
    with pytest.raises(UpstreamRefused) as caught:
        _codec().decode({"error": error})
    assert words in caught.value.message
    assert "sk-secret" not in caught.value.message


def test_calls_wait_are_renumbered_and_closed_by_their_finish_reason() -> None:
    codec = _codec()
    first = _chunk(
        {"tool_calls": [{"index": 0, "id": "a", "type": "function", "function": {"name": "f", "arguments": '{"x"'}}]}
    )
    frame = codec.decode(first)
    assert frame.texts == [(Channel(0, "tool_calls.0", ChannelKind.WHOLE), '{"x"')]
    assert not frame.same
    codec.decode(_chunk({"tool_calls": [{"index": 1, "id": "b", "function": {"name": "g"}}]}))
    codec.decode(_chunk({"tool_calls": [{"index": 1, "function": {"arguments": "{}"}}]}, finish="tool_calls"))
    _say(codec, Channel(0, "tool_calls.1", ChannelKind.WHOLE), "{}")
    frames = _objects(codec.ending(0, rejected=True))
    assert frames[0]["choices"][0]["delta"]["tool_calls"] == [
        {"index": 0, "id": "b", "function": {"name": "g", "arguments": "{}"}}
    ]
    assert frames[1]["choices"][0]["finish_reason"] == "tool_calls"


def test_a_turn_whose_calls_were_all_rejected_ends_with_stop() -> None:
    codec = _codec()
    codec.decode(
        _chunk(
            {"tool_calls": [{"index": 0, "id": "a", "function": {"name": "f", "arguments": "{}"}}]}, finish="tool_calls"
        )
    )
    frames = _objects(codec.ending(0, rejected=True))
    assert [frame["choices"][0]["finish_reason"] for frame in frames] == ["stop"]
    assert frames[0]["choices"][0]["delta"] == {}


def test_custom_and_legacy_calls() -> None:
    codec = _codec()
    codec.decode(_chunk({"tool_calls": [{"index": 0, "type": "custom", "custom": {"name": "p", "input": "*** x"}}]}))
    codec.decode(_chunk({"function_call": {"name": "old", "arguments": "{}"}}, finish="function_call"))
    _say(codec, Channel(0, "tool_calls.0", ChannelKind.WHOLE), "*** x")
    _say(codec, Channel(0, "function_call", ChannelKind.WHOLE), "{}")
    delta = _objects(codec.ending(0, rejected=False))[0]["choices"][0]["delta"]
    assert delta["tool_calls"][0]["custom"] == {"name": "p", "input": "*** x"}
    assert delta["function_call"] == {"name": "old", "arguments": "{}"}
    assert codec.choices[0].calls[0].name == "p"


def test_a_frame_without_its_texts_keeps_the_rest() -> None:
    codec = _codec()
    frame = codec.decode(_chunk({"role": "assistant", "content": "x", "audio": {"transcript": "t", "data": "AA"}}))
    (rest,) = _objects(codec.rest(frame))
    assert rest["choices"] == [
        {"index": 0, "delta": {"role": "assistant", "audio": {"data": "AA"}}, "finish_reason": None}
    ]
    assert codec.rest(codec.decode(_chunk({"content": "x"}))) == b""


def test_text_frames_stand_under_the_newest_head() -> None:
    codec = _codec()
    codec.decode({**_chunk({"content": "x"}), "system_fingerprint": "fp", "obfuscation": "zzz"})
    (obj,) = _objects(codec.text(CONTENT, "x", 1, equal=True))
    assert obj == {
        **HEAD,
        "system_fingerprint": "fp",
        "choices": [{"index": 0, "delta": {"content": "x"}, "finish_reason": None}],
    }
    assert _objects(codec.text(Channel(0, "audio.transcript"), "t", 1, equal=True))[0]["choices"][0]["delta"] == {
        "audio": {"transcript": "t"}
    }


def test_log_probabilities_follow_their_text_and_vanish_with_it() -> None:
    codec = _codec()
    for token in ("ab", "cd", "ef", "gh"):
        codec.decode(_chunk({"content": token}, logprobs={"content": [{"token": token}], "refusal": None}))
    assert _objects(codec.text(CONTENT, "a", 1, equal=True))[0]["choices"][0].get("logprobs") is None
    assert _objects(codec.text(CONTENT, "bcd", 4, equal=True))[0]["choices"][0]["logprobs"] == {
        "content": [{"token": "ab"}, {"token": "cd"}]
    }
    assert "logprobs" not in _objects(codec.text(CONTENT, "REDACTED", 5, equal=False))[0]["choices"][0]
    assert "logprobs" not in _objects(codec.text(CONTENT, "f", 6, equal=True))[0]["choices"][0]
    codec.passed(Frame({}), [(CONTENT, 8)])
    assert not codec.choices[0].logprobs


def test_usage_waits_for_the_end() -> None:
    codec = _codec()
    frame = codec.decode({**HEAD, "choices": [], "usage": {"prompt_tokens": 3}})
    assert not frame.same
    assert codec.usage_frame is not None
    assert codec.usage == {"prompt_tokens": 3}


def _whole(message: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": "c1",
        "object": "chat.completion",
        "model": "m",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", **more}],
    }


def test_a_whole_body_is_put_together_again() -> None:
    codec = _codec(whole=True)
    body = _whole({"role": "assistant", "content": "hi", "refusal": None, "annotations": []}, logprobs={"content": []})
    frame = codec.decode(body)
    assert codec.body(dict(frame.texts), refused=set(), rejected=set()) == body


def test_a_changed_body_loses_its_log_probabilities() -> None:
    codec = _codec(whole=True)
    codec.decode(_whole({"role": "assistant", "content": "hi"}, logprobs={"content": [{"token": "hi"}]}))
    out = codec.body({CONTENT: "ho"}, refused=set(), rejected={0})
    assert out["choices"][0]["message"]["content"] == "ho"
    assert out["choices"][0]["logprobs"] is None
    assert out["choices"][0]["finish_reason"] == "stop"


def test_whole_parts_audio_calls_and_notices() -> None:
    codec = _codec(whole=True)
    message = {
        "role": "assistant",
        "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}],
        "audio": {"id": "x", "transcript": "t"},
        "tool_calls": [{"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}],
        "function_call": {"name": "g", "arguments": "{}"},
    }
    frame = codec.decode(_whole(message))
    for channel, text in frame.texts:
        if channel.kind is ChannelKind.WHOLE:
            _say(codec, channel, text)
    texts = {channel: text for channel, text in frame.texts if channel.kind is ChannelKind.TEXT}
    out = codec.body(texts, refused=set(), rejected=set())["choices"][0]["message"]
    assert out == message
    noted = codec.body({**texts, CONTENT: "> notice"}, refused=set(), rejected=set())["choices"][0]["message"]
    assert noted["content"][-1] == {"type": "text", "text": "> notice"}


def test_a_notice_finds_a_place_where_there_was_no_content() -> None:
    codec = _codec(whole=True)
    codec.decode(_whole({"role": "assistant", "content": None}))
    assert codec.body({CONTENT: "why"}, refused=set(), rejected={0})["choices"][0]["message"]["content"] == "why"


CITED = Channel(0, "annotations", ChannelKind.WHOLE)
CITATION = {"type": "url_citation", "url_citation": {"url": "https://x/y?a=b", "title": "How to (not) do it"}}


@pytest.mark.parametrize(
    ("equal", "refused", "sent"),
    [
        pytest.param(True, False, [CITATION], id="clean"),
        pytest.param(False, False, None, id="changed"),
        pytest.param(True, True, None, id="refused"),
    ],
)
def test_citations_are_looked_at_and_leave_at_the_end(equal: bool, refused: bool, sent: object) -> None:
    codec = _codec()
    frame = codec.decode(_chunk({"annotations": [CITATION]}, finish="stop"))
    assert frame.texts == [(CITED, "url_citation\nhttps://x/y?a=b\nHow to (not) do it\n")]
    assert codec.tool(CITED) == Tool("annotations", "field")
    assert codec.rest(frame) == b""
    codec.text(CITED, frame.texts[0][1], 1, equal=equal)
    codec.settled(CITED, refused=refused)
    deltas = [each["choices"][0]["delta"] for each in _objects(codec.ending(0, rejected=False))]
    assert deltas[0].get("annotations") == sent
    whole = _codec(whole=True)
    whole.decode(_whole({"role": "assistant", "content": "x", "annotations": [CITATION]}))
    texts = {CONTENT: "x", **({CITED: "y"} if equal else {})}
    message = whole.body(texts, refused={CITED} if refused else set(), rejected=set())["choices"][0]["message"]
    assert message.get("annotations") == sent


@pytest.mark.parametrize(
    ("logprobs", "kept"),
    [
        pytest.param({"content": [{"token": "a"}, {"token": "b"}], "refusal": None}, True, id="the-text"),
        pytest.param({"content": []}, True, id="none"),
        pytest.param(
            {"content": [{"token": "a", "top_logprobs": [{"token": "c"}]}, {"token": "b"}]}, True, id="others"
        ),
        pytest.param({"content": [{"token": "exec"}]}, False, id="another-text"),
        pytest.param({"content": [{"token": "ab", "top_logprobs": [{"token": "x" * 65}]}]}, False, id="long-other"),
        pytest.param({"content": [{"token": "ab", "top_logprobs": ["x"]}]}, False, id="odd-other"),
        pytest.param({"content": ["ab"]}, False, id="odd-token"),
        pytest.param({"content": "ab"}, False, id="odd-list"),
        pytest.param(["ab"], False, id="list"),
    ],
)
def test_log_probabilities_say_nothing_but_the_text(logprobs: object, kept: bool) -> None:
    frame = _codec().decode(_chunk({"content": "ab"}, logprobs=logprobs))
    assert frame.dropped == ([] if kept else ["choices.logprobs"])
    assert _codec(keep_unknown=True).decode(_chunk({"content": "ab"}, logprobs=logprobs)).dropped == []


def test_a_tools_name_is_one() -> None:
    codec = _codec()
    for piece in ("mcp__git", "__write.file"):
        codec.decode(_chunk({"tool_calls": [{"index": 0, "function": {"name": piece}}]}))
    frame = codec.decode(_chunk({"tool_calls": [{"index": 1, "function": {"name": "exec('x')", "arguments": "{}"}}]}))
    assert codec.tool(Channel(0, "tool_calls.0", ChannelKind.WHOLE)) == Tool("mcp__git__write.file")
    assert frame.dropped == ["delta.tool_calls.name"]
    assert codec.tool(Channel(0, "tool_calls.1", ChannelKind.WHOLE)) == Tool("")
    codec.decode(_chunk({"tool_calls": [{"index": 0, "function": {"name": "mcp__git__write.file"}}]}))
    assert codec.choices[0].calls[0].name == "mcp__git__write.file"


def test_a_finish_reason_is_a_label() -> None:
    codec = _codec()
    frame = codec.decode(_chunk(finish="exec('x')"))
    assert frame.dropped == ["choices.finish_reason"]
    assert codec.finish(0, rejected=False) == "stop"


@pytest.mark.parametrize(
    ("data", "over"), [pytest.param(" [DONE]", True, id="done"), pytest.param("", False, id="nothing")]
)
def test_events_without_a_frame(data: str, over: bool) -> None:
    codec = _codec()
    frame = codec.read(ServerEvent(data))
    assert (frame.over, frame.texts, codec.rest(frame), codec.indexes) == (over, [], b"", [])


def test_events_that_are_none() -> None:
    with pytest.raises(UpstreamMalformed, match="not JSON"):
        _codec().read(ServerEvent("{"))
    with pytest.raises(UpstreamMalformed, match="no choices"):
        _codec(whole=True).read_whole({"choices": []})


def test_the_end_says_the_usage_that_was_asked_for() -> None:
    codec = _codec()
    usage = {**HEAD, "choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": True}}
    codec.decode(usage)
    assert _objects(codec.closing(include_usage=True)) == [usage, "[DONE]"]
    assert codec.closing(include_usage=False) == b"data: [DONE]\n\n"
    assert codec.tokens == (3, 0)
    assert _codec().tokens == (0, 0)


def test_an_error_is_the_last_event() -> None:
    (event,) = _objects(_codec().failing(UpstreamMalformed("odd")))
    assert event["error"]["code"] == "upstream_malformed"


def test_it_is_complete_once_every_choice_is() -> None:
    codec = _codec()
    assert not codec.complete
    codec.decode(_chunk(finish="stop"))
    assert codec.complete
    codec.decode(_chunk({"content": "x"}, index=1))
    assert (codec.complete, codec.indexes, codec.voice(1)) == (False, [0, 1], Channel(1, "content"))


def test_a_refused_call_and_what_goes_through() -> None:
    codec = _codec()
    call = {"index": 0, "id": "a", "function": {"name": "f", "arguments": "{}"}}
    codec.decode(_chunk({"tool_calls": [call]}, finish="tool_calls"))
    channel = Channel(0, "tool_calls.0", ChannelKind.WHOLE)
    codec.text(channel, "{}", 2, equal=True)
    codec.settled(channel, refused=True)
    codec.settled(Channel(0, "function_call", ChannelKind.WHOLE), refused=False)
    assert [each["choices"][0]["delta"] for each in _objects(codec.ending(0, rejected=True))] == [{}]
    through = _codec(through=True, keep_unknown=True)
    frame = through.decode(_chunk({"tool_calls": [call], "annotations": [CITATION]}, finish="tool_calls"))
    assert frame.same
    assert through.settled(channel, refused=False) == through.ending(0, rejected=True) == b""
    assert through.keep_alive == b": keep-alive\n\n"


def test_an_editors_answer_is_held_whole_without_words_of_ours() -> None:
    request = parse_chat_request(b'{"model": "m", "messages": [{"role": "user", "content": "x"}]}')
    codec = replace(request, fim=True).codec(whole=False, keep_unknown=False, through=False)
    (said,) = codec.decode(_chunk({"content": "x = 1"})).texts
    channel = Channel(0, "content", ChannelKind.WHOLE)
    assert said == (channel, "x = 1")
    assert codec.tool(channel) == Tool("", "fim")
    assert codec.voice(0) is None
    assert codec.settled(channel, refused=False) == b""
    assert codec.text(channel, "x = 1", 5, equal=True) == b""
    assert _objects(codec.ending(0, rejected=False))[0]["choices"][0]["delta"] == {"content": "x = 1"}
    assert not codec.renamed(channel, "other")


@pytest.mark.parametrize("slot", ["function", "custom"])
def test_a_call_can_go_to_another_tool(slot: str) -> None:
    codec = _codec()
    spot = "input" if slot == "custom" else "arguments"
    call = {"index": 0, "id": "a", "type": slot, slot: {"name": "f", spot: "{}"}}
    codec.decode(_chunk({"tool_calls": [call]}, finish="tool_calls"))
    channel = Channel(0, "tool_calls.0", ChannelKind.WHOLE)
    assert codec.renamed(channel, "other")
    assert not codec.renamed(CITED, "other")
    assert not codec.renamed(Channel(0, "function_call", ChannelKind.WHOLE), "other")
    _say(codec, channel, '{"a": 1}')
    (delta, _) = _objects(codec.ending(0, rejected=True))
    assert delta["choices"][0]["delta"]["tool_calls"] == [
        {"index": 0, "id": "a", "type": "function", "function": {"name": "other", "arguments": '{"a": 1}'}}
    ]


def test_labels_beside_a_calls_name_stay() -> None:
    codec = _codec()
    codec.decode(_chunk({"tool_calls": [{"index": 0, "function": {"name": "f", "strict": True, "arguments": "{}"}}]}))
    assert codec.choices[0].calls[0].inner == {"name": "f", "strict": True}
