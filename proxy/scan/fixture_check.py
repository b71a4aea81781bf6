"""The engines on the labelled fixtures: which lines they should have found and didn't, and which they shouldn't have.

Our own check of a defect that bandit finds too is reported under bandit's id (joining.py); both ids count for the label.
Counterparts: fixtures.py reads the labels, cli/rule.py prints.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from proxy.extract.languages import language_of_path
from proxy.model import CodeBlock, Finding, Severity
from proxy.scan.fixtures import Case, Label, cases, fixture_files
from proxy.scan.rulebook import rulebook
from proxy.scan.scanner import Scanner


@dataclass(frozen=True, slots=True)
class Checked:
    """`wrong`: a line for each label that doesn't hold. `found` and `ok` count the labels by rule."""

    wrong: tuple[str, ...]
    found: Counter[str]
    ok: Counter[str]

    @property
    def rules(self) -> int:
        """How many rules have a label."""
        return len(self.found.keys() | self.ok.keys())

    @property
    def labels(self) -> int:
        """How many labels there are."""
        return self.found.total() + self.ok.total()


def check(scanner: Scanner, folder: Path) -> Checked:
    """Scan every fixture of a folder."""
    wrong: list[str] = []
    found: Counter[str] = Counter()
    ok: Counter[str] = Counter()
    for file in fixture_files(folder):
        for case in cases(file):
            for label in case.labels:
                (found if label.found else ok)[label.rule_id] += 1
            wrong.extend(_wrong(scanner, case))
    return Checked(tuple(wrong), found, ok)


def _wrong(scanner: Scanner, case: Case) -> Iterator[str]:
    block = CodeBlock(1, "file", case.text, language_of_path(case.path), case.path)
    findings = scanner.every(block)
    lines = case.text.split("\n")
    for label in case.labels:
        if any(_speaks(finding, label) for finding in findings) is not label.found:
            place = f"{case.file.parent.name}/{case.file.name}, case {case.number}, line {label.line}"
            what = "not found" if label.found else "falsely found"
            yield f"{place}: {label.rule_id} {what}: {lines[label.line - 1].strip()[:100]}"


def _speaks(finding: Finding, label: Label) -> bool:
    if finding.span.line != label.line:
        return False
    if finding.rule_id == label.rule_id or finding.rule_id.startswith(f"{label.rule_id}."):
        return True
    info = rulebook().get(label.rule_id)
    same = info is not None and finding.rule_id.removeprefix("bandit.") in info.replaces
    return same and (label.found or finding.severity >= Severity.MEDIUM)
