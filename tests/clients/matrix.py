"""Prints the accounts that the suite left as a table: python -m tests.clients.matrix

A cell: main requests, then L what should land landed, or S only the clean sibling of what was refused, M the reason was seen, ! ended
otherwise than with 0, T ended by us, x something that must hold did not. Also written to out/matrix.txt.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tests.clients.assistants import AIDER, OTHERS, PI
from tests.clients.install import packages
from tests.clients.judging import OUT

WIDTH = 190
CASES = ("clean", "annotated", "redacted", "rejected")
FAULTS = ("stall", "cut", "limited", "unauthorized")
SHORT = {"annotated": "annot.", "unauthorized": "401", "limited": "429", "cut": "death"}


def accounts() -> dict[str, list[dict[str, Any]]]:
    """By client, in the order of the tables."""
    found: dict[str, list[dict[str, Any]]] = {one.name: [] for one in (*AIDER, *PI, *OTHERS)}
    for path in sorted(OUT.glob("*/*.json")):
        entry = json.loads(path.read_text(encoding="utf-8"))
        found.setdefault(entry["client"], []).append(entry)
    return found


def cell(entry: Mapping[str, Any]) -> Text:
    """A case in a few letters."""
    landed = "L" if entry["landed"] else ""
    if landed and entry["case"] == "rejected":
        landed = "S"
    end = {None: "T", 0: ""}.get(entry["exit"], "!")
    letters = f"{entry['main']}{landed}{'M' * entry['told']}{end}{'x' * bool(entry['problems'])}"
    return Text(letters, style="bold red" if entry["problems"] else "green")


def rows() -> Iterator[tuple[str, str, list[Text]]]:
    """Client, shape, cells."""
    known = packages()
    for name, entries in accounts().items():
        package = known.get(name.partition("-")[0])
        if not entries:
            yield name, package.problem.partition("\n")[0][:60] if package and package.problem else "not run", []
        for shape in dict.fromkeys(entry["shape"] for entry in entries):
            by_case = {entry["case"]: entry for entry in entries if entry["shape"] == shape}
            yield name, shape, [cell(by_case[case]) if case in by_case else Text("") for case in (*CASES, *FAULTS)]


def table() -> Table:
    """The whole."""
    made = Table(title="Real assistants through Codeward", caption=(__doc__ or "").split("\n\n")[1].replace("\n", " "))
    for heading in ("client", "shape", *(SHORT.get(case, case) for case in (*CASES, *FAULTS))):
        made.add_column(heading)
    last = ""
    for name, shape, cells in rows():
        if name != last:
            made.add_section()
        made.add_row(name if name != last else "", shape, *cells)
        last = name
    return made


def main() -> int:
    """Print and write."""
    OUT.mkdir(parents=True, exist_ok=True)
    made = table()
    Console(width=min(WIDTH, Console().width) if sys.stdout.isatty() else WIDTH).print(made)
    with (OUT / "matrix.txt").open("w", encoding="utf-8") as file:
        Console(file=file, width=WIDTH).print(made)
    wrong = [(name, entry) for name, entries in accounts().items() for entry in entries if entry["problems"]]
    for name, entry in wrong:
        problem = " ".join(entry["problems"][0][:200].split())
        sys.stdout.write(f"{name} {entry['case']} {entry['shape']}: {problem}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
