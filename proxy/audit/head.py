"""The head: how far the chains go, kept outside the table and under a key, so that a cut tail is found.

Two copies, a sector each, are written in turn, so that a torn write leaves the other. Each has a MAC of its own and belongs to one place:
neither can stand in for the other. The file is made whole before the first record is, and each turn follows its commit: after a crash
the head may lag behind the table, it is never ahead. Fewer records than it says, or no head beside records: something was taken away.
Rules for this file: one small file. Counterparts: ledger.py writes, verify.py compares.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import stat
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from proxy.audit.chain import GENESIS

FILE_NAME = "audit.head"
_SLOT_BYTES = 512  # the sector that disks write whole
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


@dataclass(frozen=True, slots=True)
class HeadSeen:
    """The newest good copy, and whether the other is good as well."""

    head: Head
    whole: bool


EMPTY = Head(turn=0, chain_uid="", seq=0, hash=GENESIS, chains=0, records=0)


class HeadFile:
    """The file in a data folder, made where it is missing."""

    def __init__(self, path: Path, key: bytes, head: Head) -> None:
        self._key = key
        self._turn = head.turn
        if not path.exists():
            self._make(path, head)
        self._file = os.open(path, os.O_RDWR | os.O_CLOEXEC)

    def write(self, head: Head) -> None:
        """Write over the older copy. Raises OSError."""
        self._turn += 1
        copy = replace(head, turn=self._turn)
        os.pwrite(self._file, _slot(self._key, copy), (copy.turn % _SLOTS) * _SLOT_BYTES)

    def close(self) -> None:
        """Close the file; what it says then survives the loss of power."""
        try:
            os.fsync(self._file)
        finally:
            os.close(self._file)

    def _make(self, path: Path, head: Head) -> None:
        """Both copies, durable and at once: a crash leaves no head or a whole one."""
        draft = path.with_name(f".{path.name}.new")
        copies = sorted(
            (replace(head, turn=head.turn + at) for at in range(_SLOTS)), key=lambda copy: copy.turn % _SLOTS
        )
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, stat.S_IRUSR | stat.S_IWUSR)
        with os.fdopen(handle, "wb") as file:
            file.write(b"".join(_slot(self._key, copy) for copy in copies))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        self._turn = head.turn + 1


def read_head(path: Path, key: bytes) -> HeadSeen | None:
    """The newest copy that is good; None where there is none. Raises OSError where the file can't be read."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return None
    heads = [_read_slot(key, raw[at * _SLOT_BYTES : (at + 1) * _SLOT_BYTES], at) for at in range(_SLOTS)]
    good = [head for head in heads if head is not None]
    if not good:
        return None
    return HeadSeen(max(good, key=lambda head: head.turn), len(good) == _SLOTS)


def _slot(key: bytes, head: Head) -> bytes:
    text = json.dumps(asdict(head), separators=(",", ":")).encode()
    mac = hmac.new(key, text, hashlib.sha256).hexdigest().encode()
    return (mac + text).ljust(_SLOT_BYTES)


def _read_slot(key: bytes, raw: bytes, at: int) -> Head | None:
    mac, text = raw[:_MAC_CHARS], raw[_MAC_CHARS:].rstrip(b" ")
    if not hmac.compare_digest(hmac.new(key, text, hashlib.sha256).hexdigest().encode(), mac):
        return None
    head = Head(**json.loads(text))
    return head if head.turn % _SLOTS == at else None
