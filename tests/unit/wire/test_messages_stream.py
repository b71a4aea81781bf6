"""The Messages codec, the client's side of a stream: blocks in order, each whole, indexes from 0, and an end."""

from __future__ import annotations

import json
from typing import Any

import pytest

from proxy.errors import UpstreamIncomplete, UpstreamTimeout
from proxy.model import Channel, ChannelKind
from proxy.wire.messages import MessagesCodec
from proxy.wire.messages_order import OWN
from proxy.wire.sse import KEEP_ALIVE, ServerEvent
from tests.messages_wire import (
    Between,
    Client,
    answer,
    call,
    closed,
    codec,
    delta,
    end,
    opened,
    said_by,
    server_event,
    start,
    text,
    thinking,
)

SECRET = "os.system"


def _refuse(_: Channel, said: str) -> str | None:
    return None if SECRET in said else said


def _shape(client: Client) -> list[str]:
    return [
        block.get("text") or block.get("thinking") or block.get("name") or block["type"] for block in client.content
    ]


def _through(*events: Any, words: str = "", rejected: bool = False, **options: Any) -> Client:
    return answer(Between(codec(), **options).feed(events).finish(words, rejected=rejected))


def test_a_message_equals_the_providers() -> None:
    events = [
        start(),
        *thinking(0, "hm ", "so"),
        opened(1, {"type": "redacted_thinking", "data": "QUJD"}),
        closed(1),
        *text(2, "Hello ", "world"),
        *call(3, '{"a"', ":1}"),
        *text(4, "and"),
        *call(5),
        *end("tool_use"),
    ]
    between = Between(codec()).feed(events)
    client = answer(between.finish())
    assert client.content == said_by(events)
    assert client.whole_calls()
    assert client.message is not None
    assert (client.message["stop_reason"], client.message["usage"]) == (
        "tool_use",
        {"input_tokens": 7, "output_tokens": 9},
    )
    assert between.passed == 4  # each delta of thinking and text before the first call


def test_a_delta_goes_on_as_it_came_only_under_its_own_index() -> None:
    first = Between(codec()).feed([start(), *text(0, "a")])
    assert first.passed == 1
    moved = Between(codec()).feed([start(), *text(1, "a", "b")])
    assert moved.passed == 0
    assert _shape(answer(moved.feed(end()).finish())) == ["ab"]


def test_a_delta_behind_held_text_of_its_block_waits() -> None:
    free: set[str] = set()
    between = Between(codec(), release=lambda channel: channel.field in free)
    between.feed([start(), *text(0, "held"), opened(1, {"type": "text", "text": ""})])
    free.add("content.1")
    between.feed([delta(1, type="text_delta", text="early "), delta(1, type="text_delta", text="too")])
    assert b"early" not in b"".join(between.out)
    assert between.passed == 0
    assert _shape(answer(between.feed([closed(1), *end()]).finish())) == ["held", "early too"]


def test_blocks_that_a_provider_interleaves_leave_one_after_the_other() -> None:
    blank = {"type": "text", "text": ""}
    events = [
        start(),
        opened(0, blank),
        opened(1, blank),
        delta(1, type="text_delta", text="second"),
        delta(0, type="text_delta", text="first"),
        closed(1),
        closed(0),
        *end(),
    ]
    assert _shape(_through(*events)) == ["first", "second"]


def test_the_message_starts_at_once_and_its_last_text_stays_open() -> None:
    between = Between(codec()).feed([start()])
    assert b"message_start" in between.out[-1]
    between.feed(text(0, "a"))
    assert b"content_block_stop" not in b"".join(between.out)
    between.feed(text(1, "b"))
    assert b"".join(between.out).count(b"event: content_block_stop") == 1


def test_a_call_and_what_follows_it_wait_for_the_end() -> None:
    between = Between(codec()).feed([start(), *text(0, "a"), *call(1, "{}"), *text(2, "later"), *end("tool_use")])
    so_far = b"".join(between.out)
    assert b"tool_use" not in so_far
    assert b"later" not in so_far
    assert _shape(answer(between.finish())) == ["a", "write", "later"]


