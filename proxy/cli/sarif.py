"""What a scan found, as SARIF 2.1.0.

Source: OASIS SARIF 2.1.0; GitHub's notes on it for `security-severity`, `external/cwe/cwe-078` tags and `partialFingerprints`.
Rules for this file: pure; never source text, so a log of a repository with a secret can be uploaded. Counterpart: scan.py.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from proxy import __version__
from proxy.cli.sources import STDIN
from proxy.cli.verdicts import Hit, Verdict
from proxy.model import Action, Confidence, Finding, Severity
from proxy.scan.weaknesses import owasp

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Action.ALLOW: "note", Action.ANNOTATE: "warning", Action.REDACT: "error", Action.REJECT: "error"}
# GitHub: critical is above 9.0, high from 7.0, medium from 4.0, low below.
_SCORES = {
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "3.0",
    Severity.INFO: "0.0",
}
_PRECISIONS = {Confidence.HIGH: "high", Confidence.MEDIUM: "medium", Confidence.LOW: "low"}
_PRINT_CHARS = 32


def as_sarif(verdict: Verdict, threshold: Action) -> dict[str, Any]:
    """The findings at or above the threshold; what wasn't scanned is a notification of the invocation."""
    hits = list(verdict.hits(threshold))
    rules = {hit.finding.rule_id: hit.finding for hit in reversed(hits)}
    ids = sorted(rules)
    seen: Counter[str] = Counter()
    gaps = list(verdict.gaps(threshold))
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "codeward",
                        "semanticVersion": __version__,
                        "rules": [_rule(rules[rule_id]) for rule_id in ids],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": not gaps,
                        "toolExecutionNotifications": [
                            {
                                "level": "error",
                                "message": {"text": f"not scanned: {gap.what}"},
                                "locations": [_location(gap.path, gap.line)],
                            }
                            for gap in gaps
                        ],
                    }
                ],
                "results": [_found(hit, ids.index(hit.finding.rule_id), seen) for hit in hits],
                "properties": {"policy": verdict.policy.name, "revision": verdict.policy.revision},
            }
        ],
    }  # fmt: skip


def _rule(finding: Finding) -> dict[str, Any]:
    tags = ["security", *(f"external/cwe/{_padded(cwe)}" for cwe in finding.cwe)]
    if category := owasp(finding.cwe):
        tags.append(f"OWASP-{category}")
    rule: dict[str, Any] = {
        "id": finding.rule_id,
        "shortDescription": {"text": finding.message},
        "help": {"text": finding.fix or finding.message},
        "properties": {
            "tags": tags,
            "precision": _PRECISIONS[finding.confidence],
            "security-severity": _SCORES[finding.severity],
        },
    }
    if finding.reference.startswith("https://"):
        rule["helpUri"] = finding.reference
    return rule


def _found(hit: Hit, index: int, seen: Counter[str]) -> dict[str, Any]:
    key = _line_print(hit)
    seen[key] += 1
    location = _location(hit.path, hit.line)
    location["physicalLocation"]["region"].update({"startColumn": hit.column, "endLine": hit.end_line})
    return {
        "ruleId": hit.finding.rule_id,
        "ruleIndex": index,
        "level": _LEVELS[hit.action],
        "message": {
            "text": f"{hit.finding.message} Write: {hit.finding.fix}" if hit.finding.fix else hit.finding.message
        },
        "locations": [location],
        "partialFingerprints": {"codewardLine/v1": f"{key}:{seen[key]}"},
        "properties": {
            "action": hit.action.word,
            "decidedBy": hit.decided_by,
            "severity": hit.finding.severity.word,
            "confidence": hit.finding.confidence.word,
        },
    }


def _line_print(hit: Hit) -> str:
    """The same defect keeps its print when lines move. The line is masked, so the print of a secret can't be guessed back."""
    lines = hit.judged.masked.split("\n")
    line = lines[min(hit.finding.span.line, len(lines)) - 1].strip()
    text = "\0".join((hit.finding.rule_id, PurePath(hit.path).as_posix(), line))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:_PRINT_CHARS]


def _location(path: str, line: int) -> dict[str, Any]:
    uri = "stdin" if path == STDIN else quote(PurePath(path).as_posix())
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": {"startLine": line}}}


def _padded(cwe: str) -> str:
    """`CWE-78` as GitHub sorts it: `cwe-078`."""
    word, _, number = cwe.lower().partition("-")
    return f"{word}-{number:0>3}"
