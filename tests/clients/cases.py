"""Which tasks each assistant is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pytest

from tests.clients.assistants import Assistant
from tests.clients.samples import Verdict
from tests.clients.trial import Task

SHORT_STALL_S, LONG_STALL_S = 6, 60
FAULTS = ("cut", "limited", "unauthorized")


def decided(assistant: Assistant) -> Iterator[Task]:
    """Every verdict in every shape; of an answer that does nothing, clean is no news."""
    for shape in assistant.shapes:
        for verdict in assistant.samples:
            if not (shape == "text" and verdict == Verdict.CLEAN and len(assistant.shapes) > 1):
                yield Task(shape, verdict)


def broken(assistant: Assistant, *, stall_s: float = SHORT_STALL_S, faults: Sequence[str] = FAULTS) -> Iterator[Task]:
    """A provider that is silent, dies, has had enough; a wrong key."""
    shape = next((name for name in ("write", "edit", "fim") if name in assistant.shapes), assistant.shapes[0])
    yield Task(shape, fault="stall", stall_s=stall_s)
    for fault in faults:
        yield Task(shape, fault=fault)


def params(tasks: Iterable[tuple[Assistant, Task]]) -> list[Any]:
    """The rows of a table of tests."""
    return [
        pytest.param(
            assistant,
            task,
            id=f"{assistant.name}-{task.name}",
            marks=pytest.mark.xdist_group(assistant.package),  # so that what is done without the server is done once
        )
        for assistant, task in tasks
    ]