def test_a_call_of_the_providers_own_leaves_when_it_is_decided() -> None:
    found = {"type": "x_tool_result", "tool_use_id": "toolu_0", "content": ["f g"]}
    events = [start(), *call(0, "{}", kind="server_tool_use"), opened(1, found), closed(1), *text(2, "so")]
    between = Between(codec()).feed(events)
    assert between.passed == 1
    assert answer(between.feed(end()).finish()).content == said_by([*events, *end()])


@pytest.mark.parametrize("dropped", [False, True])
def test_the_result_of_a_call_that_does_not_leave_does_not_either(dropped: bool) -> None:
    name = "rm -rf /" if dropped else "bash"
    found = {"type": "x_tool_result", "tool_use_id": "toolu_0", "content": ["f g"]}
    other = {"type": "x_tool_result", "tool_use_id": "toolu_9", "content": []}
    nameless = {"type": "x_tool_result", "content": []}
    events = [
        *call(0, f'{{"a":"{SECRET}"}}', kind="server_tool_use", name=name),
        opened(1, found),
        closed(1),
        opened(2, other),
        closed(2),
        opened(3, nameless),
        closed(3),
    ]
    client = _through(start(), *events, *end(), rule=_refuse)
    assert client.content == [other, nameless]


@pytest.mark.parametrize(
    ("kinds", "reason", "told", "rejected"),
    [
        pytest.param("c", "tool_use", "tool_use", False, id="call"),
        pytest.param("x", "tool_use", "end_turn", True, id="refused"),
        pytest.param("xc", "tool_use", "tool_use", True, id="one-remains"),
        pytest.param("x", "max_tokens", "end_turn", True, id="refused-at-the-bound"),
        pytest.param("c", "max_tokens", "max_tokens", True, id="remains-at-the-bound"),
        pytest.param("", "end_turn", "end_turn", False, id="text"),
        pytest.param("", "refusal", "refusal", False, id="providers-own-refusal"),
        pytest.param("", "refusal", "end_turn", True, id="rejected-text"),
        pytest.param("", "tool_use", "tool_use", False, id="providers-own-mistake"),
        pytest.param("", None, "end_turn", False, id="no-reason"),
        pytest.param("", 5, "end_turn", False, id="reason-that-is-none"),
        pytest.param("c", None, "tool_use", False, id="call-without-reason"),
        pytest.param("s", "tool_use", "end_turn", True, id="only-the-servers-own-remains"),
    ],
)
def test_the_stop_reason(kinds: str, reason: Any, told: str, rejected: bool) -> None:
    arguments = {"c": "{}", "x": f'{{"a":"{SECRET}"}}', "s": "{}"}
    calls = [
        event
        for at, kind in enumerate(kinds)
        for event in call(at, arguments[kind], kind="server_tool_use" if kind == "s" else "tool_use")
    ]
    between = Between(codec(), rule=_refuse).feed([start(), *calls, *end(reason)])
    client = answer(between.finish(rejected=rejected))
    assert client.message is not None
    assert client.message["stop_reason"] == told
    assert between.codec.finish(0, rejected=rejected) == told
    assert SECRET not in json.dumps(client.content)


def test_a_call_that_was_lost_leaves_no_reason_to_run_it() -> None:
    unclosed = [opened(0, {"type": "tool_use", "id": "t", "name": "n", "input": {}})]
    assert _through(start(), *unclosed, *end("tool_use")).message["stop_reason"] == "end_turn"  # type: ignore[index]
    named = call(0, "{}", name="rm -rf /")
    assert _through(start(), *named, *end("tool_use")).message["stop_reason"] == "end_turn"  # type: ignore[index]


def test_a_call_whose_arguments_have_a_hole_does_not_leave() -> None:
    said = call(0, '{"a":', "1}")
    said[1]["delta"]["type"] = "other_delta"
    between = Between(codec()).feed([start(), *said, *text(1, "a"), *end("tool_use")])
    client = answer(between.finish())
    assert _shape(client) == ["a"]
    assert client.message is not None
    assert client.message["stop_reason"] == "end_turn"
    assert between.dropped == ["delta.other_delta"]


