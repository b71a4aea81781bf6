"""What a policy says, in words, with the file and line of every part: `codeward policy explain`.

Rules for this file: text only, deterministic, no colours. Counterpart: cli/policy.py prints it.
"""

from __future__ import annotations

from collections.abc import Sequence

from proxy.model import Confidence, Severity
from proxy.policy.schema import BUILT_IN, FAIL_DEFAULTS, Layer, Match, Policy, Rule

_COLUMN = 90  # where the positions begin; wider than the longest condition of the shipped policies


def explain(policy: Policy) -> str:
    """Say what holds and where it stands."""
    parents = [layer.name for layer in policy.layers[1:]]
    lines = [f"policy {policy.name}@{policy.revision}" + (f", extends {', '.join(parents)}" if parents else "")]
    if policy.description:
        lines.append("  " + " ".join(policy.description.split()))
    lines.append("")
    lines += _table([(f"mode: {policy.mode.value}", policy.sources.get("mode", ""))])
    lines += _table([(f"hold: {policy.hold.value}", policy.sources.get("hold", ""))])
    lines += _table([(f"calls: {policy.calls.value}", policy.sources.get("calls", ""))])
    lines += ["", "where a scan is not complete"]
    lines += _table([(f"{key}: {policy.fail[key].word}", policy.sources.get(key, "")) for key in FAIL_DEFAULTS])
    lines += ["", "findings (in each file the first rule that matches counts; of all files the strictest)"]
    for layer in policy.layers:
        if layer.rules or layer.default_position != BUILT_IN:
            lines += _table([*((_rule(rule), rule.position) for rule in layer.rules), _default(layer)])
    lines += [f"warning: {warning}" for warning in policy.warnings]
    return "\n".join(lines) + "\n"


def _table(rows: Sequence[tuple[str, str]]) -> list[str]:
    return [f"  {what:<{_COLUMN}}  {where}".rstrip() for what, where in rows]


def _default(layer: Layer) -> tuple[str, str]:
    return f"{layer.default.word}: what no rule of {layer.name} matches", layer.default_position


def _rule(rule: Rule) -> str:
    note = " (unsafe_weaken)" if rule.unsafe_weaken else ""
    return f"{rule.action.word}{note}: {_conditions(rule.match)}"


def _conditions(match: Match) -> str:
    named = {
        "engine": match.engine,
        "rule": match.rule,
        "cwe": match.cwe,
        "category": match.category,
        "language": match.language,
        "path": match.path,
    }
    parts = [f"{key} {' or '.join(words)}" for key, words in named.items() if words]
    if match.severity:
        parts.append(f"severity {_range(match.severity, max(Severity))}")
    if match.confidence:
        parts.append(f"confidence {_range(match.confidence, max(Confidence))}")
    return ", ".join(parts) or "every finding"


def _range(levels: tuple[Severity, Severity] | tuple[Confidence, Confidence], top: Severity | Confidence) -> str:
    low, high = levels
    if low == high:
        return low.word
    return f"{low.word} or more" if high == top else f"{high.word} or less"
