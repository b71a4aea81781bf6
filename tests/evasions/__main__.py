"""`python -m tests.evasions`: every case sent, and a table of what was stopped, by family."""

from __future__ import annotations

from collections import Counter

from rich.console import Console
from rich.table import Table

from tests.evasions.cases import Case, cases
from tests.evasions.sending import send, spelled, ways


def holds(case: Case) -> bool:
    """The case comes out as its row says, whatever the way."""
    deliveries = [send(case, way) for way in (ways(case) if case.expect != "limit" else ("one",))]
    if case.expect == "equal":
        return all(each.said == each.heard for each in deliveries)
    return all(spelled(each, case.canary) == (case.expect == "limit") for each in deliveries)


def main() -> None:
    """Print the table, and the cases that don't come out as their rows say."""
    console = Console()
    counts: Counter[tuple[str, str, str, bool]] = Counter()
    for case in cases():
        good = holds(case)
        counts[case.family, case.group, case.grade, good] += 1
        if not good:
            console.print(f"{case.id}: not {case.expect}")
    table = Table("family", "group", "M stopped", "B/D as documented", "secure equal")
    for family, group in sorted({(family, group) for family, group, _, _ in counts}):
        row = []
        for grades in (("M",), ("B", "D"), ("none",)):
            good, bad = (sum(counts[family, group, grade, told] for grade in grades) for told in (True, False))
            row.append(f"{good} of {good + bad}")
        table.add_row(family, group, *row)
    console.print(table)


main()
