"""What a policy is: frozen values, the closed sets of words, and how a rule's condition matches a finding.

Rules for this file: standard library only, no I/O; the core reads it. A rule's conditions must all hold, a list holds
when one of its members does, and what a finding doesn't have (no CWE, no path) never matches.
`severity: high` means *at least* high; so does `>=high`; `==high` is exactly that, `<=high` at most.
Counterparts: parse.py makes these from a file, evaluate.py applies them.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import lru_cache
from types import MappingProxyType
from typing import Protocol

from proxy.model import Action, Confidence, Finding, Hold, Mode, ScanStatus, Severity
from proxy.policy.sections import FIELDS, Attention, Guidance, Prompt, Repair, WaiverTerms

# decisions.md, "When a scan is not complete": a key that no file of a chain gives has the value it has in `baseline`.
FAIL_DEFAULTS: Mapping[str, Action] = MappingProxyType(
    {
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
)

STATUS_KEYS: Mapping[ScanStatus, str] = MappingProxyType(
    {
        ScanStatus.UNSUPPORTED: "on_unsupported",
        ScanStatus.PARTIAL: "on_partial",
        ScanStatus.UNPARSED: "on_unparsed",
        ScanStatus.TIMED_OUT: "on_timeout",
        ScanStatus.FAILED: "on_failure",
        ScanStatus.OVERSIZE: "on_oversize",
    }
)

UNKNOWN_LANGUAGE = "unknown"  # how a rule names text whose language nobody could tell

# Where a verdict or a setting stands that no file gives.
BUILT_IN = "built in"


def matches_path(pattern: str, path: str) -> bool:
    """Tell whether a path lies under a glob: `*` and `?` stay inside one folder, `**` doesn't.

    The path is the model's word, so `tests/../app.py` is app.py, and what climbs out of its root matches nothing.
    """
    clean = posixpath.normpath(path.replace("\\", "/"))
    if clean == ".." or clean.startswith("../"):
        return False
    return _path_pattern(pattern).fullmatch(clean) is not None


@lru_cache(maxsize=256)
def _path_pattern(pattern: str) -> re.Pattern[str]:
    """Translate a glob. `**/` may stand for no folder at all, so that `**/tests/**` finds `tests/a.py` too."""
    parts = []
    for token in re.findall(r"\*\*/|\*\*|\*|\?|[^*?]+", pattern.removeprefix("./")):
        match token:
            case "**/":
                parts.append(r"(?:[^/]+/)*")
            case "**":
                parts.append(r".*")
            case "*":
                parts.append(r"[^/]*")
            case "?":
                parts.append(r"[^/]")
            case _:
                parts.append(re.escape(token))
    return re.compile("".join(parts), re.DOTALL)


class Calls(StrEnum):
    """What becomes of a refused tool call: its reason stands as text, or goes back to the agent as the call's own answer."""

    TEXT = "text"
    FEEDBACK = "feedback"


@dataclass(frozen=True, slots=True)
class Match:
    """The conditions of a rule. Empty ones hold for every finding. The two ranges are inclusive."""

    engine: tuple[str, ...] = ()
    rule: tuple[str, ...] = ()
    cwe: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    severity: tuple[Severity, Severity] | None = None
    confidence: tuple[Confidence, Confidence] | None = None
    language: tuple[str, ...] = ()
    path: tuple[str, ...] = ()

    def holds(self, finding: Finding, *, language: str | None, path: str | None) -> bool:
        """Tell whether every condition holds for a finding in a text of this language and path."""
        return (
            _any_glob(self.engine, finding.engine)
            and _any_glob(self.rule, finding.rule_id)
            and _any_glob(self.category, finding.category)
            and (not self.cwe or not set(self.cwe).isdisjoint(finding.cwe))
            and (self.severity is None or self.severity[0] <= finding.severity <= self.severity[1])
            and (self.confidence is None or self.confidence[0] <= finding.confidence <= self.confidence[1])
            and (not self.language or (language or UNKNOWN_LANGUAGE) in self.language)
            and (not self.path or (path is not None and any(matches_path(glob, path) for glob in self.path)))
        )


def _any_glob(globs: tuple[str, ...], word: str) -> bool:
    return not globs or any(fnmatchcase(word, glob) for glob in globs)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule and where it stands ("baseline.yaml:14"). `unsafe_weaken`: it replaces what the parents say."""

    match: Match
    action: Action
    position: str
    id: str = ""
    reason: str = ""
    unsafe_weaken: bool = False


@dataclass(frozen=True, slots=True)
class Layer:
    """The rules of one file and the files it extends. The first rule that matches is the file's verdict."""

    name: str
    source: str
    rules: tuple[Rule, ...] = ()
    default: Action = Action.ALLOW
    default_position: str = BUILT_IN
    parents: tuple[Layer, ...] = ()

    def verdict(self, finding: Finding, *, language: str | None, path: str | None) -> tuple[Action, str]:
        """Give the action for a finding and where it stands: the strictest of this file and its parents.

        Only a rule marked `unsafe_weaken` may undercut what a parent says. Of equals the nearest file's is named,
        a rule before a default.
        """
        own, ruled = (self.default, self.default_position), False
        for rule in self.rules:
            if rule.match.holds(finding, language=language, path=path):
                own, ruled = (rule.action, rule.position), True
                if rule.unsafe_weaken:
                    return own
                break
        above = [parent.verdict(finding, language=language, path=path) for parent in self.parents]
        strictest = max(above, key=lambda verdict: verdict[0], default=own)
        if strictest[0] > own[0] or (strictest[0] == own[0] and not ruled):
            return strictest
        return own


class Waiving(Protocol):
    """The waivers that may count for an exchange."""

    def covers(self, finding: Finding, terms: WaiverTerms) -> str:
        """The id of a waiver that holds now for this finding, by what the policy of now says of waivers; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Cap:
    """Somebody broke the glass: nothing is done that is stricter than `action`. `ref` names who, why and until when in the records."""

    action: Action
    ref: str


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds for an exchange: a file with all it extends, settled.

    `attached`: the ids of what attached it; `shadow`: what is monitored beside what is enforced. `cap` and `waivers` are set for one
    exchange.
    `revision` names the content of the whole chain. `sources` says where "mode", "hold", "calls" and each fail key stand.
    `warnings` are what an operator should hear at start: weakened parents, names that match nothing.
    """

    name: str
    revision: str
    layer: Layer
    mode: Mode = Mode.ENFORCE
    hold: Hold = Hold.STATEMENT
    calls: Calls = Calls.TEXT
    fail: Mapping[str, Action] = field(default_factory=lambda: FAIL_DEFAULTS)
    description: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    prompt: Prompt = field(default_factory=Prompt)
    guidance: Guidance = field(default_factory=Guidance)
    repair: Repair = field(default_factory=Repair)
    attention: Attention = field(default_factory=Attention)
    waiver_terms: WaiverTerms = field(default_factory=WaiverTerms)
    attached: tuple[str, ...] = ()
    shadow: Policy | None = None
    cap: Cap | None = None
    waivers: Waiving | None = None

    def section(self, name: str) -> object:
        """One of the sections, by the word that a file uses."""
        return getattr(self, FIELDS.get(name, name))

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The file and every file it extends, each once, nearest first."""
        found: dict[str, Layer] = {}
        waiting = [self.layer]
        while waiting:
            layer = waiting.pop(0)
            if layer.source not in found:
                found[layer.source] = layer
                waiting.extend(layer.parents)
        return tuple(found.values())
