"""The hash chain: each record's hash covers the one before it.

hash = HMAC-SHA256(key, canonical JSON of every stored column but the hash). Canonical: RFC 8785 for what we store (sorted ASCII keys, no
spaces, whole numbers). With a key, someone who can write the database can't make a chain that verifies.
Rules for this file: pure. Counterparts: store.py appends, verify.py recomputes.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping

GENESIS = "0" * 64
COLUMNS = ("chain_uid", "seq", "id", "ts", "kind", "exchange_id", "ref", "body", "prev")


def canonical(value: object) -> str:
    """A value as the one JSON text that stands for it."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def record_hash(key: bytes, columns: Mapping[str, object]) -> str:
    """The hash of a record's columns."""
    text = canonical([columns[name] for name in COLUMNS])
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
