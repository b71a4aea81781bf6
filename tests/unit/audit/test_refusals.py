"""Refused requests leave a trace, and a bounded one; and what was used is read back."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from proxy.audit import reader
from proxy.audit import refusals as refusals_module
from proxy.audit.record import Kind
from proxy.audit.refusals import Refusals
from proxy.audit.spent import spent_since
from proxy.audit.store import AuditStore
from proxy.errors import AuditUnavailable
from proxy.model import Principal
from tests.recording import OPENED, RING, database

ANN = Principal("key-1", "web", "acme")


def test_the_first_at_once_and_then_one_a_minute() -> None:
    now, counted = [0.0], list[str]()
    refusals = Refusals(counted.append, lambda: now[0])
    assert refusals.due() == []
    refusals.note("requests_per_minute", ANN)
    told = {"key_id": "key-1", "team": "web", "organisation": "acme", "reason": "requests_per_minute"}
    assert refusals.due() == [{**told, "count": 1}]
    for _ in range(500):
        refusals.note("requests_per_minute", ANN)
    refusals.note("invalid_api_key")
    assert [(each["key_id"], each["count"]) for each in refusals.due()] == [("unknown", 1)]
    now[0] = 60.0
    assert refusals.due() == [{**told, "count": 500}]
    assert refusals.due() == []
    now[0] = 130.0
    assert (refusals.due(), refusals._refused) == ([], {})
    assert len(counted) == 502


def test_subjects_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusals_module, "_MAX_KINDS", 2)
    refusals = Refusals()
    for number in range(5):
        refusals.note("x", Principal(f"jwt:{number}"))
    assert {(each["key_id"], each["count"]) for each in refusals.due()} == {("jwt:0", 1), ("jwt:1", 1), ("others", 3)}


async def test_what_is_left_is_recorded_at_the_end(tmp_path: Path) -> None:
    store, refusals = AuditStore.open(tmp_path, RING), Refusals()
    refusals.note("x", ANN)
    await refusals.record(store)
    refusals.note("x", ANN)
    keeping = asyncio.ensure_future(refusals.keep_recording(store))
    await asyncio.sleep(0)
    keeping.cancel()
    await asyncio.wait([keeping])
    await store.close()
    assert [json.loads(r.body)["count"] for _, r in reader.records(tmp_path) if r.kind == "request.refused"] == [1, 1]


async def test_a_store_that_cannot_write_is_told_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    class Full:
        async def append_once(self, *_: Any) -> None:
            raise AuditUnavailable("the disk is full")

    refusals = Refusals()
    refusals.note("x", ANN)
    await refusals.record(Full())  # type: ignore[arg-type]
    assert "the disk is full" in caplog.text


async def test_what_was_used_is_added_up_by_key_and_day(tmp_path: Path) -> None:
    store = AuditStore.open(tmp_path, RING)
    for key, closed in (
        ("a", {"tokens_in": 5, "tokens_out": 2}),
        ("a", {"tokens_in": 1, "tokens_out": 1, "tokens_counted": 10, "cost_micros": 7}),
        ("b", {"tokens_counted": 1, "cost_micros": 1}),
        ("c", {}),
    ):
        opened = await store.open_exchange({**OPENED, "key_id": key, "team": "t", "organisation": "o"})
        await store.append(Kind.EXCHANGE_CLOSE, closed, exchange_id=opened.exchange_id, ref=opened.ref)
    await store.close()
    ((_, last),) = reader.tail(tmp_path, 1)
    day = last.ts[:10]
    assert sorted(spent_since(tmp_path, f"{day[:7]}-01T00:00:00")) == [
        ("a", "t", "o", day, 17, 7),
        ("b", "t", "o", day, 1, 1),
        ("c", "t", "o", day, 0, 0),
    ]
    assert spent_since(tmp_path, "2999-01-01T00:00:00") == []
    with database(tmp_path) as db:
        db.execute("UPDATE record SET body = '{' WHERE kind = 'exchange.close'")
    assert spent_since(tmp_path, "2000-01-01T00:00:00") == []
