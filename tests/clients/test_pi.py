"""pi on three protocols: tool calls, edits, several at once."""

from __future__ import annotations

import pytest

from tests.clients import cases
from tests.clients.assistants import PI, Assistant
from tests.clients.house import House
from tests.clients.judging import check
from tests.clients.trial import Task


@pytest.mark.parametrize(
    ("assistant", "task"), cases.params((assistant, task) for assistant in PI for task in cases.decided(assistant))
)
def test_pi(house: House, assistant: Assistant, task: Task) -> None:
    check(house, assistant, task)


@pytest.mark.parametrize(
    ("assistant", "task"),
    cases.params(
        (assistant, task)
        for assistant in PI
        for task in cases.broken(assistant, faults=cases.FAULTS if assistant is PI[0] else ("cut", "unauthorized"))
    ),
)
def test_pi_with_a_broken_provider(house: House, assistant: Assistant, task: Task) -> None:
    check(house, assistant, task)


@pytest.mark.clients
@pytest.mark.timeout(240)
@pytest.mark.parametrize("assistant", PI, ids=lambda one: one.name)
def test_pi_waits_a_minute(house: House, assistant: Assistant) -> None:
    check(house, assistant, Task("edit", fault="stall", stall_s=cases.LONG_STALL_S))
