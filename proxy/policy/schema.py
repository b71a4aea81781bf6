"""What a policy says, as values. Rules for this file: pure; the words stand in policy files and records and never change meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from proxy.model import Action, Confidence, Finding, Hold, Mode, ScanStatus, Severity

# What decides where a scan isn't complete, by the engine's status.
FAIL_KEYS: Mapping[ScanStatus, str] = {
    ScanStatus.UNSUPPORTED: "on_unsupported",
    ScanStatus.PARTIAL: "on_partial",
    ScanStatus.UNPARSED: "on_unparsed",
    ScanStatus.TIMED_OUT: "on_timeout",
    ScanStatus.FAILED: "on_failure",
    ScanStatus.OVERSIZE: "on_oversize",
}
# Every key, with the action where no policy of the chain sets it: what can't be known isn't let through.
FAIL_DEFAULTS: Mapping[str, Action] = {
    "on_unsupported": Action.ALLOW,
    "on_partial": Action.ALLOW,
    "on_unparsed": Action.ANNOTATE,
    "on_timeout": Action.REJECT,
    "on_failure": Action.REJECT,
    "on_oversize": Action.REJECT,
    "on_truncated": Action.ANNOTATE,
    "on_unknown_shape": Action.ANNOTATE,
    "on_audit_unavailable": Action.REJECT,
}


@dataclass(frozen=True, slots=True)
class Match:
    """What a rule matches; None matches everything. Severity and confidence mean *at least*; names are shell patterns."""

    engine: tuple[str, ...] | None = None
    rule: tuple[str, ...] | None = None
    cwe: tuple[str, ...] | None = None
    category: tuple[str, ...] | None = None
    severity: Severity | None = None
    confidence: Confidence | None = None
    language: tuple[str, ...] | None = None
    path: tuple[str, ...] | None = None

    def matches(self, finding: Finding, *, language: str | None, path: str | None) -> bool:
        """The rule is about this finding in such a block."""
        return (
            _any(self.engine, (finding.engine,))
            and _any(self.rule, (finding.rule_id,))
            and _any(self.cwe, finding.cwe)
            and _any(self.category, (finding.category,))
            and (self.severity is None or finding.severity >= self.severity)
            and (self.confidence is None or finding.confidence >= self.confidence)
            and _any(self.language, (language or "unknown",))
            and _any(self.path, (path or "",))
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a policy file and where it stands (`baseline.yaml:14`)."""

    match: Match
    action: Action
    place: str
    weaken: bool = False  # unsafe_weaken: its action stands even where a parent's is stricter


@dataclass(frozen=True, slots=True)
class Layer:
    """The rules of one file of the chain; the first that matches decides, `default` where none does."""

    name: str
    rules: tuple[Rule, ...]
    default: Action
    default_place: str


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy and all it extends. `layers` go from the policy itself to its furthest parent; `revision` names their content."""

    name: str
    revision: str
    mode: Mode
    hold: Hold
    fail: Mapping[str, Action]
    fail_places: Mapping[str, str]
    layers: tuple[Layer, ...]
    description: str = ""


def _any(patterns: tuple[str, ...] | None, names: tuple[str, ...]) -> bool:
    if patterns is None:
        return True
    return any(fnmatchcase(name, pattern) for pattern in patterns for name in names)
