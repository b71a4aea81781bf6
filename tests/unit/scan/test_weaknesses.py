"""Weaknesses: every one that a rule speaks of has a name; categories of OWASP's Top 10."""

from __future__ import annotations

import pytest

from proxy.scan.rulebook import rulebook
from proxy.scan.weaknesses import name_of, owasp, page_of


def test_every_weakness_of_a_rule_has_a_name() -> None:
    spoken = {cwe for info in rulebook().values() for cwe in info.cwe}
    assert sorted(cwe for cwe in spoken if not name_of(cwe)) == []


@pytest.mark.parametrize(
    ("cwe", "category"),
    [
        pytest.param(("CWE-89",), "A03:2021 Injection", id="listed"),
        pytest.param(("CWE-918",), "A10:2021 Server-Side Request Forgery (SSRF)", id="the-only-one"),
        pytest.param(
            ("CWE-295",), "A07:2021 Identification and Authentication Failures", id="certificates-are-authentication"
        ),
        pytest.param(("CWE-1321",), "A08:2021 Software and Data Integrity Failures", id="by-kin"),
        pytest.param(("CWE-208", "CWE-327"), "A02:2021 Cryptographic Failures", id="the-first-that-has-one"),
        pytest.param(("CWE-787", "CWE-120"), "", id="memory-has-none"),
        pytest.param((), "", id="nothing"),
    ],
)
def test_a_weakness_has_its_place_in_the_top_ten(cwe: tuple[str, ...], category: str) -> None:
    assert owasp(cwe) == category


def test_each_weakness_has_a_page() -> None:
    assert page_of("CWE-89") == "https://cwe.mitre.org/data/definitions/89.html"
