"""Findings that what the conversation shows takes away: a doubt about an import whose module stands in a file of the project.

Rules for this file: pure. Which facts answer a finding, its engine says (`Finding.unless`); the engines themselves know no conversation, so
that what they found can be kept and asked for again. Counterparts: extract/local_names.py learns facts, review.py and examination.py ask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet

from proxy.model import Finding


def standing(
    findings: Iterable[Finding], beside: AbstractSet[str], shown: Callable[[], AbstractSet[str]]
) -> tuple[Finding, ...]:
    """The findings that no fact answers: neither one of the answer before the block (`beside`) nor one of the request (`shown`)."""
    return tuple(finding for finding in findings if not _answered(finding, beside, shown))


def _answered(finding: Finding, beside: AbstractSet[str], shown: Callable[[], AbstractSet[str]]) -> bool:
    """The request is read only where a finding asks for it."""
    if not finding.unless:
        return False
    return not beside.isdisjoint(finding.unless) or not shown().isdisjoint(finding.unless)
