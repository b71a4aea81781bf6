"""The body of a chat request, parsed once at the edge.

Source: the OpenAI API reference, "Create chat completion". Only what the proxy itself acts on is checked; every other field is
the provider's to judge and goes on as it came. Nothing in a body can say where it goes or with which credentials.
Rules for this file: pure. Counterpart: exchange.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from proxy.errors import RequestInvalid
from proxy.wire.chat import ChatCodec
from proxy.wire.json import Json, dumps, loads

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
    stream = body.get("stream")
    if stream is not None and not isinstance(stream, bool):
        raise _wrong("stream", "true or false", stream)
    choices = body.get("n")
    if choices is not None and not (isinstance(choices, int) and 1 <= choices <= MAX_CHOICES and choices is not True):
        raise _wrong("n", f"a whole number from 1 to {MAX_CHOICES}", choices)
    options = body.get("stream_options")
    if options is not None and not isinstance(options, dict):
        raise _wrong("stream_options", "an object", options)
    return ChatRequest(body, model, bool(stream), bool((options or {}).get("include_usage")))


def _wrong(param: str, expected: str, value: object) -> RequestInvalid:
    found = "nothing" if value is None else _kind(value)
    return RequestInvalid(f"{param!r} must be {expected}; found {found}.", param=param)


def _kind(value: object) -> str:
    names: dict[type, str] = {
        str: "a string", bool: "a boolean", int: "a number", float: "a number", list: "a list", dict: "an object",
        type(None): "null",
    }  # fmt: skip
    return names[type(value)]


def _place(error: ValueError) -> str:
    """Where reading stopped, without a word of the body itself."""
    line, column = getattr(error, "lineno", None), getattr(error, "colno", None)
    if line is None:
        return "it is nested too deep or holds a number too long"
    return f"error at line {line}, column {column}"
