"""The chain as a property: whatever is done to records but leaving them alone is found, and the first bad one is named."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import assume, example, given
from hypothesis import strategies as st

from proxy.audit.chain import GENESIS, canonical, keyed, record_hash
from proxy.audit.reader import export_line
from proxy.audit.record import Kind, Record, checked, new_id
from proxy.audit.verify import Verification, verify_export
from tests.recording import RING, place

KEY = keyed(RING.derive("audit-chain"))
COLUMNS = Record._fields[:-1]
TROUBLE = [
    "",
    "a",
    "é",
    "\u202e",
    "\u2028",
    "\x00",
    "\x1b[2J",
    '"',
    "\\",
    "\\u0041",
    "\ufffd",
    "\U0001f512",
    "\r\n",
    "}{",
    "null",
    "\ud800",
    "\x7f",
]
texts = st.lists(st.sampled_from(TROUBLE), max_size=6).map("".join)
values = st.one_of(texts, st.integers(), st.booleans(), st.none(), st.lists(texts, max_size=3))
bodies = st.dictionaries(st.sampled_from(["error", "action", "dropped_fields", "tokens_in", "model_served"]), values)
houses = st.lists(st.lists(bodies, max_size=4), min_size=1, max_size=4)


def chained(starts: list[list[dict[str, Any]]]) -> list[Record]:
    """The records of some starts, as the ledger would write them."""
    made: list[Record] = []
    for epoch, written in enumerate(starts, 1):
        last = made[-1] if made else None
        said = {
            "chain_uid": last.chain_uid if last else "",
            "seq": last.seq if last else 0,
            "hash": last.hash if last else GENESIS,
        }
        start = {
            "epoch": epoch, "previous_chain": said["chain_uid"], "previous_seq": said["seq"], "previous_hash": said["hash"],
            "records_before": len(made), "head_said": {**said, "records": len(made), "whole": True},
        }  # fmt: skip
        prev = GENESIS
        for seq, (kind, body) in enumerate(
            [(Kind.CHAIN_START, start), *((Kind.EXCHANGE_CLOSE, body) for body in written)], 1
        ):
            text = canonical(checked(kind, body)).decode()
            columns = dict(
                zip(
                    COLUMNS,
                    (f"c/{epoch}", seq, new_id(), "2026-01-01T00:00:00.000Z", kind.value, "e", "r", text, prev),
                    strict=True,
                )
            )
            prev = record_hash(KEY, columns)
            made.append(Record(**columns, hash=prev))  # type: ignore[arg-type]
    return made


def verified(records: list[Record]) -> Verification:
    return verify_export([export_line(record) + "\n" for record in records], RING)


@given(houses)
def test_what_was_left_alone_is_intact(starts: list[list[dict[str, Any]]]) -> None:
    records = chained(starts)
    assert verified(records) == Verification(ok=True, records=len(records), chains=len(starts))


@given(houses, st.data())
def test_any_other_order_or_choice_of_records_is_found(starts: list[list[dict[str, Any]]], data: st.DataObject) -> None:
    records = chained(starts)
    others = data.draw(st.lists(st.sampled_from(records), max_size=len(records) + 2) | st.permutations(records))
    first = next((at for at, record in enumerate(others) if at >= len(records) or record != records[at]), len(others))
    assume(first < len(others))  # a cut tail is the head's to find
    found = verified(others)
    assert not found.ok
    assert found.records == first
    assert found.fault in {"missing", "reordered", "inserted", "forked"}


@given(houses, st.data())
def test_any_change_of_a_column_is_found(starts: list[list[dict[str, Any]]], data: st.DataObject) -> None:
    records = chained(starts)
    at = data.draw(st.integers(0, len(records) - 1))
    name = data.draw(st.sampled_from(Record._fields))
    was = getattr(records[at], name)
    value = data.draw(values if name != "seq" else st.integers() | texts | st.floats(allow_nan=False))
    assume(value != was or type(value) is not type(was))
    changed = [*records[:at], records[at]._replace(**{name: value}), *records[at + 1 :]]
    found = verified(changed)
    assert (found.ok, found.fault, found.records) == (False, "modified", at)
    if at + 1 < len(records):
        assert found.where in {place(records[at]), f"line {at + 1}"}


@given(bodies)
@example({"tokens_in": 10**5000})
@example({"error": "\ud800"})
def test_canonical_json_is_what_every_reader_reads(body: dict[str, Any]) -> None:
    made = checked(Kind.EXCHANGE_CLOSE, body)
    text = canonical(made).decode()
    assert json.loads(text) == made
    assert text == json.dumps(made, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert checked(Kind.EXCHANGE_CLOSE, made) == made


@given(texts, texts)
def test_only_equal_columns_have_equal_hashes(one: str, other: str) -> None:
    """No text in one column can stand for a text in the next."""
    assume("\ud800" not in one + other)
    columns: dict[str, object] = dict.fromkeys(COLUMNS, "")
    assume((one, other) != (one + other, ""))
    moved = columns | {"kind": one + other}
    assert record_hash(KEY, columns | {"kind": one, "ref": other}) != record_hash(KEY, moved)
