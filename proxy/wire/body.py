"""What the requests of all protocols have in common: a JSON object with a model's name, and how a mistake in it is worded.

Only what the proxy itself acts on is checked; every other field is the provider's to judge. No word of the body itself is repeated.
Rules for this file: pure. Counterparts: request.py, completion_request.py, messages_request.py, responses_request.py, numbers.py.
"""

from __future__ import annotations

from proxy.errors import RequestInvalid
from proxy.wire.json import Json, loads

_KINDS: dict[type, str] = {
    str: "a string", bool: "a boolean", int: "a number", float: "a number", list: "a list", dict: "an object", type(None): "null",
}  # fmt: skip


def parsed(raw: bytes) -> tuple[Json, str]:
    """The object that a body is, and the model that it asks for. Raises RequestInvalid."""
    try:
        body = loads(raw)
    except ValueError as error:
        message = f"The request body is not valid JSON: {_place(error)}."
        raise RequestInvalid(message) from None
    if not isinstance(body, dict):
        message = f"The request body must be a JSON object, not {_KINDS[type(body)]}."
        raise RequestInvalid(message)
    model = body.get("model")
    if not isinstance(model, str) or not model:
        raise wrong("model", "a model's name", model)
    return body, model


def check_messages(body: Json) -> None:
    """Raise RequestInvalid where there is no conversation."""
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages:
        raise wrong("messages", "a list with at least one message", messages)
    for at, message in enumerate(messages):
        if not isinstance(message, dict):
            raise wrong(f"messages[{at}]", "an object with a role", message)


def check_flags(body: Json, *names: str) -> None:
    """Raise RequestInvalid where one of these is neither absent nor true or false."""
    for name in names:
        value = body.get(name)
        if value is not None and not isinstance(value, bool):
            raise wrong(name, "true or false", value)


def wrong(param: str, expected: str, value: object) -> RequestInvalid:
    """The error that names a field, what it should be and what kind of thing it is."""
    found = "nothing" if value is None else _KINDS[type(value)]
    return RequestInvalid(f"{param!r} must be {expected}; found {found}.", param=param)


def _place(error: ValueError) -> str:
    """Where reading stopped, without a word of the body itself."""
    line, column = getattr(error, "lineno", None), getattr(error, "colno", None)
    if line is None:
        return "it is nested too deep or holds a number too long"
    return f"error at line {line}, column {column}"