def test_the_stop_sequence_goes_with_its_reason() -> None:
    events = [start(), *text(0, "a"), *end("stop_sequence", stop="\n\nHuman:", context_management={"applied": []})]
    raw = Between(codec()).feed(events).finish()
    assert answer(raw).message["stop_sequence"] == "\n\nHuman:"  # type: ignore[index]
    assert b'"context_management":{"applied":[]}' in raw
    assert _through(*events, rejected=True).message["stop_sequence"] is None  # type: ignore[index]


# -- words of our own


@pytest.mark.parametrize(
    ("events", "shape"),
    [
        pytest.param([], ["W"], id="alone"),
        pytest.param(text(0, "a"), ["aW"], id="on-the-last-text"),
        pytest.param(thinking(0, "hm"), ["hm", "W"], id="after-thinking"),
        pytest.param([*text(0, "a"), *call(1, "{}")], ["aW", "write"], id="before-the-call"),
        pytest.param([*call(0, "{}"), *text(1, "a")], ["W", "write", "a"], id="before-a-first-call"),
        pytest.param([*text(0, "a"), *call(1, SECRET), *text(2, "b")], ["aW", "b"], id="refused-between"),
        pytest.param([*text(0, "a"), *thinking(1, "hm"), *call(2, "{}")], ["a", "hm", "W", "write"], id="thinking-before-the-call"),
        pytest.param([*text(0, "a"), *call(1, "{}", kind="server_tool_use")], ["a", "write", "W"], id="after-the-servers-own"),
        pytest.param([*text(0, "a"), opened(1, {"type": "new", "note": "a b"}), closed(1)], ["aW"], id="after-a-dropped-block"),
        pytest.param(text(0, "gone"), ["W"], id="in-place-of-a-text-that-was-taken-out"),
        pytest.param([opened(0, {"type": "text", "text": ""})], ["W"], id="on-a-text-that-never-came"),
    ],
)  # fmt: skip
def test_words_of_our_own(events: list[dict[str, Any]], shape: list[str]) -> None:
    def rule(channel: Channel, said: str) -> str | None:
        return "" if said == "gone" else _refuse(channel, said)

    assert _shape(_through(start(), *events, *end(), words="W", rule=rule)) == shape


def test_words_have_a_place_when_nothing_else_is_settled() -> None:
    """The policy ended the response: nothing held is decided any more."""
    between = Between(codec(), release=lambda _: False)
    between.feed([start(), *thinking(0, "held"), *text(1, "held"), *call(2, "{}")])
    writer = between.codec
    for field in ("content.0", "content.1"):
        between.out.append(writer.settled(Channel(0, field), refused=False))
    between.out.append(writer.settled(Channel(0, "content.2", ChannelKind.WHOLE), refused=True))
    between.out.append(writer.text(writer.voice(0), "W", 0, equal=False))
    between.out += [writer.ending(0, rejected=True), writer.closing(include_usage=False)]
    assert _shape(answer(b"".join(between.out))) == ["W"]


def test_words_never_reopen_a_block() -> None:
    between = Between(codec()).feed([start(), *text(0, "a"), *text(1, "b"), *end()])
    between.out.append(between.codec.text(Channel(0, "content.0"), "W", 0, equal=False))
    between.out.append(between.codec.text(OWN, "V", 0, equal=False))
    assert _shape(answer(between.finish())) == ["a", "b", "WV"]


# -- texts that change


def test_a_signature_leaves_with_the_very_text_that_it_signs() -> None:
    events = [start(), *thinking(0, "one ", "two"), *end()]
    assert _through(*events).content[0]["signature"] == "c2ln"
    changed = _through(*events, rule=lambda _, said: said.replace("two", "2"))
    assert changed.content == [{"type": "thinking", "thinking": "one 2", "signature": ""}]
    shorter = _through(*events, rule=lambda _, said: "" if said == "two" else said)
    assert shorter.content == [{"type": "thinking", "thinking": "one ", "signature": ""}]
    assert _through(*events, rule=lambda *_: "").content == []


