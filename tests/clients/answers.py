"""What the scripted model says, and how each protocol puts it on the wire: whole or as a stream in small pieces.

Written from the providers' published protocols, not with the proxy's own codecs: what both got wrong would else look right.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
PIECE_CHARS = 14
_USAGE = {"prompt_tokens": 9, "completion_tokens": 7, "total_tokens": 16}


@dataclass(frozen=True)
class Call:
    """A tool call. `arguments` is text where the tool is a custom one."""

    name: str
    arguments: Json | str

    @property
    def text(self) -> str:
        return self.arguments if isinstance(self.arguments, str) else json.dumps(self.arguments)


@dataclass(frozen=True)
class Answer:
    """One turn of the model."""

    text: str = ""
    calls: tuple[Call, ...] = ()


@dataclass(frozen=True)
class Reply:
    """An answer on its way. `serial` makes its ids its own: Claude Code joins messages of the same id."""

    answer: Answer
    model: str
    serial: int

    @property
    def text(self) -> str:
        return self.answer.text

    @property
    def calls(self) -> list[tuple[int, str, Call]]:
        """With their position and id."""
        return [(at, f"call_{self.serial}_{at}", call) for at, call in enumerate(self.answer.calls)]


def pieces(text: str) -> list[str]:
    return [text[at : at + PIECE_CHARS] for at in range(0, len(text), PIECE_CHARS)]


def streamed(wire: str, reply: Reply) -> list[bytes]:
    """The events of a stream."""
    events = {"chat": _chat, "responses": _responses, "messages": _messages, "completions": _completion, "fim": _fim}
    return list(events[wire](reply))


def whole(wire: str, reply: Reply) -> Json:
    """The body of a response that isn't streamed."""
    bodies = {"chat": _chat_body, "responses": _response, "messages": _message, "completions": _completion_body}
    return bodies.get(wire, _chat_body)(reply)


def _event(body: Json, name: str = "") -> bytes:
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(body)}\n\n".encode()


# -- chat completions


def _chat(reply: Reply) -> Iterator[bytes]:
    def chunk(delta: Json, finish: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return _event({"id": f"chatcmpl-{reply.serial}", "object": "chat.completion.chunk", "created": 1, "model": reply.model, "choices": [choice]})  # fmt: skip

    yield chunk({"role": "assistant", "content": ""})
    for piece in pieces(reply.text):
        yield chunk({"content": piece})
    for at, name, call in reply.calls:
        key, shape = ("input", "custom") if isinstance(call.arguments, str) else ("arguments", "function")
        head = {"index": at, "id": name, "type": shape, shape: {"name": call.name, key: ""}}
        yield chunk({"tool_calls": [head]})
        for piece in pieces(call.text):
            yield chunk({"tool_calls": [{"index": at, shape: {key: piece}}]})
    yield chunk({}, "tool_calls" if reply.calls else "stop")
    end = {
        "id": f"chatcmpl-{reply.serial}",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": reply.model,
        "choices": [],
    }
    yield _event({**end, "usage": _USAGE})
    yield b"data: [DONE]\n\n"


def _chat_body(reply: Reply) -> Json:
    message: Json = {"role": "assistant", "content": reply.text or None, "refusal": None}
    if reply.calls:
        message["tool_calls"] = [_chat_call(name, call) for _, name, call in reply.calls]
    finish = "tool_calls" if reply.calls else "stop"
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": finish}
    return {"id": f"chatcmpl-{reply.serial}", "object": "chat.completion", "created": 1, "model": reply.model, "choices": [choice], "usage": _USAGE}  # fmt: skip


def _chat_call(name: str, call: Call) -> Json:
    key, shape = ("input", "custom") if isinstance(call.arguments, str) else ("arguments", "function")
    return {"id": name, "type": shape, shape: {"name": call.name, key: call.text}}


# -- completions, and fill in the middle


def _completion(reply: Reply) -> Iterator[bytes]:
    for text, finish in [*((piece, None) for piece in pieces(reply.text)), ("", "stop")]:
        choice = {"index": 0, "text": text, "logprobs": None, "finish_reason": finish}
        yield _event(
            {
                "id": f"cmpl-{reply.serial}",
                "object": "text_completion",
                "created": 1,
                "model": reply.model,
                "choices": [choice],
            }
        )
    yield b"data: [DONE]\n\n"


def _completion_body(reply: Reply) -> Json:
    choice = {"index": 0, "text": reply.text, "logprobs": None, "finish_reason": "stop"}
    return {"id": f"cmpl-{reply.serial}", "object": "text_completion", "created": 1, "model": reply.model, "choices": [choice], "usage": _USAGE}  # fmt: skip


def _fim(reply: Reply) -> Iterator[bytes]:
    for text, finish in [*((piece, None) for piece in pieces(reply.text)), ("", "stop")]:
        choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish}
        yield _event({"id": f"fim-{reply.serial}", "object": "chat.completion.chunk", "created": 1, "model": reply.model, "choices": [choice]})  # fmt: skip
    yield b"data: [DONE]\n\n"


