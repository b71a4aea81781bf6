"""The completions codec: frames -> texts by channel -> frames; the parsed request."""

from __future__ import annotations

import json
from typing import Any

import pytest

from proxy.errors import RequestInvalid, ScanUnavailable, UpstreamMalformed, UpstreamRefused
from proxy.model import Channel, ChannelKind
from proxy.wire.codec import Codec, Frame, Tool
from proxy.wire.completion_request import parse_completion_request
from proxy.wire.completions import MAX_INDEX, CompletionsCodec
from proxy.wire.json import dumps
from proxy.wire.sse import ServerEvent, SSEDecoder

HEAD = {"id": "c1", "object": "text_completion", "created": 1, "model": "m"}
TEXT = Channel(0, "text")
HELD = Channel(0, "text", ChannelKind.WHOLE)
USAGE = {"prompt_tokens": 3, "completion_tokens": 4, "total_tokens": 7}
ERROR = ScanUnavailable("Nothing can be scanned now.")


def make(**options: bool) -> CompletionsCodec:
    return CompletionsCodec(**{"whole": False, "keep_unknown": False, "fim": False, **options})


def chunk(text: Any = "", *, finish: str | None = None, index: Any = 0, **more: Any) -> dict[str, Any]:
    return {**HEAD, "choices": [{"index": index, "text": text, "logprobs": None, "finish_reason": finish, **more}]}


def delta(inner: Any, *, finish: str | None = None, **more: Any) -> dict[str, Any]:
    return {**HEAD, "choices": [{"index": 0, "delta": inner, "finish_reason": finish}], **more}


def read(codec: CompletionsCodec, obj: Any) -> Frame:
    return codec.read(ServerEvent(json.dumps(obj)))


def events(raw: bytes) -> list[Any]:
    datas = [event.data for event in SSEDecoder(max_event_bytes=10**6).feed(raw)]
    return [data if data == "[DONE]" else json.loads(data) for data in datas]


def test_it_is_a_codec() -> None:
    codec: Codec = make()
    assert (codec.keep_alive, codec.indexes, codec.complete, codec.tokens) == (b": keep-alive\n\n", [], False, (0, 0))


