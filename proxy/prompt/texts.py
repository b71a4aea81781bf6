"""Every text of a request, where it stands and who says it.

The body is walked by its strings, whatever the protocol: what nobody looked at would leave unseen. Left alone are ids, roles, types
and names, which no text stands in, and what is base64: images, sound, files, signatures. Of what a model gave a tool every string counts,
and each key does too.
Rules for this file: pure. The order is the body's own, so that the walk over a copy meets the same texts. What is walked was bounded in
depth when it was read. Counterpart: redacting.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from proxy.wire.json import Json, dumps, loads

MAX_TEXTS: Final = 100_000  # of one request; a body of 16 MiB has fewer unless it is made to have them
_HISTORY: Final = ("messages", "input")
_LABELS: Final = frozenset({
    "type", "role", "id", "name", "model", "tool_call_id", "tool_use_id", "call_id", "item_id", "file_id", "previous_response_id", "status",
    "signature", "encrypted_content", "media_type", "object", "prompt_cache_key", "safety_identifier", "reasoning_effort", "service_tier",
    "tool_choice", "finish_reason", "stop_reason",
})  # fmt: skip
_ENCODED: Final = {
    "data": frozenset({"base64", "redacted_thinking"}),
    "result": frozenset({"image_generation_call"}),
}
_JSON_CALLS: Final = frozenset({"function_call", "mcp_call", "mcp_approval_request"})
_TOP: Final = {"system": "system", "instructions": "system", "prompt": "user", "suffix": "user", "input": "user"}
_PARTS: Final = {
    "tool_calls": "tool_call",
    "function_call": "tool_call",
    "reasoning_content": "reasoning",
    "reasoning": "reasoning",
    "thinking": "reasoning",
    "tools": "tool",
    "functions": "tool",
}


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says a text: `role` (system, user, assistant, tool), `part` (text, tool_call, tool_result, ...), item of the history."""

    role: str
    part: str
    item: int = -1


@dataclass(frozen=True, slots=True)
class Text:
    """A string of the body. `where[key]` is it; of a key of an object, `where` is the object and `key` the key.

    `json`: the string is JSON text (a call's arguments). `whole`: what the string stands in, as text; it is looked at, and is nowhere
    itself.
    """

    voice: Voice
    value: str
    where: Any = None
    key: Any = None
    json: bool = False
    is_key: bool = False
    whole: bool = False


def texts_of(body: Json) -> Iterator[Text]:
    """The texts of a request's body, in order."""
    for key, value in list(body.items()):
        if key in _HISTORY and isinstance(value, list):
            for at, item in enumerate(value):
                yield from _item(value, at, item)
        elif key not in _LABELS:
            voice = Voice(_TOP.get(key, "request"), _PARTS.get(key, "text" if key in _TOP else "field"))
            yield from _below(body, key, value, voice, free=False)


def _item(items: list[Any], at: int, item: Any) -> Iterator[Text]:  # noqa: ANN401 - JSON
    voice = _voice(item, at) if isinstance(item, dict) else Voice("user", "text", at)
    yield from _below(items, at, item, voice, free=False)


def _voice(item: Json, at: int) -> Voice:
    kind, role = str(item.get("type") or ""), item.get("role")
    if kind.endswith("_output") or role in {"tool", "function"}:
        return Voice("tool", "tool_result", at)
    if kind == "reasoning":
        return Voice("assistant", "reasoning", at)
    if kind.endswith("_call"):
        return Voice("assistant", "tool_call", at)
    known = {"user": "user", "assistant": "assistant", "system": "system", "developer": "system"}
    return Voice(known.get(str(role), "user" if role is None else "other"), "text", at)


def _below(where: Any, key: Any, value: Any, voice: Voice, *, free: bool) -> Iterator[Text]:  # noqa: ANN401 - JSON
    """The texts of a value; `free`: no key of it is one of the protocol's."""
    if isinstance(value, str):
        if value and (free or not _is_label(where, key, value)):
            yield Text(voice, value, where, key, json=not free and _is_json(where, key, value))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _below(value, at, inner, voice, free=free)
    elif isinstance(value, dict):
        yield from _object(value, key, voice, free=free)


def _object(value: Json, key: Any, voice: Voice, *, free: bool) -> Iterator[Text]:  # noqa: ANN401 - JSON
    if not free:
        voice = _narrowed(voice, value)
        free = key in {"input", "arguments", "action", "operation"} and voice.part == "tool_call"
        if free and any(isinstance(inner, str) for inner in value.values()):
            yield Text(voice, dumps(value).decode(), json=True, whole=True)  # a name says what its value is
    for name, inner in list(value.items()):
        if free:
            yield Text(voice, name, value, name, is_key=True)
        part = voice if free or name not in _PARTS else Voice(voice.role, _PARTS[name], voice.item)
        yield from _below(value, name, inner, part, free=free)


def _narrowed(voice: Voice, part: Json) -> Voice:
    """Who says a part of a message: what a tool gave back stands in a user's."""
    kind = str(part.get("type") or "")
    if kind.endswith("tool_result"):
        return Voice("tool", "tool_result", voice.item)
    if kind.endswith("tool_use"):
        return Voice("assistant", "tool_call", voice.item)
    return voice


def _is_label(where: Any, key: Any, value: str) -> bool:  # noqa: ANN401 - JSON
    if key in _LABELS:
        return True
    if value.startswith("data:") and ";base64," in value[:200]:
        return True
    beside = where if isinstance(where, dict) else {}
    return key in _ENCODED and (beside.get("type") in _ENCODED[key] or (key == "data" and "format" in beside))


def _is_json(where: Any, key: Any, value: str) -> bool:  # noqa: ANN401 - JSON
    """A call's arguments, where they are the JSON text that they should be."""
    if key != "arguments" or not isinstance(where, dict):
        return False
    if where.get("type", "function_call") not in _JSON_CALLS | {"function"}:
        return False
    return isinstance(read(value), dict | list)


def read(text: str) -> Any:  # noqa: ANN401 - JSON
    """The value of a JSON text; None where it is none."""
    try:
        return loads(text)
    except ValueError:
        return None


def put(texts: list[tuple[Text, str]]) -> None:
    """Let other strings stand in the places of texts; keys change last, in their place."""
    for text, new in texts:
        if not text.is_key:
            text.where[text.key] = new
    for text, new in texts:
        if text.is_key:
            pairs = [(new if key == text.key else key, value) for key, value in text.where.items()]
            text.where.clear()
            text.where.update(pairs)
