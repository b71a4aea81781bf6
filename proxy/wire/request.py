"""The body of a chat request, parsed once at the edge.

Source: the OpenAI API reference, "Create chat completion". Only what the proxy itself acts on is checked; every other field is
the provider's to judge and goes on as it came. Nothing in a body can say where it goes or with which credentials.
Rules for this file: pure. Counterpart: exchange.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from proxy.wire.body import check_flags, check_messages, parsed, wrong
from proxy.wire.chat import ChatCodec
from proxy.wire.json import Json, dumps

MAX_CHOICES = 128  # the API's own bound for n


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """A chat request. `body` is the whole of it, unknown fields too."""

    body: Json
    model: str
    stream: bool
    include_usage: bool
    fim: bool = False  # an editor asks, and puts the text into a file
    wire: str = "chat"

    def codec(self, *, whole: bool, keep_unknown: bool, through: bool) -> ChatCodec:
        """The codec of its answer."""
        return ChatCodec(whole=whole, keep_unknown=keep_unknown, through=through, fim=self.fim)

    def forwarded(self, provider_model: str) -> bytes:
        """The body for the provider: as it came, under the provider's name of the model."""
        return dumps({**self.body, "model": provider_model})


def parse_chat_request(raw: bytes) -> ChatRequest:
    """Read a request body. Raises RequestInvalid naming the field that is wrong."""
    body, model = parsed(raw)
    check_messages(body)
    check_flags(body, "stream")
    choices = body.get("n")
    if choices is not None and not (isinstance(choices, int) and 1 <= choices <= MAX_CHOICES and choices is not True):
        raise wrong("n", f"a whole number from 1 to {MAX_CHOICES}", choices)
    options = body.get("stream_options")
    if options is not None and not isinstance(options, dict):
        raise wrong("stream_options", "an object", options)
    return ChatRequest(body, model, bool(body.get("stream")), bool((options or {}).get("include_usage")))
