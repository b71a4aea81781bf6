"""What must hold of an outcome, the same for every assistant; and the account of each that the matrix is made from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.clients.assistants import Assistant
from tests.clients.house import House
from tests.clients.install import packages
from tests.clients.samples import Sample, Verdict
from tests.clients.trial import Outcome, Task, attempt

OUT = Path(__file__).parent / "out"
_OUTPUT_CHARS = 4000


def check(house: House, assistant: Assistant, task: Task) -> None:
    """Do the task with and without the server, write down what came of it, and complain."""
    outcome = attempt(house, assistant, task)
    clean = straight(house, assistant, Task(task.shape))
    alike = clean if task.verdict != Verdict.ANNOTATED else straight(house, assistant, Task(task.shape, task.verdict))
    found = list(problems(assistant, task, outcome, clean=clean, alike=alike))
    record(assistant, task, outcome, found)
    assert not found, "\n".join(
        [*found, f"exit {outcome.exit} after {outcome.seconds} s", outcome.output[-_OUTPUT_CHARS:]]
    )


_STRAIGHT: dict[tuple[str, str], Outcome] = {}


def straight(house: House, assistant: Assistant, task: Task) -> Outcome:
    """The outcome without the server; once for all. What aider and pi do with prose is known."""
    if task.shape == "text" and packages()[assistant.package].default:
        return Outcome(0, "", {}, 1, 0, 0, ())
    key = (assistant.name, task.name)
    if key not in _STRAIGHT:
        _STRAIGHT[key] = attempt(house, assistant, task, direct=True)
    return _STRAIGHT[key]


def problems(assistant: Assistant, task: Task, outcome: Outcome, *, clean: Outcome, alike: Outcome) -> Iterator[str]:
    """What is wrong with an outcome. `clean`, `alike`: that of clean code, and of the same code, without the server."""
    sample = assistant.samples[task.verdict]
    if clean.exit != 0:
        yield f"even without the server it ended with {clean.exit}: {clean.output[-500:]}"
    if outcome.client_key:
        yield "the client's key came to the provider"
    yield from (f"leaked: {leak}" for leak in outcome.leaked)
    yield from _landed(assistant, task, outcome, clean=clean, alike=alike)
    yield from _asked(assistant, task, outcome, clean)
    if task.fault in {"", "stall"} and outcome.exit != clean.exit:
        yield f"it ended with {outcome.exit}, without the server with {clean.exit}"
    if task.fault == "unauthorized" and outcome.exit is None and not assistant.stubborn:
        yield "it never gave up"
    if not task.fault:
        yield from _told(assistant, task, outcome, sample)


def _landed(assistant: Assistant, task: Task, outcome: Outcome, *, clean: Outcome, alike: Outcome) -> Iterator[str]:
    if task.verdict == Verdict.REDACTED:
        if outcome.landed.keys() != clean.landed.keys():
            yield f"landed in {list(outcome.landed)}, expected {list(clean.landed)}"
        canaries = assistant.samples[task.verdict].canaries
        yield from (f"{canary!r} landed" for canary in canaries if canary in "".join(outcome.landed.values()))
        return
    expected = dict(alike.landed)
    if task.fault in {"cut", "limited", "unauthorized"}:
        expected = {}
    elif task.verdict == Verdict.REJECTED:
        refused = assistant.samples[Verdict.CLEAN].code
        expected = {name: text for name, text in clean.landed.items() if refused not in text}
    if outcome.landed != expected:
        yield f"landed: {dict(outcome.landed)}\nexpected: {expected}"


def _asked(assistant: Assistant, task: Task, outcome: Outcome, clean: Outcome) -> Iterator[str]:
    most = (
        clean.main
        if not task.fault
        else {"unauthorized": 0, "stall": clean.main}.get(task.fault, assistant.most_requests)
    )
    least = 0 if task.fault == "unauthorized" else 1 if task.fault or task.verdict == Verdict.REJECTED else clean.main
    if not least <= outcome.main <= most:
        yield f"asked {outcome.main} times, expected from {least} to {most}"


def _told(assistant: Assistant, task: Task, outcome: Outcome, sample: Sample) -> Iterator[str]:
    told = outcome.told(sample)
    if assistant.quiet:
        if told:
            yield "words reached an editor"
        return
    last = task.shape == "text" or (task.verdict == Verdict.REJECTED and task.shape != "parallel")
    if sample.seen and not told and (assistant.tells or last):
        yield f"the developer wasn't told: none of {sample.seen} in the output"
    if sample.seen and not outcome.reached:
        yield f"the client wasn't told: none of {sample.seen} came to it"


def record(assistant: Assistant, task: Task, outcome: Outcome, found: list[str]) -> None:
    """Leave the account for the matrix."""
    told = outcome.told(assistant.samples[task.verdict])
    entry = {**asdict(outcome), "output": outcome.output[-_OUTPUT_CHARS:], "told": told, "problems": found}
    leave(assistant.name, task.shape, task.fault or str(task.verdict), entry)


def leave(client: str, shape: str, case: str, entry: Mapping[str, Any]) -> None:
    """Write an account."""
    folder = OUT / client
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"client": client, "shape": shape, "case": case, **entry}, indent=1)
    (folder / f"{case}-{shape}.json").write_text(text, encoding="utf-8")
