"""How often findings stand, per rule and declared confidence: `python -m bench.calibration OUT [--data DATA] [--measure MEASURE] [--all]`.

OUT is what `bench.detection` wrote, DATA the labelled sets, MEASURE the folder of their scorer. A finding is judged where its weakness
is the label's (by CWE family): on a vulnerable text or line it stands, on a secure one it is false; a finding of another weakness isn't
judged. Each rule counts once a text or line. Only sets with both labels count, and none whose secure ones are labelled by chance: a set
of defects alone would make any rule look precise. Good functions (the set `benign`) count apart, because their number is arbitrary.

A share has its Wilson interval of 95 per cent. A rule is out of line where at least LEAST findings were judged and
- its confidence is high and less than 80 % stand, or medium and less than 50 %  -> "lower";
- its confidence is low and the interval begins at 50 % or more, or medium and it begins at 80 %  -> "raise";
- a good function is annotated, redacted or rejected for it -> "narrow".
Rules for this file: counting and printing; nothing is scanned. Counterpart: detection.py.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from bench.detect import read
from bench.detection import ANSWERS, BENIGN, module_at
from proxy.model import Action

Row = dict[str, Any]
LEAST: Final = 5  # judged findings: of fewer a share says nothing
FLOORS: Final[Mapping[str, float]] = {"high": 0.8, "medium": 0.5, "low": 0.0}
_RISES: Final[Mapping[str, float]] = {"low": FLOORS["medium"], "medium": FLOORS["high"]}
_Z: Final = 1.96  # 95 per cent of a normal distribution
_NEAR: Final = 2  # lines below a labelled one that still are its statement, as the scorer has it
_BY_CHANCE: Final = frozenset({"sallm_llm", "sallm_wire"})  # their secure ones passed a test, which proves little
_LEVELS: Final = ("high", "medium", "low")


@dataclass(slots=True)
class Tally:
    """What became of a rule's findings at one confidence. `both` counts pairs whose two halves it speaks of alike."""

    stands: int = 0
    false: int = 0
    both: int = 0
    good: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)

    @property
    def judged(self) -> int:
        """Findings on labelled texts."""
        return self.stands + self.false

    @property
    def share(self) -> float:
        """The part that stands, 0 where nothing was judged."""
        return self.stands / self.judged if self.judged else 0.0

    def verdict(self, confidence: str) -> str:
        """What to do with the rule's confidence, "" where it is in line or too little is known."""
        if self.shown:
            return "narrow"
        if self.judged < LEAST:
            return ""
        if self.share < FLOORS[confidence]:
            return "lower"
        rise = _RISES.get(confidence)
        return "raise" if rise is not None and wilson(self.stands, self.judged)[0] >= rise else ""


