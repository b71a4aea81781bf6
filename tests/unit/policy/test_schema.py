"""How conditions match. One row, one claim."""

from __future__ import annotations

from dataclasses import replace

import pytest

from proxy.model import Action, Confidence, Finding, Severity, Span
from proxy.policy.schema import BUILT_IN, Layer, Match, Policy, Rule, matches_path

FOUND = Finding(
    "bandit.B602",
    "bandit",
    Severity.HIGH,
    Confidence.MEDIUM,
    ("CWE-78", "CWE-88"),
    "injection",
    Span(0, 1, 1, 1),
    "a shell",
)


@pytest.mark.parametrize(
    ("match", "expected"),
    [
        pytest.param(Match(), True, id="no-condition"),
        pytest.param(Match(engine=("bandit",)), True, id="engine"),
        pytest.param(Match(engine=("secrets", "ban*")), True, id="engine-glob-in-list"),
        pytest.param(Match(engine=("secrets",)), False, id="other-engine"),
        pytest.param(Match(rule=("bandit.B60*",)), True, id="rule-glob"),
        pytest.param(Match(rule=("bandit.b602",)), False, id="rule-case-counts"),
        pytest.param(Match(rule=("bandit.B60",)), False, id="rule-is-whole"),
        pytest.param(Match(cwe=("CWE-88",)), True, id="second-cwe"),
        pytest.param(Match(cwe=("CWE-89",)), False, id="other-cwe"),
        pytest.param(Match(category=("injection",)), True, id="category"),
        pytest.param(Match(category=("secret",)), False, id="other-category"),
        pytest.param(Match(severity=(Severity.HIGH, Severity.CRITICAL)), True, id="severity"),
        pytest.param(Match(severity=(Severity.CRITICAL, Severity.CRITICAL)), False, id="severity-too-low"),
        pytest.param(Match(severity=(Severity.INFO, Severity.MEDIUM)), False, id="severity-too-high"),
        pytest.param(Match(confidence=(Confidence.MEDIUM, Confidence.HIGH)), True, id="confidence"),
        pytest.param(Match(confidence=(Confidence.HIGH, Confidence.HIGH)), False, id="confidence-too-low"),
        pytest.param(Match(language=("go", "python")), True, id="language-in-list"),
        pytest.param(Match(language=("go",)), False, id="other-language"),
        pytest.param(Match(path=("src/**",)), True, id="path"),
        pytest.param(Match(path=("tests/**",)), False, id="other-path"),
        pytest.param(Match(engine=("bandit",), cwe=("CWE-89",)), False, id="all-must-hold"),
    ],
)
def test_a_rule_matches_when_all_its_conditions_hold(match: Match, *, expected: bool) -> None:
    assert expected == match.holds(FOUND, language="python", path="src/app.py")


@pytest.mark.parametrize(
    "match",
    [
        pytest.param(Match(path=("**",)), id="path"),
        pytest.param(Match(language=("python",)), id="language"),
        pytest.param(Match(cwe=("CWE-78",)), id="cwe"),
    ],
)
def test_what_a_finding_does_not_have_never_matches(match: Match) -> None:
    assert not match.holds(replace(FOUND, cwe=()), language=None, path=None)


