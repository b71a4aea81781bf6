"""`codeward policy guidance`: what was found with guidance and without it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_Z = 1.96  # 95 %
_MATTER = frozenset({"medium", "high", "critical"})
_RULES = 5
_NONE = "(none)"


@dataclass(slots=True)
class Arm:
    """Completions with code that were asked for under one version of the guidance. `flawed`: with a finding of medium severity or more."""

    completions: int = 0
    flawed: int = 0
    rules: Counter[str] = field(default_factory=Counter)


def arms(records: Iterable[tuple[str, str, Mapping[str, Any]]], team: str = "") -> dict[str, Arm]:
    """Completions by version of the guidance, from records (kind, exchange id, body) in the order they were written."""
    versions: dict[str, str] = {}
    found: dict[str, Arm] = {}
    rules_of: dict[str, Counter[str]] = {}
    for kind, exchange, body in records:
        if kind == "exchange.open" and (not team or body.get("team") == team):
            versions[exchange] = str(body.get("guidance") or _NONE)
        elif kind == "block.decision" and exchange in versions:
            rules = [said["rule"] for said in body.get("findings", ()) if said.get("severity") in _MATTER]
            rules_of.setdefault(exchange, Counter()).update(rules)
    for exchange, broken in rules_of.items():
        arm = found.setdefault(versions[exchange], Arm())
        arm.completions += 1
        arm.flawed += bool(broken)
        arm.rules.update(broken)
    return found


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson's score)."""
    if not of:
        return 0.0, 1.0
    share, square = hits / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _Z / (1 + square / of) * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def show(found: Mapping[str, Arm]) -> Iterator[str]:
    """A line for each version, and the rules that were broken most under it."""
    yield f"{'guidance':<10} {'completions':>11} {'with findings':>13}  95 % interval"
    for version, arm in sorted(found.items(), key=lambda pair: -pair[1].completions):
        low, high = wilson(arm.flawed, arm.completions)
        share = arm.flawed / arm.completions
        yield f"{version:<10} {arm.completions:>11} {share:>13.1%}  {low:.1%} to {high:.1%}"
        for rule, count in arm.rules.most_common(_RULES):
            yield f"{'':<10} {count:>11} x {rule}"
    if len(found) < 2:  # noqa: PLR2004 - to compare takes two
        yield "note: nothing to compare; `guidance: {share: 50}` gives it to half of the conversations"
