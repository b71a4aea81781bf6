"""`codeward policy diff`: two policies side by side."""

from __future__ import annotations

from proxy.model import Confidence, Finding, Severity, Span

_LEVELS = ((Severity.MEDIUM, Confidence.MEDIUM), (Severity.HIGH, Confidence.HIGH))
_LISTED = 12  # rules named of a group


def compared(before: str, after: str, *, team: str, model: str) -> list[str]:
    """The lines that tell what changes; empty where nothing does. Raises PolicyInvalid."""
    from proxy.policy.attachments import load_bundle
    from proxy.policy.bundle import Subject
    from proxy.policy.difference import difference
    from proxy.policy.explain import rules_in_words

    who = Subject(team=team, model=model)
    old, new = load_bundle(before).resolve(who).at(None), load_bundle(after).resolve(who).at(None)
    found = difference(old, new, _every_rule())
    lines = [f"{key}: {was} -> {now}" for key, was, now in found.settings]
    for (was, now), rules in found.rules.items():
        more = f" and {len(rules) - _LISTED} more" if len(rules) > _LISTED else ""
        lines.append(f"{was.word} -> {now.word}: {len(rules)} rules: {', '.join(rules[:_LISTED])}{more}")
    own = [rules_in_words(policy) for policy in (old, new)]
    lines += [f"- {rule}" for rule in own[0] if rule not in own[1]]
    lines += [f"+ {rule}" for rule in own[1] if rule not in own[0]]
    return lines


def _every_rule() -> list[tuple[Finding, str | None]]:
    """A finding of every rule at its listed level; at two levels where the engine says it each time."""
    from proxy.scan.rulebook import languages_of, rulebook

    made: list[tuple[Finding, str | None]] = []
    for rule_id, info in rulebook().items():
        engine = "bandit" if rule_id.startswith(("bandit.", "rules.python.")) else rule_id.partition(".")[0]
        language = languages_of(rule_id, info)[0]
        for severity, confidence in _LEVELS:
            finding = Finding(
                rule_id,
                engine,
                info.severity or severity,
                info.confidence or confidence,
                info.cwe,
                info.category,
                Span(0, 0, 1, 1),
                info.title,
            )
            made.append((finding, None if language == "any" else language))
    return made
