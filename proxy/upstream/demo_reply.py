"""What the demo model says to one request, before any protocol writes it.

Rules for this file: nouns only. Counterparts: demo_script.py makes replies, demo_chat.py, demo_completions.py, demo_messages.py and
demo_responses.py write them.
"""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MODEL = "demo"
_TOKEN = re.compile(r"\s?[A-Za-z_]{1,6}|\s?\d{1,3}|\n+|[ \t]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Call:
    """A tool call. `arguments`: JSON, or the text of a `freeform` tool."""

    name: str
    arguments: str
    freeform: bool = False
    id: str = field(default_factory=lambda: made_id("", 24))


@dataclass(frozen=True, slots=True)
class Reply:
    """Text, then perhaps a call; said in each choice. `texts`: of a completion request, one a choice."""

    text: str
    call: Call | None = None
    count: int = 1
    tokens_in: int = 0
    texts: tuple[str, ...] = ()
    request: Mapping[str, Any] = field(default_factory=dict)
    created: int = field(default_factory=lambda: int(time.time()))

    @property
    def tokens_out(self) -> int:
        """Pieces of all that is said; a stream has as many."""
        said = [self.text] * self.count if self.call is None else [self.text, self.call.arguments] * self.count
        return sum(len(pieces(text)) for text in self.texts or said)


def pieces(text: str) -> list[str]:
    """A text as a model would stream it."""
    return _TOKEN.findall(text)


def made_id(prefix: str, length: int) -> str:
    """An id as providers make them."""
    return prefix + (uuid.uuid4().hex * 2)[:length]
