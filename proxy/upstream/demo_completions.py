"""The demo's reply in legacy completions, and in Mistral's fill-in-the-middle.

Source: the OpenAI API reference, "The completion object"; Mistral's API reference, "Fim Completion" and "Fim Completion Chunk": these have
the shape of a chat, and the last chunk has the usage.
Rules for this file: pure but for ids. Counterpart: wire/completions.py reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from proxy.upstream.demo_chat import usage
from proxy.upstream.demo_reply import MODEL, Reply, made_id, pieces
from proxy.wire.json import Json, dumps
from proxy.wire.sse import encode


def whole(reply: Reply) -> Json:
    """The body."""
    choices = [
        {"text": text, "index": index, "logprobs": None, "finish_reason": "stop"}
        for index, text in enumerate(reply.texts)
    ]
    return {**_head(reply), "choices": choices, "usage": usage(reply)}


def events(reply: Reply) -> Iterator[bytes]:
    """The stream; several choices take turns."""
    head = _head(reply)

    def chunk(index: int, text: str, finish: str | None = None) -> bytes:
        choice = {"text": text, "index": index, "logprobs": None, "finish_reason": finish}
        return encode(dumps({**head, "choices": [choice]}))

    for row in zip_longest(*map(pieces, reply.texts)):
        yield from (chunk(index, token) for index, token in enumerate(row) if token is not None)
    yield from (chunk(index, "", "stop") for index in range(len(reply.texts)))
    if (reply.request.get("stream_options") or {}).get("include_usage"):
        yield encode(dumps({**head, "choices": [], "usage": usage(reply)}))
    yield encode("[DONE]")


def fim_whole(reply: Reply) -> Json:
    """The body of an editor's completion."""
    choices = [
        {"index": index, "finish_reason": "stop", "message": {"role": "assistant", "tool_calls": None, "content": text}}
        for index, text in enumerate(reply.texts)
    ]
    return {**_fim_head(reply), "object": "chat.completion", "choices": choices, "usage": usage(reply)}


def fim_events(reply: Reply) -> Iterator[bytes]:
    """The stream of an editor's completion; the demo gives one choice at a time."""
    base = {**_fim_head(reply), "object": "chat.completion.chunk"}
    last = len(reply.texts) - 1
    for index, text in enumerate(reply.texts):
        deltas = [{"role": "assistant", "content": ""}, *({"content": token} for token in pieces(text))]
        for delta in deltas:
            yield encode(dumps({**base, "choices": [{"index": index, "delta": delta, "finish_reason": None}]}))
        end: Json = {**base, "choices": [{"index": index, "delta": {"content": ""}, "finish_reason": "stop"}]}
        yield encode(dumps({**end, "usage": usage(reply)} if index == last else end))
    yield encode("[DONE]")


def _head(reply: Reply) -> Json:
    return {"id": made_id("cmpl-", 24), "object": "text_completion", "created": reply.created, "model": MODEL}


def _fim_head(reply: Reply) -> Json:
    return {"id": made_id("", 32), "created": reply.created, "model": MODEL}
