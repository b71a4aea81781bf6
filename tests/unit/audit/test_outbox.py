"""What was decided gets into the chain: in order, nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from proxy.audit import outbox as outbox_module
from proxy.audit import reader
from proxy.audit.outbox import Outbox, drain_if_alone
from proxy.audit.store import AuditStore
from proxy.errors import AuditUnavailable
from proxy.state import State
from tests.recording import RING, verified

STEPS = ("CREATE TABLE word (text TEXT PRIMARY KEY)",)


def _decide(state: State, *ids: str, kind: str = "key.created", **more: Any) -> None:
    with state.tables("words", STEPS).transaction() as change:
        for each in ids:
            change.tell(kind, {"key_id": each, "team": "t", "by": "cli:ann", **more})


def _told(folder: Path) -> list[str]:
    return [json.loads(r.body)["key_id"] for _, r in reader.records(folder) if r.kind.startswith("key.")]


async def test_in_order_and_once(tmp_path: Path) -> None:
    state, store = State.open(tmp_path), AuditStore.open(tmp_path, RING)
    outbox = Outbox(state, store)
    _decide(state, "a", "b", "c")
    assert (await outbox.drain(), await outbox.drain()) == (3, 0)
    _decide(state, "d")
    assert sorted(await asyncio.gather(outbox.drain(), outbox.drain())) == [0, 1]
    await store.close()
    assert (_told(tmp_path), state.waiting()) == (["a", "b", "c", "d"], [])
    record = next(r for _, r in reader.records(tmp_path) if r.kind == "key.created")
    assert (record.ref, json.loads(record.body)["at"].endswith("Z")) == ("-", True)


async def test_a_crash_after_the_record_writes_it_no_second_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state, store = State.open(tmp_path), AuditStore.open(tmp_path, RING)
    _decide(state, "a", "b")
    with monkeypatch.context() as patch:
        patch.setattr(state, "told", lambda _numbers: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            await Outbox(state, store).drain()
    assert len(state.waiting()) == 2
    assert await Outbox(state, store).drain() == 2
    await store.close()
    assert _told(tmp_path) == ["a", "b"]
    assert (verified(tmp_path).ok, state.waiting()) == (True, [])


async def test_what_another_version_left_stays_and_holds_up_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    state, store = State.open(tmp_path), AuditStore.open(tmp_path, RING)
    _decide(state, "a", kind="key.praised")
    _decide(state, "b", shoe=1)
    _decide(state, "c")
    outbox = Outbox(state, store)
    assert (await outbox.drain(), await outbox.drain()) == (1, 0)
    await store.close()
    assert _told(tmp_path) == ["c"]
    assert [each.body["key_id"] for each in state.waiting()] == ["a", "b"]
    assert len(caplog.records) == 2


async def test_what_cannot_be_written_now_is_written_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox_module, "_POLL_S", 0.001)
    state, store = State.open(tmp_path), AuditStore.open(tmp_path, RING)
    _decide(state, "a")
    failing = [True]
    real = store.append_once

    async def refused(*given: Any) -> Any:
        if failing:
            failing.clear()
            raise AuditUnavailable("no room")
        return await real(*given)

    monkeypatch.setattr(store, "append_once", refused)
    telling = asyncio.ensure_future(Outbox(state, store).keep_telling())
    async with asyncio.timeout(10):
        while state.waiting():  # noqa: ASYNC110 - the file says so
            await asyncio.sleep(0.005)
    telling.cancel()
    await store.close()
    assert _told(tmp_path) == ["a"]


def test_a_command_writes_records_itself_where_no_server_does(tmp_path: Path) -> None:
    state = State.open(tmp_path)
    assert drain_if_alone(tmp_path, RING, state)
    assert not (tmp_path / "audit.sqlite").exists()
    _decide(state, "a")
    assert drain_if_alone(tmp_path, RING, state)
    assert (_told(tmp_path), state.waiting()) == (["a"], [])


async def test_beside_a_server_the_records_are_left_to_it(tmp_path: Path) -> None:
    state, store = State.open(tmp_path), AuditStore.open(tmp_path, RING)
    _decide(state, "a")
    assert not await asyncio.to_thread(drain_if_alone, tmp_path, RING, State.open(tmp_path))
    assert len(state.waiting()) == 1
    await Outbox(state, store).drain()
    await store.close()
    assert _told(tmp_path) == ["a"]


async def test_a_start_waits_for_a_command_that_writes(tmp_path: Path) -> None:
    command = AuditStore.open(tmp_path, RING)
    starting = asyncio.ensure_future(asyncio.to_thread(AuditStore.open, tmp_path, RING, lock_wait_s=10))
    await asyncio.sleep(0.05)
    await command.close()
    await (await starting).close()
