"""A turn as a chat completion.

Source: the OpenAI API reference, "Create chat completion" and its chunks. Thoughts stand in `reasoning_content`, as most providers have it.
Rules for this file: pure. Counterparts: turn.py; proxy/wire/chat_reading.py reads what is written here.
"""

from __future__ import annotations

from proxy.upstream.turn import FILTERED, LENGTH, Call, Said, Turn
from proxy.wire.json import Json, dumps
from proxy.wire.sse import encode

_FIELDS = {"text": "content", "refusal": "refusal", "thinking": "reasoning_content"}
_REASONS = frozenset({LENGTH, FILTERED})


class ChatWriting:
    """One completion. `usage`: the client wants it at the end of a stream."""

    def __init__(self, turn: Turn, *, usage: bool) -> None:
        self._turn = turn
        self._usage = usage
        self._begun = False
        self._texts: dict[str, list[str]] = {}

    def said(self, said: Said) -> bytes:
        """Write what was said."""
        field = _FIELDS.get(said.kind)
        if field is None:
            return b""
        self._texts.setdefault(field, []).append(said.text)
        return self._delta({field: said.text})

    def end(self) -> bytes:
        """Write the calls, the finish reason, and the usage where it is wanted."""
        written: list[bytes] = []
        for at, call in enumerate(self._turn.calls):
            first, *others = call.pieces
            written.append(self._delta({"tool_calls": [{"index": at, **_call(call, first)}]}))
            rest = [{"tool_calls": [{"index": at, "function": {"arguments": piece}}]} for piece in others]
            written += [self._delta(delta) for delta in rest]
        written.append(self._delta({}, self._reason()))
        if self._usage:
            written.append(self._event(choices=[], usage=self._counted()))
        return b"".join([*written, encode("[DONE]")])

    def body(self) -> Json:
        """The whole completion."""
        message: Json = {"role": "assistant", "content": None}
        message |= {field: "".join(parts) for field, parts in self._texts.items()}
        if calls := [_call(call, call.arguments) for call in self._turn.calls]:
            message["tool_calls"] = calls
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": self._reason()}
        return {**self._head("chat.completion"), "choices": [choice], "usage": self._counted()}

    def _head(self, kind: str) -> Json:
        turn = self._turn
        return {"id": f"chatcmpl-{turn.name}", "object": kind, "created": turn.created, "model": turn.model}

    def _reason(self) -> str:
        if self._turn.reason in _REASONS:
            return self._turn.reason
        return "tool_calls" if self._turn.calls else "stop"

    def _counted(self) -> Json:
        tokens = self._turn.tokens
        return {
            "prompt_tokens": tokens.came,
            "completion_tokens": tokens.went,
            "total_tokens": tokens.came + tokens.went,
            "prompt_tokens_details": {"cached_tokens": tokens.read},
            "completion_tokens_details": {"reasoning_tokens": tokens.thought},
        }

    def _delta(self, delta: Json, reason: str | None = None) -> bytes:
        if not self._begun:
            self._begun = True
            delta = {"role": "assistant", **delta}
        return self._event(choices=[{"index": 0, "delta": delta, "logprobs": None, "finish_reason": reason}])

    def _event(self, **more: object) -> bytes:
        return encode(dumps({**self._head("chat.completion.chunk"), **more}))


def _call(call: Call, arguments: str) -> Json:
    return {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": arguments}}
