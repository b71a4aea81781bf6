"""A turn as an Anthropic message.

Source: the Anthropic API reference, "Messages" and "Streaming Messages". A message's blocks stand in the order in which they were said, its
calls at the end. Tokens that were read from a cache or written to one aren't counted among `input_tokens`, as they are in a chat.
Rules for this file: pure. Counterparts: turn.py; proxy/wire/messages.py reads what is written here.
"""

from __future__ import annotations

from collections.abc import Mapping

from proxy.errors import UpstreamMalformed
from proxy.upstream.turn import FILTERED, LENGTH, Call, Said, Turn
from proxy.wire.json import Json, dumps, loads
from proxy.wire.sse import encode

_KINDS = {"text": "text", "refusal": "text", "thinking": "thinking"}


class MessagesWriting:
    """One message. `names`: what a chat's name of a tool stands for, where the client's was too long for a chat."""

    def __init__(self, turn: Turn, names: Mapping[str, str]) -> None:
        self._turn = turn
        self._names = names
        self._content: list[Json] = []
        self._parts: list[str] = []  # of the open block's text
        self._open = ""
        self._started = False
        self._refused = False

    def said(self, said: Said) -> bytes:
        """Write what was said."""
        written = self._start()
        if said.kind == "signature":
            return written + self._sign(said.text)
        if said.kind == "redacted":
            return written + self._stop() + self._whole({"type": "redacted_thinking", "data": said.text})
        self._refused |= said.kind == "refusal"
        kind = _KINDS[said.kind]
        if self._open != kind:
            written += self._stop() + self._begin(kind)
        self._parts.append(said.text)
        return written + self._delta({"type": f"{kind}_delta", kind: said.text})

    def end(self) -> bytes:
        """Write the calls, the stop reason and the usage."""
        written = [self._start(), self._stop(), *(self._call(call) for call in self._turn.calls)]
        delta = {"stop_reason": self._stop_reason(), "stop_sequence": None}
        written.append(_event({"type": "message_delta", "delta": delta, "usage": self._usage()}))
        written.append(_event({"type": "message_stop"}))
        return b"".join(written)

    def body(self) -> Json:
        """The whole message. Raises UpstreamMalformed where a call's arguments can't stand in one."""
        for block in self._content:
            if block["type"] == "tool_use":
                block["input"] = _object(block["input"])
        return {
            **self._message(),
            "content": self._content,
            "stop_reason": self._stop_reason(),
            "usage": self._usage(),
        }

    # -- the message

    def _message(self) -> Json:
        turn = self._turn
        return {
            "id": f"msg_{turn.name}",
            "type": "message",
            "role": "assistant",
            "model": turn.model,
            "content": [],
            "stop_reason": None,
            "stop_sequence": None,
            "usage": {"input_tokens": 0, "output_tokens": 0},
        }

    def _start(self) -> bytes:
        if self._started:
            return b""
        self._started = True
        return _event({"type": "message_start", "message": self._message()})

    def _stop_reason(self) -> str:
        turn = self._turn
        if turn.reason == LENGTH:
            return "max_tokens"
        if self._refused or turn.reason == FILTERED:
            return "refusal"
        return "tool_use" if turn.calls else "end_turn"

    def _usage(self) -> Json:
        tokens = self._turn.tokens
        return {
            "input_tokens": max(0, tokens.came - tokens.read - tokens.written),
            "cache_creation_input_tokens": tokens.written,
            "cache_read_input_tokens": tokens.read,
            "output_tokens": tokens.went,
        }

    # -- its blocks

    def _begin(self, kind: str) -> bytes:
        self._open = kind
        block = {"type": kind, kind: ""} | ({"signature": ""} if kind == "thinking" else {})
        self._content.append(block)
        return self._frame("content_block_start", content_block=block)

    def _stop(self) -> bytes:
        if not self._open:
            return b""
        self._content[-1][self._open] = "".join(self._parts)
        self._parts.clear()
        self._open = ""
        return self._frame("content_block_stop")

    def _sign(self, signature: str) -> bytes:
        written = b"" if self._open == "thinking" else self._stop() + self._begin("thinking")
        self._content[-1]["signature"] = signature
        return written + self._delta({"type": "signature_delta", "signature": signature}) + self._stop()

    def _call(self, call: Call) -> bytes:
        name = self._names.get(call.name, call.name)
        block = {"type": "tool_use", "id": call.id, "name": name, "input": call.arguments}
        self._content.append(block)
        written = self._frame("content_block_start", content_block={**block, "input": {}})
        deltas = [self._delta({"type": "input_json_delta", "partial_json": piece}) for piece in call.pieces]
        return b"".join([written, *deltas, self._frame("content_block_stop")])

    def _whole(self, block: Json) -> bytes:
        self._content.append(block)
        return self._frame("content_block_start", content_block=block) + self._frame("content_block_stop")

    def _delta(self, delta: Json) -> bytes:
        return self._frame("content_block_delta", delta=delta)

    def _frame(self, name: str, **more: Json) -> bytes:
        return _event({"type": name, "index": len(self._content) - 1, **more})


def _event(obj: Json) -> bytes:
    return encode(dumps(obj), obj["type"])


def _object(arguments: str) -> Json:
    try:
        made = loads(arguments)
    except ValueError:
        made = None
    if not isinstance(made, dict):
        message = "The provider's model called a tool with arguments that are not a JSON object."
        raise UpstreamMalformed(message)
    return made