@pytest.mark.parametrize(
    ("obj", "texts"),
    [
        pytest.param(chunk("hi"), ["hi"], id="text"),
        pytest.param(chunk(""), [], id="empty"),
        pytest.param(chunk(None), [], id="null"),
        pytest.param(delta({"content": "hi"}), ["hi"], id="delta"),
        pytest.param(delta({"role": "assistant", "content": ""}), [], id="role"),
        pytest.param(delta({"content": None}), [], id="null-content"),
        pytest.param(delta({"content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}), ["ab"], id="parts"),
        pytest.param({**HEAD, "choices": [{"message": {"content": "hi"}}]}, ["hi"], id="message"),
        pytest.param({**HEAD, "choices": [{"text": "", "delta": {"content": "hi"}}]}, ["hi"], id="the-shape-that-says-something"),
        pytest.param({**HEAD, "choices": []}, [], id="no-choice"),
    ],
)  # fmt: skip
def test_texts_of_a_frame(obj: Any, texts: list[str]) -> None:
    frame = read(make(), obj)
    assert frame.texts == [(TEXT, text) for text in texts]
    assert frame.dropped == []
    assert [channel.kind for channel, _ in read(make(fim=True), obj).texts] == [ChannelKind.WHOLE] * len(texts)


@pytest.mark.parametrize(
    ("obj", "dropped"),
    [
        pytest.param(chunk("x", note="tok"), ["choices.note"], id="string"),
        pytest.param(chunk("x", details=[{"text": "tok"}]), ["choices.details"], id="nest"),
        pytest.param(chunk("x", delta={"content": "y"}), ["choices.delta"], id="second-shape"),
        pytest.param(chunk("x", finish="a\nb"), ["choices.finish_reason"], id="reason-of-two-lines"),
        pytest.param(delta({"content": "x", "tool_calls": [{"id": "1"}]}), ["delta.tool_calls"], id="calls"),
        pytest.param(delta({"content": 5}), ["delta.content"], id="number"),
        pytest.param(delta({"content": [{"type": "image"}]}), ["delta.content"], id="unknown-part"),
        pytest.param({**chunk("x"), "essay": "x" * 300}, ["essay"], id="beside-the-choices"),
    ],
)
def test_unknown_text_is_dropped_and_named(obj: Any, dropped: list[str]) -> None:
    frame = read(make(), obj)
    assert frame.dropped == dropped
    assert "tok" not in json.dumps(frame.obj)
    kept = read(make(keep_unknown=True), obj)
    assert (kept.dropped, kept.obj) == ([], obj)


def test_numbers_and_labels_stay() -> None:
    extra = {
        "seed": 7,
        "stop_reason": "length",
        "content_filter_results": {"hate": {"severity": "safe"}},
        "token_ids": [1, 2],
    }
    frame = read(make(), {**chunk("x", **extra), "system_fingerprint": "fp"})
    assert (frame.dropped, frame.same) == ([], True)


@pytest.mark.parametrize(
    "obj",
    [
        pytest.param([], id="list"),
        pytest.param({}, id="no-choices"),
        pytest.param({"choices": ["x"]}, id="choice-is-text"),
        pytest.param({"choices": [{"text": 5}]}, id="text-is-a-number"),
        pytest.param({"choices": [{"delta": "x"}]}, id="delta-is-text"),
        pytest.param({"choices": [{"message": ["x"]}]}, id="message-is-a-list"),
        pytest.param(chunk("x", index=-1), id="negative-index"),
        pytest.param(chunk("x", index=MAX_INDEX), id="huge-index"),
        pytest.param(chunk("x", index=True), id="boolean-index"),
        pytest.param(chunk("x", index="0"), id="index-is-text"),
    ],
)
def test_what_is_not_a_frame(obj: Any) -> None:
    with pytest.raises(UpstreamMalformed):
        read(make(), obj)


def test_an_event_that_is_not_json() -> None:
    with pytest.raises(UpstreamMalformed, match="not JSON"):
        make().read(ServerEvent("{"))


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        pytest.param({"message": "secret", "code": "overloaded"}, "(code 'overloaded')", id="code"),
        pytest.param({"message": "secret", "code": "x" * 300}, "answer.", id="long-code"),
        pytest.param("secret", "answer.", id="text"),
    ],
)
def test_a_reported_error_shows_only_its_code(error: Any, shown: str) -> None:
    with pytest.raises(UpstreamRefused) as caught:
        read(make(), {"error": error})
    assert shown in caught.value.message
    assert "secret" not in caught.value.message


@pytest.mark.parametrize("data", ["[DONE]", " [DONE]", ""])
def test_events_that_say_nothing(data: str) -> None:
    codec = make()
    frame = codec.read(ServerEvent(data))
    assert (frame.over, frame.texts, frame.same, codec.rest(frame)) == ("DONE" in data, [], False, b"")


def test_a_stop_string_goes_without_a_word() -> None:
    frame = read(make(), chunk("x", stop_reason="<|endoftext|>"))
    assert (frame.dropped, frame.obj["choices"][0]["stop_reason"]) == ([], None)


# -- streams of text


def test_a_frame_goes_on_as_it_came() -> None:
    codec = make()
    obj = chunk("hi", logprobs={"tokens": ["hi"], "token_logprobs": [-1.0], "top_logprobs": None, "text_offset": [0]})
    frame = read(codec, obj)
    assert frame.same
    assert events(codec.passed(frame, [(TEXT, 2)])) == [obj]
    assert "logprobs" not in events(codec.text(TEXT, "", 2, equal=True))[0]["choices"][0]


def test_text_that_was_held_comes_with_its_log_probabilities() -> None:
    codec = make()
    for word in ("a ", "b"):
        read(codec, chunk(word, logprobs={"tokens": [word], "token_logprobs": [-1.0], "text_offset": [len(word)]}))
    assert events(codec.text(TEXT, "a b", 3, equal=True))[0]["choices"] == [
        {"index": 0, "text": "a b", "finish_reason": None,
         "logprobs": {"tokens": ["a ", "b"], "token_logprobs": [-1.0, -1.0], "text_offset": [2, 1]}}
    ]  # fmt: skip


def test_text_that_was_changed_leaves_without_them() -> None:
    codec = make()
    read(codec, chunk("bad", logprobs={"tokens": ["bad"]}))
    assert events(codec.text(TEXT, "good", 3, equal=False)) == [
        {**HEAD, "choices": [{"index": 0, "text": "good", "finish_reason": None}]}
    ]


@pytest.mark.parametrize(
    ("text", "logprobs", "fits"),
    [
        pytest.param("ab", {"tokens": ["a", "b"], "top_logprobs": [{"a": -1.0}, None], "text_offset": [0, 1]}, True, id="tokens"),
        pytest.param("", {"tokens": ["<|im_end|>"]}, True, id="token-that-ends-the-answer"),
        pytest.param("a", {"content": [{"token": "a", "logprob": -1.0}]}, True, id="shape-of-chat"),
        pytest.param("a", {"tokens": ["secret"]}, False, id="other-text"),
        pytest.param("", {"tokens": ["secret"]}, False, id="text-beside-none"),
        pytest.param("a", {"tokens": [{"secret": 1}]}, False, id="token-is-an-object"),
        pytest.param("a", {"tokens": ["a"], "top_logprobs": {"secret": 1}}, False, id="others-are-no-list"),
        pytest.param("a", {"tokens": ["a"], "top_logprobs": ["secret"]}, False, id="place-is-text"),
        pytest.param("a", {"tokens": ["a"], "top_logprobs": [{"secret" * 20: -1.0}]}, False, id="token-too-long"),
        pytest.param("a", {"tokens": ["a"], "top_logprobs": [{"a": "secret"}]}, False, id="text-for-a-number"),
        pytest.param("a", {"tokens": ["a"], "note": "secret"}, False, id="note"),
        pytest.param("a", ["secret"], False, id="list"),
    ],
)  # fmt: skip
def test_log_probabilities_speak_of_the_text_or_go(text: str, logprobs: Any, fits: bool) -> None:
    frame = read(make(), chunk(text, logprobs=logprobs))
    assert (frame.dropped == [], "secret" not in json.dumps(frame.obj)) == (fits, True)


def test_the_end_of_a_choice_and_of_the_stream() -> None:
    codec = make()
    read(codec, chunk("x"))
    assert not codec.complete
    frame = read(codec, chunk("", finish="length", stop_reason=None))
    assert (frame.same, codec.complete, codec.indexes, codec.model_served) == (False, True, [0], "m")
    assert codec.rest(frame) == b""
    end = {"index": 0, "text": "", "stop_reason": None, "finish_reason": "length"}
    assert events(codec.ending(0, rejected=False)) == [{**HEAD, "choices": [end]}]
    assert events(codec.ending(0, rejected=True)) == [{**HEAD, "choices": [{**end, "finish_reason": "stop"}]}]
    assert events(codec.closing(include_usage=True)) == ["[DONE]"]
    assert (codec.finish(0, rejected=False), codec.finish(0, rejected=True)) == ("length", "stop")


def test_usage_in_a_frame_of_its_own() -> None:
    codec = make()
    read(codec, chunk("x", finish="stop"))
    frame = read(codec, {**HEAD, "choices": [], "usage": USAGE})
    assert (frame.same, codec.rest(frame), codec.tokens) == (False, b"", (3, 4))
    assert events(codec.closing(include_usage=True)) == [{**HEAD, "choices": [], "usage": USAGE}, "[DONE]"]
    assert events(codec.closing(include_usage=False)) == ["[DONE]"]


def test_usage_beside_the_finish_reason_stays_there() -> None:
    codec = make()
    read(codec, delta({"content": ""}, finish="stop", usage={**USAGE, "prompt_tokens": None}))
    assert codec.tokens == (0, 4)
    assert events(codec.ending(0, rejected=False))[0]["usage"] == {**USAGE, "prompt_tokens": None}


def test_a_choice_that_has_not_ended() -> None:
    codec = make()
    read(codec, chunk("x"))
    assert (codec.finish(0, rejected=False), codec.complete) == ("", False)
    assert events(codec.ending(0, rejected=False))[0]["choices"][0]["finish_reason"] is None


def test_what_stands_beside_the_text_goes_on() -> None:
    codec = make()
    assert events(codec.rest(read(codec, delta({"role": "assistant", "content": "x"})))) == [
        {**HEAD, "choices": [{"index": 0, "delta": {"role": "assistant"}, "finish_reason": None}]}
    ]
    assert events(codec.text(TEXT, "x", 1, equal=True))[0]["choices"][0]["delta"] == {"content": "x"}
    kept = make(keep_unknown=True)
    assert events(kept.rest(read(kept, chunk("x", note="tok"))))[0]["choices"] == [
        {"note": "tok", "index": 0, "text": "", "finish_reason": None}
    ]


def test_monitor_writes_everything_as_it_came() -> None:
    codec = make(through=True, keep_unknown=True)
    frame = read(codec, chunk("x", finish="stop"))
    assert frame.same
    assert events(codec.passed(frame, [(TEXT, 1)])) == [chunk("x", finish="stop")]
    assert codec.ending(0, rejected=True) == b""
    read(codec, {**HEAD, "choices": [], "usage": USAGE})
    assert events(codec.closing(include_usage=False))[0]["usage"] == USAGE


def test_several_prompts_and_choices() -> None:
    codec = make()
    frame = codec.read(
        ServerEvent(json.dumps({**HEAD, "choices": [{"text": "a"}, {"text": "b"}, {"index": 300, "text": "c"}]}))
    )
    assert frame.texts == [(Channel(0, "text"), "a"), (Channel(1, "text"), "b"), (Channel(300, "text"), "c")]
    assert codec.indexes == [0, 1, 300]


def test_our_words_stand_in_the_text() -> None:
    assert make().voice(2) == Channel(2, "text")


def test_an_error_ends_a_stream_of_text() -> None:
    assert events(make().failing(ERROR)) == [
        {"error": {"message": ERROR.message, "type": "server_error", "param": None, "code": ERROR.code}}
    ]


# -- editors


def test_an_editor_gets_its_text_in_one_piece() -> None:
    codec = make(fim=True)
    for text in ("a", "b"):
        assert codec.rest(read(codec, chunk(text, logprobs={"tokens": [text]}))) == b""
    read(codec, chunk("", finish="stop"))
    assert codec.text(HELD, "a", 1, equal=True) + codec.text(HELD, "b", 2, equal=True) == b""
    assert codec.settled(HELD, refused=False) == b""
    assert [e["choices"][0] for e in events(codec.ending(0, rejected=False))] == [
        {"index": 0, "text": "ab", "finish_reason": None, "logprobs": {"tokens": ["a", "b"]}},
        {"index": 0, "text": "", "finish_reason": "stop"},
    ]
    assert (codec.voice(0), codec.tool(HELD)) == (None, Tool("", "fim"))


@pytest.mark.parametrize("settled", [pytest.param(True, id="refused"), pytest.param(False, id="never-decided")])
def test_a_text_that_may_not_leave_becomes_an_empty_one(settled: bool) -> None:
    codec = make(fim=True)
    read(codec, delta({"content": "bad"}, finish="length"))
    assert codec.text(HELD, "bad", 3, equal=True) == b""
    if settled:
        assert codec.settled(HELD, refused=True) + codec.settled(HELD, refused=False) == b""
    reason = "stop" if settled else "length"
    assert events(codec.ending(0, rejected=False))[0]["choices"] == [
        {"index": 0, "delta": {"content": ""}, "finish_reason": reason}
    ]


def test_monitor_passes_an_editors_text_on_or_writes_it_at_the_end() -> None:
    codec = make(fim=True, through=True)
    frame = read(codec, chunk("x", finish="stop"))
    assert events(
        codec.passed(frame, [(HELD, 1)]) + codec.settled(HELD, refused=False) + codec.ending(0, rejected=False)
    ) == [chunk("x", finish="stop")]
    whole = make(fim=True, through=True, whole=True)
    whole.read_whole(chunk("x", finish="stop"))
    assert whole.text(HELD, "x", 1, equal=True) + whole.settled(HELD, refused=False) == b""
    assert events(whole.ending(0, rejected=False))[0]["choices"][0]["text"] == "x"


@pytest.mark.parametrize(
    ("frames", "choices"),
    [
        pytest.param([], [{"index": 0, "text": "", "finish_reason": "stop"}], id="before-anything"),
        pytest.param(
            [chunk("x"), chunk("y", index=2)],
            [{"index": 0, "text": "", "finish_reason": "stop"}, {"index": 2, "text": "", "finish_reason": "stop"}],
            id="choices",
        ),
        pytest.param([delta({"content": "x"})], [{"index": 0, "delta": {"content": ""}, "finish_reason": "stop"}], id="delta"),
    ],
)  # fmt: skip
def test_a_failure_is_no_suggestion(frames: list[Any], choices: list[Any]) -> None:
    codec = make(fim=True)
    for frame in frames:
        read(codec, frame)
    end, done = events(codec.failing(ERROR))
    assert (end["choices"], done) == (choices, "[DONE]")
    assert {"id", "object", "created", "model"} <= set(end)


def test_a_choice_that_has_ended_does_not_end_again() -> None:
    codec = make(fim=True, through=True)
    codec.passed(read(codec, chunk("x", finish="stop")), [])
    assert events(codec.failing(ERROR)) == ["[DONE]"]


# -- whole answers

WHOLE = {
    **HEAD,
    "choices": [{"index": 0, "text": "hi", "logprobs": {"tokens": ["hi"]}, "finish_reason": "stop"}],
    "usage": USAGE,
}
MISTRAL = {
    **HEAD,
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "hi"}, "finish_reason": "stop"}],
}


