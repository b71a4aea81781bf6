"""Rules on syntax trees, for every language but Python (bandit.py reads that).

A rule is asked only of a text that holds one of its words, so a text costs its parse and the few queries that could match. Findings are of
the whole text: blocks of these languages are held to their end.
Rules for this file: no verdicts, no I/O after `warm`. Counterparts: syntax/ reads trees and rules, flow/ follows values.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Final

from ast_grep_py import SgNode

from proxy.model import Confidence, Finding, ScanStatus, Severity
from proxy.scan.base import EngineResult, Prepared, PreparedUnit, UnitResult, code_lines
from proxy.scan.syntax import go_numbers, sql, terraform
from proxy.scan.syntax.grammars import grammar_of
from proxy.scan.syntax.library import load_rules, rules_by_language
from proxy.scan.syntax.native import checks as native
from proxy.scan.syntax.parsed import MAX_CHARS, Parsed, TooDeep
from proxy.scan.syntax.places import PLACES, places
from proxy.scan.syntax.rule import StructuralRule

_SQL: Final = "sql"
_TERRAFORM: Final = "terraform"
_GO: Final = "go"
_NATIVE: Final = frozenset({"c", "cpp"})
_PER_RULE: Final = 40  # matches of one rule in one text; nobody reads more


class StructuralEngine:
    """The engine for structural rules."""

    name = "rules"

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self.version = f"{version_of('ast-grep-py')}+{_digest(load_rules(folder))}"

    def warm(self) -> None:
        """Read the rules and load the parsers."""
        for language in rules_by_language(self._folder):
            self.scan(Prepared("\n", language))

    def scan(self, text: Prepared) -> EngineResult:
        """Look at a whole text."""
        if grammar_of(text.language) is None and text.language != _SQL:
            return EngineResult(ScanStatus.UNSUPPORTED)
        total = code_lines(text.text)
        if len(text.text) > MAX_CHARS:
            return EngineResult(ScanStatus.OVERSIZE, lines_total=total, detail=f"longer than {MAX_CHARS} characters")
        if text.language == _SQL:
            return EngineResult(ScanStatus.COMPLETE, tuple(sql.findings(text)), total, total)
        try:
            parsed = text.syntax
        except TooDeep as error:
            return EngineResult(ScanStatus.FAILED, lines_total=total, detail=str(error))
        found = tuple(self._findings(parsed, text)) if parsed is not None else ()
        return EngineResult(*_status(parsed, total, found))

    def scan_unit(self, unit: PreparedUnit, state: object) -> UnitResult:
        """Nothing: only Python is released by statements."""
        del unit
        return UnitResult(state=state)

    def _findings(self, parsed: Parsed, text: Prepared) -> list[Finding]:
        found: dict[tuple[int, str], Finding] = {}
        for rule in rules_by_language(self._folder)[text.language or ""]:
            if rule.pattern.search(text.text) is None:
                continue
            for match in parsed.root.find_all(rule.query)[:_PER_RULE]:  # type: ignore[call-overload]
                finding = _finding(rule, match, parsed, text)
                key = finding.span.start, finding.cwe[0]
                # Of two rules that speak of one defect at one place, the surer and graver one speaks.
                if key not in found or _weight(found[key]) < _weight(finding):
                    found[key] = finding
        if text.language == _TERRAFORM:
            found.update(((each.span.start, each.rule_id), each) for each in terraform.findings(parsed, text))
        if text.language == _GO:
            found.update(((each.span.start, each.rule_id), each) for each in go_numbers.findings(parsed, text))
        if text.language in _NATIVE:
            found.update(((each.span.start, each.rule_id), each) for each in native.findings(parsed, text))
        return list(found.values())


def _weight(finding: Finding) -> tuple[Severity, Confidence]:
    return finding.severity, finding.confidence


def _digest(rules: Iterable[StructuralRule]) -> str:
    """Of all rules, so that cached findings go when one changes."""
    made = hashlib.blake2b(digest_size=4)
    for rule in rules:
        made.update(rule.model_dump_json().encode())
    return made.hexdigest()


def _status(
    parsed: Parsed | None, total: int, found: tuple[Finding, ...]
) -> tuple[ScanStatus, tuple[Finding, ...], int, int]:
    unread = len(parsed.unread) if parsed is not None else total
    if not unread:
        return ScanStatus.COMPLETE, found, total, total
    status = ScanStatus.PARTIAL if unread < total else ScanStatus.UNPARSED
    return status, found, max(total - unread, 0), total


def _finding(rule: StructuralRule, match: SgNode, parsed: Parsed, text: Prepared) -> Finding:
    place = match.get_match(rule.at) if rule.at else None
    start, end = parsed.offsets(place or match)
    severity, confidence = rule.level
    bound = {hole: node.text() for hole in rule.holes if (node := match.get_match(hole)) is not None}
    matched = {**places(match), **bound} if PLACES.intersection(rule.holes) else bound
    return Finding(
        rule.id,
        "rules",
        severity,
        confidence,
        rule.weaknesses,
        rule.category,
        text.span(start, end),
        rule.title,
        rule.worded(matched),
        rule.references[0] if rule.references else f"https://cwe.mitre.org/data/definitions/{rule.cwe[0]}.html",
    )
