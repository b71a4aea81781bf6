"""All other assistants: `make clients`."""

from __future__ import annotations

import pytest

from tests.clients import cases
from tests.clients.assistants import OTHERS, Assistant
from tests.clients.house import House
from tests.clients.judging import check
from tests.clients.trial import Task

pytestmark = [pytest.mark.clients, pytest.mark.timeout(400)]
FIRST = tuple({one.package: one for one in reversed(OTHERS)}.values())  # a long wait once for each client is enough


@pytest.mark.parametrize(
    ("assistant", "task"), cases.params((assistant, task) for assistant in OTHERS for task in cases.decided(assistant))
)
def test_assistant(house: House, assistant: Assistant, task: Task) -> None:
    check(house, assistant, task)


@pytest.mark.parametrize(
    ("assistant", "task"),
    cases.params(
        (assistant, task)
        for assistant in OTHERS
        for task in cases.broken(
            assistant, stall_s=cases.LONG_STALL_S if assistant in FIRST and not assistant.quiet else 2
        )
    ),
)
def test_assistant_with_a_broken_provider(house: House, assistant: Assistant, task: Task) -> None:
    check(house, assistant, task)
