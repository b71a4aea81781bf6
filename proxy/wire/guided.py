"""A request with words of ours in its system prompt, on each protocol that has one.

The words stand behind the client's own, so that what a provider has cached of a prompt's beginning stays good. Completions and fill-in-the-
middle have no place for instructions: their requests stay as they are.
Source: the OpenAI API reference (chat completions, responses) and the Anthropic API reference (messages).
Rules for this file: pure; the client's body isn't changed, a new one shares what stays. Counterpart: exchange.py.
"""

from __future__ import annotations

from typing import Any

from proxy.wire.json import Json

GUIDED = frozenset({"chat", "messages", "responses"})
_SYSTEM = frozenset({"system", "developer"})


def with_guidance(body: Json, wire: str, text: str) -> Json:
    """The body with the text; the same object where there is no place for it."""
    if wire == "chat" and isinstance(body.get("messages"), list):
        return {**body, "messages": _chat(body["messages"], text)}
    if wire == "messages":
        return {**body, "system": _joined(body.get("system"), text, "text")}
    if wire == "responses":
        return {**body, "instructions": _joined(body.get("instructions"), text, "input_text")}
    return body


def _chat(messages: list[Any], text: str) -> list[Any]:
    """Behind the last of the system messages that a conversation begins with."""
    last = -1
    for at, message in enumerate(messages):
        if not (isinstance(message, dict) and message.get("role") in _SYSTEM):
            break
        last = at
    if last < 0:
        return [{"role": "system", "content": text}, *messages]
    told = {**messages[last], "content": _joined(messages[last].get("content"), text, "text")}
    return [*messages[:last], told, *messages[last + 1 :]]


def _joined(said: Any, text: str, kind: str) -> Any:  # noqa: ANN401 - a client's own value
    if isinstance(said, list):
        return [*said, {"type": kind, "text": text}]
    return f"{said}\n\n{text}" if isinstance(said, str) and said else text
