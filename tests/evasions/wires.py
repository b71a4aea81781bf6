"""A provider's bytes for what a case says, on each protocol, and the texts that a client reads out of such bytes."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from proxy.wire.completion_request import CompletionRequest
from proxy.wire.messages_request import MessagesRequest
from proxy.wire.request import ChatRequest
from proxy.wire.responses_request import ResponsesRequest
from tests import messages_wire, responses_wire
from tests.provider import chunk

Cut = Callable[[str], Sequence[str]]
Json = dict[str, Any]
_REQUESTS: dict[str, Callable[[Json, bool], Any]] = {
    "chat": lambda body, stream: ChatRequest(body, "m", stream, include_usage=False),
    "completions": lambda body, stream: CompletionRequest(body, "m", stream, include_usage=False, fim=True),
    "fim": lambda body, stream: CompletionRequest(body, "m", stream, include_usage=False, fim=True, wire="fim"),
    "messages": lambda body, stream: MessagesRequest(body, "m", stream),
    "responses": lambda body, stream: ResponsesRequest(body, "m", stream),
}


def request(wire: str, *, streamed: bool) -> Any:
    """The client's request."""
    asked: Json = {"prompt": "import subprocess\n", "suffix": "\n"} if wire in {"completions", "fim"} else {}
    return _REQUESTS[wire](responses_wire.ASKED if wire == "responses" else asked, streamed)


# -- cuts


def whole(text: str) -> Sequence[str]:
    return [text] if text else []


def single(text: str) -> Sequence[str]:
    return list(text)


def few(text: str) -> Sequence[str]:
    """Pieces of one to nine characters, the same each time."""
    dice, pieces, at = random.Random(len(text)), [], 0
    while at < len(text):
        size = dice.randint(1, 9)
        pieces.append(text[at : at + size])
        at += size
    return pieces


# -- what a provider sends


def stream(wire: str, said: Json, cut: Cut) -> bytes:
    """The bytes of a streamed answer."""
    match wire:
        case "messages":
            events = [
                messages_wire.start(),
                *_blocks(said, cut),
                *messages_wire.end("tool_use" if _calls(said) else "end_turn"),
            ]
            return b"".join(_event(event) for event in events)
        case "responses":
            provider = responses_wire.Provider(_items(said), cut)
            return b"".join(_event(event) for event in provider.events())
        case "chat":
            return b"".join([*_chat(said, cut), b"data: [DONE]\n\n"])
        case _:
            rows = [{"index": 0, "text": piece, "finish_reason": None} for piece in cut(said["answer"])]
            rows.append({"index": 0, "text": "", "finish_reason": "stop"})
            head = {"id": "c-1", "object": "text_completion", "created": 1, "model": "m"}
            lines = [b"data: " + json.dumps({**head, "choices": [row]}).encode() + b"\n\n" for row in rows]
            return b"".join([*lines, b"data: [DONE]\n\n"])


def _event(obj: Json) -> bytes:
    return f"event: {obj['type']}\ndata: {json.dumps(obj)}\n\n".encode()


def _calls(said: Json) -> list[Json]:
    return [*said.get("calls", []), *([said["call"]] if "call" in said else [])]


def _texts(said: Json) -> list[str]:
    return [*said.get("messages", []), *([said["answer"]] if "answer" in said else [])]


def _chat(said: Json, cut: Cut) -> Iterator[bytes]:
    if "choices" in said:
        pieces = [(at, piece) for at, text in enumerate(said["choices"]) for piece in cut(text)]
        random.Random(1).shuffle(order := [at for at, _ in pieces])
        queues = {at: [piece for own, piece in pieces if own == at] for at in set(order)}
        yield from (chunk({"content": queues[at].pop(0)}, index=at) for at in order)
        yield from (chunk({}, index=at, finish="stop") for at in sorted(queues))
        return
    for key, name in (("reasoning", "reasoning_content"), ("answer", "content"), ("refusal", "refusal")):
        yield from (chunk({name: piece}) for piece in cut(said.get(key, "")))
    if "legacy" in said:
        yield chunk({"function_call": {"name": said["legacy"]["name"], "arguments": ""}})
        yield from (chunk({"function_call": {"arguments": piece}}) for piece in cut(said["legacy"]["arguments"]))
    queues = {}
    for at, call in enumerate(_calls(said)):
        function = {"name": call["name"], "arguments": ""}
        yield chunk({"tool_calls": [{"index": at, "id": f"call_{at}", "type": "function", "function": function}]})
        queues[at] = list(cut(call["arguments"]))
    while queues:  # the deltas of parallel calls take turns
        for at in list(queues):
            if not queues[at]:
                del queues[at]
                continue
            yield chunk({"tool_calls": [{"index": at, "function": {"arguments": queues[at].pop(0)}}]})
    finish = "function_call" if "legacy" in said else "tool_calls" if _calls(said) else "stop"
    yield chunk({}, finish=finish)


