"""What the Responses codec promises whatever the provider sends: I1, I2, I3, and each stream is one that a strict client can follow."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from proxy.errors import ProxyError, UpstreamIncomplete
from proxy.holding import Ruling, Verb
from proxy.model import Channel, ChannelKind, Mode
from proxy.wire.responses import ResponsesCodec
from tests.responses_wire import (
    ASKED,
    Client,
    Json,
    Provider,
    Road,
    body,
    call,
    carry,
    custom,
    decoded,
    keep,
    message,
    reasoning,
)

PIECES = [
    "Some words. ",
    "```python\nx = 1\n```\n",
    "```sh\nls",
    "\n",
    "é",
    "\u2028",
    '"\\',
    "\r\n",
    "> ",
    "[DONE]",
    "data: x\n\n",
    " ",
]
CANARY = "CANARY7f3a"
LEFT_OUT = [
    (),
    (".delta",),
    (".added",),
    ("text.done", "part.done", "arguments.done", "input.done", "code.done", "refusal.done"),
    ("_part.added", "_part.done"),
    (".delta", ".added", ".done"),
    ("item.added", "item.done"),
    (".created", ".in_progress"),
]

texts = st.lists(st.sampled_from(PIECES), max_size=5).map("".join)
said = texts.filter(bool)
calls = st.sampled_from(["{}", '{"path":"a.py","content":"x = 1\\n"}', "not JSON", ""])


@st.composite
def answers(draw: st.DrawFn) -> list[Json]:
    """Items of every kind that streams, each with an id of its own."""
    items: list[Json] = []
    for at in range(draw(st.integers(0, 5))):
        kind = draw(
            st.sampled_from(["message", "refusal", "reasoning", "call", "custom", "code", "mcp", "search", "shell"])
        )
        items.append(_item(draw, kind, f"{kind}_{at}"))
    return items


def _item(draw: st.DrawFn, kind: str, name: str) -> Json:
    if kind == "message":
        item = message(draw(texts), name)
        item["content"] += [
            {"type": "output_text", "text": text, "annotations": []} for text in draw(st.lists(texts, max_size=2))
        ]
        return item
    if kind == "reasoning":
        more = draw(st.sampled_from([{}, {"encrypted_content": "Zm9v="}]))
        thoughts = [{"type": "reasoning_text", "text": text} for text in draw(st.lists(said, max_size=2))]
        return reasoning(
            *draw(st.lists(texts, max_size=2)), name=name, **more, **({"content": thoughts} if thoughts else {})
        )
    simple: dict[str, Json] = {
        "refusal": {
            "type": "message",
            "status": "completed",
            "role": "assistant",
            "content": [{"type": "refusal", "refusal": "No."}],
        },
        "call": call(draw(calls), item=name),
        "custom": custom(draw(said), item=name),
        "code": {
            "type": "code_interpreter_call",
            "status": "completed",
            "container_id": "c1",
            "code": draw(said),
            "outputs": [{"type": "logs", "logs": draw(said)}],
        },
        "mcp": {
            "type": "mcp_call",
            "status": "completed",
            "server_label": "s",
            "name": "f",
            "arguments": draw(calls),
            "output": draw(said),
            "error": None,
        },
        "search": {"type": "web_search_call", "status": "completed", "action": {"type": "search", "query": draw(said)}},
        "shell": {
            "type": "local_shell_call",
            "status": "completed",
            "call_id": "k",
            "action": {"type": "exec", "command": ["bash", "-lc", draw(said)]},
        },
    }
    return {**simple[kind], "id": name}


def by_id(item: Json) -> str:
    return str(item["id"])


def cutter(cuts: list[int]) -> Any:
    def cut(text: str) -> Iterable[str]:
        at = sorted({0, len(text), *(min(spot, len(text)) for spot in cuts)})
        return [text[start:end] for start, end in itertools.pairwise(at)]

    return cut


def plain(value: Any) -> Any:
    """Without the lists that are empty: a part that was never announced has only those that its deltas tell of."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if key not in {"annotations", "logprobs"} or item}
    return [plain(item) for item in value] if isinstance(value, list) else value


cuts = st.lists(st.integers(0, 40), max_size=8).map(cutter)
delays = st.integers(0, 4)


@given(answers(), cuts, delays, st.sampled_from(LEFT_OUT))
def test_i1_i2_any_split_and_any_pace_gives_the_providers_items(
    items: list[Json], cut: Any, late: int, without: tuple[str, ...]
) -> None:
    road = carry(items, late=late, cut=cut, without=without)
    client = Client().read(road.end())
    if "item.added" in without:  # what was never announced is known at the end only, and follows the rest
        client.items.sort(key=by_id)
        items = sorted(items, key=by_id)
        client.response["output"].sort(key=by_id)
    assert plain(client.items) == plain(items)
    assert road.dropped == []
    assert plain(client.response) == plain(body(*items))
    assert road.codec.tokens == (3, 5)


@given(answers())
def test_i2_a_whole_answer_is_equal_in_one_piece_and_as_a_stream(items: list[Json]) -> None:
    obj = body(
        *items,
        output_text="".join(
            part.get("text", "") for item in items if item["type"] == "message" for part in item["content"]
        ),
    )
    assert Road(ResponsesCodec(asked=ASKED, whole=True, keep_unknown=False)).body(json.loads(json.dumps(obj))) == obj
    road = Road(ResponsesCodec(asked=ASKED, whole=True, keep_unknown=False))
    road.frame(road.codec.read_whole(json.loads(json.dumps(obj))))
    client = Client().read(road.end())
    assert client.items == items
    assert client.response == obj


