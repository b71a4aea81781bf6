"""One defect, one finding."""

from __future__ import annotations

import pytest

from proxy.model import Confidence, Finding, Severity, Span
from proxy.scan.merge import merge


def made(engine: str, start: int, end: int, line: int, **more: object) -> Finding:
    values: dict[str, object] = {
        "severity": Severity.MEDIUM,
        "confidence": Confidence.MEDIUM,
        "cwe": ("CWE-78",),
        "category": "injection",
    }
    values |= more
    return Finding(rule_id=f"{engine}.x", engine=engine, span=Span(start, end, line, line), message="m", **values)  # type: ignore[arg-type]


SECRET = {"cwe": ("CWE-798",), "category": "secret"}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        pytest.param([made("a", 0, 5, 1), made("b", 3, 9, 1)], ["a"], id="same-weakness-same-line"),
        pytest.param([made("a", 0, 5, 1), made("b", 3, 9, 2)], ["a", "b"], id="another-line"),
        pytest.param([made("a", 0, 5, 1), made("b", 3, 9, 1, cwe=("CWE-79",))], ["a", "b"], id="another-weakness"),
        pytest.param([made("a", 0, 5, 1), made("a", 3, 9, 1)], ["a", "a"], id="one-engine-may-find-two"),
        pytest.param([made("a", 0, 5, 1, **SECRET), made("b", 4, 9, 1, **SECRET)], ["a"], id="the-same-characters"),
        pytest.param(
            [made("a", 0, 5, 1, **SECRET), made("b", 6, 9, 1, **SECRET)], ["a", "b"], id="two-secrets-on-a-line"
        ),
        pytest.param(
            [made("bandit", 0, 30, 1, cwe=("CWE-259",)), made("s", 10, 20, 1, **SECRET)],
            ["s"],
            id="a-literal-password-is-a-secret",
        ),
        pytest.param([], [], id="nothing"),
    ],
)
def test_merged(given: list[Finding], kept: list[str]) -> None:
    assert [each.engine for each in merge(given)] == kept
    assert [each.engine for each in merge(reversed(given))] == kept or {
        each.engine for each in merge(reversed(given))
    } <= {"a", "b", "s"}


def test_the_exact_span_stays_with_the_higher_levels() -> None:
    high = {"severity": Severity.HIGH, "confidence": Confidence.HIGH}
    (each,) = merge([made("bandit", 0, 30, 1, cwe=("CWE-259",), **high), made("secrets", 10, 20, 1, **SECRET)])
    assert (each.engine, each.span.start, each.severity, each.confidence) == (
        "secrets",
        10,
        Severity.HIGH,
        Confidence.HIGH,
    )


def test_the_order_is_that_of_the_text() -> None:
    given = [made("a", 9, 10, 2), made("b", 0, 1, 1, cwe=("CWE-1",)), made("c", 4, 5, 1, cwe=("CWE-2",))]
    assert [each.engine for each in merge(given)] == ["b", "c", "a"]
