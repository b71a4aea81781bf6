"""A page for each rule, made of its file and its labelled fixture: what it finds, why, what to write instead, how to waive it.

Rules for this file: pure but for reading fixtures. A made-up key of a fixture isn't written out, so that a page can be published.
Counterparts: rule.py writes the pages, rule_examples.py cuts the examples.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from proxy.cli.rule_examples import Examples, examples
from proxy.scan.checks.metadata import RuleInfo
from proxy.scan.rulebook import languages_of
from proxy.scan.safe_forms import Form, form_of
from proxy.scan.syntax.library import load_rules
from proxy.scan.weaknesses import name_of, owasp, page_of

_PLACE: Final = re.compile(r"\$([A-Z][A-Z0-9_]*)")
_NAMED: Final = "Names of the code that was found stand in it where they are plain names."
_SETTING: Final = "The finding says the key that is in the file, with its safe value."
_NO_COMMENT: Final = (
    "No comment in the code switches a rule off. An exception is a rule of the policy, for a path as narrow as can be:"
)
_WAIVER: Final = """\
name: ours
extends: baseline
rules:
  - id: waive-{name}
    match: {{rule: ["{rule}", "{rule}.*"], path: "tests/**"}}
    action: allow
    unsafe_weaken: true
"""


def page(rule_id: str, info: RuleInfo, shown: Examples) -> str:
    """The page of a rule, in Markdown."""
    parts = [
        f"# {info.title}\n",
        f"`{rule_id}`\n",
        f"{info.why}\n" if info.why else "",
        _facts(rule_id, info),
        _code("Found", shown.language, shown.found),
        _instead(rule_id, info, shown.language),
        _code("Not found", shown.language, shown.ok),
        f"## Waive it\n\n{_NO_COMMENT}\n",
        f"```yaml\n{_WAIVER.format(rule=rule_id, name=rule_id.replace('.', '-').lower())}```\n",
        "## References\n",
        *_references(info),
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _facts(rule_id: str, info: RuleInfo) -> str:
    severity = info.severity.word if info.severity is not None else "varies"
    confidence = info.confidence.word if info.confidence is not None else "varies"
    weaknesses = "<br>".join(f"[{each}]({page_of(each)}) {name_of(each)}".rstrip() for each in info.cwe)
    rows = [
        ("class", info.category),
        ("weakness", weaknesses or "-"),
        ("OWASP Top 10", owasp(info.cwe) or "not in the list"),
        ("severity, confidence", f"{severity}, {confidence}"),
        ("languages", ", ".join(languages_of(rule_id, info))),
        ("frameworks", ", ".join(info.frameworks) or "-"),
    ]
    return "\n".join(["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)]) + "\n"


def _instead(rule_id: str, info: RuleInfo, language: str) -> str:
    form = form_of(rule_id, info)
    if form is Form.WORDS:
        return f"## Instead\n\n{info.fix.rstrip('.')}.\n" if info.fix else ""
    known = next((rule for rule in load_rules() if rule.id == rule_id), None)
    fix = known.worded({}) if known is not None else _PLACE.sub(lambda hole: hole[1].lower(), info.fix)
    note = {Form.NAMED: f"\n{_NAMED}\n", Form.SETTING: f"\n{_SETTING}\n"}.get(form, "")
    return f"## Instead\n\n```{language}\n{fix if form is Form.NAMED else info.fix}\n```\n{note}"


def _code(title: str, language: str, pieces: list[str]) -> str:
    if not pieces:
        return ""
    apart = "\n\n" if any("\n" in piece for piece in pieces) else "\n"
    return f"## {title}\n\n```{language}\n{apart.join(pieces)}\n```\n"


def _references(info: RuleInfo) -> list[str]:
    links = dict.fromkeys((*filter(None, [info.reference]), *(page_of(each) for each in info.cwe)))
    return [f"- {link}" for link in links]


def write_pages(book: Mapping[str, RuleInfo], fixtures: Path, folder: Path) -> int:
    """Write every page and their index; how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    shown = examples(fixtures)
    index = ["# Rules\n", "| rule | what it finds | class | weakness | severity, confidence |", "|---|---|---|---|---|"]
    for rule_id, info in book.items():
        (folder / f"{rule_id}.md").write_text(page(rule_id, info, shown.get(rule_id, Examples())), encoding="utf-8")
        severity = info.severity.word if info.severity is not None else "varies"
        confidence = info.confidence.word if info.confidence is not None else "varies"
        index.append(
            f"| [{rule_id}]({rule_id}.md) | {info.title} | {info.category} | {' '.join(info.cwe)} | {severity}, {confidence} |"
        )
    (folder / "README.md").write_text("\n".join(index) + "\n", encoding="utf-8")
    return len(book)
