"""What a response is sent to, within which bounds, and what became of it. Nouns of conversation.py and exchange.py."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol


class Sink(Protocol):
    """Where the response goes: a status and headers once, then bytes."""

    async def start(self, *, streamed: bool, headers: Sequence[tuple[str, str]]) -> None:
        """Send the status line (200) and the headers."""

    async def write(self, body: bytes) -> None:
        """Send bytes; returns when the transport took them."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The settings an exchange needs: seconds and bytes."""

    keep_alive_s: float = 5.0
    max_event_bytes: int = 1 << 20
    max_answer_bytes: int = 32 << 20
    max_block_chars: int = 256 * 1024


@dataclass(slots=True)
class Outcome:
    """What became of the response; written to exchange.close."""

    finish: str = "incomplete"
    error: str = ""
    upstream_status: int = 0
    upstream_complete: bool = False
    first_byte_ms: int = 0
    chars_total: int = 0
    chars_delivered: int = 0
    client_disconnected: bool = False
    dropped_fields: list[str] = field(default_factory=list)
    digest: Any = field(default_factory=hashlib.sha256)  # of the delivered texts, in the order they left