# -- responses


def _items(reply: Reply) -> Iterator[Json]:
    if reply.text or not reply.calls:
        part = {"type": "output_text", "text": reply.text, "annotations": [], "logprobs": []}
        yield {
            "id": f"msg_{reply.serial}",
            "type": "message",
            "status": "completed",
            "role": "assistant",
            "content": [part],
        }
    for _, name, call in reply.calls:
        kind, key = _response_call(call)
        known = {"call_id": name, "name": call.name}
        yield {"id": f"item_{name}", "type": kind, "status": "completed", **known, key: call.text}


def _response_call(call: Call) -> tuple[str, str]:
    return ("custom_tool_call", "input") if isinstance(call.arguments, str) else ("function_call", "arguments")


def _response(reply: Reply, *, done: bool = True) -> Json:
    counts = {"input_tokens": 9, "output_tokens": 7, "total_tokens": 16}
    details = {"input_tokens_details": {"cached_tokens": 0}, "output_tokens_details": {"reasoning_tokens": 0}}
    return {
        "id": f"resp_{reply.serial}",
        "object": "response",
        "created_at": 1,
        "status": "completed" if done else "in_progress",
        "error": None,
        "incomplete_details": None,
        "instructions": None,
        "metadata": {},
        "model": reply.model,
        "output": list(_items(reply)) if done else [],
        "parallel_tool_calls": True,
        "temperature": 1.0,
        "tool_choice": "auto",
        "tools": [],
        "top_p": 1.0,
        "usage": {**counts, **details} if done else None,
    }


def _responses(reply: Reply) -> Iterator[bytes]:
    numbers = itertools.count()

    def said(kind: str, **body: Any) -> bytes:
        return _event({"type": kind, "sequence_number": next(numbers), **body}, kind)

    opening = _response(reply, done=False)
    yield said("response.created", response=opening)
    yield said("response.in_progress", response=opening)
    for at, item in enumerate(_items(reply)):
        where = {"item_id": item["id"], "output_index": at}
        if item["type"] == "message":
            (part,) = item["content"]
            place = {**where, "content_index": 0}
            yield said("response.output_item.added", output_index=at, item={**item, "status": "in_progress", "content": []})  # fmt: skip
            yield said("response.content_part.added", **place, part={**part, "text": ""})
            for piece in pieces(part["text"]):
                yield said("response.output_text.delta", **place, delta=piece, logprobs=[])
            yield said("response.output_text.done", **place, text=part["text"], logprobs=[])
            yield said("response.content_part.done", **place, part=part)
        else:
            key = "input" if item["type"] == "custom_tool_call" else "arguments"
            stem = "response.custom_tool_call_input" if key == "input" else "response.function_call_arguments"
            yield said("response.output_item.added", output_index=at, item={**item, "status": "in_progress", key: ""})
            for piece in pieces(item[key]):
                yield said(f"{stem}.delta", **where, delta=piece)
            yield said(f"{stem}.done", **where, **{key: item[key]})
        yield said("response.output_item.done", output_index=at, item=item)
    yield said("response.completed", response=_response(reply))


# -- messages


def _blocks(reply: Reply) -> Iterator[Json]:
    if reply.text:
        yield {"type": "text", "text": reply.text}
    for _, name, call in reply.calls:
        yield {"type": "tool_use", "id": f"toolu_{name}", "name": call.name, "input": call.arguments}


def _message(reply: Reply) -> Json:
    reason = "tool_use" if reply.calls else "end_turn"
    usage = {"input_tokens": 9, "output_tokens": 7}
    head = {
        "id": f"msg_{reply.serial}",
        "type": "message",
        "role": "assistant",
        "model": reply.model,
        "content": list(_blocks(reply)),
    }
    return {**head, "stop_reason": reason, "stop_sequence": None, "usage": usage}


def _messages(reply: Reply) -> Iterator[bytes]:
    def said(kind: str, **body: Any) -> bytes:
        return _event({"type": kind, **body}, kind)

    full = _message(reply)
    yield said("message_start", message={**full, "content": [], "stop_reason": None})
    for at, block in enumerate(full["content"]):
        empty: Json = {"text": ""} if block["type"] == "text" else {"input": {}}
        yield said("content_block_start", index=at, content_block={**block, **empty})
        for delta in _block_deltas(block):
            yield said("content_block_delta", index=at, delta=delta)
        yield said("content_block_stop", index=at)
    end = {"stop_reason": full["stop_reason"], "stop_sequence": None}
    yield said("message_delta", delta=end, usage={"output_tokens": 7})
    yield said("message_stop")


def _block_deltas(block: Json) -> Sequence[Json]:
    if block["type"] == "text":
        return [{"type": "text_delta", "text": piece} for piece in pieces(block["text"])]
    return [{"type": "input_json_delta", "partial_json": piece} for piece in pieces(json.dumps(block["input"]))]
