"""The head: how far the chains go, kept outside the table and under a key, so that a cut tail is found.

Two slots of fixed size are written in turn, each with its own MAC: a torn write leaves the other. The head follows the commit, so after a
crash it may lag behind the table, never the other way; fewer records than it says means that some were taken away.
Rules for this file: one small file. Counterparts: store.py writes, verify.py compares.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

FILE_NAME = "audit.head"
_SLOT_BYTES = 512
_SLOTS = 2
_MAC_CHARS = 64


@dataclass(frozen=True, slots=True)
class Head:
    """The newest record known, and how many there are over all chains."""

    turn: int
    chain_uid: str
    seq: int
    hash: str
    chains: int
    records: int


class HeadFile:
    """The file in a data folder."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._key = key
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def write(self, head: Head) -> None:
        """Write into the slot whose turn it is. Raises OSError."""
        os.pwrite(self._file, _slot(self._key, head), (head.turn % _SLOTS) * _SLOT_BYTES)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)


def read_head(path: Path, key: bytes) -> Head | None:
    """The newest slot whose MAC is right; None where there is none."""
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    heads = [_read_slot(key, raw[at * _SLOT_BYTES : (at + 1) * _SLOT_BYTES]) for at in range(_SLOTS)]
    return max((head for head in heads if head is not None), key=lambda head: head.turn, default=None)


def _slot(key: bytes, head: Head) -> bytes:
    text = json.dumps(asdict(head), separators=(",", ":")).encode()
    mac = hmac.new(key, text, hashlib.sha256).hexdigest().encode()
    return (mac + text).ljust(_SLOT_BYTES)


def _read_slot(key: bytes, raw: bytes) -> Head | None:
    mac, text = raw[:_MAC_CHARS], raw[_MAC_CHARS:].rstrip(b" \0")
    if not text or not hmac.compare_digest(hmac.new(key, text, hashlib.sha256).hexdigest().encode(), mac):
        return None
    return Head(**json.loads(text))
