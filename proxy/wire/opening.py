"""How a conversation opens, so that all of its requests can be treated alike without anything being kept of it.

Rules for this file: pure; what a client may send in any shape is read as far as it is text. Counterpart: exchange.py asks.
"""

from __future__ import annotations

import hashlib
from typing import Any

from proxy.wire.json import Json

_OPENING_CHARS = 4_000  # of the first message; an editor's prompt changes at its end
_PROMPT_CHARS = 200
_PLACES = 100
_HISTORY = {"chat": "messages", "messages": "messages", "responses": "input"}


def sample_of(body: Json, wire: str, key_id: str) -> int:
    """A place in 0..99 for a conversation: the same for each of its requests and for a retry, spread evenly over conversations."""
    digest = hashlib.blake2b(f"{key_id}\0{opening(body, wire)}".encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big") % _PLACES


def conversation_of(body: Json, wire: str, key_id: str) -> str:
    """A name for a conversation that tells nothing of it: the same for each of its requests."""
    return hashlib.blake2b(f"{key_id}\0{opening(body, wire)}".encode("utf-8", "replace"), digest_size=16).hexdigest()


def opening(body: Json, wire: str) -> str:
    """What the first person's message says; of a prompt, its beginning."""
    items = body.get(_HISTORY.get(wire, "prompt"))
    if isinstance(items, str):
        return items[: _OPENING_CHARS if wire in _HISTORY else _PROMPT_CHARS]
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and item.get("role") == "user":
            return _text(item.get("content"))[:_OPENING_CHARS]
    return ""


def _text(content: Any) -> str:  # noqa: ANN401 - a client's message
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else []
    return "\n".join(part["text"] for part in parts if isinstance(part, dict) and isinstance(part.get("text"), str))