def _blocks(said: Json, cut: Cut) -> Iterator[Json]:
    at = 0
    if "reasoning" in said:
        yield from messages_wire.thinking(at, *cut(said["reasoning"]))
        at += 1
    for text in _texts(said):
        yield from messages_wire.text(at, *cut(text))
        at += 1
    for call in _calls(said):
        yield from messages_wire.call(at, *cut(call["arguments"]), name=call["name"])
        at += 1


def _items(said: Json) -> list[Json]:
    items = [responses_wire.reasoning(said["reasoning"])] if "reasoning" in said else []
    items += [responses_wire.message(text, name=f"msg_{at}") for at, text in enumerate(_texts(said))]
    items += [responses_wire.call(c["arguments"], c["name"], f"fc_{at}") for at, c in enumerate(_calls(said))]
    if "custom" in said:
        items.append(responses_wire.custom(said["custom"]["input"], said["custom"]["name"]))
    return items


def body(wire: str, said: Json) -> bytes:
    """The bytes of an answer that isn't streamed."""
    match wire:
        case "messages":
            blocks: list[Json] = []
            if "reasoning" in said:
                blocks.append({"type": "thinking", "thinking": said["reasoning"], "signature": "c2ln"})
            blocks += [{"type": "text", "text": text} for text in _texts(said)]
            for at, call in enumerate(_calls(said)):
                blocks.append(
                    {"type": "tool_use", "id": f"t{at}", "name": call["name"], "input": json.loads(call["arguments"])}
                )
            made: Json = {**messages_wire.HEAD, "content": blocks, "stop_reason": "end_turn"}
        case "responses":
            made = responses_wire.body(*_items(said))
        case "chat":
            texts = said.get("choices") or [said.get("answer")]
            rows = [
                {"index": at, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
                for at, text in enumerate(texts)
            ]
            _message(rows[0]["message"], said)
            made = {"id": "c-1", "object": "chat.completion", "created": 1, "model": "m", "choices": rows}
        case _:
            rows = [{"index": 0, "text": said["answer"], "finish_reason": "stop"}]
            made = {"id": "c-1", "object": "text_completion", "created": 1, "model": "m", "choices": rows}
    return json.dumps(made).encode()


def _message(message: Any, said: Json) -> None:
    for key, name in (("reasoning", "reasoning_content"), ("refusal", "refusal")):
        if key in said:
            message[name] = said[key]
    if "legacy" in said:
        message["function_call"] = said["legacy"]
    if calls := _calls(said):
        message["tool_calls"] = [
            {"id": f"call_{at}", "type": "function", "function": call} for at, call in enumerate(calls)
        ]


# -- what a client reads


def heard(raw: bytes, *, streamed: bool) -> dict[str, str]:
    """The texts of an answer by where they stand, whatever its protocol."""
    found: dict[str, str] = {}
    objects = [json.loads(raw)] if not streamed else list(_objects(raw))
    for obj in objects:
        if str(obj.get("type", "")).endswith((".done", ".created", ".in_progress", ".completed")):
            obj = {"output": obj["response"]["output"]} if obj["type"] == "response.completed" else {}  # noqa: PLW2901
        elif str(obj.get("type", "")).startswith("response."):
            obj = {}  # noqa: PLW2901 - the deltas are in the last event too
        for place, text in _strings(obj, ""):
            found[place] = found.get(place, "") + text
    return {place: text for place, text in found.items() if text}


def _objects(raw: bytes) -> Iterator[Json]:
    for line in raw.decode().split("\n"):
        if line.startswith("data: {"):
            yield json.loads(line.removeprefix("data: "))


_SPEECH = (
    "content",
    "text",
    "refusal",
    "reasoning_content",
    "arguments",
    "input",
    "partial_json",
    "thinking",
    "name",
    "summary_text",
)


def _strings(obj: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(obj, list):
        for at, each in enumerate(obj):
            number = each.get("index", at) if isinstance(each, dict) else at
            yield from _strings(each, f"{place}.{number}")
    elif isinstance(obj, dict):
        inner = f"{place}.{obj['index']}" if "index" in obj and "type" in obj and not place else place
        for key, value in obj.items():
            if isinstance(value, str):
                if key in _SPEECH:
                    yield f"{inner}.{key}", value
            elif key == "input":
                yield f"{inner}.input", json.dumps(value) if value else ""
            else:
                yield from _strings(value, inner if key in {"delta", "message", "content_block"} else f"{inner}.{key}")
