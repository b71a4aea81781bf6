"""What is known of one block, and the records that are made of it.

Rules for this file: pure; nothing here holds code but what the fingerprint and the hash are made of. Counterpart: review.py fills it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from proxy.model import Action, Channel, CodeBlock, Decision, EngineRun, Finding, Reason
from proxy.policy.attention import Look

_CALLS = frozenset({"tool_call", "custom_tool_call", "xml_tool"})


@dataclass(slots=True)
class Dossier:
    """What is known of one block so far."""

    block: CodeBlock
    channel: Channel
    findings: list[Finding] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    engines: tuple[EngineRun, ...] = ()
    released: list[str] = field(default_factory=list)  # the code as the client gets it
    lines: int = 0  # of the statements ruled on, blank ones aside
    chars: int = 0
    pieces: int = 0  # of code in a form of its own: patches, heredocs, strings of a call
    paths: tuple[str, ...] = ()  # of the files they go to
    opened: bool = False
    decision: Decision | None = None
    look: Look = field(default_factory=Look)  # what to review by hand
    had: tuple[Reason, ...] = ()  # the reasons against the version that a repair took the place of


def opened(dossier: Dossier) -> dict[str, object]:
    """The body of the record that a block is about to be released in parts."""
    block = dossier.block
    return {
        "block": block.number,
        "channel": dossier.channel.field,
        "choice": dossier.channel.choice,
        "origin": block.origin,
        "language": block.language,
        "path": block.path,
    }


def decided(dossier: Dossier) -> dict[str, object]:
    """The body of the record of a decision."""
    decision, block = dossier.decision or Decision(Action.REJECT), dossier.block
    return {
        **opened(dossier),
        "closed": block.closed,
        "action": decision.action.word,
        "mode": decision.mode.value,
        "policy": decision.policy,
        "revision": decision.revision,
        "chars": dossier.chars,
        "tool": block.info if block.origin in _CALLS else "",
        "pieces": dossier.pieces,
        "paths": list(dossier.paths),
        **({"repaired": _repaired(dossier.had)} if dossier.had else {}),
        **({"attention": list(dossier.look.topics)} if dossier.look.topics else {}),
        "released_sha256": hashlib.sha256("".join(dossier.released).encode("utf-8", "replace")).hexdigest(),
        "findings": [_finding(reason, reason.finding) for reason in decision.reasons if reason.finding is not None],
        "statuses": [
            {
                "rule": reason.rule,
                "action": reason.action.word,
                "status": reason.status.value if reason.status is not None else "",
                "engine": reason.engine,
                **_beside(reason),
            }
            for reason in decision.reasons
            if reason.finding is None
        ],
        "engines": [
            {
                "engine": run.engine,
                "version": run.version,
                "status": run.status.value,
                "lines_scanned": run.lines_scanned,
                "lines_total": run.lines_total,
                "duration_us": round(run.duration_ms * 1000),
                "detail": run.detail,
            }
            for run in dossier.engines
        ],
    }


def _repaired(had: tuple[Reason, ...]) -> dict[str, object]:
    """What stood against the version that isn't delivered."""
    rules = [reason.finding.rule_id for reason in had if reason.finding is not None]
    return {"action": max(reason.action for reason in had).word, "rules": rules}


def _finding(reason: Reason, finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule_id,
        "engine": finding.engine,
        "severity": finding.severity.word,
        "confidence": finding.confidence.word,
        "cwe": list(finding.cwe),
        "category": finding.category,
        "line": finding.span.line,
        "end_line": finding.span.end_line,
        "fingerprint": finding.fingerprint,
        "pattern": finding.pattern,
        "late": finding.late,
        "action": reason.action.word,
        "decided_by": reason.rule,
        **_beside(reason),
        **({"also": list(finding.also)} if finding.also else {}),
        **({"language": reason.language} if reason.language else {}),
        **({"waiver": reason.waiver} if reason.waiver else {}),
        **({"monitored_by": reason.monitored_by} if reason.monitored_by else {}),
    }


def _beside(reason: Reason) -> dict[str, object]:
    """What few reasons have: a file of its own, and what policies that only monitor would have done."""
    said: dict[str, object] = {"path": reason.path} if reason.path else {}
    return said | ({"monitored": reason.monitored.word} if reason.monitored else {})
