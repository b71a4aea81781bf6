"""A page for each rule, made of its file and its labelled fixture: what it finds, why, what to write instead, with both kinds of lines.

Rules for this file: pure but for reading fixtures. Counterpart: rule.py writes the pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from proxy.extract.languages import language_of_path
from proxy.scan.checks.metadata import RuleInfo
from proxy.scan.fixtures import cases, fixture_files
from proxy.scan.rulebook import languages_of
from proxy.scan.weaknesses import owasp

_SHOWN = 3  # lines of each kind
_CWE = "https://cwe.mitre.org/data/definitions/{}.html"


@dataclass(slots=True)
class Examples:
    """Lines of a rule's fixture: found ones, and those that look alike and aren't."""

    language: str = ""
    found: list[str] = field(default_factory=list)
    ok: list[str] = field(default_factory=list)


def examples(folder: Path) -> Mapping[str, Examples]:
    """The labelled lines of every rule."""
    made: dict[str, Examples] = defaultdict(Examples)
    for file in fixture_files(folder):
        for case in cases(file):
            lines = case.text.split("\n")
            for label in case.labels:
                kept = made[label.rule_id]
                kept.language = language_of_path(case.path) or ""
                (kept.found if label.found else kept.ok).append(lines[label.line - 1].strip())
    return made


def page(rule_id: str, info: RuleInfo, shown: Examples) -> str:
    """The page of a rule, in Markdown."""
    severity = info.severity.word if info.severity is not None else "varies"
    confidence = info.confidence.word if info.confidence is not None else "varies"
    weaknesses = ", ".join(f"[{each}]({_CWE.format(each.removeprefix('CWE-'))})" for each in info.cwe) or "-"
    parts = [
        f"# {info.title}\n",
        f"`{rule_id}`\n",
        f"{info.why}\n" if info.why else "",
        "| | |\n|---|---|",
        f"| class | {info.category} |",
        f"| weakness | {weaknesses} |",
        f"| OWASP Top 10:2021 | {owasp(info.cwe) or '-'} |",
        f"| severity, confidence | {severity}, {confidence} |",
        f"| languages | {', '.join(languages_of(rule_id, info))} |",
        f"| frameworks | {', '.join(info.frameworks) or '-'} |\n",
        f"Instead:\n\n```{shown.language}\n{info.fix}\n```\n" if info.fix else "",
        _lines("Found", shown.language, shown.found),
        _lines("Not found", shown.language, shown.ok),
        f"See {info.reference}\n" if info.reference else "",
    ]
    return "\n".join(part for part in parts if part)


def _lines(title: str, language: str, lines: list[str]) -> str:
    return f"{title}:\n\n```{language}\n" + "\n".join(lines[:_SHOWN]) + "\n```\n" if lines else ""


def write_pages(book: Mapping[str, RuleInfo], fixtures: Path, folder: Path) -> int:
    """Write every page and their index; how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    shown = examples(fixtures)
    index = ["# Rules\n", "| rule | class | weakness | severity, confidence |", "|---|---|---|---|"]
    for rule_id, info in book.items():
        (folder / f"{rule_id}.md").write_text(page(rule_id, info, shown.get(rule_id, Examples())), encoding="utf-8")
        severity = info.severity.word if info.severity is not None else "varies"
        confidence = info.confidence.word if info.confidence is not None else "varies"
        index.append(
            f"| [{rule_id}]({rule_id}.md) | {info.category} | {' '.join(info.cwe)} | {severity}, {confidence} |"
        )
    (folder / "README.md").write_text("\n".join(index) + "\n", encoding="utf-8")
    return len(book)
