"""Suppression comments in generated code: they don't count, and a model that writes one is a finding.

A suppression switches a scanner off for whoever runs it next, so the comment is named even where nothing else is found. Lint suppressions
that aren't about security are ordinary code and stay quiet.
Rules for this file: works on every language, linear. Counterpart: base.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from proxy.model import Confidence, Finding, ScanStatus, Severity, Span
from proxy.scan.base import EngineResult, Prepared, PreparedUnit, UnitResult

_SECURITY = re.compile(
    r"(?:\#|//|--|/\*|<!--)[^\n]{0,120}?\b(?P<word>nosec\b|nosemgrep\b|NOSONAR\b|pragma:\s*(?:allow|white)list[ -]secret|gitleaks:allow\b"
    r"|betterleaks:allow\b|kingfisher:(?:ignore|allow)\b|ggignore\b|trufflehog:ignore\b|noqa:[^\n]{0,40}?\bS\d{3}\b|nolint:[^\n]{0,40}?\bgosec\b"
    r"|eslint-disable[^\n]{0,60}?\bsecurity/)",
    re.IGNORECASE,
)
_TRIGGER = re.compile(r"nosec|nosem|nosonar|pragma|:allow|:ignore|ggignore|noqa:|nolint:|eslint-disable", re.IGNORECASE)


class SuppressionsEngine:
    """See the module's docstring."""

    name = "suppressions"
    version = "1"

    def warm(self) -> None:
        """Nothing to load."""

    def scan(self, text: Prepared) -> EngineResult:
        """Look at a whole text."""
        lines = sum(bool(line.strip()) for line in text.text.split("\n"))
        return EngineResult(ScanStatus.COMPLETE, tuple(_findings(text.text, text.span)), lines, lines)

    def scan_unit(self, unit: PreparedUnit, state: object) -> UnitResult:
        """Look at one statement."""
        return UnitResult(tuple(_findings(unit.unit.text, unit.span)), state)


def _findings(text: str, span: Callable[[int, int], Span]) -> Iterator[Finding]:
    if _TRIGGER.search(text) is None:
        return
    for match in _SECURITY.finditer(text):
        yield Finding(
            "suppressions.security",
            "suppressions",
            Severity.MEDIUM,
            Confidence.HIGH,
            ("CWE-1118",),
            "suppression",
            span(match.start("word"), match.end("word")),
            "A comment tells security scanners to look away; it was ignored here",
            fix="delete the comment, and ask for a waiver where the code is meant",
            reference="https://cwe.mitre.org/data/definitions/1118.html",
        )
