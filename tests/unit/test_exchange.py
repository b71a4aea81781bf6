"""One request from its opened record to its closed one, with a real audit store and a provider without a socket."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from proxy.audit import reader
from proxy.audit.store import AuditStore
from proxy.errors import AuditUnavailable, ModelNotAllowed, ModelNotFound, UpstreamMalformed, UpstreamTimeout
from proxy.exchange import Bug, Caller, Exchange, House
from proxy.keyring import Keyring
from proxy.metrics import Metrics
from proxy.model import CodeBlock, Principal, ScanReport
from proxy.outcome import Bounds
from proxy.policy.bundle import InForce, single
from proxy.upstream.base import Deployment, Models
from proxy.wire.request import parse_chat_request
from tests.fakes import POLICY, Given, GivenUpstream, KeptSink, WordScanners
from tests.provider import chunk

DONE = b"data: [DONE]\n\n"
USAGE = b'data: {"choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": true}}\n\n'
GOOD = [chunk({"content": "Hi\n```python\na\n```\n"}), chunk({}, finish="stop"), USAGE, DONE]


class Place:
    """A house with one model, and what one exchange did in it."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.scanners = WordScanners()
        self.metrics = Metrics()
        self.audit = AuditStore.open(data_dir, Keyring(b"k" * 32))
        self.sink = KeptSink()

    def exchange(
        self,
        answer: Given | Exception,
        *,
        stream: bool = True,
        model: str = "m",
        models: tuple[str, ...] = (),
        **asked: Any,
    ) -> Exchange:
        self.upstream = GivenUpstream(answer)
        house = House(
            models=Models(
                [Deployment("m", "given", "provider-m", direct=frozenset({"chat"}))], {"given": lambda _: self.upstream}
            ),
            scanners=self.scanners,
            audit=self.audit,
            in_force=InForce(single(POLICY)),
            keyring=Keyring(b"k" * 32),
            metrics=self.metrics,
            bounds=Bounds(),
            public_url=None,
        )
        body = {"model": model, "messages": [{"role": "user", "content": "hi"}], "stream": stream, **asked}
        caller = Caller(Principal("key-1", "blue", models=models), "req-1", "/v1/chat/completions", "curl", "00-trace")
        return Exchange(house, caller, parse_chat_request(json.dumps(body).encode()), self.sink)

    def records(self) -> list[tuple[str, dict[str, Any]]]:
        return [(r.kind, json.loads(r.body)) for _, r in reader.records(self.data_dir)][1:]

    @property
    def closed(self) -> dict[str, Any]:
        (body,) = [body for kind, body in self.records() if kind == "exchange.close"]
        return body

    def count(self, name: str, **labels: str) -> float | None:
        return self.metrics.registry.get_sample_value(f"codeward_{name}", labels)


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    made = Place(tmp_path)
    yield made
    await made.audit.close()


async def test_a_good_exchange_is_recorded_from_open_to_close(place: Place) -> None:
    exchange = place.exchange(Given(GOOD))
    await exchange.run()
    assert [kind for kind, _ in place.records()] == ["exchange.open", "block.open", "block.decision", "exchange.close"]
    assert place.records()[0][1]["key_id"] == "key-1"
    assert place.sink.headers is not None
    assert place.sink.headers["x-codeward-ref"] == exchange.ref
    assert place.sink.headers["x-codeward-policy"] == "words@rev1"
    closed = place.closed
    assert (closed["action"], closed["blocks"], closed["error"], closed["upstream_complete"]) == ("allow", 1, "", True)
    assert (closed["tokens_in"], closed["tokens_out"], closed["model_served"]) == (3, 0, "m-served")
    sent, streamed, trace = place.upstream.sent[0]
    assert (json.loads(sent)["model"], streamed, trace) == ("provider-m", True, "00-trace")
    assert place.count("requests_total", route="/v1/chat/completions", model="m", outcome="allow") == 1
    assert place.count("decisions_total", action="allow", language="python") == 1
    assert place.count("streams_in_flight") == 0


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        pytest.param({"tools": [{"type": "function", "function": {"name": "my_tool"}}]}, True, id="listed"),
        pytest.param(
            {"messages": [{"role": "system", "content": "<my_tool>\n<path>a</path>\n</my_tool>"}]}, True, id="told"
        ),
        pytest.param({}, False, id="unknown"),
    ],
)
async def test_tools_that_the_request_declares_are_known_by_their_tags(
    place: Place, asked: dict[str, Any], *, held: bool
) -> None:
    text = "Now <my_tool>\n<path>a.py</path>\n<text>\nEVIL\n</text>\n</my_tool>\n"
    await place.exchange(Given([chunk({"content": text}), chunk({}, finish="stop"), USAGE, DONE]), **asked).run()
    assert (b"EVIL" not in place.sink.body) is held
    assert [kind for kind, _ in place.records()].count("block.decision") == held


