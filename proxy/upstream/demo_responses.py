"""The demo's reply in OpenAI's Responses.

Source: the OpenAI API reference, "The response object" and "Streaming events".
Rules for this file: pure but for ids. Counterpart: wire/responses.py reads it.
"""

from __future__ import annotations

from collections.abc import Iterator

from proxy.upstream.demo_reply import MODEL, Reply, made_id, pieces
from proxy.wire.json import Json, dumps
from proxy.wire.sse import encode

# What a response repeats of its request, and what stands there where the request doesn't say.
_REPEATED: Json = {
    "instructions": None,
    "max_output_tokens": None,
    "metadata": {},
    "parallel_tool_calls": True,
    "previous_response_id": None,
    "temperature": 1.0,
    "tool_choice": "auto",
    "tools": [],
    "top_p": 1.0,
    "truncation": "disabled",
}


def whole(reply: Reply) -> Json:
    """The body."""
    return _done(_head(reply), reply, _items(reply))


def events(reply: Reply) -> Iterator[bytes]:
    """The stream."""
    for number, event in enumerate(_events(reply)):
        yield encode(dumps({**event, "sequence_number": number}), str(event["type"]))


def _events(reply: Reply) -> Iterator[Json]:
    head, items = _head(reply), _items(reply)
    begun = {**head, "status": "in_progress", "output": [], "usage": None}
    yield {"type": "response.created", "response": begun}
    yield {"type": "response.in_progress", "response": begun}
    for at, item in enumerate(items):
        yield from _message(at, item) if item["type"] == "message" else _call(at, item)
    yield {"type": "response.completed", "response": _done(head, reply, items)}


def _message(at: int, item: Json) -> Iterator[Json]:
    (part,) = item["content"]
    place = {"item_id": item["id"], "output_index": at, "content_index": 0}
    opened = {**item, "status": "in_progress", "content": []}
    yield {"type": "response.output_item.added", "output_index": at, "item": opened}
    yield {"type": "response.content_part.added", **place, "part": {**part, "text": ""}}
    for token in pieces(part["text"]):
        yield {"type": "response.output_text.delta", **place, "delta": token, "logprobs": []}
    yield {"type": "response.output_text.done", **place, "text": part["text"], "logprobs": []}
    yield {"type": "response.content_part.done", **place, "part": part}
    yield {"type": "response.output_item.done", "output_index": at, "item": item}


def _call(at: int, item: Json) -> Iterator[Json]:
    free = item["type"] == "custom_tool_call"
    stem, key = ("custom_tool_call_input", "input") if free else ("function_call_arguments", "arguments")
    place = {"item_id": item["id"], "output_index": at}
    opened = {**item, "status": "in_progress", key: ""}
    yield {"type": "response.output_item.added", "output_index": at, "item": opened}
    for token in pieces(item[key]):
        yield {"type": f"response.{stem}.delta", **place, "delta": token}
    yield {"type": f"response.{stem}.done", **place, key: item[key]}
    yield {"type": "response.output_item.done", "output_index": at, "item": item}


def _items(reply: Reply) -> list[Json]:
    items: list[Json] = []
    if reply.text:
        part = {"type": "output_text", "text": reply.text, "annotations": [], "logprobs": []}
        head = {"id": made_id("msg_", 48), "type": "message", "status": "completed", "role": "assistant"}
        items.append({**head, "content": [part]})
    if reply.call is not None:
        call = reply.call
        kind, key = ("custom_tool_call", "input") if call.freeform else ("function_call", "arguments")
        item_id = made_id("ctc_" if call.freeform else "fc_", 48)
        names = {"call_id": f"call_{call.id}", "name": call.name}
        items.append({"id": item_id, "type": kind, "status": "completed", key: call.arguments, **names})
    return items


def _head(reply: Reply) -> Json:
    said = reply.request
    repeated = {key: default if said.get(key) is None else said[key] for key, default in _REPEATED.items()}
    head = {"id": made_id("resp_", 48), "object": "response", "created_at": reply.created, "model": MODEL}
    return {**head, "background": False, "error": None, "incomplete_details": None, **repeated}


def _done(head: Json, reply: Reply, items: list[Json]) -> Json:
    usage = {
        "input_tokens": reply.tokens_in,
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens": reply.tokens_out,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": reply.tokens_in + reply.tokens_out,
    }
    return {**head, "status": "completed", "output": items, "usage": usage}
