"""What is recorded: the kinds, the fields of each, and the id.

Never a prompt, never code: bodies hold names, counts, hashes and keyed fingerprints. A body with an unknown field is a bug and refused,
so that nothing slips into the log that nobody decided on.
Rules for this file: pure but for the id's clock and randomness. Counterparts: chain.py hashes, store.py writes.
"""

from __future__ import annotations

import secrets
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

MAX_TEXT_CHARS = 1024  # a longer string in a body is cut: a record stays far below a page of the database
_MASKED = ("prompt", "code")


class Kind(StrEnum):
    """Grammar: subject.event."""

    CHAIN_START = "chain.start"
    EXCHANGE_OPEN = "exchange.open"
    BLOCK_OPEN = "block.open"
    BLOCK_DECISION = "block.decision"
    EXCHANGE_CLOSE = "exchange.close"
    KEY_CREATED = "key.created"
    KEY_REVOKED = "key.revoked"


_BLOCK = frozenset({"block", "channel", "choice", "origin", "language", "path"})
FIELDS: Mapping[Kind, frozenset[str]] = {
    Kind.CHAIN_START: frozenset({"version", "previous_chain", "previous_seq", "previous_hash", "epoch", "records_before", "head_said"}),
    Kind.EXCHANGE_OPEN: frozenset(
        {
            "request_id", "key_id", "team", "organisation", "route", "client", "stream", "model_requested", "provider",
            "policy", "revision", "mode", "masked", "version",
        }
    ),
    Kind.BLOCK_OPEN: _BLOCK,
    Kind.BLOCK_DECISION: _BLOCK
    | {"closed", "action", "mode", "policy", "revision", "chars", "released_sha256", "findings", "statuses", "engines"},
    Kind.EXCHANGE_CLOSE: frozenset(
        {
            "action", "blocks", "blocks_decided", "chars_total", "chars_delivered", "delivered_sha256", "finish_reason", "error",
            "client_disconnected", "dropped_fields", "model_served", "upstream_status", "upstream_complete", "first_byte_ms",
            "duration_ms", "tokens_in", "tokens_out", "prose",
        }
    ),
    Kind.KEY_CREATED: frozenset({"key_id", "team", "by"}),
    Kind.KEY_REVOKED: frozenset({"key_id", "team", "by"}),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Record:
    """One stored record, as read back. Every field is covered by `hash`."""

    chain_uid: str
    seq: int
    id: str
    ts: str
    kind: str
    exchange_id: str
    ref: str
    body: str
    prev: str
    hash: str


def checked(kind: Kind, body: Mapping[str, object]) -> dict[str, object]:
    """The body with its strings bounded. Raises ValueError for a field that the kind doesn't have, or a value JSON can't hold exactly."""
    unknown = set(body) - FIELDS[kind]
    if unknown:
        message = f"{kind.value} has no field {min(unknown)!r}"
        raise ValueError(message)
    made = {key: _bounded(value) for key, value in body.items()}
    if kind is Kind.EXCHANGE_OPEN:
        made["masked"] = list(_MASKED)
    return made


def _bounded(value: object) -> object:
    if isinstance(value, str):
        text = value if len(value) <= MAX_TEXT_CHARS else value[:MAX_TEXT_CHARS] + "\u2026"
        return text.encode("utf-8", "replace").decode()
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, (list, tuple)):
        return [_bounded(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _bounded(item) for key, item in value.items()}
    message = f"a record holds no {type(value).__name__}: numbers that aren't whole have more than one spelling"
    raise ValueError(message)


def new_id() -> str:
    """A UUID of version 7 (RFC 9562 5.7): sortable by its millisecond."""
    stamp = time.time_ns() // 1_000_000
    value = (stamp & ((1 << 48) - 1)) << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))
