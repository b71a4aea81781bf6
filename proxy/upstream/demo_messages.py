"""The demo's reply in Anthropic's Messages.

Source: the Anthropic API reference, "Create a Message" and "Streaming messages".
Rules for this file: pure but for ids. Counterpart: wire/messages.py reads it.
"""

from __future__ import annotations

from collections.abc import Iterator

from proxy.upstream.demo_reply import MODEL, Reply, made_id, pieces
from proxy.wire.json import Json, dumps, loads
from proxy.wire.sse import encode


def whole(reply: Reply) -> Json:
    """The body."""
    end = {"stop_reason": _reason(reply), "stop_sequence": None}
    return {**_head(), "content": _blocks(reply), **end, "usage": _usage(reply, reply.tokens_out)}


def events(reply: Reply) -> Iterator[bytes]:
    """The stream."""
    started = {**_head(), "content": [], "stop_reason": None, "stop_sequence": None, "usage": _usage(reply, 1)}
    yield _event("message_start", message=started)
    for index, block in enumerate(_blocks(reply)):
        is_text = block["type"] == "text"
        empty: Json = {"text": ""} if is_text else {"input": {}}
        yield _event("content_block_start", index=index, content_block={**block, **empty})
        if index == 0:
            yield _event("ping")
        kind, key = ("text_delta", "text") if is_text else ("input_json_delta", "partial_json")
        said = reply.text if is_text else _arguments(reply)
        for token in pieces(said):
            yield _event("content_block_delta", index=index, delta={"type": kind, key: token})
        yield _event("content_block_stop", index=index)
    end = {"stop_reason": _reason(reply), "stop_sequence": None}
    yield _event("message_delta", delta=end, usage={"output_tokens": reply.tokens_out})
    yield _event("message_stop")


def _head() -> Json:
    return {"id": made_id("msg_", 24), "type": "message", "role": "assistant", "model": MODEL}


def _blocks(reply: Reply) -> list[Json]:
    blocks: list[Json] = [{"type": "text", "text": reply.text}] if reply.text else []
    if reply.call is not None:
        call = reply.call
        blocks.append({"type": "tool_use", "id": f"toolu_{call.id}", "name": call.name, "input": loads(call.arguments)})
    return blocks


def _arguments(reply: Reply) -> str:
    return "" if reply.call is None else reply.call.arguments


def _reason(reply: Reply) -> str:
    return "end_turn" if reply.call is None else "tool_use"


def _usage(reply: Reply, out: int) -> Json:
    cached = {"cache_creation_input_tokens": 0, "cache_read_input_tokens": 0}
    return {"input_tokens": reply.tokens_in, **cached, "output_tokens": out}


def _event(name: str, **fields: object) -> bytes:
    return encode(dumps({"type": name, **fields}), name)