@pytest.mark.parametrize("obj", [pytest.param(WHOLE, id="text"), pytest.param(MISTRAL, id="message")])
@pytest.mark.parametrize("fim", [pytest.param(False, id="question"), pytest.param(True, id="fim")])
def test_a_whole_answer_that_may_leave_is_equal(obj: Any, fim: bool) -> None:
    codec = make(whole=True, fim=fim)
    frame = codec.read_whole(json.loads(json.dumps(obj)))
    assert codec.body(dict(frame.texts), refused=frozenset(), rejected=frozenset()) == obj


def test_a_whole_answer_without_a_finish_reason_stays_without() -> None:
    codec = make(whole=True)
    codec.read_whole({**HEAD, "choices": [{"text": "hi"}]})
    assert codec.body({TEXT: "hi"}, refused=frozenset(), rejected=frozenset())["choices"] == [{"text": "hi"}]


def test_a_whole_answer_that_was_changed() -> None:
    codec = make(whole=True)
    codec.read_whole(json.loads(json.dumps(WHOLE)))
    body = codec.body({TEXT: "ho\n\nwords"}, refused=frozenset(), rejected=frozenset({0}))
    assert body["choices"] == [{"index": 0, "text": "ho\n\nwords", "logprobs": None, "finish_reason": "stop"}]


