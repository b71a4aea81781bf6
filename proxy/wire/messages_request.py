"""The body of a Messages request, parsed once at the edge.

Source: the Anthropic API reference, "Create a Message" and "Count tokens in a Message". Only what the proxy itself acts on is checked;
every other field is the provider's to judge and goes on as it came.
Rules for this file: pure. Counterpart: exchange.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from proxy.wire.body import check_flags, check_messages, parsed, wrong
from proxy.wire.json import Json, dumps
from proxy.wire.messages import MessagesCodec


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
    body, model = parsed(raw)
    check_messages(body)
    most = body.get("max_tokens")
    if not counting and not (isinstance(most, int) and most is not True and most > 0):
        raise wrong("max_tokens", "a whole number above 0", most)
    check_flags(body, "stream")
    return MessagesRequest(body, model, bool(body.get("stream")))
