"""Canonical JSON and the hash of a record."""

from __future__ import annotations

import hashlib
import hmac
import json

import pytest

from proxy.audit.chain import GENESIS, canonical, keyed, record_hash
from proxy.audit.reader import SELECT
from proxy.audit.record import Record

KEY = b"k" * 32
START = keyed(KEY)
RECORD: dict[str, object] = {
    "chain_uid": "0a1b2c3d/1", "seq": 2, "id": "0192", "ts": "2026-01-01T00:00:00.000Z", "kind": "exchange.open",
    "exchange_id": "e", "ref": "7F3K9X", "body": '{"a":1}', "prev": GENESIS,
}  # fmt: skip


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param({"b": 1, "a": [True, None, "x"]}, '{"a":[true,null,"x"],"b":1}', id="sorted-and-dense"),
        pytest.param({"a": {"z": 0, "b": -1}}, '{"a":{"b":-1,"z":0}}', id="sorted-at-any-depth"),
        pytest.param("\u20ac$\u000f\nA'B\"\\/\u007f", '"\u20ac$\\u000f\\nA\'B\\"\\\\/\u007f"', id="rfc8785-3.2.2.2"),
        pytest.param("\b\t\n\f\r\u0000\u2028", '"\\b\\t\\n\\f\\r\\u0000\u2028"', id="short-escapes"),
        pytest.param(2**53 - 1, "9007199254740991", id="whole-number"),
    ],
)
def test_canonical(value: object, expected: str) -> None:
    assert canonical(value).decode() == expected


def test_a_lone_surrogate_has_no_canonical_form() -> None:
    with pytest.raises(TypeError):
        canonical("\udcff")


def test_the_hash_is_an_hmac_of_all_other_columns() -> None:
    text = json.dumps(RECORD, sort_keys=True, separators=(",", ":"))
    assert record_hash(START, RECORD) == hmac.new(KEY, text.encode(), hashlib.sha256).hexdigest()


@pytest.mark.parametrize("name", Record._fields[:-1])
def test_every_column_counts(name: str) -> None:
    changed = RECORD | {name: 3 if name == "seq" else "x"}
    assert record_hash(START, changed) != record_hash(START, RECORD)


def test_the_key_counts() -> None:
    assert record_hash(keyed(b"j" * 32), RECORD) != record_hash(START, RECORD)


def test_a_hash_leaves_its_start_as_it_was() -> None:
    assert record_hash(START, RECORD) == record_hash(START, RECORD)


def test_what_is_read_is_a_record() -> None:
    assert f"SELECT {', '.join(Record._fields)} FROM record" == SELECT
    assert set(RECORD) | {"hash"} == set(Record._fields)