Key = tuple[str, str]  # a rule's id, the confidence it declared


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The interval in which a share lies with 95 per cent, (0, 1) where nothing was counted.

    Source: E. B. Wilson, Probable inference, 1927; unlike the normal interval it holds for few samples and shares near 0 and 1.
    """
    if not whole:
        return 0.0, 1.0
    share, weight = part / whole, _Z * _Z / whole
    centre = (share + weight / 2) / (1 + weight)
    reach = _Z * math.sqrt(share * (1 - share) / whole + weight / (4 * whole)) / (1 + weight)
    return max(centre - reach, 0.0), min(centre + reach, 1.0)


def tallies(sets: Iterable[tuple[str, list[Row], Mapping[str, Row]]], score: ModuleType) -> dict[Key, Tally]:
    """Count over sets: name, labelled records, what was found by id."""
    made: dict[Key, Tally] = defaultdict(Tally)
    for name, records, found in sets:
        if name == BENIGN:
            _count_good(records, found, made)
        elif name not in _BY_CHANCE and _has_both(records):
            _count(records, found, score, made)
    return dict(made)


def _has_both(records: list[Row]) -> bool:
    labels = {each["label"] for record in records for each in (record.get("marks") or [record]) if each["cwe"]}
    return len(labels) > 1


def _count_good(records: list[Row], found: Mapping[str, Row], made: dict[Key, Tally]) -> None:
    for record in records:
        for each in found.get(record["id"], {"findings": ()})["findings"]:
            tally = made[each["rule"], each["confidence"]]
            tally.good.add(record["id"])
            if each["action"] != Action.ALLOW.word:
                tally.shown.add(record["id"])


def _count(records: list[Row], found: Mapping[str, Row], score: ModuleType, made: dict[Key, Tally]) -> None:
    halves: dict[tuple[str, Key], set[str]] = defaultdict(set)
    for record in records:
        for label, keys in _judged(record, found.get(record["id"], {"findings": ()})["findings"], score):
            for key in keys:
                if label == "vulnerable":
                    made[key].stands += 1
                else:
                    made[key].false += 1
                if record.get("pair"):
                    halves[record["pair"], key].add(label)
    for (_, key), labels in halves.items():
        made[key].both += len(labels) > 1


def _judged(record: Row, findings: list[Row], score: ModuleType) -> Iterator[tuple[str, set[Key]]]:
    """The labels of a record, by line where it has such, with the rules that speak of the same weakness."""
    for mark in record.get("marks") or [record]:
        if not mark["cwe"]:
            continue
        line = mark.get("line")
        near = [
            each
            for each in findings
            if line is None or (each["line"] <= line + _NEAR and each.get("end", each["line"]) >= line)
        ]
        matched = (each for each in near if score.C.match(score.fcwe(each), mark["cwe"]))
        yield mark["label"], {(each["rule"], each["confidence"]) for each in matched}


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"


def _cells(tally: Tally) -> Iterator[str]:
    low, high = wilson(tally.stands, tally.judged)
    yield str(tally.stands)
    yield str(tally.false)
    yield _percent(tally.share) if tally.judged else "-"
    yield f"{_percent(low)}-{_percent(high)}" if tally.judged else "-"
    yield str(tally.both)
    yield f"{len(tally.good)} / {len(tally.shown)}"


_COLUMNS: Final = ("stands", "false", "%", "interval", "both halves", "good functions / shown")


def _table(title: str, *names: str) -> Table:
    made = Table(title=title)
    for name in names:
        made.add_column(name, overflow="fold")
    for name in _COLUMNS:
        made.add_column(name, justify="right")
    return made


def _levels(counted: Mapping[Key, Tally]) -> Table:
    made = _table("By declared confidence", "confidence")
    for level in _LEVELS:
        whole = Tally()
        for (_, confidence), tally in counted.items():
            if confidence == level:
                whole.stands += tally.stands
                whole.false += tally.false
                whole.both += tally.both
                whole.good |= tally.good
                whole.shown |= tally.shown
        made.add_row(level, *_cells(whole))
    return made


def _rules(counted: Mapping[Key, Tally], *, whole: bool) -> Table:
    title = "Every rule" if whole else "Rules out of line with what they declare"
    made = _table(title, "rule", "confidence")
    made.add_column("verdict")
    order = {level: at for at, level in enumerate(_LEVELS)}
    for (rule, confidence), tally in sorted(
        counted.items(), key=lambda each: (order[each[0][1]], each[1].share, each[0])
    ):
        verdict = tally.verdict(confidence)
        if whole or verdict:
            made.add_row(rule, confidence, *_cells(tally), verdict)
    return made


def _read_sets(data: Path, out: Path) -> Iterator[tuple[str, list[Row], dict[str, Row]]]:
    for file in sorted(data.glob("*.jsonl.gz")):
        name = file.name.split(".")[0]
        written = out / f"{name}.codeward.jsonl"
        if name != ANSWERS and written.exists():
            with written.open(encoding="utf-8") as lines:
                yield name, read(file), {row["id"]: row for row in map(json.loads, lines)}


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(
        prog="bench.calibration", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--measure", type=Path, default=Path("../shared/measure"))
    parser.add_argument("--all", action="store_true", help="every rule, not only those out of line")
    given = parser.parse_args()
    sets = list(_read_sets(given.data, given.out))
    if not sets:
        sys.exit(f"error: {given.out}: nothing that bench.detection wrote for a set of {given.data}")
    counted = tallies(sets, module_at(given.measure / "score.py"))
    console = Console(width=160)
    console.print(_levels(counted))
    console.print(_rules(counted, whole=given.all))


if __name__ == "__main__":
    main()
