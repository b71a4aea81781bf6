"""What we aim at beside what a run reached: the rows that labelled sets can show.

Aims are those of the design (unseen samples of these kinds; a development set only hints at them). A row is reached where each of its
figures is on the right side. Rules for this file: counting and printing. Counterpart: detection.py, which scores the sets.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from rich.table import Table

from proxy.model import Action

Row = dict[str, Any]
Rows = Mapping[str, Row]
Sets = Mapping[str, tuple[list[Row], Rows]]
_SYNTHETIC: Final = frozenset({"285", "306", "352", "384", "613", "614", "639", "862", "863", "915", "1004"})
_NEAR: Final = 2  # lines, as the scorer has it
_CLASSES: Final = ("authorization", "session-cookie", "jwt", "cors")


@dataclass(frozen=True, slots=True)
class Figure:
    """A share in per cent, or milliseconds; None where there is nothing to count. `least` or `most` is the aim."""

    name: str
    reached: float | None
    least: float | None = None
    most: float | None = None

    @property
    def met(self) -> bool:
        """Whether the aim is reached."""
        if self.reached is None:
            return False
        return (self.least is None or self.reached >= self.least) and (self.most is None or self.reached <= self.most)


def share(part: float, whole: float) -> float | None:
    """Per cent, None of nothing."""
    return 100 * part / whole if whole else None


def table(sets: Sets, score: ModuleType, classes: Path, at: Callable[[Sequence[float], float], float]) -> Table:
    """The goals whose sets were scanned. `classes` is the scorer's file that says which weakness belongs to which class."""
    made = Table(title="Goals (CWE-matched) and what this run reached")
    for name in ("what", "aim", "reached", "met"):
        made.add_column(name)
    for what, figures in goals(sets, score, classes, at):
        made.add_row(
            what,
            ", ".join(_aim(each) for each in figures),
            ", ".join(_number(each.reached) for each in figures),
            "yes" if all(each.met for each in figures) else "no",
        )
    return made


def _aim(figure: Figure) -> str:
    bound = f">= {figure.least:g}" if figure.least is not None else f"<= {figure.most:g}"
    return f"{figure.name} {bound}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"


def goals(
    sets: Sets, score: ModuleType, classes: Path, at: Callable[[Sequence[float], float], float]
) -> Iterator[tuple[str, list[Figure]]]:
    """Each goal's name and figures."""
    yield from _pairs(sets, score)
    yield from _single(sets, score)
    if "semgrep_rules" in sets and classes.exists():
        yield from _lines(*sets["semgrep_rules"], score, classes)
    if "benign" in sets:
        rows = sets["benign"][1].values()
        actions = [{each["action"] for each in row["findings"]} for row in rows]
        hard = {Action.REDACT.word, Action.REJECT.word}
        yield (
            "good functions, per cent",
            [
                Figure(
                    "annotated", share(sum(Action.ANNOTATE.word in each for each in actions), len(actions)), most=0.8
                ),
                Figure(
                    "redacted or rejected", share(sum(bool(each & hard) for each in actions), len(actions)), most=0.1
                ),
            ],
        )
    times = [row["ms"] for _, rows in sets.values() for row in rows.values()]
    yield "time a snippet, ms", [Figure("p95", at(times, 0.95), most=50), Figure("p99", at(times, 0.99), most=150)]


def _pairs(sets: Sets, score: ModuleType) -> Iterator[tuple[str, list[Figure]]]:
    if "safecoder" in sets:
        records, rows = sets["safecoder"]
        python = score.score([each for each in records if each["lang"] == "python"], rows)
        false = Figure("false", share(python["s_cwe"], python["s"]), most=4)
        yield "fixes, Python", [Figure("pairs", share(python["pairs_ok"], python["pairs"]), least=70), false]
        for lang in ("javascript", "ruby", "go", "java", "c"):
            counts = score.score([each for each in records if each["lang"] == lang], rows)
            yield f"fixes, {lang}", [Figure("pairs", share(counts["pairs_ok"], counts["pairs"]), least=30)]
    if "secodeplt" in sets:
        records, rows = sets["secodeplt"]
        chosen = [each for each in records if {re.sub(r"\D", "", cwe) for cwe in each["cwe"]} & _SYNTHETIC]
        counts = score.score(chosen, rows)
        yield "authorization and sessions", [Figure("pairs", share(counts["pairs_ok"], counts["pairs"]), least=40)]


def _single(sets: Sets, score: ModuleType) -> Iterator[tuple[str, list[Figure]]]:
    for name, what, least, most in (
        ("sallm", "hand-written Python", 75, None),
        ("gosec", "Go", 65, 6),
        ("gitleaks", "secrets", 92, 4),
    ):
        if name in sets:
            counts = score.score(*sets[name])
            figures = [Figure("recall", share(counts["v_cwe"], counts["v"]), least=least)]
            if most is not None:
                figures.append(Figure("false", share(counts["s_cwe"], counts["s"]), most=most))
            yield what, figures
    if "checkov" in sets:
        counts = score.score(*sets["checkov"])
        yield "infrastructure", [Figure("told apart", share(counts["diff"], counts["diff_n"]), least=65)]
    if "sallm_wire" in sets:
        counts = score.score(*sets["sallm_wire"])
        whole = counts["v"] + counts["s"]
        read = Figure("read", share(whole - counts["unparsed_v"] - counts["unparsed_s"], whole), least=99)
        yield "fragments as sent", [read, Figure("recall", share(counts["v_cwe"], counts["v"]), least=50)]


def _lines(records: list[Row], rows: Rows, score: ModuleType, classes: Path) -> Iterator[tuple[str, list[Figure]]]:
    """Labelled lines by class, put into classes as the scorer's by_class.py does."""
    known = _read_classes(classes)
    counted: dict[tuple[str, str, bool], int] = {}
    for record in records:
        findings = rows[record["id"]]["findings"]
        for mark in record.get("marks", ()):
            near = [each for each in findings if each["line"] <= mark["line"] + _NEAR and each["end"] >= mark["line"]]
            hit = any(score.C.match(score.fcwe(each), mark["cwe"]) for each in near)
            rule = mark.get("rule") or ""
            key = (
                _class_of(mark["cwe"], rule if isinstance(rule, str) else " ".join(rule), known, score),
                mark["label"],
                hit,
            )
            counted[key] = counted.get(key, 0) + 1
    for name in _CLASSES:
        bad = counted.get((name, "vulnerable", True), 0), counted.get((name, "vulnerable", False), 0)
        good = counted.get((name, "secure", True), 0), counted.get((name, "secure", False), 0)
        yield (
            f"lines, {name}",
            [Figure("recall", share(bad[0], sum(bad)), least=60), Figure("false", share(good[0], sum(good)), most=5)],
        )


Classes = list[tuple[str, set[int], str]]
_BY_NAME_FIRST: Final = 3  # of the classes that a rule's name alone decides


def _read_classes(file: Path) -> Classes:
    """The scorer's table, read without running it."""
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "CLASSES":
            made: Classes = ast.literal_eval(node.value)
            return made
    return []


def _class_of(cwes: list[str], rule: str, known: Classes, score: ModuleType) -> str:
    numbers = set(score.C.norm(cwes))
    for name, ids, words in known[:_BY_NAME_FIRST]:
        if numbers & ids or re.search(words, rule, re.IGNORECASE):
            return name
    by_number = (name for name, ids, _ in known[_BY_NAME_FIRST:] if numbers & ids)
    by_name = (name for name, _, words in known[_BY_NAME_FIRST:] if re.search(words, rule, re.IGNORECASE))
    return next(by_number, None) or next(by_name, "other")