def test_a_rule_can_name_the_unknown_language() -> None:
    assert Match(language=("unknown",)).holds(FOUND, language=None, path=None)
    assert not Match(language=("unknown",)).holds(FOUND, language="python", path=None)


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        pytest.param("tests/**", "tests/a.py", True, id="below"),
        pytest.param("tests/**", "tests/a/b.py", True, id="deep-below"),
        pytest.param("tests/**", "src/tests/a.py", False, id="anchored"),
        pytest.param("**/tests/**", "src/tests/a.py", True, id="any-depth"),
        pytest.param("**/tests/**", "tests/a.py", True, id="any-depth-is-none-too"),
        pytest.param("*.py", "a.py", True, id="star"),
        pytest.param("*.py", "src/a.py", False, id="star-stays-in-folder"),
        pytest.param("?.py", "a.py", True, id="one-character"),
        pytest.param("?.py", "ab.py", False, id="only-one-character"),
        pytest.param("./a.py", "a.py", True, id="dot-slash-in-pattern"),
        pytest.param("a.py", "./a.py", True, id="dot-slash-in-path"),
        pytest.param("a.py", "axpy", False, id="dot-is-a-dot"),
        pytest.param("tests/**", "tests\\a.py", True, id="backslash"),
        pytest.param("tests/**", "tests/../src/a.py", False, id="climbs-out-of-the-folder"),
        pytest.param("**", "../a.py", False, id="climbs-out-of-the-root"),
        pytest.param("**", "..", False, id="is-the-parent"),
        pytest.param("**", "a\nb.py", True, id="line-break-in-name"),
    ],
)
def test_paths_match_globs(pattern: str, path: str, *, expected: bool) -> None:
    assert expected == matches_path(pattern, path)


def layer(action: Action, name: str, *parents: Layer, weaken: bool = False) -> Layer:
    return Layer(name, name, (Rule(Match(), action, f"{name}:1", unsafe_weaken=weaken),), parents=parents)


@pytest.mark.parametrize(
    ("built", "expected"),
    [
        pytest.param(Layer("a", "a"), (Action.ALLOW, BUILT_IN), id="no-rule"),
        pytest.param(
            Layer("a", "a", default=Action.REJECT, default_position="a:9"), (Action.REJECT, "a:9"), id="default"
        ),
        pytest.param(layer(Action.REDACT, "a"), (Action.REDACT, "a:1"), id="own"),
        pytest.param(
            layer(Action.ALLOW, "a", layer(Action.REJECT, "b")), (Action.REJECT, "b:1"), id="parent-is-stricter"
        ),
        pytest.param(layer(Action.REJECT, "a", layer(Action.ALLOW, "b")), (Action.REJECT, "a:1"), id="own-is-stricter"),
        pytest.param(layer(Action.ALLOW, "a", layer(Action.ALLOW, "b")), (Action.ALLOW, "a:1"), id="nearest-of-equals"),
        pytest.param(
            Layer("a", "a", parents=(layer(Action.ALLOW, "b"),)), (Action.ALLOW, "b:1"), id="rule-before-default"
        ),
        pytest.param(
            layer(Action.ALLOW, "a", layer(Action.ANNOTATE, "b"), layer(Action.REDACT, "c")),
            (Action.REDACT, "c:1"),
            id="strictest-of-two-parents",
        ),
        pytest.param(
            layer(Action.ALLOW, "a", layer(Action.REJECT, "b"), weaken=True), (Action.ALLOW, "a:1"), id="unsafe-weaken"
        ),
        pytest.param(
            layer(
                Action.ALLOW,
                "a",
                layer(Action.ALLOW, "b", layer(Action.REJECT, "c"), weaken=True),
                layer(Action.REJECT, "c"),
            ),
            (Action.REJECT, "c:1"),
            id="weakened-on-one-way-only",
        ),
    ],
)
def test_the_strictest_file_of_a_chain_wins(built: Layer, expected: tuple[Action, str]) -> None:
    assert expected == built.verdict(FOUND, language=None, path=None)


def test_the_first_rule_that_matches_is_a_files_verdict() -> None:
    first = Rule(Match(engine=("secrets",)), Action.REJECT, "a:1")
    second = Rule(Match(engine=("bandit",)), Action.ANNOTATE, "a:2")
    third = Rule(Match(), Action.REJECT, "a:3")
    verdict = Layer("a", "a", (first, second, third)).verdict(FOUND, language=None, path=None)
    assert verdict == (Action.ANNOTATE, "a:2")


def test_layers_are_listed_once_nearest_first() -> None:
    shared = Layer("c", "c")
    top = Layer("a", "a", parents=(Layer("b", "b", parents=(shared,)), shared))
    assert [found.name for found in Policy("a", "r", top).layers] == ["a", "b", "c"]
