"""The protocols a text can come in: what is asked, what the provider sends, and how a client reads it back.

Sources: the API references of OpenAI (chat completions, completions, responses) and Anthropic (messages).
Rules for this file: pure; an event is one write of the provider. Counterparts: upstream.py sends, client.py reads, workloads.py pairs
a wire with a text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

MODEL = "bench"
Json = dict[str, Any]
# The first event with text of the model in it, in any of the protocols.
FIRST_TEXT = re.compile(rb'"(?:content|text|arguments|delta)":\s?"[^"]')


@dataclass(frozen=True)
class Wire:
    """One protocol. `path` is below the base URL, `end` stands in the last event of every good stream."""

    name: str
    path: str
    end: bytes
    request: Callable[[str], Json]
    whole: Callable[[str], Json]
    events: Callable[[Sequence[str]], list[bytes]]
    text_of: Callable[[Json], str]

    def read(self, body: bytes) -> str:
        """The model's text in a whole answer or in a stream."""
        if not body.lstrip().startswith((b"data:", b"event:", b":")):
            return self.text_of(json.loads(body))
        lines = (line[5:].strip() for line in body.split(b"\n") if line.startswith(b"data:"))
        return "".join(self.text_of(json.loads(line)) for line in lines if line.startswith(b"{"))


def _event(body: Json, *, named: bool = False) -> bytes:
    name = f"event: {body['type']}\n" if named else ""
    return f"{name}data: {json.dumps(body)}\n\n".encode()


_DONE = b"data: [DONE]\n\n"
_USAGE = {"prompt_tokens": 20, "completion_tokens": 100, "total_tokens": 120}


# -- chat completions: text, or the arguments of a tool call


def _chat_request(prompt: str) -> Json:
    return {"model": MODEL, "messages": [{"role": "user", "content": prompt}]}


def _chat_whole(message: Json, finish: str) -> Json:
    choice = {"index": 0, "message": {"role": "assistant", **message}, "logprobs": None, "finish_reason": finish}
    head = {"id": "chatcmpl-bench", "object": "chat.completion", "created": 1, "model": MODEL}
    return {**head, "choices": [choice], "usage": _USAGE}


def _chat_events(deltas: Sequence[Json], finish: str) -> list[bytes]:
    head = {"id": "chatcmpl-bench", "object": "chat.completion.chunk", "created": 1, "model": MODEL}

    def chunk(delta: Json, reason: str | None) -> bytes:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": reason}
        return _event({**head, "choices": [choice]})

    return [*(chunk(delta, None) for delta in deltas), chunk({}, finish), _DONE]


def _chat_text(body: Json) -> str:
    parts = (choice.get("delta") or choice.get("message") or {} for choice in body.get("choices", ()))
    return "".join(part.get("content") or "" for part in parts)


def _tool_request(prompt: str) -> Json:
    properties = {"path": {"type": "string"}, "content": {"type": "string"}}
    schema = {"type": "object", "properties": properties, "required": ["path", "content"]}
    function = {"name": "write_file", "description": "Write a file.", "parameters": schema}
    return {**_chat_request(prompt), "tools": [{"type": "function", "function": function}]}


def _call(arguments: str) -> Json:
    return {"id": "call_bench", "type": "function", "function": {"name": "write_file", "arguments": arguments}}


def _tool_events(tokens: Sequence[str]) -> list[bytes]:
    opening = {"role": "assistant", "content": None, "tool_calls": [{"index": 0, **_call("")}]}
    parts = [{"tool_calls": [{"index": 0, "function": {"arguments": token}}]} for token in tokens]
    return _chat_events([opening, *parts], "tool_calls")


def _tool_text(body: Json) -> str:
    parts = (choice.get("delta") or choice.get("message") or {} for choice in body.get("choices", ()))
    calls = (call for part in parts for call in part.get("tool_calls") or ())
    return "".join(call.get("function", {}).get("arguments") or "" for call in calls)


CHAT = Wire(
    name="chat",
    path="/chat/completions",
    end=b"[DONE]",
    request=_chat_request,
    whole=lambda text: _chat_whole({"content": text}, "stop"),
    events=lambda tokens: _chat_events(
        [{"role": "assistant", "content": ""}, *({"content": token} for token in tokens)], "stop"
    ),
    text_of=_chat_text,
)
TOOL = Wire(
    name="chat, tool call",
    path="/chat/completions",
    end=b"[DONE]",
    request=_tool_request,
    whole=lambda text: _chat_whole({"content": None, "tool_calls": [_call(text)]}, "tool_calls"),
    events=_tool_events,
    text_of=_tool_text,
)


# -- completions: what goes between a prompt and a suffix


