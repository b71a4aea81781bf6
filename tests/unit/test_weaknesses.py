"""Names and pages of weaknesses."""

from __future__ import annotations

import pytest

from proxy.model import Confidence, Finding, Severity, Span
from proxy.weaknesses import reference, weakness


def found(*cwe: str, category: str = "", page: str = "") -> Finding:
    span = Span(0, 1, 1, 1)
    return Finding("x", "x", Severity.LOW, Confidence.LOW, cwe, category, span, "", reference=page)


@pytest.mark.parametrize(
    ("finding", "title"),
    [
        pytest.param(found("CWE-89"), "SQL injection", id="known"),
        pytest.param(found("CWE-99999", "CWE-78"), "OS command injection", id="the-first-that-is-known"),
        pytest.param(found("CWE-99999", category="odd_thing-x"), "odd thing x", id="category"),
        pytest.param(found(), "a weakness", id="nothing"),
    ],
)
def test_titles(finding: Finding, title: str) -> None:
    name, advice = weakness(finding)
    assert title == name
    assert advice.endswith(".")


@pytest.mark.parametrize(
    ("finding", "page"),
    [
        pytest.param(found("CWE-89", page="https://example.org"), "https://example.org", id="the-engines"),
        pytest.param(found("CWE-89"), "https://cwe.mitre.org/data/definitions/89.html", id="cwe"),
        pytest.param(found(), "", id="none"),
    ],
)
def test_pages(finding: Finding, page: str) -> None:
    assert page == reference(finding)