class Doubting(WordScanners):
    """Doubts EVIL until a file of that name is known."""

    async def scan(self, block: CodeBlock) -> ScanReport:
        report = await super().scan(block)
        return replace(report, findings=tuple(replace(each, unless=("own pypi evil",)) for each in report.findings))


@pytest.mark.parametrize(("said", "action"), [("See src/evil.py", "allow"), ("See src/other.py", "reject")])
async def test_what_the_request_shows_of_a_project_answers_doubts(place: Place, said: str, action: str) -> None:
    place.scanners = Doubting()
    text = "```yaml\nEVIL\n```\n"
    asked = {"messages": [{"role": "user", "content": said}]}
    await place.exchange(Given([chunk({"content": text}), chunk({}, finish="stop"), USAGE, DONE]), **asked).run()
    assert place.closed["action"] == action


async def test_a_whole_answer_is_recorded_too(place: Place) -> None:
    choice = {"index": 0, "message": {"role": "assistant", "content": "Hi"}, "finish_reason": "stop"}
    await place.exchange(Given([json.dumps({"choices": [choice]}).encode()], streamed=False), stream=False).run()
    assert json.loads(place.sink.body)["choices"] == [choice]
    assert place.closed["finish_reason"] == "stop"


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        pytest.param({"models": ("other",)}, ModelNotAllowed, id="not-allowed"),
        pytest.param({"model": "nope"}, ModelNotFound, id="not-found"),
    ],
)
async def test_requests_that_never_open_a_record(place: Place, asked: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        await place.exchange(Given(GOOD), **asked).run()
    assert place.records() == []
    assert place.upstream.sent == []


async def test_a_key_may_ask_its_own_models(place: Place) -> None:
    await place.exchange(Given(GOOD), models=("m",)).run()
    assert place.closed["error"] == ""


async def test_a_provider_that_fails_before_its_answer_closes_the_record(place: Place) -> None:
    with pytest.raises(UpstreamTimeout):
        await place.exchange(UpstreamTimeout("late")).run()
    assert place.closed["error"] == "upstream_timeout"
    assert place.count("upstream_errors_total", kind="upstream_timeout") == 1
    assert place.count("requests_total", route="/v1/chat/completions", model="m", outcome="upstream_timeout") == 1


async def test_a_stream_that_was_not_asked_for_is_refused(place: Place) -> None:
    with pytest.raises(UpstreamMalformed):
        await place.exchange(Given(GOOD), stream=False).run()
    assert place.closed["upstream_status"] == 200
    assert place.sink.writes == []


async def test_a_client_that_leaves_closes_the_record(place: Place) -> None:
    place.scanners.go.clear()
    running = asyncio.ensure_future(place.exchange(Given(GOOD)).run())
    await place.sink.wrote.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert place.closed["client_disconnected"] is True
    assert (place.closed["blocks"], place.closed["blocks_decided"]) == (1, 0)
    assert place.count("requests_total", route="/v1/chat/completions", model="m", outcome="disconnected") == 1


async def test_a_bug_closes_the_record_and_names_only_its_kind(place: Place) -> None:
    place.scanners.error = ZeroDivisionError("secret text")
    with pytest.raises(Bug) as caught:
        await place.exchange(Given(GOOD)).run()
    assert caught.value.__cause__ is not None
    assert place.closed["error"] == "internal_error:ZeroDivisionError"
    assert "secret" not in json.dumps(place.records())


async def test_an_error_that_a_group_wraps_is_that_error(place: Place) -> None:
    group = ExceptionGroup("tasks", [ExceptionGroup("inner", [UpstreamTimeout("late")])])
    with pytest.raises(UpstreamTimeout):
        await place.exchange(group).run()
    assert place.closed["error"] == "upstream_timeout"


async def test_a_close_that_cannot_be_recorded_is_an_error_only_where_nothing_was_sent(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object, **__: object) -> None:
        raise AuditUnavailable("Nothing can be recorded now: disk full.")

    prose = [chunk({"content": "Hi"}), chunk({}, finish="stop"), DONE]
    monkeypatch.setattr(place.audit, "append", full)
    await place.exchange(Given(prose)).run()  # the text has gone; the missing close record tells
    assert place.count("audit_failures_total") == 1
    with pytest.raises(AuditUnavailable):
        await place.exchange(UpstreamTimeout("late")).run()
    assert [kind for kind, _ in place.records()] == ["exchange.open", "exchange.open"]


async def test_without_an_opened_record_the_provider_is_not_asked(place: Place) -> None:
    await place.audit.close()
    with pytest.raises(AuditUnavailable):
        await place.exchange(Given(GOOD)).run()
    assert place.upstream.sent == []