def test_a_whole_answer_that_was_refused() -> None:
    codec = make(whole=True, fim=True)
    codec.read_whole({**MISTRAL, "choices": [{**MISTRAL["choices"][0], "finish_reason": "length"}]})  # type: ignore[dict-item,list-item]
    body = codec.body({HELD: "hi"}, refused=frozenset({HELD}), rejected=frozenset())
    assert body["choices"] == [{"index": 0, "message": {"role": "assistant", "content": ""}, "finish_reason": "stop"}]


def test_a_whole_answer_for_a_client_that_asked_for_a_stream() -> None:
    codec = make(whole=True)
    codec.read_whole({**MISTRAL, "usage": USAGE, "object": "chat.completion"})
    out = events(
        codec.text(TEXT, "hi", 2, equal=True) + codec.ending(0, rejected=False) + codec.closing(include_usage=True)
    )
    assert [e["object"] for e in out[:-1]] == ["chat.completion.chunk"] * 3
    assert [e["choices"] for e in out[:-1]] == [
        [{"index": 0, "delta": {"content": "hi"}, "finish_reason": None}],
        [{"index": 0, "delta": {"content": ""}, "finish_reason": "stop"}],
        [],
    ]
    assert out[2]["usage"] == USAGE


@pytest.mark.parametrize(
    "obj",
    [
        pytest.param({**HEAD, "choices": []}, id="no-choice"),
        pytest.param(
            {**HEAD, "choices": [{"index": 0, "text": "a"}, {"index": 0, "text": "b"}]}, id="same-index-twice"
        ),
    ],
)
def test_whole_answers_that_are_none(obj: Any) -> None:
    with pytest.raises(UpstreamMalformed):
        make(whole=True).read_whole(obj)


