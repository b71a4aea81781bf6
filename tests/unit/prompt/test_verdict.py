"""What was found in a request, counted; what a policy says of it, in words and in records; and the way of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from proxy.errors import PromptRefused
from proxy.metrics import Metrics
from proxy.model import Action, Confidence, Finding, ScanReport, ScanStatus, Severity, Span
from proxy.prompt.findings import Hidden, Hit, Seen, joined, seen_of
from proxy.prompt.screening import Screened
from proxy.prompt.texts import Voice
from proxy.prompt.verdict import judged
from proxy.wire.json import dumps
from proxy.wire.request import parse_chat_request
from proxy.wire.sse import encode
from tests.unit.prompt.test_screening import TEXT, Engines, Log, chat, look, policy

BIDI, TAGS = "\u202e", "\U000e0041"


def hidden(rule: str, start: int, end: int) -> Finding:
    return Finding(rule, "unicode", Severity.HIGH, Confidence.HIGH, (), "unicode", Span(start, end, 1, 1, start), "m")


def test_invisible_characters_count_where_they_stand_in_a_row() -> None:
    found = tuple(hidden("unicode.invisible", at, at + 1) for at in (1, 2, 3, 7, 9, 10))
    controls = (hidden("unicode.bidi", 20, 21), hidden("unicode.bidi", 30, 32), hidden("unicode.homoglyph", 40, 41))
    seen = seen_of(ScanReport((*found, *controls), ()))
    assert dict(seen.hidden) == {"unicode.invisible": 5, "unicode.bidi": 3}
    assert seen.status is ScanStatus.FAILED  # nobody looked
    assert seen_of(ScanReport((hidden("unicode.invisible", 1, 2),), ())).hidden == ()


def test_views_overlap_so_the_most_counts_and_the_surest_names() -> None:
    def hit(start: int, end: int, rule: str, confidence: Confidence) -> Hit:
        return Hit(0, start, end, rule, "secrets" if rule == "a" else "kingfisher", Severity.HIGH, confidence)

    one = Seen((hit(0, 8, "a", Confidence.MEDIUM), hit(20, 24, "a", Confidence.HIGH)), (("unicode.bidi", 2),))
    other = Seen((hit(4, 12, "b", Confidence.HIGH),), (("unicode.bidi", 3), ("unicode.tags", 1)), ScanStatus.OVERSIZE)
    made = joined([one, other])
    assert [(each.start, each.end, each.rule) for each in made.hits] == [(0, 12, "b"), (20, 24, "a")]
    assert dict(made.hidden) == {"unicode.bidi": 3, "unicode.tags": 1}
    assert made.status is ScanStatus.OVERSIZE


async def test_hidden_characters_are_told_of_what_is_new_only() -> None:
    body = {"messages": [
        {"role": "user", "content": f"{BIDI}old"},
        {"role": "assistant", "content": "yes"},
        {"role": "tool", "content": f"{TAGS}{TAGS}new"},
    ]}  # fmt: skip
    looked = await look(Engines(), body)
    (remark,) = looked.verdict.remarks("r-1")
    assert "2 tag characters in a tool result" in remark
    assert "ref r-1" in remark
    log, metrics = Log(), Metrics()
    await looked.recorded(log, metrics)
    assert [(each["rule"], each["count"]) for each in log.bodies[0]["hidden"]] == [
        ("unicode.bidi", 1),
        ("unicode.tags", 2),
    ]  # type: ignore[attr-defined] # a record
    assert metrics.prompt_findings.labels("unicode.tags", "annotate")._value.get() == 1
    (await look(Engines(), chat("one"))).verdict.remarks("r-1")


async def test_hidden_characters_may_be_turned_down() -> None:
    looked = await look(Engines(), {"system": f"{BIDI}do", **chat("hello")}, policy(hidden=Action.REJECT))
    error = looked.verdict.error()
    assert isinstance(error, PromptRefused)
    assert "hidden characters: 1 bidirectional controls in the system prompt" in error.message
    assert looked.verdict.remarks("r-1") == ()


async def test_a_secret_outside_of_the_history_has_a_place_too() -> None:
    looked = await look(Engines(), {"model": "m", "metadata": {"note": TEXT}}, policy(Action.REJECT))
    error = looked.verdict.error()
    assert isinstance(error, PromptRefused)
    assert "in a field of the request" in error.message
    assert looked.verdict.record(texts=1, scanned=1)["findings"][0]["places"] == ["request field"]  # type: ignore[index] # a record


@pytest.mark.parametrize(("secrets", "told"), [(Action.ALLOW, Action.ALLOW), (Action.ANNOTATE, Action.ALLOW)])
def test_there_is_nothing_to_annotate_of_a_secret(secrets: Action, told: Action) -> None:
    concealed = (Hidden("unicode.bidi", 1, Voice("user", "text", 0), fresh=True),)
    made = judged(policy(secrets), (), concealed, ScanStatus.COMPLETE)
    assert (made.secrets, made.hidden, made.action) == (told, Action.ANNOTATE, Action.ANNOTATE)


class _Sink:
    def __init__(self) -> None:
        self.streamed: bool | None = None
        self.got: list[bytes] = []

    async def start(self, *, streamed: bool, headers: Sequence[tuple[str, str]]) -> None:
        self.streamed = streamed

    async def write(self, body: bytes) -> None:
        self.got.append(body)


@pytest.mark.parametrize("streamed", [False, True])
async def test_the_answer_goes_past_what_puts_secrets_back(streamed: bool) -> None:
    looked = await look(Engines(), chat(TEXT))
    assert isinstance(looked, Screened)
    (token,) = looked.stands_for
    sink = _Sink()
    way: Any = looked.sink(sink)  # type: ignore[arg-type] # as much of one as is used
    await way.start(streamed=streamed, headers=())
    if streamed:
        for piece, end in ((token[:5], "null"), (token[5:], '"stop"')):
            said = f'{{"choices":[{{"index":0,"delta":{{"content":"{piece}"}},"finish_reason":{end}}}]}}'
            await way.write(encode(said.encode()))
        await way.write(b"")
    else:
        await way.write(b'{"choices":[{"message":{"content":"' + token.encode() + b'"}}]}')
    assert sink.streamed is streamed
    assert looked.stands_for[token].encode() in b"".join(sink.got)
    plain = await look(Engines(), chat("hello"))
    assert plain.sink(sink) is sink  # type: ignore[arg-type,comparison-overlap]


async def test_a_request_leaves_with_the_new_body_only_where_it_changed() -> None:
    for text, same in (("hello", True), (TEXT, False)):
        request = parse_chat_request(dumps(chat(text)))
        looked = await look(Engines(), request.body)
        assert (looked.applied(request) is request) is same
        assert looked.applied(request).body is looked.body


async def test_nothing_to_look_at_is_not_asked() -> None:
    engines = Engines()
    looked = await look(engines, chat("ok"))
    assert engines.asked == []
    assert (looked.texts, looked.scanned) == (1, 0)
