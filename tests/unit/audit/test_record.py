"""Kinds, fields, bounds and ids."""

from __future__ import annotations

import json
import time
import uuid
from enum import IntEnum, StrEnum
from typing import Any

import pytest

from proxy.audit.chain import canonical
from proxy.audit.record import FIELDS, INNER_FIELDS, MAX_ITEMS, MAX_TEXT_CHARS, MAX_WHOLE, Kind, checked, new_id


class Word(StrEnum):
    ONE = "one"


class Number(IntEnum):
    ONE = 1


def test_every_kind_has_fields_and_a_grammar() -> None:
    assert set(FIELDS) == set(Kind)
    assert all(len(kind.value.split(".")) == 2 for kind in Kind)


def test_an_opened_exchange_says_what_is_masked() -> None:
    assert checked(Kind.EXCHANGE_OPEN, {"team": "a"}) == {"team": "a", "masked": ["prompt", "code"]}


@pytest.mark.parametrize(
    ("kind", "body", "message"),
    [
        pytest.param(Kind.EXCHANGE_OPEN, {"prompt": "x"}, "exchange.open has no field 'prompt'", id="unknown"),
        pytest.param(Kind.BLOCK_OPEN, {"text": "x"}, "block.open has no field 'text'", id="code"),
        pytest.param(Kind.BLOCK_DECISION, {"findings": [{"snippet": "x"}]}, "block.decision findings has no field 'snippet'", id="code-in-a-finding"),
        pytest.param(Kind.BLOCK_DECISION, {"findings": [{"rule": {"text": "x"}}]}, "block.decision findings holds no dict", id="deeper"),
        pytest.param(Kind.EXCHANGE_CLOSE, {"error": {"a": 1}}, "exchange.close error holds no dict", id="mapping"),
        pytest.param(Kind.EXCHANGE_CLOSE, {"duration_ms": 1.5}, "exchange.close duration_ms holds no float", id="fraction"),
        pytest.param(Kind.EXCHANGE_CLOSE, {"error": b"x"}, "exchange.close error holds no bytes", id="bytes"),
        pytest.param(Kind.EXCHANGE_CLOSE, {"dropped_fields": {"a"}}, "exchange.close dropped_fields holds no set", id="set"),
    ],
)  # fmt: skip
def test_what_nobody_decided_on_is_refused(kind: Kind, body: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        checked(kind, body)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("x" * MAX_TEXT_CHARS, "x" * MAX_TEXT_CHARS, id="text-at-the-bound"),
        pytest.param("x" * (MAX_TEXT_CHARS + 1), "x" * MAX_TEXT_CHARS + "\u2026", id="text-above-it"),
        pytest.param("a\ud800b", "a?b", id="lone-surrogate"),
        pytest.param("a\x00\x1b[2J\u202e", "a\x00\x1b[2J\u202e", id="control-characters-stay-data"),
        pytest.param(10**5000, MAX_WHOLE, id="huge"),
        pytest.param(-(10**30), -MAX_WHOLE, id="hugely-negative"),
        pytest.param(True, True, id="boolean"),
        pytest.param(None, None, id="none"),
        pytest.param(("a", ["b", 1]), ["a", ["b", 1]], id="lists"),
        pytest.param(Word.ONE, "one", id="word-of-an-enum"),
        pytest.param(Number.ONE, 1, id="number-of-an-enum"),
    ],
)
def test_what_comes_from_outside_is_bounded(value: object, expected: object) -> None:
    made = checked(Kind.EXCHANGE_CLOSE, {"error": value})["error"]
    assert made == expected
    assert type(made) is type(expected)
    assert json.loads(canonical(made)) == expected


def test_a_long_list_is_cut_and_says_so() -> None:
    findings = [{"rule": f"r{at}"} for at in range(MAX_ITEMS + 3)]
    made: Any = checked(Kind.BLOCK_DECISION, {"findings": findings, "engines": [{"engine": "x"}]})
    assert len(made["findings"]) == MAX_ITEMS
    assert made["cut"] == {"findings": MAX_ITEMS + 3}


def test_only_the_bound_itself_may_say_cut() -> None:
    with pytest.raises(ValueError, match="has no field 'cut'"):
        checked(Kind.BLOCK_DECISION, {"cut": {}})


def test_inner_fields_belong_to_a_kind() -> None:
    assert set(INNER_FIELDS) <= set().union(*FIELDS.values())


def test_an_id_is_a_uuid_of_version_7() -> None:
    before = time.time_ns() // 1_000_000
    made = [uuid.UUID(new_id()) for _ in range(100)]
    after = time.time_ns() // 1_000_000
    assert len(set(made)) == 100
    for value in made:
        assert value.version == 7
        assert value.variant == uuid.RFC_4122
        assert before <= value.int >> 80 <= after
