"""Placeholders out of a text, what they stand for in: at once, or as the text comes in pieces.

Of a text in pieces no more is kept back than what may be the beginning of a placeholder of this very request.
Rules for this file: pure. Counterpart: restored_events.py knows where texts stand in what the client gets.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from proxy.prompt.placeholders import LENGTH


class Restorer:
    """Puts back what the placeholders of one request stand for."""

    def __init__(self, stands_for: Mapping[str, str]) -> None:
        self._stands_for = dict(stands_for)
        self._pattern = re.compile("|".join(self._stands_for))
        self._beginnings = {each[:size] for each in self._stands_for for size in range(1, LENGTH)}
        self._first = {each[0] for each in self._stands_for}

    def whole(self, text: str, *, json_text: bool = False) -> str:
        """The text with everything put back; `json_text`: it is JSON, and stays so."""
        return self._pattern.sub(lambda found: self._of(found[0], json_text=json_text), text)

    def split(self, text: str) -> int:
        """How much of a text can be told: behind that, a placeholder may have begun.

        Not inside of a whole one: its own last letters may look like the beginning of the next.
        """
        told = max((found.end() for found in self._pattern.finditer(text)), default=0)
        for at in range(max(told, len(text) - LENGTH + 1), len(text)):
            if text[at] in self._first and text[at:] in self._beginnings:
                return at
        return len(text)

    def _of(self, placeholder: str, *, json_text: bool) -> str:
        secret = self._stands_for[placeholder]
        return json.dumps(secret, ensure_ascii=False)[1:-1] if json_text else secret


class Piecewise:
    """One text that comes in pieces."""

    def __init__(self, restorer: Restorer, *, json_text: bool) -> None:
        self._restorer = restorer
        self._json_text = json_text
        self._tail = ""

    def feed(self, piece: str) -> str:
        """What may go on now."""
        text = self._tail + piece
        done = self._restorer.split(text)
        self._tail = text[done:]
        return self._restorer.whole(text[:done], json_text=self._json_text)

    def finish(self) -> str:
        """What was kept back, and began nothing."""
        tail, self._tail = self._tail, ""
        return tail
