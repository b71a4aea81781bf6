"""What a scan found, as text for people and as JSON for programs.

Rules for this file: pure; source text comes masked. Counterparts: scan.py prints, sarif.py is the third form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from proxy import __version__
from proxy.cli.masking import excerpt, printable
from proxy.cli.verdicts import Hit, Judged, Verdict
from proxy.model import Action
from proxy.policy.schema import BUILT_IN

SCHEMA_VERSION = 1


def text_lines(verdict: Verdict, threshold: Action) -> Iterator[str]:
    """The findings with their source line, what wasn't scanned, and one line of summary."""
    hits = list(verdict.hits(threshold))
    for hit in hits:
        yield from _hit_lines(hit)
    for gap in verdict.gaps(threshold):
        yield f"{printable(gap.path)}:{gap.line}: not scanned: {gap.what}"
    yield from _summary(verdict, hits, threshold)


def as_json(verdict: Verdict, threshold: Action) -> dict[str, Any]:
    """All findings, also those below the threshold, and each engine's status for each block."""
    hits = list(verdict.hits())
    return {
        "version": SCHEMA_VERSION,
        "tool": {"name": "codeward", "version": __version__},
        "policy": {"name": verdict.policy.name, "revision": verdict.policy.revision},
        "threshold": threshold.word,
        "files": verdict.gathered.files,
        "findings": [_finding(hit) for hit in hits],
        "blocks": [_block(judged) for judged in verdict.judged],
        "not_scanned": [{"path": gap.path, "line": gap.line, "what": gap.what} for gap in verdict.gaps(threshold)],
        "summary": {
            "at_or_above_threshold": sum(hit.action >= threshold for hit in hits),
            "actions": {action.word: sum(hit.action is action for hit in hits) for action in Action},
        },
    }


def _hit_lines(hit: Hit) -> Iterator[str]:
    finding = hit.finding
    cwe = " ".join(finding.cwe)
    yield f"{printable(hit.path)}:{hit.line}:{hit.column}: {hit.action.word}: {printable(finding.message)}"
    yield f"  {finding.rule_id}  {cwe}  severity {finding.severity.word}, confidence {finding.confidence.word}  ({hit.decided_by})"
    shown = excerpt(hit.judged.masked, finding)
    number = f"{hit.line:>6}"
    yield f"{number} | {shown.text}"
    yield f"{' ' * len(number)} | {' ' * shown.start}{'^' * (shown.end - shown.start)}"
    if finding.fix:
        first, *more = finding.fix.splitlines()
        yield f"  write: {printable(first)}"
        yield from (f"         {printable(line)}" for line in more)
    if finding.reference:
        yield f"  see:   {printable(finding.reference)}"
    yield ""


def _summary(verdict: Verdict, hits: list[Hit], threshold: Action) -> Iterator[str]:
    gathered = verdict.gathered
    policy = f"policy {verdict.policy.name}@{verdict.policy.revision}"
    if not gathered.files:
        yield f"nothing to scan: no text file ({policy})"
        return
    lines = sum(judged.located.block.text.count("\n") + 1 for judged in verdict.judged)
    scope = f"{_count(gathered.files, 'file')}, {_count(len(verdict.judged), 'block')} of code, {_count(lines, 'line')}"
    counts = Counter(hit.action for hit in hits)
    found = ", ".join(f"{counts[action]} {action.word}" for action in reversed(Action) if counts[action])
    below = sum(1 for hit in verdict.hits() if hit.action < threshold)
    yield f"{scope}: {_count(len(hits), 'finding')}{f' ({found})' if found else ''}, {below} below the threshold; {policy}"
    if gathered.binary:
        yield f"left out: {_count(gathered.binary, 'file')} that aren't text"
    partly = sum(1 for judged in verdict.judged if _partly(judged))
    if partly:
        yield f"{_count(partly, 'block')} not read whole (--format json says which)"


def _partly(judged: Judged) -> bool:
    """An engine has something to say about what it didn't see, beyond that another one reads the language."""
    return any(reason.status is not None and reason.rule != BUILT_IN for reason in judged.decision.reasons)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _finding(hit: Hit) -> dict[str, Any]:
    finding = hit.finding
    return {
        "path": hit.path,
        "line": hit.line,
        "end_line": hit.end_line,
        "column": hit.column,
        "block": hit.judged.located.block.number,
        "rule": finding.rule_id,
        "also": list(finding.also),
        "engine": finding.engine,
        "cwe": list(finding.cwe),
        "category": finding.category,
        "severity": finding.severity.word,
        "confidence": finding.confidence.word,
        "action": hit.action.word,
        "decided_by": hit.decided_by,
        "message": finding.message,
        "fix": finding.fix,
        "reference": finding.reference,
    }


def _block(judged: Judged) -> dict[str, Any]:
    block = judged.located.block
    return {
        "path": judged.located.path,
        "block": block.number,
        "line": judged.located.line(1),
        "origin": block.origin,
        "language": block.language,
        "closed": block.closed,
        "action": judged.decision.action.word,
        "engines": [
            {
                "engine": run.engine,
                "version": run.version,
                "status": run.status.value,
                "lines_scanned": run.lines_scanned,
                "lines_total": run.lines_total,
            }
            for run in judged.report.engines
        ],
    }
