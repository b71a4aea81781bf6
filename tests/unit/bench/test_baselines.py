"""bench/baselines.py: what other scanners say, as rows of our own."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import pytest

from bench.baselines import Semgrep, also

RECORDS = [
    {"id": "one", "lang": "python", "code": "eval(x)\n"},
    {"id": "two", "lang": "go", "code": "package main\n"},
    {"id": "three", "lang": "no-such", "code": "text\n"},
]
# A program with semgrep's interface: it speaks of each Python file, and can't parse Go.
PROGRAM = """#!{python}
import json, pathlib, sys
folder = pathlib.Path(sys.argv[-1])
if "{rules}" not in sys.argv:
    sys.exit(7)
files = sorted(folder.iterdir())
print(json.dumps({{
    "results": [
        {{"check_id": "rules.eval", "path": str(file), "start": {{"line": 1}}, "end": {{"line": 2}},
          "extra": {{"severity": "ERROR", "metadata": {{"cwe": ["CWE-95: eval"]}}}}}}
        for file in files if file.suffix == ".py"
    ],
    "errors": [{{"type": "Syntax error, PartialParsing", "path": str(file)}} for file in files if file.suffix == ".go"],
    "paths": {{"scanned": [str(file) for file in files if file.suffix in {{".py", ".go"}}]}},
}}))
sys.exit(2)
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    made = tmp_path / "rules.yaml"
    made.write_text("rules: []\n")
    return made


@pytest.fixture
def program(tmp_path: Path, rules: Path) -> Path:
    made = tmp_path / "semgrep"
    made.write_text(PROGRAM.format(python=sys.executable, rules=rules))
    made.chmod(made.stat().st_mode | stat.S_IXUSR)
    return made


def test_a_report_becomes_a_row_for_each_record(program: Path, rules: Path) -> None:
    rows = Semgrep(program, rules).rows(RECORDS)
    finding = {"rule": "semgrep.rules.eval", "cwe": ["CWE-95: eval"], "severity": "high", "line": 1, "end": 2}
    assert {name: (row["findings"], row["parse_ok"]) for name, row in rows.items()} == {
        "one": ([finding], True),
        "two": ([], False),
        "three": ([], True),
    }
    assert len({row["ms"] for row in rows.values()}) == 1
    assert json.loads(json.dumps(rows)) == rows


def test_a_program_that_fails_is_told(program: Path, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="semgrep ended with 7"):
        Semgrep(program, tmp_path / "others.yaml").rows(RECORDS)


def test_a_program_that_looked_at_nothing_is_told(program: Path, rules: Path) -> None:
    with pytest.raises(RuntimeError, match="semgrep ended with 2"):
        Semgrep(program, rules).rows(RECORDS[2:])


def test_what_is_compared_with_has_to_be_there(program: Path, rules: Path) -> None:
    assert also([f"semgrep={program}", str(rules)]) == Semgrep(program, rules)
    for given in (
        [f"semgrep={program}x", str(rules)],
        [f"semgrep={program}", f"{rules}x"],
        [f"other={program}", str(rules)],
    ):
        with pytest.raises(SystemExit, match="--also"):
            also(given)
