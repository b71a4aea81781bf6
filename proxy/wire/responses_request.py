"""The body of a Responses request, parsed once at the edge.

Source: the OpenAI API reference, "Create a model response". Only what the proxy itself acts on is checked; every other field is the
provider's to judge and goes on as it came. `background` is refused: its answer would be fetched later, on a road nobody guards.
Rules for this file: pure. Counterpart: exchange.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from proxy.errors import RequestInvalid
from proxy.wire.body import check_flags, parsed, wrong
from proxy.wire.json import Json, dumps
from proxy.wire.responses import ResponsesCodec

_STANDS_ELSEWHERE = ("previous_response_id", "prompt", "conversation")  # with one of these `input` may be absent


@dataclass(frozen=True, slots=True)
class ResponsesRequest:
    """A Responses request. `body` is the whole of it, unknown fields too. The usage always stands in the last event."""

    body: Json
    model: str
    stream: bool
    include_usage: bool = True
    wire: str = "responses"

    def codec(self, *, whole: bool, keep_unknown: bool, through: bool) -> ResponsesCodec:
        """The codec of its answer."""
        return ResponsesCodec(whole=whole, keep_unknown=keep_unknown, through=through, asked=self.body)

    def forwarded(self, provider_model: str) -> bytes:
        """The body for the provider: as it came, under the provider's name of the model."""
        return dumps({**self.body, "model": provider_model})


def parse_responses_request(raw: bytes) -> ResponsesRequest:
    """Read a request body. Raises RequestInvalid naming the field that is wrong."""
    body, model = parsed(raw)
    _check_input(body)
    check_flags(body, "stream", "background")
    if body.get("background"):
        message = "'background' is not supported: its answer would be fetched later, past the checks. Send it without."
        raise RequestInvalid(message, param="background")
    return ResponsesRequest(body, model, bool(body.get("stream")))


def _check_input(body: Json) -> None:
    said = body.get("input")
    if said is None and any(body.get(key) is not None for key in _STANDS_ELSEWHERE):
        return
    if isinstance(said, str):
        return
    if not isinstance(said, list):
        raise wrong("input", "a string or a list of items", said)
    for at, item in enumerate(said):
        if not isinstance(item, dict):
            raise wrong(f"input[{at}]", "an object", item)