# -- the request


def test_a_request_is_read() -> None:
    raw = dumps(
        {
            "model": "m",
            "prompt": "p",
            "suffix": "s",
            "stream": True,
            "stream_options": {"include_usage": True},
            "top_p": 0.9,
        }
    )
    request = parse_completion_request(raw)
    assert (request.model, request.stream, request.include_usage) == ("m", True, True)
    assert isinstance(request.codec(whole=False, keep_unknown=False, through=False), CompletionsCodec)
    assert json.loads(request.forwarded("other")) == {**json.loads(raw), "model": "other"}


@pytest.mark.parametrize("prompt", ["", ["a", "b"], [1, 2], [[1], [2]]])
def test_every_kind_of_prompt(prompt: Any) -> None:
    request = parse_completion_request(dumps({"model": "m", "prompt": prompt}))
    assert (request.stream, request.include_usage) == (False, False)


@pytest.mark.parametrize(
    ("body", "param"),
    [
        pytest.param({"prompt": "p"}, "model", id="no-model"),
        pytest.param({"model": "m"}, "prompt", id="no-prompt"),
        pytest.param({"model": "m", "prompt": []}, "prompt", id="empty-list"),
        pytest.param({"model": "m", "prompt": [{}]}, "prompt", id="list-of-objects"),
        pytest.param({"model": "m", "prompt": "p", "suffix": 1}, "suffix", id="suffix"),
        pytest.param({"model": "m", "prompt": "p", "stream": 1}, "stream", id="stream"),
        pytest.param({"model": "m", "prompt": "p", "echo": "x"}, "echo", id="echo"),
        pytest.param({"model": "m", "prompt": "p", "n": 0}, "n", id="n"),
        pytest.param({"model": "m", "prompt": "p", "n": True}, "n", id="n-boolean"),
        pytest.param({"model": "m", "prompt": "p", "best_of": "2"}, "best_of", id="best-of"),
        pytest.param({"model": "m", "prompt": "p", "stream_options": []}, "stream_options", id="options"),
    ],
)
def test_a_request_names_what_is_wrong(body: Any, param: str) -> None:
    with pytest.raises(RequestInvalid) as caught:
        parse_completion_request(dumps(body))
    assert caught.value.param == param


@pytest.mark.parametrize("raw", [b"{", b"[]"])
def test_a_body_that_is_no_object(raw: bytes) -> None:
    with pytest.raises(RequestInvalid):
        parse_completion_request(raw)


def test_there_are_no_calls_to_rename() -> None:
    codec = CompletionsCodec(whole=False, keep_unknown=False, fim=False)
    assert not codec.renamed(Channel(0, "text"), "other")
