"""Findings of several engines: one a defect, in a fixed order.

Two findings are one defect where different engines name the same weakness on the same lines, where the same characters are a secret
to both, or where one stands on the way of the other: a text built on one line and used on another is told at both, and is one mistake.
What stays is the more exact one (a secret's own characters can be redacted), of two on one way the stronger; it takes over the higher
severity and confidence, the weaknesses and the rule ids of the other, so that no policy loses sight of it.
Rules for this file: pure; the outcome depends on the set of the findings and not on their order. Counterparts: scanner.py, families.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from proxy.model import Finding
from proxy.scan.families import families

SECRET: Final = "secret"  # noqa: S105 - the name of a category
# Of two that say the same the earlier engine's stays; bandit's columns are the coarsest.
_ENGINES: Final = (
    "rules",
    "flow",
    "iac",
    "shell",
    "deps",
    "secrets",
    "kingfisher",
    "unicode",
    "suppressions",
    "bandit",
)
_RANK: Final = {name: at for at, name in enumerate(_ENGINES)}
_Same = Callable[[Finding, Finding], bool]


def merge(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings without doubles, by position. Merging what was merged changes nothing."""
    left = sorted(dict.fromkeys(findings), key=_exactness)
    while True:
        # The exact ones first: what stays is then the first of each defect.
        kept = _folded(left, _same, _lines)
        kept = _folded(sorted(kept, key=_strength), _on_the_way, lambda each: [*_lines(each), *_way(each)])
        if len(kept) == len(left):  # what takes over a weakness may meet another one
            return tuple(sorted(kept, key=_position))
        left = sorted(kept, key=_exactness)


def _folded(findings: Sequence[Finding], same: _Same, lines_of: Callable[[Finding], Iterable[int]]) -> list[Finding]:
    """The first of each defect, with what the others of it add."""
    kept: list[Finding] = []
    on_line: dict[int, list[int]] = {}
    for finding in findings:
        lines = list(lines_of(finding))
        near = {at for line in lines for at in on_line.get(line, ())}
        at = next((at for at in sorted(near) if same(kept[at], finding)), None)
        if at is None:
            for line in lines:
                on_line.setdefault(line, []).append(len(kept))
            kept.append(finding)
        else:
            kept[at] = _with(kept[at], finding)
    return kept


def _with(kept: Finding, other: Finding) -> Finding:
    """A finding that speaks for another one too."""
    stronger = max(kept, other, key=_level)
    rules = dict.fromkeys((*kept.also, other.rule_id, *other.also))
    rules.pop(kept.rule_id, None)
    return replace(
        kept,
        severity=stronger.severity,
        confidence=stronger.confidence,
        cwe=tuple(dict.fromkeys((*kept.cwe, *other.cwe))),
        also=tuple(sorted(rules)),
    )


def _exactness(finding: Finding) -> tuple[Any, ...]:
    """The secret engines' spans are just what must be taken out; bandit's span of a literal has its quotes too."""
    level = tuple(-each for each in _level(finding))
    return (finding.category != SECRET, finding.engine == "bandit", finding.span.start, level, *_identity(finding))


def _strength(finding: Finding) -> tuple[Any, ...]:
    """The strongest first; of equals the one that knows its way, because that is where the harm is done."""
    return (*(-each for each in _level(finding)), not finding.path, finding.span.start, *_identity(finding))


def _identity(finding: Finding) -> tuple[Any, ...]:
    """What settles ties, whatever order the findings came in."""
    return (
        _RANK.get(finding.engine, len(_ENGINES)),
        finding.engine,
        finding.rule_id,
        finding.span.end,
        finding.cwe,
        finding.message,
        finding.fix,
        finding.replacement or "",
        finding.path,
        finding.unless,
        finding.also,
        finding.late,
    )


def _position(finding: Finding) -> tuple[Any, ...]:
    return (finding.span.line, finding.span.start, finding.span.end, finding.rule_id, *_identity(finding))


def _level(finding: Finding) -> tuple[int, int, int]:
    """How strong a finding is: policies act where it is both severe and sure, so the lower of the two comes first."""
    return (min(finding.severity, finding.confidence), finding.severity, finding.confidence)


def _same(one: Finding, other: Finding) -> bool:
    if one.category == SECRET and other.category == SECRET:
        return one.span.start < other.span.end and other.span.start < one.span.end
    if one.engine == other.engine:
        return False
    lines_meet = one.span.line <= other.span.end_line and other.span.line <= one.span.end_line
    return lines_meet and not families(one.cwe).isdisjoint(families(other.cwe))


def _on_the_way(one: Finding, other: Finding) -> bool:
    return leads(one, other) or leads(other, one)


def leads(one: Finding, other: Finding) -> bool:
    """Whether one finding stands where the text was built that does the harm of the other: then they are one defect.

    What a rule tells of two lines it means of each: two values are pasted in, one after the other.
    """
    return (
        one.rule_id != other.rule_id
        and any(one.span.line <= last and first <= one.span.end_line for first, last in other.path)
        and one.unless == other.unless
        and SECRET not in (one.category, other.category)
        and not families(one.cwe).isdisjoint(families(other.cwe))
    )


def _lines(finding: Finding) -> range:
    return range(finding.span.line, finding.span.end_line + 1)


def _way(finding: Finding) -> Iterable[int]:
    return (line for first, last in finding.path for line in range(first, last + 1))
