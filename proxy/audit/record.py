"""What is recorded: the kinds, the fields of each, and the id.

Never a prompt, never code: bodies hold names, counts, hashes and keyed fingerprints. A body with an unknown field, at any depth, is a bug
and refused, so that nothing slips into the log that nobody decided on. What comes from outside (names, counts of a provider) is bounded,
never refused: a hostile answer can't keep its own record from being written.
Rules for this file: pure but for the id's clock and randomness. Counterparts: chain.py hashes, store.py writes.
"""

from __future__ import annotations

import secrets
import time
import uuid
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

MAX_TEXT_CHARS = 1024  # a longer string in a body is cut: a record stays near a page of the database
MAX_ITEMS = 500  # a longer list in a body is cut, and `cut` says how long it was
MAX_WHOLE = 2**53 - 1  # RFC 8785 3.2.2.3: beyond it, readers of JSON differ; a count from outside stops there
_MASKED = ("prompt", "code")
_CUT = "cut"


class Kind(StrEnum):
    """Grammar: subject.event."""

    CHAIN_START = "chain.start"
    EXCHANGE_OPEN = "exchange.open"
    PROMPT_DECISION = "prompt.decision"
    BLOCK_OPEN = "block.open"
    BLOCK_DECISION = "block.decision"
    BLOCK_REPAIR = "block.repair"
    EXCHANGE_CLOSE = "exchange.close"
    POLICY_ACTIVATED = "policy.activated"
    POLICY_REFUSED = "policy.refused"
    REQUEST_REFUSED = "request.refused"
    KEY_CREATED = "key.created"
    KEY_ROTATED = "key.rotated"
    KEY_REVOKED = "key.revoked"
    KEY_EXPIRED = "key.expired"
    TEAM_CREATED = "team.created"
    TEAM_CHANGED = "team.changed"
    TEAM_REMOVED = "team.removed"
    WAIVER_REQUESTED = "waiver.requested"
    WAIVER_APPROVED = "waiver.approved"
    WAIVER_DENIED = "waiver.denied"
    WAIVER_ENDED = "waiver.ended"
    WAIVER_EXPIRED = "waiver.expired"
    GLASS_BROKEN = "glass.broken"
    GLASS_MENDED = "glass.mended"
    GLASS_EXPIRED = "glass.expired"