def test_a_block_that_was_empty_stays_one_that_became_empty_does_not() -> None:
    events = [start(), *text(0, ""), *text(1, "gone"), *thinking(2), *end()]
    client = _through(*events, rule=lambda _, said: said.replace("gone", ""))
    assert client.content == [
        {"type": "text", "text": ""},
        {"type": "thinking", "thinking": "", "signature": "c2ln"},
    ]


def test_citations_and_results_leave_as_their_texts_may() -> None:
    citation = {"type": "page", "cited_text": "x = os.system", "document_title": "A b", "start": 1}
    found = {"type": "x_tool_result", "tool_use_id": "t", "content": {"stdout": "x = os.system", "code": 0}}
    events = [
        start(),
        opened(0, {"type": "text", "text": "", "citations": None}),
        delta(0, type="citations_delta", citation=citation),
        delta(0, type="text_delta", text="see"),
        closed(0),
        opened(1, found),
        closed(1),
    ]
    assert _through(*events, *end()).content == said_by(events)
    client = _through(*events, *end(), rule=lambda _, said: said.replace("os.system", "-"))
    assert client.content == [
        {"type": "text", "text": "see", "citations": [{**citation, "cited_text": "x = -"}]},
        {**found, "content": {"stdout": "x = -", "code": 0}},
    ]
    silent = _through(*events[:3], closed(0), *end())
    assert silent.content[0]["citations"] == [citation]
    gone = _through(*events[:5], *end(), rule=lambda _, said: "" if said == "see" else said)
    assert gone.content == []


def test_a_result_that_is_not_decided_at_the_end_does_not_leave() -> None:
    found = {"type": "x_tool_result", "content": ["a b"]}
    between = Between(codec(), release=lambda _: False).feed([start(), opened(0, found), closed(0)])
    between.out += [between.codec.ending(0, rejected=True), between.codec.closing(include_usage=True)]
    assert answer(b"".join(between.out)).content == []
    unclosed = Between(codec()).feed([start(), opened(0, found)])
    assert answer(unclosed.finish()).content == []


# -- signs of life, unknown events, errors


def test_a_sign_of_life_is_an_event_only_after_the_start() -> None:
    writer = codec()
    assert writer.keep_alive == KEEP_ALIVE
    assert writer.rest(writer.read(server_event({"type": "ping"}))) == b""
    writer.rest(writer.read(server_event(start())))
    assert writer.keep_alive == b'event: ping\ndata: {"type":"ping"}\n\n'
    assert writer.rest(writer.read(server_event({"type": "ping", "note": "words"}))) == writer.keep_alive


def test_unknown_things_go_on_where_the_policy_lets_them() -> None:
    event = {"type": "new_event", "note": "a b"}
    block = {"type": "new_block", "note": "a b"}
    events = [
        opened(0, block),
        delta(0, type="new_delta", note="c"),
        closed(0),
        *text(1, "a"),
        opened(2, {"type": "text", "text": ""}),
        delta(2, type="new_delta", note="d"),
        closed(2),
        opened(3, {"type": "server_tool_use", "id": "s", "name": "n"}),
        delta(3, type="new_delta", note="e"),
        closed(3),
    ]
    kept = Between(codec(keep_unknown=True)).feed([start(), event, *events, *end()])
    raw = kept.finish()
    assert all(f'"note":"{note}"'.encode() in raw for note in ("a b", "c", "d", "e"))
    assert b"event: new_event\n" in raw
    assert kept.dropped == []
    lost = Between(codec()).feed([start(), event, *events, *end()])
    assert b'"note"' not in lost.finish()
    assert lost.dropped == ["event.new_event", "content_block.new_block", "delta.new_delta", "delta.new_delta"]


