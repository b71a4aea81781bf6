"""What changes where one policy takes another's place: its settings, and the action on each rule that the engines know.

Rules for this file: pure; a rule's action is asked at the severity and confidence it is listed with, in every language and on no path, so
that what hangs on a path is shown as the rules' own text. Counterparts: explain.py words one policy, cli/policy.py prints.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from proxy.model import Action, Finding
from proxy.policy.evaluate import evaluate_findings
from proxy.policy.schema import FAIL_DEFAULTS, Policy
from proxy.policy.sections import OPTIONS, word_of


@dataclass(frozen=True, slots=True)
class Difference:
    """`settings`: what is set otherwise (name, before, after). `rules`: rule ids by (before, after)."""

    settings: tuple[tuple[str, str, str], ...]
    rules: Mapping[tuple[Action, Action], tuple[str, ...]]

    @property
    def is_none(self) -> bool:
        """Nothing changes for any rule at its listed level."""
        return not self.settings and not self.rules


def difference(before: Policy, after: Policy, rules: Sequence[tuple[Finding, str | None]]) -> Difference:
    """Compare two policies over findings, each with its language."""
    changed: dict[tuple[Action, Action], list[str]] = {}
    for finding, language in rules:
        pair = (_action(before, finding, language), _action(after, finding, language))
        if pair[0] is not pair[1]:
            changed.setdefault(pair, []).append(finding.rule_id)
    return Difference(
        tuple(_settings(before, after)), {pair: tuple(dict.fromkeys(ids)) for pair, ids in sorted(changed.items())}
    )


def _action(policy: Policy, finding: Finding, language: str | None) -> Action:
    return evaluate_findings(policy, [finding], language=language).action


def _settings(before: Policy, after: Policy) -> list[tuple[str, str, str]]:
    said = [(_words(before), _words(after))]
    return [(key, one[key], other[key]) for one, other in said for key in one if one[key] != other[key]]


def _words(policy: Policy) -> dict[str, str]:
    words = {"mode": policy.mode.value, "hold": policy.hold.value, "calls": policy.calls.value}
    words |= {key: policy.fail[key].word for key in FAIL_DEFAULTS}
    for name, options in OPTIONS.items():
        words |= {f"{name}.{key}": word_of(getattr(policy.section(name), key)) for key in options}
    return words
