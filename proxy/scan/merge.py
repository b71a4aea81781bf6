"""Findings of several engines: one a defect, in a fixed order.

Two findings are one defect where different engines name the same weakness on the same lines, or where the same characters are a secret
to both. What stays is the more exact one (a secret's own characters can be redacted) with the higher severity and confidence.
Rules for this file: pure. Counterpart: scanner.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from proxy.model import Finding

# A literal password, a literal key and "hard-coded credentials" are the same line of code (CWE-798's children).
_CREDENTIALS: Final = frozenset({"CWE-259", "CWE-321", "CWE-798"})
_SEVERITY_WEIGHT: Final = 10  # above any confidence
SECRET: Final = "secret"  # noqa: S105 - the name of a category


def merge(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings without doubles, by position."""
    kept: list[Finding] = []
    on_line: dict[int, list[int]] = {}
    # The exact ones first: what stays is then the first of each defect. The sort is stable, so engines' order settles ties.
    for finding in sorted(findings, key=_exactness):
        lines = range(finding.span.line, finding.span.end_line + 1)
        near = {at for line in lines for at in on_line.get(line, ())}
        at = next((at for at in sorted(near) if _same(kept[at], finding)), None)
        if at is None:
            for line in lines:
                on_line.setdefault(line, []).append(len(kept))
            kept.append(finding)
        elif _weight(finding) > _weight(kept[at]):
            kept[at] = replace(kept[at], severity=finding.severity, confidence=finding.confidence)
    return tuple(sorted(kept, key=_position))


def _exactness(finding: Finding) -> tuple[bool, bool, int, int]:
    """The secret engines' spans are just what must be taken out; bandit's span of a literal has its quotes too."""
    return (finding.category != SECRET, finding.engine == "bandit", finding.span.start, -_weight(finding))


def _position(finding: Finding) -> tuple[int, int, int, str]:
    return (finding.span.line, finding.span.start, finding.span.end, finding.rule_id)


def _weight(finding: Finding) -> int:
    """Severity first, then confidence."""
    return finding.severity * _SEVERITY_WEIGHT + finding.confidence


def _same(one: Finding, other: Finding) -> bool:
    if one.category == SECRET and other.category == SECRET:
        return one.span.start < other.span.end and other.span.start < one.span.end
    if one.engine == other.engine:
        return False
    lines_meet = one.span.line <= other.span.end_line and other.span.line <= one.span.end_line
    return lines_meet and bool(_weaknesses(one) & _weaknesses(other))


def _weaknesses(finding: Finding) -> set[str]:
    return {"CWE-798" if cwe in _CREDENTIALS else cwe for cwe in finding.cwe}
