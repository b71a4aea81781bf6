"""Tests of policies as data: reading them, every mistake, and what a failure says."""

from __future__ import annotations

import pytest

from proxy.errors import PolicyInvalid
from proxy.model import Action, Confidence, Finding, Reason, Severity, Span
from proxy.policy.bundle import Subject
from proxy.policy.cases import Case, Expected, Outcome, failures, read_suite
from proxy.policy.source import Source

GOOD = """
policy: payments
cases:
  - name: one
    who: {team: web, key: k1, model: m, client: aider, repository: acme/x, sample: 7}
    language: python
    path: a.py
    code: x = 1
    expect: {action: reject, findings: [bandit.B602, "bandit.B1*:4"]}
  - answer: prose
    no_expect: {action: reject, findings: "secrets.*"}
"""


def _read(text: str) -> tuple[Case, ...]:
    return read_suite(Source("own.test.yaml", text)).cases


def test_a_file_is_read() -> None:
    first, second = _read(GOOD)
    assert (first.name, first.language, first.path, first.code) == ("one", "python", "a.py", "x = 1")
    assert first.who == Subject(team="web", key_id="k1", model="m", client="aider", repository="acme/x", sample=7)
    assert first.expect == Expected(Action.REJECT, (("bandit.B602", 0), ("bandit.B1*", 4)))
    assert (first.is_negative, second.is_negative) == (False, True)
    assert (second.name, second.position, second.answer, second.who) == (
        "own.test.yaml:10",
        "own.test.yaml:10",
        "prose",
        Subject(),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("policy: x\n", "tests of a policy need `cases`"),
        ("cases: [{code: x, no_expect: {action: reject}}]\n", "tests of a policy need `policy`"),
        ("policy: x\ncases: [{code: x, answer: y, expect: {action: allow}}]\n", "needs `code` or `answer`"),
        ("policy: x\ncases: [{expect: {action: allow}}]\n", "needs `code` or `answer`"),
        ("policy: x\ncases: [{code: x}]\n", "needs `expect` or `no_expect`"),
        ("policy: x\ncases: [{code: x, expect: {action: block}}]\n", "did you mean 'reject'?"),
        ("policy: x\ncases: [{code: x, expect: {findings: ['a:b']}}]\n", "not a line: 'b'"),
        ("policy: x\ncases: [{code: x, who: {teem: a}, expect: {action: allow}}]\n", "did you mean 'team'?"),
        ("policy: x\ncases: [{code: x, who: {sample: 100}, expect: {action: allow}}]\n", "from 0 to 99"),
        ("policy: x\ncases: [7]\n", "expected a mapping"),
        ("policy: x\ncases: [{code: x, expect: {action: reject}}]\n", "0 of 1 cases say what must not happen"),
        ("policy: x\ncases: [{code: x, expect: {action: [a]}}]\n", "expected a text"),
        ("policy: [a]\ncases: [{code: x, expect: {action: allow}}]\n", "expected a text"),
        ("policy: x\ncases: [{code: x, expect: {action: allow, findings: [[a]]}}]\n", "expected a text"),
    ],
)
def test_a_mistake_is_named(text: str, said: str) -> None:
    with pytest.raises(PolicyInvalid) as raised:
        _read(text)
    assert said in raised.value.message


def _found(rule: str, action: Action) -> Reason:
    finding = Finding(rule, "bandit", Severity.HIGH, Confidence.HIGH, (), "x", Span(0, 0, 1, 1), "")
    return Reason(action, "baseline.yaml:27", finding=finding)


SHELL = ((_found("bandit.B602", Action.REJECT), 4),)


@pytest.mark.parametrize(
    ("expect", "no_expect", "outcome", "told"),
    [
        (Expected(Action.REJECT, (("bandit.*", 4),)), Expected(Action.ALLOW), Outcome(Action.REJECT, SHELL), []),
        (
            Expected(Action.ALLOW),
            Expected(),
            Outcome(Action.REJECT, SHELL),
            ["expected allow, got reject: bandit.B602 in line 4 (reject by baseline.yaml:27)"],
        ),
        (Expected(Action.REJECT), Expected(), Outcome(Action.ALLOW, ()), ["expected reject, got allow"]),
        (
            Expected(),
            Expected(Action.REJECT),
            Outcome(Action.REJECT, SHELL),
            ["must not be reject: bandit.B602 in line 4 (reject by baseline.yaml:27)"],
        ),
        (Expected(), Expected(Action.REJECT), Outcome(Action.ANNOTATE, ()), []),
        (
            Expected(findings=(("bandit.B602", 5),)),
            Expected(),
            Outcome(Action.REJECT, SHELL),
            ["expected bandit.B602 in line 5, got bandit.B602 in line 4 (reject by baseline.yaml:27)"],
        ),
        (
            Expected(findings=(("flow.*", 0),)),
            Expected(),
            Outcome(Action.ALLOW, ()),
            ["expected flow.*, got no finding"],
        ),
        (
            Expected(),
            Expected(findings=(("bandit.*", 0),)),
            Outcome(Action.REJECT, SHELL),
            ["must not find bandit.*, found bandit.B602 in line 4 (reject by baseline.yaml:27)"],
        ),
    ],
)
def test_a_failure_says_what_came_instead(
    expect: Expected, no_expect: Expected, outcome: Outcome, told: list[str]
) -> None:
    case = Case("n", "x:1", Subject(), "c", "", None, None, expect, no_expect)
    assert failures(case, outcome) == told


def test_a_status_is_named_by_its_key() -> None:
    outcome = Outcome(Action.REJECT, ((Reason(Action.REJECT, "on_timeout"), 1),))
    case = Case("n", "x:1", Subject(), "c", "", None, None, Expected(Action.ALLOW), Expected())
    assert failures(case, outcome) == ["expected allow, got reject: on_timeout in line 1 (reject by on_timeout)"]
