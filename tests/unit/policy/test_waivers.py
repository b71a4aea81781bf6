"""A waiver covers what it names, for as long as it holds, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.model import Confidence, Finding, Severity, Span
from proxy.policy.sections import WaiverTerms
from proxy.policy.waivers import Scope, Status, Waiver, WaiverReason, Waivers, approvals_needed, shape_of

FINDING = Finding(
    "bandit.B602",
    "bandit",
    Severity.HIGH,
    Confidence.HIGH,
    (),
    "injection",
    Span(0, 1, 1, 1),
    "",
    fingerprint="f1",
    pattern="p1",
)
WAIVER = Waiver(
    "WVR-1", "web", "bandit.B602", Scope.SNIPPET, "f1", "p1", "acme/x", "high", WaiverReason.ACCEPTED_RISK, "t", "", 14, "R", "ann",
    "2026-01-01", 1, ("bob", "eve"), status=Status.APPROVED, until="2026-02-01",
)  # fmt: skip


def _covers(waiver: Waiver, finding: Finding = FINDING, *, repository: str = "acme/x", now: str = "2026-01-15") -> str:
    return Waivers([waiver], repository, lambda: now).covers(finding, WaiverTerms())


def test_it_must_stand_under_the_policy_of_now() -> None:
    """A policy that was tightened since counts at once: how long, by how many, at all."""
    approved = replace(WAIVER, severity="critical", until="2026-02-01T00:00:00.000Z")

    def counts(now: str, **terms: Any) -> bool:
        return bool(Waivers([approved], "", lambda: now).covers(FINDING, WaiverTerms(**terms)))

    assert counts("2026-01-31T00:00:00.000Z", max_days=14)
    assert counts("2026-01-24T23:59:59.999Z", max_days=7)
    assert not counts("2026-01-25T00:00:00.000Z", max_days=7)
    assert not counts("2026-01-24T00:00:00.000Z", allowed=False)
    assert not counts("2026-01-24T00:00:00.000Z", approvals_for_critical=3)
    mild = Waivers([replace(approved, severity="high", approvals=("bob",))], "", lambda: "2026-01-24")
    assert mild.covers(FINDING, WaiverTerms(approvals_for_critical=3)) == "WVR-1"


@pytest.mark.parametrize(
    ("scope", "finding", "repository", "covered"),
    [
        (Scope.SNIPPET, FINDING, "", True),
        (Scope.SNIPPET, replace(FINDING, fingerprint="f2"), "acme/x", False),
        (Scope.SNIPPET, replace(FINDING, rule_id="bandit.B608"), "acme/x", False),
        (Scope.PATTERN, replace(FINDING, fingerprint="f2"), "", True),
        (Scope.PATTERN, replace(FINDING, pattern="p2"), "acme/x", False),
        (Scope.REPOSITORY, replace(FINDING, fingerprint="f2", pattern="p2"), "acme/x", True),
        (Scope.REPOSITORY, FINDING, "acme/y", False),
        (Scope.REPOSITORY, FINDING, "", False),
        (Scope.TEAM, replace(FINDING, fingerprint="f2", pattern="p2"), "any", True),
        (Scope.TEAM, replace(FINDING, rule_id="bandit.B608"), "any", False),
    ],
)
def test_a_scope_is_as_wide_as_it_says(scope: Scope, finding: Finding, repository: str, covered: bool) -> None:
    assert bool(_covers(replace(WAIVER, scope=scope), finding, repository=repository)) is covered


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("asked", Severity)
@pytest.mark.parametrize("found", Severity)
def test_what_is_more_severe_than_was_approved_is_not_covered(scope: Scope, asked: Severity, found: Severity) -> None:
    waiver = replace(WAIVER, scope=scope, severity=asked.word)
    assert bool(_covers(waiver, replace(FINDING, severity=found))) is (found <= asked)


def test_another_rule_is_never_covered() -> None:
    assert not replace(WAIVER, scope=Scope.TEAM).covers(replace(FINDING, rule_id="bandit.B608"), "acme/x")


def test_what_names_nothing_covers_nothing() -> None:
    bare = replace(FINDING, fingerprint="", pattern="")
    assert _covers(replace(WAIVER, fingerprint=""), bare) == ""
    assert _covers(replace(WAIVER, scope=Scope.PATTERN, pattern=""), bare) == ""
    assert _covers(replace(WAIVER, scope=Scope.REPOSITORY, repository=""), bare, repository="") == ""


@given(st.sampled_from(Status), st.text("0123456789-", max_size=10), st.text("0123456789-", max_size=10))
def test_only_an_approved_one_counts_and_only_before_its_end(status: Status, until: str, now: str) -> None:
    waiver = replace(WAIVER, status=status, until=until)
    assert bool(_covers(waiver, now=now)) is (status is Status.APPROVED and now < until)
    assert waiver.standing(now) == ("expired" if status is Status.APPROVED and now >= until else status.value)


def test_it_ends_between_two_findings_of_one_stream() -> None:
    now = ["2026-01-31"]
    waivers = Waivers([WAIVER], "", lambda: now[0])
    assert waivers.covers(FINDING, WaiverTerms()) == "WVR-1"
    now[0] = "2026-02-01"
    assert waivers.covers(FINDING, WaiverTerms()) == ""


def test_critical_findings_take_more_people() -> None:
    assert (approvals_needed("critical", 2), approvals_needed("high", 2), approvals_needed("", 3)) == (2, 1, 1)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("subprocess.run('ls ' + path, shell=True)", 'subprocess.run("cat " + name, shell=True)', True),
        ("subprocess.run(cmd, shell=True)", "subprocess.call(cmd, shell=True)", False),
        ("x = eval(y)", "a = eval(b)", False),
        ("open(p, 0o777)", "open(q, 0o644)", True),
        ("f(a)\n\n", "f( b )", True),
    ],
)
def test_a_shape_keeps_calls_and_options_and_no_names(one: str, other: str, same: bool) -> None:
    assert (shape_of(one) == shape_of(other)) is same
    assert "ls" not in shape_of(one).split()


@given(st.text(max_size=200))
def test_any_text_has_a_shape(text: str) -> None:
    assert shape_of(text) == shape_of(text)
