"""A response on its way, without a socket: what arrives, what leaves, and how it ends."""

from __future__ import annotations

import asyncio
import dataclasses
import json
from collections.abc import Sequence
from typing import Any

import pytest

from proxy.conversation import Conversation
from proxy.errors import AuditUnavailable, ProxyError, UpstreamIncomplete, UpstreamMalformed, UpstreamTimeout
from proxy.model import Action, Hold, Mode
from proxy.outcome import Bounds
from proxy.policy.bundle import sole
from proxy.policy.schema import Policy
from proxy.review import Review
from proxy.wire.request import ChatRequest
from tests.fakes import POLICY, Given, KeptSink, WordScanners, with_fail
from tests.provider import chunk
from tests.road import Prints, Records
from tests.running import content, events

DONE = b"data: [DONE]\n\n"
STOP = chunk({}, finish="stop")
FENCE = chunk({"content": "Look:\n```python\n"})
DENIED = AuditUnavailable("Nothing can be recorded now: disk full.", retry_after_s=5)
MONITOR = dataclasses.replace(POLICY, mode=Mode.MONITOR)
BLOCK = dataclasses.replace(POLICY, hold=Hold.BLOCK)
STRICT = with_fail(POLICY, on_unknown_shape=Action.REJECT)


class Talk:
    """One conversation with everything around it."""

    def __init__(
        self, policy: Policy = POLICY, *, streamed: bool = True, include_usage: bool = False, **bounds: Any
    ) -> None:
        self.scanners = WordScanners()
        self.records = Records()
        self.sink = KeptSink()
        self.review = Review(
            scanners=self.scanners,
            recorder=self.records,
            terms=sole(policy),
            prints=Prints(),
            ref="R1",
            public_url=None,
        )
        self.conversation = Conversation(
            review=self.review,
            policy=policy,
            bounds=Bounds(**bounds),
            sink=self.sink,
            request=ChatRequest({}, "m", streamed, include_usage),
            hold=policy.hold,
        )

    async def stream(self, parts: Sequence[bytes | ProxyError]) -> bytes:
        await self.conversation.stream(Given(parts))
        return self.sink.body

    async def whole(self, body: object) -> bytes:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        await self.conversation.whole(Given([raw], streamed=False))
        return self.sink.body


def _whole(text: str | None, **message: Any) -> dict[str, Any]:
    choice = {"index": 0, "message": {"role": "assistant", "content": text, **message}, "finish_reason": "stop"}
    return {"id": "c", "object": "chat.completion", "model": "m", "choices": [choice]}


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param([chunk({"content": "Hi "}), chunk({"content": "you"}), STOP, DONE], id="plain"),
        pytest.param([chunk({"content": "Hi you"}), STOP], id="no-done"),
        pytest.param([b"data: \n\n", chunk({"content": "Hi you"}), STOP, DONE], id="event-without-data"),
        pytest.param([chunk({"content": "Hi you"}), STOP, DONE, chunk({"content": "EVIL"}), b"data: {"], id="after-done"),
        pytest.param([chunk({"content": "Hi you"}), STOP, DONE + chunk({"content": "EVIL"})], id="after-done-in-one-read"),
        pytest.param([chunk({"content": "Hi you"}), STOP, UpstreamIncomplete("broke off")], id="cut-after-the-finish-reason"),
        pytest.param([chunk({"content": "Hi you"}), STOP, DONE, UpstreamTimeout("late")], id="error-after-done"),
    ],
)  # fmt: skip
async def test_streams_that_end_well(parts: list[bytes | ProxyError]) -> None:
    talk = Talk()
    out = await talk.stream(parts)
    assert content(out) == "Hi you"
    assert events(out)[-1] == "[DONE]"
    assert talk.conversation.outcome.upstream_complete
    assert (talk.conversation.outcome.finish, talk.conversation.outcome.error) == ("stop", "")


