"""A conversation as a request repeats it, in one shape for all protocols: what was said, called and returned, in order.

Source: the OpenAI API reference (chat completions, responses) and the Anthropic API reference (messages).
Rules for this file: pure; what isn't of a protocol's shape is left out, since the provider judges requests. Arguments that aren't a JSON
object are none. Counterparts: seen.py and edit_format.py read the turns.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_MAX_ARGUMENT_CHARS = 4 * 1024 * 1024  # longer arguments hold no file that would be kept


@dataclass(frozen=True, slots=True)
class Said:
    """Text of a message. `role`: "system" (developers' text too), "user" or "assistant"."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Called:
    """A tool call of the assistant's. A custom tool's free text is the argument `input`."""

    id: str
    name: str
    arguments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Returned:
    """What a tool gave back. `failed`: the client says so itself."""

    id: str
    text: str
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A file that the client attached by name."""

    path: str
    text: str


Turn = Said | Called | Returned | Shown


def turns(body: Mapping[str, Any], wire: str) -> Iterator[Turn]:
    """The turns of a request on `wire`: "chat", "messages" or "responses"; none of any other."""
    read = _WIRES.get(wire)
    if read is not None:
        yield from read(body)


def _chat(body: Mapping[str, Any]) -> Iterator[Turn]:
    for message in _objects(body.get("messages")):
        role = _string(message, "role")
        text = plain(message.get("content"))
        if role in {"tool", "function"}:
            yield Returned(_string(message, "tool_call_id") or _string(message, "name"), text)
            continue
        yield from _said(role, text)
        for call in _objects(message.get("tool_calls")):
            inner = _object(call.get("function")) or _object(call.get("custom"))
            yield Called(_string(call, "id"), _string(inner, "name"), _arguments(inner))
        if legacy := _object(message.get("function_call")):
            yield Called(_string(legacy, "name"), _string(legacy, "name"), _arguments(legacy))


def _messages(body: Mapping[str, Any]) -> Iterator[Turn]:
    yield from _said("system", plain(body.get("system")))
    for message in _objects(body.get("messages")):
        content = message.get("content")
        for block in [{"type": "text", "text": content}] if isinstance(content, str) else _objects(content):
            yield from _block(_string(message, "role"), block)


def _block(role: str, block: Mapping[str, Any]) -> Iterator[Turn]:
    match block.get("type"):
        case "text":
            yield from _said(role, plain(block.get("text")))
        case "tool_use":
            yield Called(_string(block, "id"), _string(block, "name"), _object(block.get("input")))
        case "tool_result":
            failed = block.get("is_error") is True
            yield Returned(_string(block, "tool_use_id"), plain(block.get("content")), failed)
        case "document":
            if (title := _string(block, "title")) and (text := _string(_object(block.get("source")), "data")):
                yield Shown(title, text)


def _responses(body: Mapping[str, Any]) -> Iterator[Turn]:
    yield from _said("system", plain(body.get("instructions")))
    if isinstance(said := body.get("input"), str):
        yield from _said("user", said)
    for item in _objects(said):
        kind = _string(item, "type")
        if kind in {"", "message"}:
            yield from _said(_string(item, "role"), plain(item.get("content")))
        elif kind == "local_shell_call":
            yield Called(_string(item, "call_id"), "shell", _object(item.get("action")))
        elif kind.endswith("_call"):
            yield Called(_string(item, "call_id"), _string(item, "name"), _arguments(item))
        elif kind.endswith("_call_output"):
            yield Returned(_string(item, "call_id"), plain(item.get("output")))


_WIRES: Mapping[str, Callable[[Mapping[str, Any]], Iterator[Turn]]] = {
    "chat": _chat,
    "messages": _messages,
    "responses": _responses,
}


def plain(content: object) -> str:
    """The text of a message's content: a string, or a list of parts some of which are text."""
    if isinstance(content, str):
        return content
    if isinstance(content, Mapping):
        return _string(content, "text") or _string(content, "output")
    return "\n".join(filter(None, (_string(part, "text") for part in _objects(content))))


def _said(role: str, text: str) -> Iterator[Said]:
    if text:
        yield Said("system" if role == "developer" else role, text)


def _arguments(inner: Mapping[str, Any]) -> Mapping[str, Any]:
    if "input" in inner:
        return {"input": _string(inner, "input")}
    text = inner.get("arguments")
    if not isinstance(text, str) or len(text) > _MAX_ARGUMENT_CHARS:
        return _object(text)
    try:
        return _object(json.loads(text))
    except (ValueError, RecursionError):
        return {}


def _objects(value: object) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _string(value: Mapping[str, Any], key: str) -> str:
    found = value.get(key)
    return found if isinstance(found, str) else ""
