"""bench/wires.py: what is sent can be read back, whole and streamed."""

from __future__ import annotations

import json

import pytest

from bench.texts import TEXTS, tokens
from bench.wires import FIRST_TEXT, WIRES, Wire
from bench.workloads import ASKED, WORKLOADS, Workload

EACH_WIRE = pytest.mark.parametrize("wire", [pytest.param(wire, id=wire.name) for wire in WIRES])


@EACH_WIRE
def test_a_stream_gives_its_text(wire: Wire) -> None:
    events = wire.events(tokens(TEXTS["clean"]))
    assert wire.read(b"".join(events)) == TEXTS["clean"]
    assert wire.end in events[-1]
    assert not any(wire.end in event for event in events[:-1])


@EACH_WIRE
def test_a_whole_answer_gives_its_text(wire: Wire) -> None:
    assert wire.read(json.dumps(wire.whole(TEXTS["clean"])).encode()) == TEXTS["clean"]


@EACH_WIRE
def test_the_first_text_is_the_first_token(wire: Wire) -> None:
    events = wire.events(tokens(TEXTS["clean"]))
    first = next(event for event in events if FIRST_TEXT.search(event))
    assert wire.read(first) == tokens(TEXTS["clean"])[0]


@pytest.mark.parametrize("workload", [pytest.param(workload, id=workload.name) for workload in WORKLOADS])
def test_a_request_names_its_answer(workload: Workload) -> None:
    asked = ASKED.search(workload.body(1_234_567, stream=True, pace_us=5_000))
    assert asked is not None
    assert asked.groups() == (workload.name.encode(), b"1234567", b"5000")


def test_names_are_not_shared() -> None:
    assert len({workload.name for workload in WORKLOADS}) == len(WORKLOADS)
