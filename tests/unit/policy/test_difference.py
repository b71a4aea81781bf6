"""Two policies side by side."""

from __future__ import annotations

from pathlib import Path

from proxy.model import Action, Confidence, Finding, Severity, Span
from proxy.policy.difference import difference
from proxy.policy.explain import rules_in_words
from proxy.policy.loader import load_policy

FINDINGS = [
    (Finding(rule, "bandit", severity, Confidence.HIGH, ("CWE-78",), "injection", Span(0, 0, 1, 1), ""), "python")
    for rule, severity in (
        ("bandit.B602", Severity.HIGH),
        ("bandit.B404", Severity.LOW),
        ("bandit.B607", Severity.MEDIUM),
    )
]


def test_settings_and_actions_that_change_are_named() -> None:
    found = difference(load_policy("baseline"), load_policy("strict"), FINDINGS)
    assert ("hold", "statement", "block") in found.settings
    assert ("on_unparsed", "annotate", "reject") in found.settings
    assert found.rules == {(Action.ANNOTATE, Action.REJECT): ("bandit.B607",)}
    assert not found.is_none


def test_a_section_is_a_setting(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("name: own\nextends: baseline\nrepair: {attempts: 2, on: [reject]}\n")
    found = difference(load_policy("baseline"), load_policy("own", directory=tmp_path), FINDINGS)
    assert set(found.settings) == {("repair.attempts", "0", "2"), ("repair.on", "redact, reject", "reject")}


def test_the_same_policy_is_no_difference() -> None:
    assert difference(load_policy("strict"), load_policy("strict"), FINDINGS).is_none


def test_rules_are_worded_without_their_place() -> None:
    assert "baseline: reject: severity high or more, confidence high" in rules_in_words(load_policy("baseline"))