@pytest.mark.parametrize(
    ("tail", "code"),
    [
        pytest.param([], "upstream_incomplete", id="ended"),
        pytest.param([UpstreamTimeout("late")], "upstream_timeout", id="late"),
        pytest.param([b"data: {nonsense}\n\n"], "upstream_malformed", id="not-json"),
        pytest.param([b"data: []\n\n"], "upstream_malformed", id="no-frame"),
        pytest.param([b'data: {"cho'], "upstream_malformed", id="cut-in-an-event"),
        pytest.param([b"data: {nonsense}\n\n", UpstreamTimeout("late")], "upstream_malformed", id="the-first-failure-counts"),
    ],
)  # fmt: skip
async def test_streams_that_fail_end_with_the_error(tail: list[bytes | ProxyError], code: str) -> None:
    talk = Talk()
    out = await talk.stream([FENCE, chunk({"content": "a = 1\n"}), *tail])
    assert events(out)[-1]["error"]["code"] == code
    assert content(out).startswith("Look:\n```python\na = 1\n```\n")
    assert not talk.conversation.outcome.upstream_complete
    assert talk.conversation.outcome.error == code


@pytest.mark.parametrize(
    ("parts", "error"),
    [
        pytest.param([], UpstreamIncomplete, id="empty"),
        pytest.param([DONE], UpstreamIncomplete, id="done-at-once"),
        pytest.param([UpstreamTimeout("late")], UpstreamTimeout, id="late"),
        pytest.param([b"data: nonsense\n\n"], UpstreamMalformed, id="not-json"),
    ],
)
async def test_failures_before_the_first_byte_are_raised(
    parts: list[bytes | ProxyError], error: type[ProxyError]
) -> None:
    talk = Talk()
    with pytest.raises(error):
        await talk.stream(parts)
    assert talk.sink.headers is None
    assert not talk.conversation.started


@pytest.mark.parametrize("streamed", [True, False])
async def test_an_answer_past_its_bound_is_malformed(streamed: bool) -> None:
    talk = Talk(streamed=streamed, max_answer_bytes=400)
    road = (
        talk.stream([chunk({"content": "x" * 150}), chunk({"content": "x" * 250})])
        if streamed
        else talk.whole(_whole("x" * 999))
    )
    if streamed:
        assert events(await road)[-1]["error"]["code"] == "upstream_malformed"
    else:
        with pytest.raises(UpstreamMalformed, match="max_answer_bytes"):
            await road


async def test_a_rejected_statement_closes_its_fence_and_its_turn() -> None:
    talk = Talk()
    out = await talk.stream([FENCE, chunk({"content": "a\nEVIL()\nb\n```\nEnd."}), STOP, DONE])
    text = content(out)
    assert text.startswith("Look:\n```python\na\n```\n")
    assert "EVIL" not in text
    assert text.endswith("End.")
    assert talk.conversation.outcome.finish == "stop"


async def test_without_a_record_nothing_more_leaves() -> None:
    talk = Talk()
    talk.scanners.error = DENIED
    out = await talk.stream([FENCE, chunk({"content": "CANARY = 1\n"}), chunk({"content": "```\nmore"}), STOP, DONE])
    assert b"CANARY" not in out
    assert events(out)[-1]["error"]["code"] == "audit_unavailable"


async def test_without_a_record_and_before_the_first_byte_the_error_is_raised() -> None:
    talk = Talk(BLOCK)
    talk.scanners.error = DENIED
    with pytest.raises(AuditUnavailable):
        await talk.stream([chunk({"content": "```python\na\n```\n"}), STOP, DONE])
    assert talk.sink.writes == []


@pytest.mark.parametrize("streamed", [True, False])
async def test_without_a_record_a_whole_answer_is_not_delivered(streamed: bool) -> None:
    talk = Talk(streamed=streamed)
    talk.scanners.error = DENIED
    with pytest.raises(AuditUnavailable):
        await talk.whole(_whole("```python\na\n```\n"))
    assert talk.sink.writes == []


async def test_a_bug_of_an_engine_ends_the_conversation() -> None:
    talk = Talk()
    talk.scanners.error = ZeroDivisionError()
    with pytest.raises(ExceptionGroup) as caught:
        await talk.stream([FENCE, chunk({"content": "a\n"}), STOP, DONE])
    assert caught.group_contains(ZeroDivisionError)


async def test_who_waits_for_a_ruling_hears_that_we_live() -> None:
    talk = Talk(BLOCK, keep_alive_s=0.01)
    talk.scanners.go.clear()
    running = asyncio.ensure_future(talk.stream([chunk({"content": "```python\na\n```\n"}), STOP, DONE]))
    await talk.sink.wrote.wait()
    assert talk.sink.body.startswith(b": keep-alive\n\n")
    talk.scanners.go.set()
    assert content((await running).replace(b": keep-alive\n\n", b"")) == "```python\na\n```\n"


