"""A turn as a legacy completion.

Source: the OpenAI API reference, "Create completion". A completion is text only: thoughts have no place in it, and no tool was offered.
Rules for this file: pure. Counterparts: turn.py; proxy/wire/completions.py reads what is written here.
"""

from __future__ import annotations

from proxy.upstream.turn import FILTERED, LENGTH, Said, Turn
from proxy.wire.json import Json, dumps
from proxy.wire.sse import encode

_REASONS = frozenset({LENGTH, FILTERED})


class CompletionsWriting:
    """One completion. `usage`: the client wants it at the end of a stream."""

    def __init__(self, turn: Turn, *, usage: bool) -> None:
        self._turn = turn
        self._usage = usage
        self._parts: list[str] = []

    def said(self, said: Said) -> bytes:
        """Write what was said."""
        if said.kind not in {"text", "refusal"}:
            return b""
        self._parts.append(said.text)
        return self._event(self._choice(said.text, None))

    def end(self) -> bytes:
        """Write the finish reason, and the usage where it is wanted."""
        written = self._event(self._choice("", self._reason()))
        if self._usage:
            written += self._event(usage=self._counted())
        return written + encode("[DONE]")

    def body(self) -> Json:
        """The whole completion."""
        choice = self._choice("".join(self._parts), self._reason())
        return {**self._head(), "choices": [choice], "usage": self._counted()}

    def _head(self) -> Json:
        turn = self._turn
        return {"id": f"cmpl-{turn.name}", "object": "text_completion", "created": turn.created, "model": turn.model}

    def _reason(self) -> str:
        return self._turn.reason if self._turn.reason in _REASONS else "stop"

    def _counted(self) -> Json:
        tokens = self._turn.tokens
        total = tokens.came + tokens.went
        return {"prompt_tokens": tokens.came, "completion_tokens": tokens.went, "total_tokens": total}

    @staticmethod
    def _choice(text: str, reason: str | None) -> Json:
        return {"index": 0, "text": text, "logprobs": None, "finish_reason": reason}

    def _event(self, *choices: Json, **more: Json) -> bytes:
        return encode(dumps({**self._head(), "choices": list(choices), **more}))
