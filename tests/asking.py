"""Asking a provider as an exchange does: a request of any protocol goes out, and its answer is read with that protocol's codec."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from proxy.api.wires import WIRES
from proxy.model import Channel
from proxy.upstream.base import Upstream
from proxy.wire.codec import Codec, Frame
from proxy.wire.json import loads
from proxy.wire.sse import ServerEvent, SSEDecoder
from tests.provider import STREAM_HEAD, Step, response

PATHS = {
    "chat": "/chat/completions",
    "completions": "/completions",
    "fim": "/fim/completions",
    "responses": "/responses",
    "messages": "/messages",
    "count_tokens": "/messages/count_tokens",
    "embeddings": "/embeddings",
}
_PARSE = {wire.path: wire.parse for wire in WIRES}
MAX_EVENT_BYTES = 1 << 20


@dataclass
class Heard:
    """What came. `texts`: by the channel's field; `tools`: each call's tool and what it gets."""

    raw: bytes
    complete: bool
    texts: dict[str, str]
    tools: list[tuple[str, str]]
    tokens: tuple[int, int]
    dropped: list[str]
    body: Any
    events: list[ServerEvent] = field(default_factory=list)

    @property
    def said(self) -> str:
        """What the model says, thoughts and calls aside."""
        return "".join(text for name, text in self.texts.items() if name != "thought")


async def ask(
    upstream: Upstream,
    wire: str,
    body: Mapping[str, Any],
    *,
    model: str = "m",
    headers: Mapping[str, str] | None = None,
) -> Heard:
    """Ask, and read the answer; raises what the upstream and the codec do."""
    request = _PARSE[PATHS[wire]](json.dumps({"model": "client-name", **body}).encode())
    assert request.wire == wire
    asked = upstream.send(
        request.forwarded(model), stream=request.stream, traceparent=None, wire=wire, headers=headers or {}
    )
    async with asked as answer:
        raw = b"".join([part async for part in answer.chunks()])
        assert answer.streamed == request.stream
    codec = request.codec(whole=not request.stream, keep_unknown=False, through=False)
    if not request.stream:
        whole = loads(raw)
        frame = codec.read_whole(loads(raw))
        return _heard(codec, [frame], raw, whole)
    decoder = SSEDecoder(max_event_bytes=MAX_EVENT_BYTES)
    events = [*decoder.feed(raw), *decoder.finish()]
    return _heard(codec, [codec.read(event) for event in events], raw, None, events)


def _heard(codec: Codec, frames: Sequence[Frame], raw: bytes, whole: Any, events: Sequence[ServerEvent] = ()) -> Heard:
    texts: dict[Channel, str] = {}
    for frame in frames:
        for channel, text in frame.texts:
            texts[channel] = texts.get(channel, "") + text
    tools = {channel: codec.tool(channel).name for channel in texts if channel.kind.value == "whole"}
    said = {channel.field: text for channel, text in texts.items() if channel not in tools}
    calls = [(name, texts[channel]) for channel, name in tools.items()]
    dropped = [name for frame in frames for name in frame.dropped]
    return Heard(raw, codec.complete, said, calls, codec.tokens, dropped, whole, list(events))


# -- an Anthropic-shaped provider


def anthropic_event(data: Mapping[str, Any]) -> bytes:
    """One event of a message."""
    return f"event: {data['type']}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


def message(blocks: Sequence[Mapping[str, Any]], *, stream: bool, stop: str = "end_turn", piece: int = 4) -> list[Step]:
    """A message of these whole blocks, streamed in pieces or not."""
    head = {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-served", "stop_sequence": None}
    if not stream:
        usage = {"input_tokens": 3, "output_tokens": 5}
        return response({**head, "content": list(blocks), "stop_reason": stop, "usage": usage})
    begun: dict[str, Any] = {
        **head,
        "content": [],
        "stop_reason": None,
        "usage": {"input_tokens": 3, "output_tokens": 1},
    }
    steps: list[Step] = [STREAM_HEAD, anthropic_event({"type": "message_start", "message": begun})]
    for index, block in enumerate(blocks):
        empty, deltas = _deltas(block, piece)
        steps.append(anthropic_event({"type": "content_block_start", "index": index, "content_block": empty}))
        steps += [anthropic_event({"type": "content_block_delta", "index": index, "delta": delta}) for delta in deltas]
        steps.append(anthropic_event({"type": "content_block_stop", "index": index}))
    delta = {"stop_reason": stop, "stop_sequence": None}
    steps.append(anthropic_event({"type": "message_delta", "delta": delta, "usage": {"output_tokens": 5}}))
    return [*steps, anthropic_event({"type": "message_stop"})]


def _deltas(block: Mapping[str, Any], piece: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    if block["type"] == "tool_use":
        parts = _cut(json.dumps(block["input"]), piece)
        return {**block, "input": {}}, [{"type": "input_json_delta", "partial_json": part} for part in ["", *parts]]
    kind = block["type"]
    deltas = [{"type": f"{kind}_delta", kind: part} for part in _cut(block[kind], piece)]
    if "signature" in block:
        deltas.append({"type": "signature_delta", "signature": block["signature"]})
    return {**block, kind: ""}, deltas


def _cut(text: str, piece: int) -> list[str]:
    return [text[at : at + piece] for at in range(0, len(text), piece)]
