"""A screen on its own: what is scanned and what is known, how texts are cut, what an incomplete scan and a policy make of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from proxy.audit.record import Kind, checked
from proxy.errors import PromptRefused, ScanUnavailable
from proxy.keyring import Keyring
from proxy.metrics import Metrics
from proxy.model import Action, EngineRun, Finding, Mode, ScanReport, ScanStatus
from proxy.policy.schema import FAIL_DEFAULTS, Cap, Policy
from proxy.policy.sections import Prompt, WaiverTerms
from proxy.prompt.screening import Screen, Screened
from proxy.scan.scanner import Scanner
from proxy.scan.secrets import SecretsEngine
from proxy.scan.unicode import UnicodeEngine
from tests.fakes import POLICY
from tests.prompt_kinds import made

SECRET, TEXT = made("npm")


class Engines:
    """The real engines in this process; `status` is what is said of each scan."""

    def __init__(self, status: ScanStatus = ScanStatus.COMPLETE) -> None:
        self.scanner = Scanner([SecretsEngine(), UnicodeEngine()])
        self.status = status
        self.asked: list[str] = []

    async def search(self, texts: Sequence[str], engines: Sequence[str]) -> tuple[ScanReport, ...]:
        self.asked += texts
        if self.status is not ScanStatus.COMPLETE:
            return tuple(ScanReport(engines=(EngineRun("secrets", "1", self.status),)) for _ in texts)
        return self.scanner.scan_texts(texts, engines)


def screen(engines: Engines, **given: Any) -> Screen:
    return Screen(engines, Keyring(b"k" * 32), **{"max_text_bytes": 1 << 18, **given})


def policy(secrets: Action = Action.REDACT, hidden: Action = Action.ANNOTATE, **given: Any) -> Policy:
    return replace(POLICY, prompt=Prompt(secrets=secrets, hidden=hidden), fail=FAIL_DEFAULTS, **given)


def chat(*texts: str) -> dict[str, Any]:
    return {"model": "m", "messages": [{"role": "user", "content": text} for text in texts]}


async def look(engines: Engines, body: dict[str, Any], held: Policy | None = None, **given: Any) -> Screened:
    return await screen(engines, **given).screened(body, "chat", held or policy(), "key-1")


class Log:
    def __init__(self) -> None:
        self.bodies: list[dict[str, object]] = []

    async def append(self, kind: Kind, body: dict[str, object]) -> None:
        self.bodies.append(checked(kind, body))


async def test_a_clean_body_is_the_very_same_and_says_nothing() -> None:
    body = chat("hello there")
    looked = await look(Engines(), body)
    assert looked.body is body
    assert not looked.verdict.tells
    log, sink = Log(), object()
    await looked.recorded(log, Metrics())
    assert log.bodies == []
    assert looked.sink(sink) is sink  # type: ignore[arg-type,comparison-overlap]


async def test_what_is_known_is_not_scanned_again_and_the_oldest_is_forgotten() -> None:
    engines = Engines()
    kept = screen(engines, entries=2)
    for texts, scanned in (
        (("a b c", "d e f"), 2),
        (("a b c", "d e f"), 0),
        (("g h i",), 1),
        (("d e f",), 0),
        (("a b c",), 1),
    ):
        before = len(engines.asked)
        looked = await kept.screened(chat(*texts), "chat", policy(), "key-1")
        assert (looked.scanned, len(engines.asked) - before) == (scanned, scanned)
    assert (kept.scanned, kept.known) == (4, 3)


async def test_a_text_that_comes_twice_is_scanned_once() -> None:
    engines = Engines()
    looked = await look(engines, chat(TEXT, TEXT))
    assert engines.asked == [TEXT]
    assert SECRET not in json.dumps(looked.body)
    assert (looked.verdict.found[0].count, len(looked.verdict.found)) == (2, 1)


async def test_long_texts_are_cut_into_windows_that_overlap() -> None:
    engines = Engines()
    for offset in range(0, 2_000, 97):
        body = chat("x " * (offset // 2) + TEXT + " y" * 1_500)
        looked = await look(engines, body, max_text_bytes=4_000)
        assert SECRET not in json.dumps(looked.body), offset
    assert max(map(len, engines.asked)) <= 1_000


@pytest.mark.parametrize("status", [ScanStatus.FAILED, ScanStatus.TIMED_OUT, ScanStatus.OVERSIZE])
async def test_what_could_not_be_looked_at_is_not_sent_and_not_remembered(status: ScanStatus) -> None:
    engines = Engines(status)
    kept = screen(engines)
    for _ in range(2):
        looked = await kept.screened(chat("some words"), "chat", policy(), "key-1")
        log = Log()
        with pytest.raises(ScanUnavailable, match="so it was not sent"):
            await looked.recorded(log, Metrics())
        assert [body["status"] for body in log.bodies] == [status.value]
    assert engines.asked == ["some words"] * 2


@pytest.mark.parametrize(
    "held",
    [
        pytest.param(policy(Action.ALLOW), id="nothing is guarded"),
        pytest.param(policy(mode=Mode.MONITOR), id="monitor"),
        pytest.param(
            replace(policy(), fail={**FAIL_DEFAULTS, "on_failure": Action.ANNOTATE}), id="the fail key lets it pass"
        ),
        pytest.param(policy(cap=Cap(Action.ANNOTATE, "BG-1")), id="broken glass"),
    ],
)
async def test_an_incomplete_scan_may_pass_and_is_recorded(held: Policy) -> None:
    looked = await look(Engines(ScanStatus.FAILED), chat("some words"), held)
    log = Log()
    await looked.recorded(log, Metrics())
    assert [(body["status"], body["action"]) for body in log.bodies] == [("failed", "allow")]


async def test_a_broken_glass_stops_what_is_stricter() -> None:
    body = chat(TEXT)
    looked = await look(Engines(), body, policy(Action.REJECT, cap=Cap(Action.ANNOTATE, "BG-1")))
    assert looked.body is body
    assert looked.verdict.error() is None
    assert looked.verdict.record(texts=1, scanned=1)["monitored"] == "reject"


async def test_what_only_monitors_is_recorded_beside_it() -> None:
    looked = await look(Engines(), chat(TEXT), policy(Action.ALLOW, shadow=policy(Action.REJECT)))
    assert (looked.verdict.action, looked.verdict.monitored) == (Action.ALLOW, Action.REJECT)


async def test_examples_weak_words_and_single_invisible_characters_stay() -> None:
    body = chat(
        "AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", "password = 'changeme'", "postgres://postgres:postgres@localhost/db",
        "token = os.environ['TOKEN']", "api_key = '<your-key-here>'", "caf\u00e9\u200b and 👩‍👩‍👧‍👦 and می\u200cخواهم",
    )  # fmt: skip
    looked = await look(Engines(), body)
    assert looked.body is body
    assert not looked.verdict.tells


async def test_what_stands_for_a_secret_is_none() -> None:
    looked = await look(Engines(), chat("password = 'Zq7!kk2Lw9'"))
    again = await look(Engines(), looked.body)
    assert looked.stands_for
    assert again.body is looked.body
    assert not again.verdict.tells


async def test_labels_and_pictures_are_left_alone() -> None:
    data = "data:image/png;base64," + "QUJD" * 30
    body = chat(TEXT)
    body["messages"] += [
        {
            "role": "assistant",
            "tool_calls": [{"id": SECRET, "type": "function", "function": {"name": SECRET, "arguments": "{}"}}],
        },
        {"role": "tool", "tool_call_id": SECRET, "content": [{"type": "image_url", "image_url": {"url": data}}]},
        {
            "role": "user",
            "content": [{"type": "image", "source": {"type": "base64", "media_type": "x", "data": SECRET}}],
        },
    ]
    looked = await look(Engines(), body)
    assert looked.body["messages"][1:] == body["messages"][1:]
    assert looked.body["messages"][0] != body["messages"][0]


async def test_a_short_password_is_taken_out_where_it_was_found_only() -> None:
    looked = await look(Engines(), chat("password = 'a1!b'", "see a1!b and xa1!by"))
    first, second = looked.body["messages"]
    assert "a1!b" not in first["content"]
    assert second["content"] == "see a1!b and xa1!by"


async def test_keys_and_structured_inputs_of_calls() -> None:
    given = {"headers": {SECRET: "x"}, "env": {"password": "Zq7!kk2Lw"}, "id": SECRET}
    body = {"model": "m", "messages": [
        {"role": "user", "content": TEXT},
        {"role": "assistant", "content": [{"type": "tool_use", "id": "c", "name": "n", "input": given}]},
        {"role": "assistant", "content": "It is Zq7!kk2Lw."},
    ]}  # fmt: skip
    looked = await screen(Engines()).screened(body, "messages", policy(), "key-1")
    left = json.dumps(looked.body)
    assert SECRET not in left
    assert "Zq7!kk2Lw" not in left
    assert list(looked.body["messages"][1]["content"][0]["input"]) == ["headers", "env", "id"]


async def test_a_short_password_of_a_structured_call_is_taken_out_of_it() -> None:
    given = {"password": "a1!b", "more": {"say": ["is a1!b"]}}
    call = {"role": "assistant", "content": [{"type": "tool_use", "id": "c", "name": "n", "input": given}]}
    body = {"model": "m", "messages": [call, {"role": "assistant", "content": "a1!b"}]}
    looked = await screen(Engines()).screened(body, "messages", policy(), "key-1")
    first, second = looked.body["messages"]
    assert "a1!b" not in json.dumps(first)
    assert second["content"] == "a1!b"


async def test_a_request_with_too_many_texts_is_not_looked_at_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proxy.prompt.screening.MAX_TEXTS", 2)
    looked = await look(Engines(), chat("one", "two", "three"))
    assert isinstance(looked.verdict.error(), ScanUnavailable)


async def test_a_refusal_names_what_and_where_and_stays_short() -> None:
    texts = [made(kind)[1] for kind in ("npm", "pypi", "groq", "gitlab", "linear", "pulumi", "shopify")]
    looked = await look(Engines(), chat(*texts), policy(Action.REJECT))
    with pytest.raises(PromptRefused) as caught:
        await looked.recorded(Log(), Metrics())
    message = caught.value.message
    assert "7 secrets (" in message
    assert "in message 1 (the user's text)" in message
    assert "and 2 more)" in message
    assert not any(made(kind)[0] in message for kind in ("npm", "pypi", "groq"))


class Waived:
    """Waivers of one rule."""

    def __init__(self, rule: str) -> None:
        self.rule = rule
        self.asked: list[Finding] = []

    def covers(self, finding: Finding, terms: WaiverTerms) -> str:
        assert terms.allowed
        self.asked.append(finding)
        return "WVR-1" if finding.rule_id == self.rule else ""


@pytest.mark.parametrize("action", [Action.ALLOW, Action.REDACT, Action.REJECT])
async def test_a_waived_secret_leaves_and_is_told(action: Action) -> None:
    """Alone it stops nothing; beside others it stays where it is."""
    other, more = made("gitlab")
    plain = await look(Engines(), chat(TEXT))
    rule = plain.verdict.found[0].rule
    waivers = Waived(rule)
    held = replace(policy(action), waivers=waivers)
    alone = await look(Engines(), chat(TEXT), held)
    assert alone.verdict.error() is None
    assert alone.body["messages"][0]["content"] == TEXT  # type: ignore[index,call-overlap]
    assert waivers.asked[0].fingerprint == plain.verdict.found[0].fingerprint
    both = await look(Engines(), chat(TEXT, more), held)
    assert (both.verdict.secrets, len(both.verdict.counted)) == (action, 1)
    if action is Action.REJECT:
        said = str(both.verdict.error("Why: here"))
        assert "1 secret (" in said
        assert rule not in said
        assert said.endswith("Why: here")
    else:
        sent = json.dumps(both.body)
        assert (SECRET in sent, other in sent) == (True, action is Action.ALLOW)
    log = Log()
    if both.verdict.error() is None:
        await both.recorded(log, Metrics())
        findings: Any = log.bodies[0]["findings"]
        told = {each["rule"]: (each["action"], each.get("waiver", ""), each["count"]) for each in findings}
        assert told.pop(rule) == ("allow", "WVR-1", 1)
        assert [(word, waiver) for word, waiver, _ in told.values()] == [(action.word, "")]
