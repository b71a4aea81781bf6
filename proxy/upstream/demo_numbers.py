"""The demo's answers of numbers: a count of tokens, and embeddings.

An embedding here is the counts of a text's words, hashed into a few places and scaled to length 1: the same text has the same vector and
texts that share words are near one another, but nothing was learned.
Source: the OpenAI API reference, "Create embeddings". Rules for this file: pure. Counterpart: wire/numbers.py reads it.
"""

from __future__ import annotations

import base64
import math
import re
import struct
import zlib
from typing import Any

from proxy.upstream.demo_reply import MODEL
from proxy.wire.json import Json

_DIMENSIONS = 64
_MAX_DIMENSIONS = 4096  # what a request may ask for
_WORD = re.compile(r"\w+")


def embeddings(request: Json) -> Json:
    """The body; an input of tokens is embedded by their numbers."""
    texts = _texts(request.get("input"))
    asked = request.get("dimensions")
    size = asked if isinstance(asked, int) and 0 < asked <= _MAX_DIMENSIONS else _DIMENSIONS
    packed = request.get("encoding_format") == "base64"
    vectors = [_vector(text, size) for text in texts]
    rows = [
        {"object": "embedding", "index": at, "embedding": _packed(vector) if packed else vector}
        for at, vector in enumerate(vectors)
    ]
    count = sum(len(_WORD.findall(text)) for text in texts)
    usage = {"prompt_tokens": count, "total_tokens": count}
    return {"object": "list", "data": rows, "model": MODEL, "usage": usage}


def _texts(given: Any) -> list[str]:  # noqa: ANN401 - a client's input: a text, tokens, or several of either
    if not isinstance(given, list):
        return [str(given)]
    if given and all(isinstance(item, int) for item in given):
        given = [given]
    return [item if isinstance(item, str) else str(item) for item in given]


def _vector(text: str, size: int) -> list[float]:
    counts = [0.0] * size
    for word in _WORD.findall(text.lower()) or [""]:
        counts[zlib.crc32(word.encode("utf-8", "replace")) % size] += 1.0
    length = math.hypot(*counts)
    return [count / length for count in counts]


def _packed(vector: list[float]) -> str:
    return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()
