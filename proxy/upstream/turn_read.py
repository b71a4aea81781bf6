"""A turn read from an Anthropic message: its events, or its whole body.

Source: the Anthropic API reference, "Messages" and "Streaming Messages". Blocks of tools that the provider runs by itself are left out:
nobody offered it any. The reason and the usage are put as a chat says them.
Rules for this file: those of turn.py. Counterparts: turn.py, crossed.py.
"""

from __future__ import annotations

from proxy.errors import UpstreamMalformed
from proxy.upstream.turn import FILTERED, LENGTH, Call, Said, Turn, text_of
from proxy.wire.json import Json, dumps
from proxy.wire.labels import count

_REASONS = {
    "max_tokens": LENGTH,
    "model_context_window_exceeded": LENGTH,
    "refusal": FILTERED,
    "tool_use": "tool_calls",
}
_CACHED = ("cache_read_input_tokens", "cache_creation_input_tokens")


class MessageTurn(Turn):
    """One message."""

    def __init__(self, created: int = 0) -> None:
        super().__init__(created)
        self._counted: Json = {}

    def read(self, frame: Json) -> list[Said]:
        """Take an event, or a whole body. Raises UpstreamMalformed where a call's arguments come before it."""
        match frame["type"]:
            case "message_start":
                self._read_head(frame["message"])
            case "content_block_start":
                return self._read_block_start(frame["index"], frame["content_block"])
            case "content_block_delta":
                return self._read_delta(frame["index"], frame["delta"])
            case "message_delta":
                self._read_end(frame["delta"], frame.get("usage"))
            case "message":
                self._read_head(frame)
                said = [
                    piece for at, block in enumerate(frame["content"]) for piece in self._read_block_start(at, block)
                ]
                self._read_end(frame, None)
                return said
        return []  # a ping, the end of a block or of the message, or an event of tomorrow

    def _read_head(self, message: Json) -> None:
        self.id, self.model = text_of(message.get("id")), text_of(message.get("model"))
        self._count(message.get("usage"))

    def _read_block_start(self, index: object, block: Json) -> list[Said]:
        match block["type"]:
            case "tool_use":
                call = self._calls[index] = Call(text_of(block.get("id")), text_of(block.get("name")))
                if block.get("input"):
                    call.parts.append(dumps(block["input"]).decode())
            case "text" if text := text_of(block.get("text")):
                return [Said("text", text)]
            case "thinking" | "redacted_thinking":
                return self._read_block(block)
        return []

    def _read_delta(self, index: object, delta: Json) -> list[Said]:
        match delta["type"]:
            case "text_delta":
                return [Said("text", text_of(delta["text"]))]
            case "thinking_delta":
                return [self._think(text_of(delta["thinking"]))]
            case "signature_delta":
                return [Said("signature", text_of(delta["signature"]))]
            case "input_json_delta" if delta["partial_json"]:
                call = self._calls.get(index)
                if call is None:
                    message = "The provider sent arguments of a call that it had not begun."
                    raise UpstreamMalformed(message)
                call.parts.append(text_of(delta["partial_json"]))
        return []

    def _read_end(self, delta: Json, usage: object) -> None:
        reason = text_of(delta.get("stop_reason"))
        self.reason = _REASONS.get(reason, "stop") if reason else self.reason
        self._count(usage)

    def _count(self, usage: object) -> None:
        """Take a usage; the one at the end may say less than the one at the start."""
        if not isinstance(usage, dict):
            return
        self._counted |= {key: value for key, value in usage.items() if value is not None}
        read, written = (count(self._counted.get(key)) for key in _CACHED)
        self.usage = {
            "prompt_tokens": count(self._counted.get("input_tokens")) + read + written,
            "completion_tokens": count(self._counted.get("output_tokens")),
            "prompt_tokens_details": {"cached_tokens": read},
            "cache_creation_input_tokens": written,
        }
