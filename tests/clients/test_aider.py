"""aider in its five edit formats: the text of an answer is what is applied."""

from __future__ import annotations

import pytest

from tests.clients import cases
from tests.clients.assistants import AIDER, AIDER_COLD, Assistant
from tests.clients.house import House
from tests.clients.judging import check
from tests.clients.trial import Task

WHOLE = next(one for one in AIDER if one.name == "aider-whole")


@pytest.mark.parametrize(
    ("assistant", "task"), cases.params((assistant, task) for assistant in AIDER for task in cases.decided(assistant))
)
def test_aider(house: House, assistant: Assistant, task: Task) -> None:
    check(house, assistant, task)


@pytest.mark.parametrize(
    ("assistant", "task"),
    cases.params([*((AIDER_COLD, task) for task in cases.broken(AIDER_COLD)), (WHOLE, Task("edit", fault="cut"))]),
)
def test_aider_with_a_broken_provider(house: House, assistant: Assistant, task: Task) -> None:
    check(house, assistant, task)


@pytest.mark.clients
@pytest.mark.timeout(240)
def test_aider_waits_a_minute(house: House) -> None:
    check(house, AIDER_COLD, Task("edit", fault="stall", stall_s=cases.LONG_STALL_S))