async def test_a_whole_answer_is_waited_for_in_silence() -> None:
    talk = Talk(BLOCK, streamed=False, keep_alive_s=0.0)
    talk.scanners.go.clear()
    running = asyncio.ensure_future(talk.whole(_whole("```python\na\n```\n")))
    await asyncio.sleep(0.01)
    assert talk.sink.body == b""
    talk.scanners.go.set()
    assert json.loads(await running)["choices"][0]["message"]["content"] == "```python\na\n```\n"


async def test_rulings_of_one_choice_do_not_wait_for_another() -> None:
    talk = Talk(BLOCK)
    talk.scanners.go.clear()
    parts = [chunk({"content": "```python\na\n```\n"}), chunk({"content": "free"}, index=1), STOP]
    running = asyncio.ensure_future(talk.stream([*parts, chunk({}, index=1, finish="stop"), DONE]))
    await talk.sink.wrote.wait()
    assert content(talk.sink.body, 1) == "free"
    talk.scanners.go.set()
    assert content(await running) == "```python\na\n```\n"


@pytest.mark.parametrize(
    ("policy", "asked", "seen"),
    [
        pytest.param(POLICY, True, 1, id="asked-for"),
        pytest.param(POLICY, False, 0, id="not-asked-for"),
        pytest.param(MONITOR, False, 1, id="monitor"),
    ],
)
async def test_usage(policy: Policy, asked: bool, seen: int) -> None:
    usage = b'data: {"id": "c", "choices": [], "usage": {"prompt_tokens": 3}}\n\n'
    out = await Talk(policy, include_usage=asked).stream([chunk({"content": "Hi"}), STOP, usage, DONE])
    assert sum(bool(event.get("usage")) for event in events(out)[:-1]) == seen


async def test_calls_wait_for_their_ruling_and_a_rejected_one_is_told() -> None:
    calls = [
        {"index": 0, "id": "a", "type": "function", "function": {"name": "f", "arguments": '{"x": "EVIL"}'}},
        {"index": 1, "id": "b", "type": "function", "function": {"name": "g", "arguments": '{"x": 1}'}},
        {"index": 2, "id": "c", "type": "function", "function": {"name": "h", "arguments": ""}},
    ]
    talk = Talk()
    out = await talk.stream([chunk({"tool_calls": calls}), chunk({}, finish="tool_calls"), DONE])
    sent = [call for event in events(out)[:-1] for call in event["choices"][0]["delta"].get("tool_calls", ())]
    assert [(call["index"], call["id"], call["function"]["arguments"]) for call in sent] == [
        (0, "b", '{"x": 1}'),
        (1, "c", ""),
    ]
    assert b"EVIL" not in out
    assert content(out)


async def test_a_rejected_call_without_arguments_in_its_name_stays_unsent() -> None:
    call = {"index": 0, "id": "a", "type": "function", "function": {"name": "f", "arguments": "EVIL"}}
    out = await Talk().stream([chunk({"tool_calls": [call]}), chunk({}, finish="tool_calls"), DONE])
    assert all("tool_calls" not in event["choices"][0]["delta"] for event in events(out)[:-1])
    assert [event["choices"][0]["finish_reason"] for event in events(out)[:-1]][-1] == "stop"


ODD_FIELD = chunk({"details": [{"text": "EVIL"}]})


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        pytest.param(POLICY, True, id="annotate"),
        pytest.param(with_fail(POLICY, on_unknown_shape=Action.REDACT), True, id="redact"),
    ],
)
async def test_text_of_unknown_shape_is_dropped_and_told_once(policy: Policy, told: bool) -> None:
    talk = Talk(policy)
    out = await talk.stream([chunk({"content": "Hi"}), ODD_FIELD, ODD_FIELD, STOP, DONE])
    assert b"EVIL" not in out
    assert talk.conversation.outcome.dropped_fields == ["delta.details"]
    assert ("delta.details" in content(out)) is told


async def test_text_of_unknown_shape_goes_through_where_the_policy_lets_it() -> None:
    out = await Talk(with_fail(POLICY, on_unknown_shape=Action.ALLOW)).stream([ODD_FIELD, STOP, DONE])
    assert b"EVIL" in out


