"""Answers of numbers: embeddings and counts of tokens. What a model may have written has no place in them, so nothing else goes on.

Source: the OpenAI API reference, "Create embeddings"; the Anthropic API reference, "Count tokens in a Message".
Rules for this file: pure; a body is made anew of what is known to be numbers and labels. Counterpart: api/wires.py names the routes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from proxy.errors import ProxyError, UpstreamMalformed
from proxy.model import Channel
from proxy.wire.body import parsed, wrong
from proxy.wire.codec import Frame, Tool
from proxy.wire.json import Json, dumps
from proxy.wire.labels import count, error_object, is_label
from proxy.wire.messages_request import parse_messages_request
from proxy.wire.sse import KEEP_ALIVE, ServerEvent, encode

_BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}")


@dataclass(frozen=True, slots=True)
class NumbersRequest:
    """A request for numbers. `body` is the whole of it, unknown fields too."""

    body: Json
    model: str
    wire: str
    read: Callable[[Json], Json | None]
    stream: bool = False
    include_usage: bool = False

    def codec(self, *, whole: bool, keep_unknown: bool, through: bool) -> NumbersCodec:  # noqa: ARG002 - a codec's signature
        """The codec of its answer."""
        return NumbersCodec(self.read)

    def forwarded(self, provider_model: str) -> bytes:
        """The body for the provider: as it came, under the provider's name of the model."""
        return dumps({**self.body, "model": provider_model})


def parse_embeddings_request(raw: bytes) -> NumbersRequest:
    """Read a request for embeddings. Raises RequestInvalid naming the field that is wrong."""
    body, model = parsed(raw)
    if not isinstance(body.get("input"), str | list) or not body["input"]:
        raise wrong("input", "a text, or a list of texts or of tokens", body.get("input"))
    return NumbersRequest(body, model, "embeddings", embeddings)


def parse_count_request(raw: bytes) -> NumbersRequest:
    """Read a request for a count of tokens. Raises RequestInvalid naming the field that is wrong."""
    request = parse_messages_request(raw, counting=True)
    return NumbersRequest(request.body, request.model, "count_tokens", counted)


def embeddings(body: Json) -> Json | None:
    """The embeddings of a body, or None where it holds none."""
    rows = body.get("data")
    if not isinstance(rows, list):
        return None
    kept = [
        {"object": "embedding", "index": row.get("index", at), "embedding": row.get("embedding")}
        for at, row in enumerate(rows)
        if isinstance(row, dict)
    ]
    if len(kept) < len(rows) or not all(isinstance(row["index"], int) and _is_vector(row["embedding"]) for row in kept):
        return None
    usage = body.get("usage")
    model = body.get("model")
    return {
        "object": "list",
        "data": kept,
        "model": model if isinstance(model, str) and is_label(model) else "",
        "usage": {key: count(value) for key, value in usage.items() if is_label(key)}
        if isinstance(usage, dict)
        else {},
    }


def counted(body: Json) -> Json | None:
    """The count of a body, or None where it holds none."""
    tokens = body.get("input_tokens")
    return {"input_tokens": tokens} if isinstance(tokens, int) and not isinstance(tokens, bool) else None


def _is_vector(value: object) -> bool:
    if isinstance(value, str):
        return _BASE64.fullmatch(value) is not None
    return isinstance(value, list) and all(isinstance(number, int | float) for number in value)


class NumbersCodec:
    """One answer, always whole."""

    def __init__(self, read: Callable[[Json], Json | None]) -> None:
        self._read = read
        self._body: Json = {}
        self.model_served = ""

    @property
    def keep_alive(self) -> bytes:
        """A comment."""
        return KEEP_ALIVE

    @property
    def indexes(self) -> Sequence[int]:
        """One choice."""
        return [0]

    @property
    def complete(self) -> bool:
        """A whole body is."""
        return True

    @property
    def tokens(self) -> tuple[int, int]:
        """Tokens in; nothing comes out."""
        usage: Any = self._body.get("usage") or {}
        return count(usage.get("prompt_tokens", self._body.get("input_tokens"))), 0

    def tool(self, channel: Channel) -> Tool:
        """There is no call."""
        return Tool(channel.field)

    def read(self, event: ServerEvent) -> Frame:  # noqa: ARG002 - a codec's signature
        """Numbers don't come in events."""
        message = "The provider sent a stream where numbers were asked for."
        raise UpstreamMalformed(message)

    def read_whole(self, obj: object) -> Frame:
        """Keep the numbers. Raises UpstreamMalformed where there are none."""
        made = self._read(obj) if isinstance(obj, dict) else None
        if made is None:
            message = "The provider's answer doesn't hold the numbers that were asked for."
            raise UpstreamMalformed(message)
        self._body = made
        self.model_served = str(made.get("model", ""))
        return Frame(made)

    def passed(self, frame: Frame, emits: Sequence[tuple[Channel, int]]) -> bytes:  # noqa: ARG002 - a codec's signature
        """Nothing is streamed."""
        return b""

    def rest(self, frame: Frame) -> bytes:  # noqa: ARG002 - a codec's signature
        """Nothing is streamed."""
        return b""

    def text(self, channel: Channel, text: str, upto: int, *, equal: bool) -> bytes:  # noqa: ARG002 - a codec's signature
        """Nothing is said."""
        return b""

    def settled(self, channel: Channel, *, refused: bool) -> bytes:  # noqa: ARG002 - a codec's signature
        """Nothing is said."""
        return b""

    def renamed(self, channel: Channel, name: str) -> bool:  # noqa: ARG002 - a codec's signature
        """There are no calls."""
        return False

    def voice(self, index: int) -> Channel | None:  # noqa: ARG002 - a codec's signature
        """Words of our own have no place among numbers."""
        return None

    def ending(self, index: int, *, rejected: bool) -> bytes:  # noqa: ARG002 - a codec's signature
        """Nothing is streamed."""
        return b""

    def closing(self, *, include_usage: bool) -> bytes:  # noqa: ARG002 - a codec's signature
        """Nothing is streamed."""
        return b""

    def failing(self, error: ProxyError) -> bytes:
        """Write an error as an event."""
        return encode(dumps({"error": error_object(error)}))

    def finish(self, index: int, *, rejected: bool) -> str:  # noqa: ARG002 - a codec's signature
        """Numbers have no finish reason."""
        return ""

    def body(self, texts: Mapping[Channel, str], *, refused: AbstractSet[Channel], rejected: AbstractSet[int]) -> Json:  # noqa: ARG002 - a codec's signature
        """The numbers."""
        return self._body
