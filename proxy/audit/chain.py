"""The hash chain: each record's hash covers the one before it.

hash = HMAC-SHA256(key, canonical JSON of every stored column but the hash). With a key, someone who can write the database can't make a
chain that verifies. Canonical is RFC 8785 for what we store: sorted ASCII keys, no blanks, whole numbers (durations are whole micro- or
milliseconds; a fraction has more than one spelling, so record.py refuses it).
Rules for this file: pure. Counterparts: record.py bounds what is stored, ledger.py appends, verify.py recomputes.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping

import orjson

GENESIS = "0" * 64  # what the first record of a chain has in place of a hash before it


def canonical(value: object) -> bytes:
    """A value as the one JSON text that stands for it. Raises TypeError for what JSON can't hold."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def keyed(key: bytes) -> hmac.HMAC:
    """What `record_hash` starts from: the key is worked in once, not for each of millions of records."""
    return hmac.new(key, digestmod="sha256")


def record_hash(start: hmac.HMAC, columns: Mapping[str, object]) -> str:
    """The hash of a record's columns, all but the hash. Raises TypeError where one can't have been stored by us."""
    mac = start.copy()
    mac.update(canonical(columns))
    return mac.hexdigest()
