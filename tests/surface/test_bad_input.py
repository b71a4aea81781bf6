"""Whatever a provider sends in a call, the client gets a well-formed end and the record says what could not be read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from proxy.outcome import Bounds
from tests.surface.answers import Events, Surface, named
from tests.surface.planting import CANARY, leaked
from tests.surface.talking import Heard, as_stream, decoded, talk

CHAT, MESSAGES, RESPONSES, FIM = named("chat"), named("messages"), named("responses"), named("fim")
WIRES = [pytest.param(surface, id=surface.name) for surface in (CHAT, MESSAGES, RESPONSES)]
ROOM = Bounds(max_answer_bytes=64 << 20, max_event_bytes=64 << 20)
PATCH = f"*** Begin Patch\n*** Update File: a.py\n@@ nowhere\n-never there\n+EVIL('{CANARY}')\n*** End Patch"


def calling(surface: Surface, calls: Sequence[tuple[str, str]]) -> Events:
    """A stream of tool calls, each a name and its arguments as one delta."""
    made: list[tuple[str | None, Any]] = []
    if surface is CHAT:
        start, *_, end, usage = CHAT.streams["tool_call"]
        for at, (name, arguments) in enumerate(calls):
            call = {
                "index": at,
                "id": f"call_{at}",
                "type": "function",
                "function": {"name": name, "arguments": arguments},
            }
            delta = {"index": 0, "delta": {"tool_calls": [call]}, "finish_reason": None}
            made.append((None, {**start[1], "choices": [delta]}))
        return (start, *made, end, usage)
    if surface is MESSAGES:
        events = MESSAGES.streams["10-tool_use"]
        for at, (name, arguments) in enumerate(calls):
            block = {"type": "tool_use", "id": f"toolu_{at}", "name": name, "input": {}}
            delta = {"type": "input_json_delta", "partial_json": arguments}
            made += [
                ("content_block_start", {"type": "content_block_start", "index": at, "content_block": block}),
                ("content_block_delta", {"type": "content_block_delta", "index": at, "delta": delta}),
                ("content_block_stop", {"type": "content_block_stop", "index": at}),
            ]
        return (*events[:2], *made, *events[-2:])
    items = []
    for at, (name, arguments) in enumerate(calls):
        item = {"id": f"fc_{at}", "type": "function_call", "status": "completed", "call_id": f"call_{at}"}
        items.append({**item, "name": name, "arguments": arguments})
        made.append(
            _event(
                "response.output_item.added",
                output_index=at,
                item={**items[-1], "arguments": "", "status": "in_progress"},
            )
        )
        made.append(
            _event("response.function_call_arguments.delta", output_index=at, item_id=f"fc_{at}", delta=arguments)
        )
        made.append(_event("response.output_item.done", output_index=at, item=items[-1]))
    opening, _, *_, (end_name, last) = RESPONSES.streams["function_call"]
    return (opening, *made, (end_name, {**last, "response": {**last["response"], "output": items}}))


def _event(name: str, **said: Any) -> tuple[str, Any]:
    return name, {"type": name, **said}


def ended_well(surface: Surface, heard: Heard) -> None:
    assert heard.error is None
    assert heard.conversation.outcome.error == ""
    last = decoded(heard.raw)[-1]
    assert last.data == "[DONE]" if surface.done else last.event in {"message_stop", "response.completed"}


@pytest.mark.parametrize("surface", WIRES)
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        pytest.param("write", "not JSON at all", id="no-json"),
        pytest.param("write", f'{{"path": "a.py", "content": "EVIL(\'{CANARY}\')', id="truncated"),
        pytest.param("write", "[" * 50_000, id="deep"),
        pytest.param("write", '{"path": "a.py"} trailing', id="more-behind"),
        pytest.param("apply_patch", json.dumps({"input": PATCH}), id="patch-that-does-not-apply"),
        pytest.param(
            "write",
            json.dumps({"path": "a.py", "content": f"EVIL('{CANARY}')\n" + "x = 1\n" * 1_700_000}),
            id="ten-megabytes",
        ),
    ],
)
async def test_arguments_that_cannot_be_read(surface: Surface, name: str, arguments: str) -> None:
    raw = as_stream(surface, calling(surface, [(name, arguments)]))
    heard = await talk(surface, raw, streamed=True, bounds=ROOM)
    ended_well(surface, heard)
    (decision,) = heard.decisions
    assert decision["statuses"] or decision["findings"]
    assert not leaked(heard.raw[:100_000], heard.objs[:20], CANARY)


@pytest.mark.parametrize("surface", WIRES)
async def test_two_hundred_calls_at_once(surface: Surface) -> None:
    count = 127 if surface is CHAT else 200  # the chat API allows 128
    calls = [("write", json.dumps({"path": f"f{at}.py", "content": f"x = {at}\n"})) for at in range(count)]
    calls[50] = ("write", json.dumps({"path": "bad.py", "content": f"EVIL('{CANARY}')\n"}))
    heard = await talk(surface, as_stream(surface, calling(surface, calls)), streamed=True)
    ended_well(surface, heard)
    assert len(heard.decisions) == count
    assert sum(decision["action"] == "reject" for decision in heard.decisions) == 1
    assert not leaked(heard.raw, heard.objs, CANARY)
    assert b"f49.py" in heard.raw
    assert b"f126.py" in heard.raw


@pytest.mark.parametrize("surface", WIRES)
async def test_an_event_of_a_type_that_nobody_knows(surface: Surface) -> None:
    start, *rest = calling(surface, [("write", '{"path": "a.py", "content": "x = 1\\n"}')])
    name = None if surface is CHAT else "response.sung.delta"
    obj = {"type": "response.sung.delta", "choices": [], "song": f"EVIL('{CANARY}')"}
    heard = await talk(surface, as_stream(surface, [start, (name, obj), *rest]), streamed=True)
    ended_well(surface, heard)
    assert heard.conversation.outcome.dropped_fields
    assert not leaked(heard.raw, heard.objs, CANARY)
    assert b"left out" in heard.raw


@pytest.mark.parametrize("surface", WIRES)
async def test_an_xml_tool_that_is_never_closed(surface: Surface) -> None:
    said = f"I write:\n\n<write_to_file>\n<path>a.py</path>\n<content>\nEVIL('{CANARY}')\n"
    if surface is CHAT:
        start, _, *rest = CHAT.streams["content"]
        chunk = {**start[1], "choices": [{"index": 0, "delta": {"content": said}, "finish_reason": None}]}
        events: Events = (start, (None, chunk), *rest)
    elif surface is MESSAGES:
        begin, ping, *_, end, stop = MESSAGES.streams["2-text"]
        block = {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}
        delta = {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": said}}
        closed = {"type": "content_block_stop", "index": 0}
        events = (begin, ping, *((obj["type"], obj) for obj in (block, delta, closed)), end, stop)
    else:
        raw = json.dumps(RESPONSES.streams["message"]).replace('"Hello there."', json.dumps(said))
        events = tuple((name, obj) for name, obj in json.loads(raw))
    heard = await talk(surface, as_stream(surface, events), streamed=True)
    ended_well(surface, heard)
    assert any(decision["action"] == "reject" for decision in heard.decisions)
    assert not leaked(heard.raw, heard.objs, CANARY)


@pytest.mark.parametrize("surface", [*WIRES, pytest.param(FIM, id="fim")])
@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(b"data: {nonsense}\n\n", id="no-json"),
        pytest.param(b"data: []\n\n", id="no-object"),
        pytest.param(b"", id="nothing-more"),
    ],
)
async def test_a_stream_that_breaks_ends_with_this_protocols_error(surface: Surface, broken: bytes) -> None:
    name = {"chat": "content", "messages": "2-text", "responses": "message", "fim": "delta"}[surface.name]
    sent = b"".join(
        as_stream(surface, [event]).removesuffix(b"data: [DONE]\n\n") for event in surface.streams[name][:2]
    )
    heard = await talk(surface, [sent, broken], streamed=True)
    assert heard.conversation.outcome.error in {"upstream_malformed", "upstream_incomplete"}
    last = decoded(heard.raw)[-1]
    if surface is FIM:
        assert last.data == "[DONE]"
    else:
        assert "error" in json.loads(last.data) or "error" in json.loads(last.data)["response"]
