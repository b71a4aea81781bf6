"""The body of a Messages request, parsed once at the edge.

Source: the Anthropic API reference, "Create a Message" and "Count tokens in a Message". Only what the proxy itself acts on is checked;
every other field is the provider's to judge and goes on as it came.
Rules for this file: pure. Counterpart: exchange.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from proxy.errors import RequestInvalid
from proxy.wire.json import Json, dumps, loads
from proxy.wire.messages import MessagesCodec
from proxy.wire.request import _kind, _place, _wrong


@dataclass(frozen=True, slots=True)
class MessagesRequest:
    """A Messages request. `body` is the whole of it, unknown fields too."""

    body: Json
    model: str
    stream: bool
    include_usage: bool = True  # it stands in message_delta, always
    wire: str = "messages"

    def codec(self, *, whole: bool, keep_unknown: bool, through: bool) -> MessagesCodec:
        """The codec of its answer."""
        stops = self.body.get("stop_sequences")
        return MessagesCodec(
            whole=whole, keep_unknown=keep_unknown, through=through, stops=stops if isinstance(stops, list) else ()
        )

    def forwarded(self, provider_model: str) -> bytes:
        """The body for the provider: as it came, under the provider's name of the model."""
        return dumps({**self.body, "model": provider_model})


def parse_messages_request(raw: bytes, *, counting: bool = False) -> MessagesRequest:
    """Read a request body. Raises RequestInvalid naming the field that is wrong. `counting`: for count_tokens, without max_tokens."""
    try:
        body = loads(raw)
    except ValueError as error:
        message = f"The request body is not valid JSON: {_place(error)}."
        raise RequestInvalid(message) from None
    if not isinstance(body, dict):
        message = f"The request body must be a JSON object, not {_kind(body)}."
        raise RequestInvalid(message)
    model = body.get("model")
    if not isinstance(model, str) or not model:
        raise _wrong("model", "a model's name", model)
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages:
        raise _wrong("messages", "a list with at least one message", messages)
    for at, message in enumerate(messages):
        if not isinstance(message, dict):
            raise _wrong(f"messages[{at}]", "an object with a role", message)
    most = body.get("max_tokens")
    if not counting and not (isinstance(most, int) and most is not True and most > 0):
        raise _wrong("max_tokens", "a whole number above 0", most)
    stream = body.get("stream")
    if stream is not None and not isinstance(stream, bool):
        raise _wrong("stream", "true or false", stream)
    return MessagesRequest(body, model, bool(stream))
