"""Secrets that were encoded before they were written down: base64 or hexadecimal digits of a provider's token or a private key, to depth 2.

An encoding is no protection, and a reader of the code undoes it with one call, so the encoded text is the secret.
Rules for this file: pure; each run of characters is decoded once a depth, up to a bound. Counterparts: secrets.py says what is a token.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_MIN_CHARS: Final = 24
_MOST_CHARS: Final = 8192
_HEAD_CHARS: Final = 16  # decoded first: what isn't text there isn't text
_DEPTH: Final = 2
_RUN: Final = re.compile(r"[A-Za-z0-9+/_-]{24,8192}={0,2}")
_HEX: Final = re.compile(r"[0-9a-fA-F]+")
_PRINTABLE: Final = re.compile(r"[\x20-\x7e\s]+", re.ASCII)
_LETTERS: Final = re.compile(
    r"[a-z]+(?:[-_/][a-z]+)*|[A-Z_/]+|[A-Za-z]+(?:/[A-Za-z]+)+"
)  # words and paths: no encoding looks so


class Decoded(NamedTuple):
    """What stands encoded at `start:end`."""

    value: str
    start: int
    end: int


def decoded_runs(text: str) -> Iterator[Decoded]:
    """Every run of characters that is the encoding of readable text."""
    for run in _RUN.finditer(text):
        value = run.group()
        if _LETTERS.fullmatch(value):
            continue
        for _ in range(_DEPTH):
            plain = decoded(value)
            if plain is None:
                break
            yield Decoded(plain, *run.span())
            value = plain.strip()


def decoded(value: str, *, least: int = _MIN_CHARS) -> str | None:
    """The readable text that the value encodes, if it does."""
    if not least <= len(value) <= _MOST_CHARS:
        return None
    if _HEX.fullmatch(value) and len(value) % 2 == 0:
        return _text(bytes.fromhex(value))
    body = value.rstrip("=").replace("-", "+").replace("_", "/")
    head = _bytes(body[:_HEAD_CHARS])
    if head is None or _text(head) is None:
        return None
    whole = _bytes(body + "=" * (-len(body) % 4))
    return None if whole is None else _text(whole)


def _bytes(encoded: str) -> bytes | None:
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return None


def _text(raw: bytes) -> str | None:
    text = raw.decode("ascii", "replace")
    return text if _PRINTABLE.fullmatch(text) else None