def refusing(which: frozenset[int]) -> Any:
    """Refuses the blocks whose text holds a marked number."""

    def rule(channel: Channel, text: str) -> Ruling:
        hit = any(f"{CANARY}{at}." in text for at in which)
        return Ruling(Verb.REJECT, "Rejected.") if hit else keep(channel, text)

    return rule


def marked(items: list[Json]) -> list[Json]:
    """The calls with a canary of their own in what they would do, the messages with one in a block of code."""
    out = json.loads(json.dumps(items))
    for at, item in enumerate(out):
        for key in ("arguments", "input", "code"):
            if key in item:
                item[key] += f"{CANARY}{at}."
        if item["type"] == "message" and "text" in item["content"][0]:
            item["content"][0]["text"] = f"Hi\n```python\n{CANARY}{at}.\n```\nBye"
        if item["type"] == "local_shell_call":
            item["action"]["command"].append(f"{CANARY}{at}.")
    return out  # type: ignore[no-any-return]


@given(answers(), st.frozensets(st.integers(0, 4)), st.tuples(cuts, delays, st.sampled_from(LEFT_OUT)), st.booleans())
@example([call("{}")], frozenset({0}), (cutter([]), 0, ()), True)
def test_i3_a_refused_call_or_block_never_leaves(
    items: list[Json], which: frozenset[int], how: tuple[Any, int, tuple[str, ...]], dies: bool
) -> None:
    cut, late, without = how
    items = marked(items)
    road = carry(items, refusing(which), late=late, cut=cut, without=without)
    raw = road.end("Our words.", error=UpstreamIncomplete("It died.") if dies else None)
    client = Client().read(raw)
    for at in which:
        assert f"{CANARY}{at}.".encode() not in raw
    assert "Our words." in client.text
    applied = [item["type"] in {"function_call", "custom_tool_call", "local_shell_call"} for item in client.items]
    ours = next(at for at, item in enumerate(client.items) if "Our words." in json.dumps(item))
    assert not any(applied[:ours])
    assert client.ended == ("failed" if dies else "completed")
    assert not (dies and any(applied))


@given(answers(), st.frozensets(st.integers(0, 4)))
def test_i3_a_refused_call_of_a_whole_answer_never_leaves(items: list[Json], which: frozenset[int]) -> None:
    items = marked(items)
    out = Road(ResponsesCodec(asked=ASKED, whole=True, keep_unknown=False), refusing(which)).body(
        body(*items), "Our words."
    )
    assert not any(f"{CANARY}{at}." in json.dumps(out) for at in which)
    assert out["status"] == "completed"
    assert "Our words." in json.dumps(out["output"])


@given(answers(), cuts, st.integers(0, 60), delays)
def test_a_stream_that_dies_anywhere_ends_well(items: list[Json], cut: Any, length: int, late: int) -> None:
    road = Road(ResponsesCodec(asked=ASKED, whole=False, keep_unknown=False), late=late)
    road.send(*itertools.islice(Provider(items, cut).events(), length))
    client = Client().read(road.end(error=UpstreamIncomplete("It died.")))
    assert client.ended == ("failed" if length else "error")


@st.composite
def hostile(draw: st.DrawFn) -> list[Json]:
    """Events that no provider should send: lost, doubled, swapped, renumbered, under other names."""
    events = list(Provider(draw(answers()), draw(cuts)).events())
    names = sorted({event["type"] for event in events})
    for _ in range(draw(st.integers(0, 6))):
        if not events:
            break
        at = draw(st.integers(0, len(events) - 1))
        match draw(st.sampled_from(["lose", "double", "swap", "index", "part", "rename", "id", "delta"])):
            case "lose":
                del events[at]
            case "double":
                events.insert(draw(st.integers(0, len(events))), events[at])
            case "swap":
                events.append(events.pop(at))
            case "index":
                events[at] = {**events[at], "output_index": draw(st.sampled_from([0, 1, 7, None]))}
            case "part":
                events[at] = {**events[at], "content_index": draw(st.sampled_from([0, 1, 7, None]))}
            case "rename":
                events[at] = {**events[at], "type": draw(st.sampled_from(names))}
            case "id":
                events[at] = {**events[at], "item_id": draw(st.sampled_from(["other", None, 1]))}
            case _:
                events[at] = {**events[at], "delta": draw(st.sampled_from([None, "", 1, ["x"], "more"]))}
    return events


@given(hostile(), delays, st.booleans())
def test_whatever_comes_the_client_gets_a_stream_it_can_follow(
    events: list[Json], late: int, keep_unknown: bool
) -> None:
    road = Road(ResponsesCodec(asked=ASKED, whole=False, keep_unknown=keep_unknown), late=late)
    failure: ProxyError | None = None
    try:
        for event in events:
            road.send(event)
    except ProxyError as error:
        failure = error
    if failure is None and not road.codec.complete:
        failure = UpstreamIncomplete("It died.")
    client = Client().read(road.end("Our words.", error=failure))
    assert client.ended == ("completed" if failure is None else "failed")
    assert "Our words." in client.text


@given(answers(), cuts)
def test_monitor_mode_gives_every_event_as_it_came(items: list[Json], cut: Any) -> None:
    events = list(Provider(items, cut).events())
    road = Road(ResponsesCodec(asked=ASKED, whole=False, keep_unknown=True, through=True), mode=Mode.MONITOR)
    raw = road.send(*events).end()
    assert decoded(raw) == [(event["type"], event) for event in events]
    heard = [channel for channel in road.gate.channels if channel.kind is ChannelKind.WHOLE]
    assert len(heard) >= sum(item["type"] not in {"message", "reasoning", "web_search_call"} for item in items)
