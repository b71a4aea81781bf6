"""What a request may come to, guessed before it is asked, so that what is on its way counts.

Rules for this file: a guess, settled with what the provider counts. Counterpart: identity/usage.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from proxy.identity.usage import estimate
from proxy.wire.codec import Request
from proxy.wire.labels import strings

_ANSWER_TOKENS = 1_000  # where the request doesn't bound its answer: most answers have fewer
_MAX_ANSWER_TOKENS = (
    200_000  # what a request says beyond this no model gives, and it would count while it is on its way
)
_BOUNDS = ("max_completion_tokens", "max_output_tokens", "max_tokens")
_ENCODED_CHARS = (
    2_000  # so many characters without a blank are a picture or a file, which providers count in their own way
)


def estimated(request: Request) -> tuple[int, int]:
    """Tokens in and out, more rather than fewer. What counts tokens costs none."""
    if request.wire == "count_tokens":
        return 0, 0
    chars = sum(len(text) for text in strings(request.body) if not _encoded(text))
    return estimate(chars), _answer(request.body) if request.wire != "embeddings" else 0


def _encoded(text: str) -> bool:
    return len(text) > _ENCODED_CHARS and " " not in text[:_ENCODED_CHARS] and "\n" not in text[:_ENCODED_CHARS]


def _answer(body: Mapping[str, Any]) -> int:
    for name in _BOUNDS:
        value = body.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return min(value, _MAX_ANSWER_TOKENS)
    return _ANSWER_TOKENS
