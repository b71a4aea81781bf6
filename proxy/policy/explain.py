"""What a policy holds, and from which file and line, as text for `codeward policy explain`. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from proxy.policy.schema import Match, Policy


def explain(policy: Policy) -> str:
    """The policy in plain lines."""
    return "\n".join(_lines(policy)) + "\n"


def _lines(policy: Policy) -> Iterator[str]:
    yield f"policy    {policy.name}@{policy.revision}"
    if policy.description:
        yield f"          {policy.description}"
    yield f"mode      {policy.mode.value}"
    yield f"hold      {policy.hold.value}"
    yield "where a scan is not complete:"
    for key, action in policy.fail.items():
        yield f"  {key:22}{action.word:10}{policy.fail_places[key]}"
    for layer in policy.layers:
        yield f"rules of {layer.name} (the first that matches; over all files the strictest):"
        for rule in layer.rules:
            weaken = "  unsafe_weaken" if rule.weaken else ""
            yield f"  {rule.action.word:10}{_match(rule.match):60}{rule.place}{weaken}"
        yield f"  {layer.default.word:10}{'everything else':60}{layer.default_place}"


def _match(match: Match) -> str:
    parts = []
    for key in ("engine", "rule", "cwe", "category", "language", "path"):
        names = getattr(match, key)
        if names is not None:
            parts.append(f"{key}={','.join(names)}")
    if match.severity is not None:
        parts.append(f"severity>={match.severity.word}")
    if match.confidence is not None:
        parts.append(f"confidence>={match.confidence.word}")
    return " ".join(parts)
