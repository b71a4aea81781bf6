"""Answers that say a given text in every field, and what a client takes from events: texts by their place, whatever frames they come in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from tests.surface.answers import Events, Surface

# The texts of tests/surface/answers.py that stand in for what a model says.
LEAVES: Final = (
    "Hello ", "Hello there.", "there.", "I think.", "No.", "Hello.", "    return ", "    return 1", '{"path": "a.py", "content": "x = 1\\n"}', "x = 1\n",
)  # fmt: skip


def tell(obj: Any) -> Iterator[tuple[str, str]]:
    """Each piece of text of an event, with the place that it goes to."""
    if "choices" in obj:
        for choice in obj["choices"]:
            yield from _choice(choice)
    elif str(obj.get("type", "")).startswith("content_block"):
        yield from _block(obj)
    elif str(obj.get("type", "")).endswith(".delta") and isinstance(obj.get("delta"), str):
        place = (obj["type"], obj.get("output_index"), obj.get("content_index"), obj.get("summary_index"))
        yield str(place), obj["delta"]
    elif obj.get("type") in {"response.completed", "response.failed", "response.incomplete"}:
        yield "output", str(obj["response"].get("output"))
    elif "error" in obj:
        yield "error", str(obj["error"])


def _choice(choice: Any) -> Iterator[tuple[str, str]]:
    said = {"text": choice.get("text"), **(choice.get("delta") or {})}
    for key, value in said.items():
        if isinstance(value, str) and key != "role":
            yield f"{choice['index']}.{key}", value
        elif key == "tool_calls":
            for call in value:
                inner = call.get("function") or call.get("custom") or {}
                for name, piece in inner.items():
                    yield f"{choice['index']}.calls.{call['index']}.{name}", piece
        elif isinstance(value, dict):
            yield from (
                (f"{choice['index']}.{key}.{name}", piece) for name, piece in value.items() if isinstance(piece, str)
            )
        elif value:
            yield f"{choice['index']}.{key}", str(value)
    yield f"{choice['index']}.finish", choice.get("finish_reason") or ""


def _block(obj: Any) -> Iterator[tuple[str, str]]:
    delta = obj.get("delta") or {}
    for key, value in delta.items():
        if key != "type":
            yield f"{obj['index']}.{key}", str(value)
    if "content_block" in obj:
        yield f"{obj['index']}.start", str(obj["content_block"])


def saying(surface: Surface, name: str, text: str) -> Events:
    """A stream whose texts are this one."""
    made: list[tuple[str | None, Any]] = _said(surface.streams[name], text)
    return tuple((event, obj) for event, obj in made)


def body_saying(surface: Surface, name: str, text: str) -> Any:
    """A whole answer whose texts are this one."""
    return _said(surface.wholes[name], text)


def _said(value: Any, text: str) -> Any:
    raw = json.dumps(value)
    for leaf in LEAVES:
        raw = raw.replace(json.dumps(leaf), json.dumps(text))
    return json.loads(raw)
