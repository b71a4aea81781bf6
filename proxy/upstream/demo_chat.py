"""The demo's reply in chat completions.

Source: the OpenAI API reference, "The chat completion object" and "The chat completion chunk object".
Rules for this file: pure but for ids. Counterpart: wire/chat.py reads it.
"""

from __future__ import annotations

from collections.abc import Iterator

from proxy.upstream.demo_reply import MODEL, Call, Reply, made_id, pieces
from proxy.wire.json import Json, dumps
from proxy.wire.sse import encode


def whole(reply: Reply) -> Json:
    """The body."""
    message: Json = {"role": "assistant", "content": reply.text or None, "refusal": None}
    if reply.call is not None:
        message["tool_calls"] = [_call(reply.call, reply.call.arguments)]
    choices = [
        {"index": index, "message": message, "logprobs": None, "finish_reason": _finish(reply)}
        for index in range(reply.count)
    ]
    return {**_head(reply), "object": "chat.completion", "choices": choices, "usage": usage(reply)}


def events(reply: Reply) -> Iterator[bytes]:
    """The stream; several choices take turns."""
    base = {**_head(reply), "object": "chat.completion.chunk"}
    everywhere = range(reply.count)

    def chunk(index: int, delta: Json, finish: str | None = None) -> bytes:
        choice = {"index": index, "delta": delta, "logprobs": None, "finish_reason": finish}
        return encode(dumps({**base, "choices": [choice]}))

    yield from (chunk(index, {"role": "assistant", "content": ""}) for index in everywhere)
    for token in pieces(reply.text):
        yield from (chunk(index, {"content": token}) for index in everywhere)
    for call in _deltas(reply.call):
        yield from (chunk(index, {"tool_calls": [call]}) for index in everywhere)
    yield from (chunk(index, {}, _finish(reply)) for index in everywhere)
    if (reply.request.get("stream_options") or {}).get("include_usage"):
        yield encode(dumps({**base, "choices": [], "usage": usage(reply)}))
    yield encode("[DONE]")


def usage(reply: Reply) -> Json:
    """OpenAI's figures, of completions too."""
    total = reply.tokens_in + reply.tokens_out
    return {"prompt_tokens": reply.tokens_in, "completion_tokens": reply.tokens_out, "total_tokens": total}


def _head(reply: Reply) -> Json:
    return {"id": made_id("chatcmpl-", 24), "created": reply.created, "model": MODEL}


def _finish(reply: Reply) -> str:
    return "stop" if reply.call is None else "tool_calls"


def _call(call: Call, said: str) -> Json:
    kind, key = ("custom", "input") if call.freeform else ("function", "arguments")
    return {"id": f"call_{call.id}", "type": kind, kind: {"name": call.name, key: said}}


def _deltas(call: Call | None) -> Iterator[Json]:
    """A call's head, then its arguments."""
    if call is not None:
        kind, key = ("custom", "input") if call.freeform else ("function", "arguments")
        yield {"index": 0, **_call(call, "")}
        yield from ({"index": 0, kind: {key: token}} for token in pieces(call.arguments))
