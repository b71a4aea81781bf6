"""The Messages codec: how a provider cuts its events and when a text is decided changes nothing, and nothing unseen leaves."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from proxy.errors import UpstreamError, UpstreamIncomplete
from proxy.model import Channel, ChannelKind
from tests.messages_wire import (
    HEAD,
    Between,
    Client,
    Event,
    answer,
    call,
    closed,
    codec,
    cut,
    delta,
    end,
    opened,
    said_by,
    start,
    text,
    thinking,
)

SECRET = "s3cr3t canary"
_PIECES = st.sampled_from(["word ", "```py\n", "x = 1\n", "\u2028", "é", "\\u00e9", "😀", '"', "\r\n", "{", " "])
_TEXTS = st.lists(_PIECES, max_size=5).map("".join)
_VALUES = st.dictionaries(st.sampled_from(["path", "content", "n"]), st.one_of(_TEXTS, st.integers(0, 9)), max_size=3)
_KINDS = ["text", "thinking", "redacted", "tool_use", "server_tool_use", "result", "cited"]
_BLOCKS = st.lists(st.tuples(st.sampled_from(_KINDS), _TEXTS, _VALUES), max_size=6)
_SIZES = st.lists(st.integers(1, 9), min_size=1, max_size=8)
_MOMENTS = st.lists(st.booleans(), min_size=1, max_size=12)


def _moments(drawn: list[bool]) -> Any:
    """Whether a text may leave now: as drawn, over and over."""
    at = -1

    def release(_: Channel) -> bool:
        nonlocal at
        at += 1
        return drawn[at % len(drawn)]

    return release


def _events(blocks: list[tuple[str, str, dict[str, Any]]], sizes: list[int], *, apart: int = 1) -> list[Event]:
    """The blocks as events, texts cut at the sizes drawn; `apart`: the step from index to index."""
    places = (sizes[at % len(sizes)] for at in range(1 << 20))
    events: list[Event] = [start()]
    for at, (kind, said, value) in enumerate(blocks):
        index = at * apart
        arguments = json.dumps(value)
        match kind:
            case "text":
                events += text(index, *cut(said, places))
            case "thinking":
                events += thinking(index, *cut(said, places))
            case "redacted":
                events += [opened(index, {"type": "redacted_thinking", "data": "QUJD"}), closed(index)]
            case "result":
                events += [opened(index, {"type": "x_tool_result", "content": [said, value]}), closed(index)]
            case "cited":
                events += [opened(index, {"type": "text", "text": "", "citations": []})]
                events += [delta(index, type="text_delta", text=piece) for piece in cut(said, places)]
                events += [delta(index, type="citations_delta", citation={"cited_text": said, "n": 1}), closed(index)]
            case _:
                events += call(index, *cut(arguments, places), kind=kind)
    return [*events, *end("tool_use" if any(kind == "tool_use" for kind, *_ in blocks) else "end_turn")]


@given(_BLOCKS, _SIZES, _MOMENTS, st.integers(1, 3))
@example([("text", "a", {}), ("tool_use", "", {}), ("text", "b", {})], [1], [False, True], 2)
def test_what_may_leave_is_what_the_provider_said(
    blocks: list[tuple[str, str, dict[str, Any]]], sizes: list[int], moments: list[bool], apart: int
) -> None:
    events = _events(blocks, sizes, apart=apart)
    between = Between(codec(), release=_moments(moments)).feed(events)
    client = answer(between.finish())
    assert client.content == said_by(events)
    assert client.whole_calls()
    assert between.dropped == []
    assert client.message is not None
    assert client.message["stop_reason"] == events[-2]["delta"]["stop_reason"]


@given(_BLOCKS, _SIZES, _MOMENTS, st.sets(st.integers(0, 5)), st.booleans())
def test_when_and_in_which_pieces_it_comes_changes_nothing(
    blocks: list[tuple[str, str, dict[str, Any]]],
    sizes: list[int],
    moments: list[bool],
    refused: set[int],
    speaks: bool,
) -> None:
    def rule(channel: Channel, said: str) -> str | None:
        return None if channel.kind is ChannelKind.WHOLE and int(channel.field[8:]) in refused else said

    words = "our words" if speaks else ""
    whole = Between(codec(), rule=rule).feed(_events(blocks, [1 << 20])).finish(words)
    events = _events(blocks, sizes)
    client = answer(Between(codec(), rule=rule, release=_moments(moments)).feed(events).finish(words))
    assert client.content == answer(whole).content
    reader = codec(whole=True)
    between = Between(reader, rule=rule)
    body = {**HEAD, "content": said_by(events), "stop_reason": events[-2]["delta"]["stop_reason"]}
    between.frame(reader.read_whole(body))
    between.settle(lambda _: True)
    if words:
        place = reader.voice(0)
        between.texts[place] = between.texts.get(place, "") + words
    made = reader.body(between.texts, refused=between.refused, rejected={0} if between.refused else set())
    assert made["content"] == client.content
    assert made["stop_reason"] == client.message["stop_reason"]  # type: ignore[index]


@given(_BLOCKS, _SIZES, _MOMENTS)
def test_no_character_of_a_refused_call_leaves(
    blocks: list[tuple[str, str, dict[str, Any]]], sizes: list[int], moments: list[bool]
) -> None:
    planted = [
        (kind, said, {**value, "content": SECRET} if at % 2 else value) for at, (kind, said, value) in enumerate(blocks)
    ]
    between = Between(
        codec(),
        rule=lambda channel, said: (
            None if channel.kind is ChannelKind.WHOLE and SECRET in said else said.replace(SECRET, "")
        ),
        release=_moments(moments),
    )
    raw = between.feed(_events(planted, sizes)).finish("refused")
    client = answer(raw)
    assert b"s3cr3t" not in raw
    calls = [kind for at, (kind, *_) in enumerate(blocks) if kind == "tool_use" and at % 2 == 0]
    assert [block["type"] for block in client.content if block["type"] == "tool_use"] == calls
    assert client.message is not None
    assert calls or client.message["stop_reason"] in {"end_turn", "tool_use"}


@given(_BLOCKS, _SIZES, _MOMENTS, st.integers(0, 60), st.booleans())
def test_a_stream_that_is_cut_ends_with_an_error_event(
    blocks: list[tuple[str, str, dict[str, Any]]], sizes: list[int], moments: list[bool], kept: int, speaks: bool
) -> None:
    between = Between(codec(), release=_moments(moments)).feed(_events(blocks, sizes)[:-2][:kept])
    between.waiting += [channel for channel in between.held if channel not in between.waiting]
    between.settle(lambda _: True)
    if speaks:
        between.out.append(between.codec.text(between.codec.voice(0), "our words", 0, equal=False))
    between.out.append(between.codec.failing(UpstreamIncomplete("cut")))
    client = Client().read(b"".join(between.out))
    assert client.names[-1] == "error"
    content = [] if client.message is None else client.content
    assert all(block["type"] != "tool_use" for block in content)
    assert not speaks or "our words" in json.dumps(content)


def _places(value: object) -> list[tuple[Any, Any]]:
    """Every place in a nest where something stands."""
    if isinstance(value, dict):
        return [(value, key) for key in value] + [place for inner in value.values() for place in _places(inner)]
    if isinstance(value, list):
        return [(value, at) for at in range(len(value))] + [place for inner in value for place in _places(inner)]
    return []


@given(st.data(), _BLOCKS, _SIZES, st.booleans(), st.booleans())
def test_nothing_that_was_not_looked_at_leaves(
    data: st.DataObject,
    blocks: list[tuple[str, str, dict[str, Any]]],
    sizes: list[int],
    whole: bool,
    beside: bool,
) -> None:
    """A text stands somewhere in the provider's events, as a value or as a key: each one that is looked at is taken out."""
    events = _events(blocks, sizes)
    body = {**HEAD, "content": said_by(events), "stop_reason": "end_turn"}
    root: Any = json.loads(json.dumps(body if whole else events))
    places = [place for place in _places(root) if not (beside and isinstance(place[0], list))]
    where, key = data.draw(st.sampled_from(places))
    said = data.draw(st.sampled_from([SECRET, [SECRET], {"text": SECRET}, {SECRET: 1}]))
    if beside:
        where[data.draw(st.sampled_from(["note", SECRET, "text", "data", "citations", "signature"]))] = said
    else:
        where[key] = said
    raw, dropped = _leaves(root)
    assert SECRET not in raw.decode()
    assert all(SECRET not in name for name in dropped)


def _leaves(said: Any) -> tuple[bytes, list[str]]:
    """What reaches the client, as a stream and as a body, and what is told of what doesn't."""
    whole = isinstance(said, dict)
    between = Between(codec(whole=whole), rule=_without)
    try:
        if whole:
            between.frame(between.codec.read_whole(said))
        else:
            between.feed(said)
    except UpstreamError as error:
        raw = b"".join(between.out) + between.codec.failing(error)
        Client().read(raw)
        return raw, between.dropped
    raw = between.finish()
    answer(raw)
    if whole:
        raw += json.dumps(between.codec.body(between.texts, refused=between.refused, rejected={0})).encode()
    return raw, between.dropped


def _without(channel: Channel, said: str) -> str | None:
    if channel.kind is ChannelKind.WHOLE:
        return None if SECRET in said else said
    return said.replace(SECRET, "")