async def test_strict_ends_at_text_of_unknown_shape_and_sends_no_call() -> None:
    call = {"index": 0, "id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    talk = Talk(STRICT)
    out = await talk.stream(
        [chunk({"content": "Hi"}), chunk({"tool_calls": [call]}), ODD_FIELD, chunk({"content": "more"}), STOP]
    )
    assert content(out).startswith("Hi\n\n")
    assert "more" not in content(out)
    assert b"tool_calls" not in out
    assert events(out)[-1] == "[DONE]"
    assert talk.conversation.outcome.finish == "stop"


async def test_monitor_delivers_frames_as_they_came_even_where_it_would_reject() -> None:
    parts = [FENCE, chunk({"content": "EVIL()\n```\n"}), STOP]
    talk = Talk(MONITOR)
    out = await talk.stream([*parts, DONE])
    assert events(out) == events(b"".join(parts) + DONE)
    assert [body["action"] for kind, body in talk.records.all if kind.value == "block.decision"] == ["reject"]


# -- whole answers


async def test_a_clean_whole_answer_arrives_equal_and_says_its_decision() -> None:
    talk = Talk(streamed=False)
    body = _whole("Hi\n```python\na\n```\n")
    assert json.loads(await talk.whole(body)) == body
    assert talk.sink.headers == {"x-codeward-decision": "allow", "x-codeward-findings": "0"}
    assert not talk.sink.streamed


async def test_a_whole_answer_with_findings_counts_what_was_acted_on() -> None:
    talk = Talk(streamed=False)
    out = json.loads(await talk.whole(_whole("```python\nODD()\nFINE()\n```\n\n```python\nEVIL()\n```\n")))
    text = out["choices"][0]["message"]["content"]
    assert "ODD()" in text
    assert "EVIL()" not in text
    assert talk.sink.headers == {"x-codeward-decision": "reject", "x-codeward-findings": "2"}
    assert talk.conversation.outcome.finish == "stop"


async def test_monitor_delivers_a_whole_answer_as_it_came() -> None:
    talk = Talk(MONITOR, streamed=False)
    body = _whole("```python\nEVIL()\n```\n", tool_calls=[{"id": "1", "function": {"name": "f", "arguments": "EVIL"}}])
    assert json.loads(await talk.whole(body)) == body
    assert talk.sink.headers is not None
    assert talk.sink.headers["x-codeward-decision"] == "reject"


@pytest.mark.parametrize("policy", [POLICY, MONITOR])
async def test_a_client_that_asked_for_a_stream_gets_a_whole_answer_as_one(policy: Policy) -> None:
    out = await Talk(policy).whole(_whole("Hi\n```python\na\n```\n"))
    assert content(out) == "Hi\n```python\na\n```\n"
    assert events(out)[-1] == "[DONE]"
    assert all(event["object"] == "chat.completion.chunk" for event in events(out)[:-1])


async def test_a_whole_answer_of_unknown_shape_is_told() -> None:
    talk = Talk(streamed=False)
    out = json.loads(await talk.whole(_whole("Hi", details=[{"text": "E" * 400}])))
    message = out["choices"][0]["message"]
    assert "details" not in message
    assert "message.details" in message["content"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param(b"<html>", "not JSON", id="html"),
        pytest.param({"choices": []}, "no choices", id="no-choices"),
        pytest.param({"choices": [1]}, "not an object", id="odd-choice"),
    ],
)
async def test_whole_answers_that_are_none(body: object, words: str) -> None:
    talk = Talk(streamed=False)
    with pytest.raises(UpstreamMalformed, match=words):
        await talk.whole(body)


async def test_strict_refuses_a_whole_answer_of_unknown_shape_without_its_text() -> None:
    talk = Talk(STRICT)
    out = await talk.whole(_whole("Hi", details=[{"text": "E" * 400}]))
    assert b"EEEE" not in out
    assert talk.conversation.outcome.dropped_fields == ["message.details"]


async def test_what_stands_beside_held_text_goes_on_without_it() -> None:
    talk = Talk(BLOCK)
    talk.scanners.go.clear()
    running = asyncio.ensure_future(
        talk.stream([chunk({"role": "assistant", "content": "```python\na\n```\n"}), STOP, DONE])
    )
    await talk.sink.wrote.wait()
    assert [event["choices"][0]["delta"] for event in events(talk.sink.body)] == [{"role": "assistant"}]
    talk.scanners.go.set()
    assert content(await running) == "```python\na\n```\n"