_BLOCK = frozenset({"block", "channel", "choice", "origin", "language", "path"})
_KEY = frozenset({"key_id", "team", "by", "at"})
_TEAM = frozenset({"team", "organisation", "models", "limits", "by", "at"})
_WAIVER = frozenset(
    {
        "waiver",
        "organisation",
        "team",
        "rule",
        "scope",
        "reason",
        "waived_ref",
        "days",
        "status",
        "approvals",
        "needed",
        "until",
        "by",
        "at",
    }
)
_GLASS = frozenset({"glass", "teams", "action", "reason", "until", "by", "at"})
FIELDS: Mapping[Kind, frozenset[str]] = {
    Kind.CHAIN_START: frozenset({"version", "previous_chain", "previous_seq", "previous_hash", "epoch", "records_before", "head_said"}),
    Kind.EXCHANGE_OPEN: frozenset(
        {
            "request_id", "key_id", "team", "organisation", "route", "client", "stream", "model_requested", "provider",
            "policy", "revision", "mode", "masked", "version", "repository", "attachments", "sample", "guidance",
        }
    ),
    Kind.PROMPT_DECISION: frozenset(
        {
            "action", "monitored", "mode", "policy", "revision", "restore", "texts", "scanned", "status", "secrets", "occurrences",
            "findings", "hidden",
        }
    ),
    Kind.BLOCK_OPEN: _BLOCK,
    Kind.BLOCK_DECISION: _BLOCK
    | {
        "closed", "action", "mode", "policy", "revision", "chars", "released_sha256", "findings", "statuses", "engines", "tool",
        "pieces", "paths", "attention", "repaired",
    },
    Kind.BLOCK_REPAIR: _BLOCK
    | {"attempt", "outcome", "rules", "before_sha256", "after_sha256", "tokens_in", "tokens_out", "duration_ms"},
    Kind.EXCHANGE_CLOSE: frozenset(
        {
            "action", "blocks", "blocks_decided", "chars_total", "chars_delivered", "delivered_sha256", "finish_reason", "error",
            "client_disconnected", "dropped_fields", "model_served", "upstream_status", "upstream_complete", "first_byte_ms",
            "duration_ms", "tokens_in", "tokens_out", "prose", "tokens_counted", "cost_micros",
        }
    ),
    Kind.POLICY_ACTIVATED: frozenset({"revision", "previous", "policies", "attachments", "warnings", "by", "serial", "signed_by"}),
    Kind.POLICY_REFUSED: frozenset({"revision", "by", "problem"}),
    Kind.REQUEST_REFUSED: frozenset({"key_id", "team", "organisation", "reason", "count"}),
    # `at` is when it was decided: these come through the outbox (outbox.py), so the record may be younger.
    Kind.KEY_CREATED: _KEY | {"role", "models", "expires", "limits", "person"},
    Kind.KEY_ROTATED: _KEY | {"old_until"},
    Kind.KEY_REVOKED: _KEY,
    Kind.KEY_EXPIRED: _KEY,
    Kind.TEAM_CREATED: _TEAM,
    Kind.TEAM_CHANGED: _TEAM,
    Kind.TEAM_REMOVED: frozenset({"team", "by", "at"}),
    Kind.WAIVER_REQUESTED: _WAIVER,
    Kind.WAIVER_APPROVED: _WAIVER,
    Kind.WAIVER_DENIED: _WAIVER,
    Kind.WAIVER_ENDED: _WAIVER,
    Kind.WAIVER_EXPIRED: _WAIVER,
    Kind.GLASS_BROKEN: _GLASS,
    Kind.GLASS_MENDED: _GLASS,
    Kind.GLASS_EXPIRED: _GLASS,
}  # fmt: skip
INNER_FIELDS: Mapping[str, frozenset[str]] = {
    "findings": frozenset(
        {
            "rule", "engine", "severity", "confidence", "cwe", "category", "line", "end_line", "fingerprint", "late", "action",
            "decided_by", "path", "language", "waiver", "pattern", "monitored", "monitored_by", "count", "places", "also",
        }
    ),
    "hidden": frozenset({"rule", "count", "action", "places"}),
    "statuses": frozenset({"rule", "action", "status", "engine", "path", "monitored"}),
    "engines": frozenset({"engine", "version", "status", "lines_scanned", "lines_total", "duration_us", "detail"}),
    "repaired": frozenset({"action", "rules"}),
    "head_said": frozenset({"chain_uid", "seq", "hash", "records", "whole"}),
}  # fmt: skip


class Record(NamedTuple):
    """One stored record, as read back. Every column is covered by `hash`. A plain tuple, because `verify` makes millions."""

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
    """The body, bounded. Raises ValueError for a field that the kind doesn't have, or a value JSON can't hold exactly."""
    _refuse_unknown(body, FIELDS[kind], kind.value)
    made = {name: _bounded(value, f"{kind.value} {name}", INNER_FIELDS.get(name)) for name, value in body.items()}
    cut: dict[str, object] = {
        name: len(value) for name, value in body.items() if isinstance(value, (list, tuple)) and len(value) > MAX_ITEMS
    }
    if cut:
        made[_CUT] = cut
    if kind is Kind.EXCHANGE_OPEN:
        made["masked"] = list(_MASKED)
    return made


def _refuse_unknown(fields: Mapping[str, object], known: frozenset[str], place: str) -> None:
    unknown = [name for name in fields if name not in known]
    if unknown:
        message = f"{place} has no field {unknown[0]!r}"
        raise ValueError(message)


def _bounded(value: object, place: str, inner: frozenset[str] | None) -> object:
    """`inner`: the fields of a mapping that stands here; None where none may."""
    if isinstance(value, str):
        text = value if len(value) <= MAX_TEXT_CHARS else value[:MAX_TEXT_CHARS] + "\u2026"
        return text.encode("utf-8", "replace").decode()  # a lone surrogate is no text
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return max(-MAX_WHOLE, min(int(value), MAX_WHOLE))
    if isinstance(value, (list, tuple)):
        return [_bounded(item, place, inner) for item in value[:MAX_ITEMS]]
    if isinstance(value, Mapping) and inner is not None:
        _refuse_unknown(value, inner, place)
        return {name: _bounded(item, place, None) for name, item in value.items()}
    message = f"{place} holds no {type(value).__name__}: names, whole numbers, booleans and lists of them are recorded"
    raise ValueError(message)


def new_id() -> str:
    """A UUID of version 7 (RFC 9562 5.7): sortable by its millisecond."""
    stamp = time.time_ns() // 1_000_000
    value = (stamp & ((1 << 48) - 1)) << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))
