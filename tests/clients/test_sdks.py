"""The official SDKs, streamed, with their helpers and whole: what a program is given."""

from __future__ import annotations

import contextlib
import json
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.clients import shapes
from tests.clients.answers import Answer
from tests.clients.house import WRONG_KEY, House
from tests.clients.install import packages
from tests.clients.judging import leave
from tests.clients.relay import leaks
from tests.clients.samples import COMPLETIONS, SAMPLES, SIBLING, Sample, Verdict
from tests.clients.scripted import CLIENT_KEY, Script

CLIENT_S = 90
IN_AN_EDITOR_S = 3
MOST_TRIES = 3  # both SDKs try twice more
SHAPES = ("text", "write", "edit", "parallel")
STALL_S = 2.5  # comments come each second
MODELS = {"chat": "task-model", "responses": "gpt-5", "messages": "claude-sonnet-4-5", "completions": "qwen2.5-coder"}
WAYS = ("chat", "chat_stream", "chat_helper", "responses", "responses_helper", "messages", "messages_helper")
COMPLETING = ("completions", "completions_stream")
ENDS = {"chat": ("stop", "tool_calls"), "responses": ("completed", "completed"), "messages": ("end_turn", "tool_use")}
CODE = ("content", "new_string")


class Driver:
    """The process that has the SDKs."""

    def __init__(self) -> None:
        python = packages()["sdks"].program("python")
        script = str(Path(__file__).parent / "sdk_driver.py")
        self._process = subprocess.Popen([python, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, **job: str) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        return dict(json.loads(self._process.stdout.readline()))

    def stop(self) -> None:
        self._process.communicate(timeout=CLIENT_S)


@dataclass
class Told:
    """What a program was given; `raw` is what came over its sockets."""

    text: str
    calls: list[tuple[str, dict[str, str]]]
    end: str
    error: str
    raw: list[bytes]
    seconds: float
    script: Script = field(repr=False)

    @property
    def code(self) -> dict[str, str]:
        """Of each call, its path and its code."""
        return {given["path"]: given[key] for _, given in self.calls for key in CODE if key in given}


@pytest.fixture(scope="module")
def driver() -> Iterator[Driver]:
    made = Driver()
    yield made
    made.stop()


def ask(house: House, driver: Driver, way: str, script: Script, *, key: str = CLIENT_KEY, direct: bool = False) -> Told:
    """One request."""
    mark = house.task(script, "sdk")
    with house.relay(direct=direct) as relay:
        base, model = f"http://127.0.0.1:{relay.port}", MODELS[way.partition("_")[0]]
        began = time.monotonic()
        said = driver.ask(way=way, base=base, key=key, model=model, prompt=mark)
        seconds = time.monotonic() - began
        raw = [bytes(one) for one in relay.received]
    calls = [(name, json.loads(arguments)) for name, arguments in said["calls"]]
    return Told(said["text"], calls, said["end"], said["error"], raw, seconds, script)


def script_of(sample: Sample, shape: str, **more: Any) -> Script:
    return Script(shapes.answers(shapes.TOOLS["sdk"], shape, sample, Path("repo")), **more)


def safe(told: Told, sample: Sample) -> None:
    """Nothing that must not leave is in what came, nor the client's key in what was asked."""
    assert not told.script.client_key
    assert [leak for canary in sample.canaries for raw in told.raw for leak in leaks(raw, canary)] == []


@contextlib.contextmanager
def noted(way: str, shape: str, case: str) -> Iterator[list[Told]]:
    """Leaves an account of the last answer for the matrix."""
    given: list[Told] = []
    problem = ""
    try:
        yield given
    except AssertionError as error:
        problem = str(error) or "an assertion failed"
        raise
    finally:
        for told in given[-1:]:
            seen = any(word in told.text for sample in SAMPLES.values() for word in sample.seen)
            entry = {"main": told.script.main, "landed": told.code, "exit": int(bool(told.error)), "told": seen}
            leave(f"sdk-{way}", shape, case, {**entry, "problems": [problem] if problem else []})


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("way", WAYS)
def test_clean(house: House, driver: Driver, way: str, shape: str) -> None:
    straight = ask(house, driver, way, script_of(SAMPLES[Verdict.CLEAN], shape), direct=True)
    with noted(way, shape, "clean") as given:
        given.append(told := ask(house, driver, way, script_of(SAMPLES[Verdict.CLEAN], shape)))
        assert (told.text, told.calls, told.end, told.error) == (straight.text, straight.calls, straight.end, "")
        assert told.script.main == 1


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("way", WAYS)
def test_annotated(house: House, driver: Driver, way: str, shape: str) -> None:
    sample = SAMPLES[Verdict.ANNOTATED]
    straight = ask(house, driver, way, script_of(sample, shape), direct=True)
    with noted(way, shape, "annotated") as given:
        given.append(told := ask(house, driver, way, script_of(sample, shape)))
        assert (told.calls, told.end, told.error) == (straight.calls, straight.end, "")
        assert told.text.startswith(straight.text.rstrip())
        assert any(word in told.text for word in sample.seen)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("way", WAYS)
def test_redacted(house: House, driver: Driver, way: str, shape: str) -> None:
    sample = SAMPLES[Verdict.REDACTED]
    straight = ask(house, driver, way, script_of(sample, shape), direct=True)
    with noted(way, shape, "redacted") as given:
        given.append(told := ask(house, driver, way, script_of(sample, shape)))
        assert (told.code.keys(), told.end, told.error) == (straight.code.keys(), straight.end, "")
        assert any(word in told.text for word in sample.seen)
        safe(told, sample)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("way", WAYS)
def test_rejected(house: House, driver: Driver, way: str, shape: str) -> None:
    sample = SAMPLES[Verdict.REJECTED]
    text_end, call_end = ENDS[way.partition("_")[0]]
    with noted(way, shape, "rejected") as given:
        given.append(told := ask(house, driver, way, script_of(sample, shape)))
        assert told.error == ""
        assert list(told.code.values()) == ([SIBLING] if shape == "parallel" else [])
        assert told.end == (call_end if shape == "parallel" else text_end)
        assert any(word in told.text for word in sample.seen)
        assert told.script.main == 1
        safe(told, sample)


@pytest.mark.parametrize(
    ("verdict", "text"),
    [(Verdict.CLEAN, COMPLETIONS[Verdict.CLEAN].code), (Verdict.REJECTED, "")],
    ids=["clean", "rejected"],
)
@pytest.mark.parametrize("way", COMPLETING)
def test_completions(house: House, driver: Driver, way: str, verdict: Verdict, text: str) -> None:
    sample = COMPLETIONS[verdict]
    with noted(way, "fim", str(verdict)) as given:
        given.append(told := ask(house, driver, way, Script([Answer(sample.code)], needs_tools=False)))
        assert (told.text, told.end, told.error) == (text, "stop", "")
        assert told.seconds < IN_AN_EDITOR_S
        safe(told, sample)


@pytest.mark.parametrize("way", WAYS)
def test_a_silent_provider_is_waited_for(house: House, driver: Driver, way: str) -> None:
    with noted(way, "write", "stall") as given:
        given.append(told := ask(house, driver, way, script_of(SAMPLES[Verdict.CLEAN], "write", stall_s=STALL_S)))
        assert (list(told.code.values()), told.error) == ([SAMPLES[Verdict.CLEAN].code], "")


@pytest.mark.parametrize("way", WAYS)
def test_a_provider_that_dies_leaves_no_half_call(house: House, driver: Driver, way: str) -> None:
    sample = SAMPLES[Verdict.REJECTED]
    with noted(way, "write", "cut") as given:
        given.append(told := ask(house, driver, way, script_of(sample, "write", cut=True)))
        assert told.calls == []
        assert told.error
        assert told.script.main <= MOST_TRIES
        safe(told, sample)


@pytest.mark.parametrize("way", WAYS)
def test_a_wrong_key_is_named(house: House, driver: Driver, way: str) -> None:
    with noted(way, "write", "unauthorized") as given:
        given.append(told := ask(house, driver, way, script_of(SAMPLES[Verdict.CLEAN], "write"), key=WRONG_KEY))
        assert told.error.startswith("AuthenticationError: Error code: 401")
        assert told.script.main == 0


@pytest.mark.parametrize("way", WAYS)
def test_a_tired_provider_is_named(house: House, driver: Driver, way: str) -> None:
    with noted(way, "write", "limited") as given:
        given.append(told := ask(house, driver, way, script_of(SAMPLES[Verdict.CLEAN], "write", status=429)))
        assert told.error.startswith("RateLimitError: Error code: 429")
        assert told.script.main <= MOST_TRIES