def _completion(text: str, finish: str | None) -> Json:
    choice = {"text": text, "index": 0, "logprobs": None, "finish_reason": finish}
    return {"id": "cmpl-bench", "object": "text_completion", "created": 1, "model": MODEL, "choices": [choice]}


def _completion_events(tokens: Sequence[str]) -> list[bytes]:
    return [*(_event(_completion(token, None)) for token in tokens), _event(_completion("", "stop")), _DONE]


FIM = Wire(
    name="completions",
    path="/completions",
    end=b"[DONE]",
    # What says which answer is wanted stands in a comment above the code, as an editor sends what stands above the cursor.
    request=lambda prompt: {
        "model": MODEL,
        "prompt": f"# {prompt}\ndef read(path: str) -> list[str]:\n",
        "suffix": "\n\nprint(read('a'))\n",
        "max_tokens": 256,
    },
    whole=lambda text: {**_completion(text, "stop"), "usage": _USAGE},
    events=_completion_events,
    text_of=lambda body: "".join(choice.get("text") or "" for choice in body.get("choices", ())),
)


# -- messages


def _message(content: Sequence[Json], stop: str | None) -> Json:
    head = {"id": "msg_bench", "type": "message", "role": "assistant", "model": MODEL}
    usage = {"input_tokens": 20, "output_tokens": 100}
    return {**head, "content": list(content), "stop_reason": stop, "stop_sequence": None, "usage": usage}


def _message_events(tokens: Sequence[str]) -> list[bytes]:
    bodies: list[Json] = [
        {"type": "message_start", "message": _message((), None)},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        *(
            {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": token}}
            for token in tokens
        ),
        {"type": "content_block_stop", "index": 0},
        {
            "type": "message_delta",
            "delta": {"stop_reason": "end_turn", "stop_sequence": None},
            "usage": {"output_tokens": 100},
        },
        {"type": "message_stop"},
    ]
    return [_event(body, named=True) for body in bodies]


def _message_text(body: Json) -> str:
    if body.get("type") == "message":
        return "".join(block.get("text") or "" for block in body["content"])
    return (body["delta"].get("text") or "") if body.get("type") == "content_block_delta" else ""


MESSAGES = Wire(
    name="messages",
    path="/messages",
    end=b"message_stop",
    request=lambda prompt: {**_chat_request(prompt), "max_tokens": 4096},
    whole=lambda text: _message([{"type": "text", "text": text}], "end_turn"),
    events=_message_events,
    text_of=_message_text,
)


# -- responses


def _part(text: str) -> Json:
    return {"type": "output_text", "text": text, "annotations": []}


def _item(content: Sequence[Json], status: str) -> Json:
    return {"id": "msg_bench", "type": "message", "role": "assistant", "status": status, "content": list(content)}


def _response(output: Sequence[Json], status: str) -> Json:
    head = {"id": "resp_bench", "object": "response", "created_at": 1, "model": MODEL, "status": status}
    usage = {"input_tokens": 20, "output_tokens": 100, "total_tokens": 120}
    return {**head, "error": None, "output": list(output), "usage": usage if output else None}


def _response_events(tokens: Sequence[str]) -> list[bytes]:
    text = "".join(tokens)
    part: Json = {"item_id": "msg_bench", "output_index": 0, "content_index": 0}
    whole = _item([_part(text)], "completed")
    bodies: list[Json] = [
        {"type": "response.created", "response": _response((), "in_progress")},
        {"type": "response.output_item.added", "output_index": 0, "item": _item((), "in_progress")},
        {"type": "response.content_part.added", **part, "part": _part("")},
        *({"type": "response.output_text.delta", **part, "delta": token, "logprobs": []} for token in tokens),
        {"type": "response.output_text.done", **part, "text": text, "logprobs": []},
        {"type": "response.content_part.done", **part, "part": _part(text)},
        {"type": "response.output_item.done", "output_index": 0, "item": whole},
        {"type": "response.completed", "response": _response([whole], "completed")},
    ]
    return [_event({**body, "sequence_number": at}, named=True) for at, body in enumerate(bodies)]


def _response_text(body: Json) -> str:
    if body.get("object") == "response":
        return "".join(part.get("text") or "" for item in body["output"] for part in item.get("content", ()))
    return str(body["delta"]) if body.get("type") == "response.output_text.delta" else ""


RESPONSES = Wire(
    name="responses",
    path="/responses",
    end=b"response.completed",
    request=lambda prompt: {"model": MODEL, "input": prompt},
    whole=lambda text: _response([_item([_part(text)], "completed")], "completed"),
    events=_response_events,
    text_of=_response_text,
)
WIRES = (CHAT, TOOL, FIM, MESSAGES, RESPONSES)
