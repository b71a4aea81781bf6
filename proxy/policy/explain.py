"""What a policy says, in words, with the file and line of every part: `codeward policy explain`.

Rules for this file: text only, deterministic, no colours. Counterpart: cli/policy.py prints it.
"""

from __future__ import annotations

from collections.abc import Sequence

from proxy.model import Confidence, Severity
from proxy.policy.bundle import WHOLE, Terms
from proxy.policy.schema import BUILT_IN, FAIL_DEFAULTS, Layer, Match, Policy, Rule
from proxy.policy.sections import OPTIONS, word_of

_COLUMN = 90  # where the positions begin; wider than the longest condition of the shipped policies


def explain_request(terms: Terms, path: str | None) -> str:
    """Say what holds for a request and a path: who attached it, and each part with its place."""
    subject = terms.subject
    named = {
        "organisation": "" if subject.organisation == "default" else subject.organisation,
        "team": subject.team,
        "key": subject.key_id,
        "model": subject.model,
        "client": subject.client,
        "repository": subject.repository,
        "path": path or "",
    }
    lines = ["for " + ", ".join(f"{key} {word}" for key, word in named.items() if word), "", "attachments that match"]
    counting = terms.counting(path)
    rows = []
    for each in terms.held:
        if not each.reaches(path):
            continue
        left_out = "" if each in counting else ", left out by one below"
        mode = each.mode_for(subject).value
        sampled = f", {each.sampling} % of conversations" if each.sampling < WHOLE else ""
        rows.append((f"{each.id}: policy {each.policy.name}, {mode}{sampled}{left_out}", each.position))
    lines += [*_table(rows), ""]
    policy = terms.at(path)
    text = "\n".join(lines) + "\n" + explain(policy)
    if policy.shadow is not None:
        text += "\nmonitored beside it, and only recorded\n" + explain(policy.shadow)
    return text


def explain(policy: Policy) -> str:
    """Say what holds and where it stands."""
    parents = [layer.name for layer in policy.layers[1:]]
    head = "extends" if not policy.attached else "made of"
    lines = [f"policy {policy.name}@{policy.revision}" + (f", {head} {', '.join(parents)}" if parents else "")]
    if policy.description:
        lines.append("  " + " ".join(policy.description.split()))
    lines.append("")
    lines += _table([(f"mode: {policy.mode.value}", policy.sources.get("mode", ""))])
    lines += _table([(f"hold: {policy.hold.value}", policy.sources.get("hold", ""))])
    lines += _table([(f"calls: {policy.calls.value}", policy.sources.get("calls", ""))])
    lines += _options(policy)
    lines += ["", "where a scan is not complete"]
    lines += _table([(f"{key}: {policy.fail[key].word}", policy.sources.get(key, "")) for key in FAIL_DEFAULTS])
    lines += ["", "findings (in each file the first rule that matches counts; of all files the strictest)"]
    for layer in policy.layers:
        if layer.rules or layer.default_position != BUILT_IN:
            lines += _table([*((_rule(rule), rule.position) for rule in layer.rules), _default(layer)])
    lines += [f"warning: {warning}" for warning in policy.warnings]
    return "\n".join(lines) + "\n"


def rules_in_words(policy: Policy) -> list[str]:
    """Every rule of every file in words, without its place."""
    return [f"{layer.name}: {_rule(rule)}" for layer in policy.layers for rule in layer.rules]


def _options(policy: Policy) -> list[str]:
    """The sections' keys that some file gives; the rest is as documented."""
    rows = []
    for name, options in OPTIONS.items():
        for key in options:
            place = policy.sources.get(f"{name}.{key}")
            if place:
                rows.append((f"{name}.{key}: {_cut(word_of(getattr(policy.section(name), key)))}", place))
    return _table(rows)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _COLUMN // 2 else line[: _COLUMN // 2] + "..."


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