def test_a_failure_is_the_last_event_after_what_may_leave() -> None:
    between = Between(codec())
    between.feed([start(), opened(0, {"type": "thinking", "thinking": ""}), *text(1, "left")])
    raw = b"".join(between.out) + between.codec.failing(UpstreamIncomplete("cut"))
    client = Client().read(raw)
    assert client.error == {"type": "api_error", "message": "cut"}
    assert _shape(client) == ["left"]
    assert codec().failing(UpstreamTimeout("slow")).startswith(b"event: error\ndata: ")


def test_a_call_does_not_leave_before_a_failure() -> None:
    between = Between(codec()).feed([start(), *text(0, "a"), *call(1, "{}")])
    between.out += [between.codec.text(between.codec.voice(0), "W", 0, equal=False)]
    between.out += [between.codec.failing(UpstreamIncomplete("cut"))]
    assert _shape(Client().read(b"".join(between.out))) == ["aW"]


def test_a_stream_that_said_nothing_is_well_formed() -> None:
    writer = codec()
    client = answer(writer.ending(0, rejected=True) + writer.closing(include_usage=False))
    assert (client.content, writer.finish(0, rejected=True)) == ([], "")
    assert client.message is not None
    assert client.message["id"] == "msg_codeward"


# -- monitor: as it came


def test_in_monitor_mode_every_event_goes_on_as_it_came() -> None:
    events = [
        start(content=[{"type": "text", "text": "a b"}], note="a b"),
        {"type": "ping"},
        *thinking(0, "hm"),
        *text(3, "a", "b"),
        opened(4, {"type": "tool_use", "id": "t", "name": "rm -rf", "input": {"a": 1}}),
        closed(4),
        opened(5, {"type": "x_tool_result", "content": ["a b"]}),
        closed(5),
        {"type": "new_event", "note": "a b"},
        end("tool_use")[0],
    ]
    between = Between(codec(keep_unknown=True, through=True), monitor=True).feed(events)
    raw = b"".join(between.out)
    assert [json.loads(line[6:]) for line in raw.splitlines() if line.startswith(b"data: ")] == events
    assert between.dropped == []
    assert between.passed == len(events)
    writer = between.codec
    assert writer.rest(writer.read(ServerEvent(""))) == b""
    assert writer.text(Channel(0, "content.0"), "W", 0, equal=False) == b""
    assert writer.settled(OWN, refused=False) == b""
    over = writer.read(server_event(end()[1]))
    assert (over.over, writer.complete, writer.ending(0, rejected=False)) == (True, True, b"")
    assert writer.closing(include_usage=True) == b'event: message_stop\ndata: {"type":"message_stop"}\n\n'
    assert writer.closing(include_usage=True) == b""
    assert writer.finish(0, rejected=False) == "tool_use"


def test_in_monitor_mode_the_providers_own_end_is_not_said_twice() -> None:
    writer = codec(keep_unknown=True, through=True)
    for event in [start(), *end()]:
        frame = writer.read(ServerEvent(json.dumps(event), "named"))
        assert writer.passed(frame, []).startswith(b"event: named\ndata: ")
    assert writer.closing(include_usage=True) == b""
    bare = codec(keep_unknown=True, through=True)
    assert bare.passed(bare.read(ServerEvent(json.dumps(start()))), []).startswith(b"data: ")
    assert bare.passed(bare.read(ServerEvent("[DONE]")), []) == b""


def test_a_call_can_go_to_another_tool_but_not_one_that_the_provider_runs() -> None:
    made = MessagesCodec(whole=False, keep_unknown=False)
    made.read(ServerEvent(json.dumps(start())))
    for index, kind in enumerate(("tool_use", "server_tool_use")):
        block = {"type": kind, "id": f"toolu_{index}", "name": "f", "input": {}}
        made.read(ServerEvent(json.dumps({"type": "content_block_start", "index": index, "content_block": block})))
    assert made.renamed(Channel(0, "content.0", ChannelKind.WHOLE), "other")
    assert made.tool(Channel(0, "content.0", ChannelKind.WHOLE)).name == "other"
    assert not made.renamed(Channel(0, "content.1", ChannelKind.WHOLE), "other")
    assert not made.renamed(Channel(0, "content.9"), "other")
