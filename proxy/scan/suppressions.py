"""Engine "suppressions": comments that ask security scanners to look away.

A model writes them too; no engine here listens to them, and each is a finding. Comments for linters and type checkers count only where
they name a security rule. Rules for this file: pure, linear.
Source: the markers of bandit, detect-secrets, Semgrep, SonarQube, gitleaks, GitGuardian, Kingfisher, Checkov, Trivy, gosec, CodeQL, Snyk,
Ruff, ESLint.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from proxy.model import Confidence, Finding, ScanStatus, Severity
from proxy.scan.base import EngineResult, Prepared, PreparedUnit, UnitResult, code_lines
from proxy.scan.checks.metadata import RuleInfo

_VERSION: Final = "2"
_COMMENT: Final = re.compile(r"#|//|/\*|\*|--|<!--|;|%|\"\"\"")
_BEFORE_CHARS: Final = 200  # of the line, in which the comment begins
_MARKERS: Final = (
    r"(?<![\w-])nosec\b|nosemgrep\b|NOSONAR\b|pragma:\s?(?:allow|white)list[ -](?:next[ -]?line[ -])?secret|gitleaks:allow|"
    r"betterleaks:allow|gg-?ignore\b|pragma:\s?ggignore|kingfisher:ignore|trufflehog:ignore|checkov:skip=|(?:tfsec|trivy):ignore|lgtm\s?\[|codeql\[|"
    r"deepcode ignore|snyk:ignore|file deepcode ignore|brakeman:ignore|devskim:\s?ignore|skipcq:|nolint:\s?[\w, ]{0,80}\bgosec\b|"
    r"noqa:\s?[\w, ]{0,80}\bS\d{3}\b|ruff:\s?noqa:\s?[\w, ]{0,80}\bS\d{3}\b|"
    r"eslint-disable(?:-next-line|-line)?\s[^\n]{0,120}?\b(?:security|no-unsanitized|no-secrets|xss)/|"
    r"eslint-disable(?:-next-line|-line)?\s[^\n]{0,120}?\bno-(?:eval|implied-eval|new-func|script-url)\b|"
    r"type:\s?ignore\[[^\]\n]{0,80}\bS\d{3}\b"
)
_SUPPRESSION: Final = re.compile(_MARKERS, re.IGNORECASE)
# One of these is in every marker; to find none costs a memory search each.
_HINTS: Final = (
    *(
        "nosec",
        "nosemgrep",
        "nosonar",
        "pragma",
        "gitleaks",
        "betterleaks",
        "ggignore",
        "gg-ignore",
        "kingfisher",
        "trufflehog",
        "checkov",
    ),
    *(
        "tfsec",
        "trivy",
        "lgtm",
        "codeql",
        "deepcode",
        "snyk",
        "brakeman",
        "devskim",
        "skipcq",
        "nolint",
        "noqa",
        "eslint-disable",
        "ignore[",
    ),
)


RULES: Final[Mapping[str, RuleInfo]] = MappingProxyType(
    {
        "suppressions.security": RuleInfo(
            "Comment that asks scanners to look away",
            "suppression",
            ("CWE-1127",),
            Severity.LOW,  # what it hides is found all the same
            Confidence.HIGH,
            "Whoever writes the code decides what is checked in it; here the policy does, and a waiver has an owner and an end.",
            "Delete the comment; an exception is made in the policy.",
            "https://cwe.mitre.org/data/definitions/1127.html",
        )
    }
)


class SuppressionsEngine:
    """The engine; it knows every language."""

    name = "suppressions"
    version = _VERSION

    def warm(self) -> None:
        """Nothing to load."""

    def scan(self, text: Prepared) -> EngineResult:
        """Look at a whole text."""
        lines = code_lines(text.text)
        return EngineResult(ScanStatus.COMPLETE, _find(text, text.text), lines, lines)

    def scan_unit(self, unit: PreparedUnit, state: object) -> UnitResult:  # noqa: ARG002 - an engine's signature
        """Look at one statement; nothing before it matters."""
        return UnitResult(_find(unit, unit.unit.text))


def _find(text: Prepared | PreparedUnit, code: str) -> tuple[Finding, ...]:
    if not _COMMENT.search(code):
        return ()
    low = code.lower()
    if not any(hint in low for hint in _HINTS):
        return ()
    return tuple(_finding(text, match) for match in _SUPPRESSION.finditer(code) if _in_comment(code, match.start()))


def _in_comment(code: str, at: int) -> bool:
    """Whether something that begins a comment stands before it on the line."""
    line = code.rfind("\n", 0, at) + 1
    return _COMMENT.search(code, max(line, at - _BEFORE_CHARS), at) is not None


def _finding(text: Prepared | PreparedUnit, match: re.Match[str]) -> Finding:
    ((rule_id, info),) = RULES.items()
    return Finding(
        rule_id=rule_id,
        engine=SuppressionsEngine.name,
        severity=info.severity or Severity.LOW,
        confidence=info.confidence or Confidence.HIGH,
        cwe=info.cwe,
        category=info.category,
        span=text.span(*match.span()),
        message="A comment asks security scanners to look away from this line.",
        fix=info.fix,
        reference=info.reference,
    )
