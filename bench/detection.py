"""Every labelled set, scanned by Codeward and beside it by bandit and detect-secrets as they come, scored in one run.

`python -m bench.detection DATA --measure MEASURE --out OUT [--sets a,b] [--jobs N] [--also semgrep=PROGRAM RULES]`: DATA is the folder of
the sets (`*.jsonl.gz`), MEASURE the folder of their scorer (`score.py`). Findings are written to OUT, one file a tool and set.
Times are milliseconds of CPU a snippet.
The gate: good functions (the set `benign`) that are annotated, redacted or rejected must be among those that bench/benign.json names; a new
one ends the run with status 1, and --accept writes the file anew.
At the end what we aim at stands beside what was reached (goals.py); semgrep is compared with where somebody has it and its rules.
Counterparts: detect.py scans one file, baselines.py holds the other scanners, calibration.py reads what this writes.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import multiprocessing
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench import baselines, goals
from bench.detect import read
from proxy.extract.languages import language_of
from proxy.model import Action, CodeBlock, ScanStatus, Severity
from proxy.policy.evaluate import STRUCTURAL, evaluate
from proxy.policy.loader import load_policy
from proxy.scan.scanner import Scanner

GATE = Path(__file__).with_name("benign.json")
BENIGN, ANSWERS = "benign", "answers"
TOOLS = ("codeward", "bandit", "detect-secrets")
CHUNK = 8
Row = dict[str, Any]
_tools: dict[str, Any] = {}  # one a process, made by its initialiser


def _start() -> None:
    scanner = Scanner()
    scanner.warm()
    baselines.start()
    _tools.update(scanner=scanner, policy=load_policy("baseline"))


def _rows(record: Row) -> dict[str, Row]:
    return {tool: look(record) for tool, look in _LOOKS.items()}


def _codeward(record: Row) -> Row:
    block = CodeBlock(1, "file", record["code"], language_of(str(record["lang"])))
    began = time.process_time()
    report = _tools["scanner"].scan(block)
    spent = time.process_time() - began
    decision = evaluate(_tools["policy"], report, block)
    found = [
        {**_place(reason.finding), "rule": reason.finding.rule_id, "cwe": list(reason.finding.cwe), "engine": reason.finding.engine,
         "severity": reason.finding.severity.word, "confidence": reason.finding.confidence.word, "action": reason.action.word}
        for reason in decision.reasons
        if reason.finding is not None and reason.finding.severity > Severity.INFO
    ]  # fmt: skip
    runs = [run for run in report.engines if run.engine in STRUCTURAL and run.status is not ScanStatus.UNSUPPORTED]
    read_ok = not runs or any(run.status is not ScanStatus.UNPARSED for run in runs)
    return {"id": record["id"], "findings": found, "parse_ok": read_ok, "ms": spent * 1000}


def _place(finding: Any) -> dict[str, int]:  # noqa: ANN401 - a Finding, or one of bandit's issues
    return {"line": finding.span.line, "end": finding.span.end_line}


_LOOKS = {"codeward": _codeward, "bandit": baselines.bandit, "detect-secrets": baselines.detect_secrets}


def module_at(path: Path) -> ModuleType:
    """A module of the scorer, by its path."""
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        sys.exit(f"error: {path} is no Python file")
    made = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = made
    spec.loader.exec_module(made)
    return made


def _percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


def _at(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)] if values else 0.0


def _cells(counts: Mapping[str, int]) -> Iterator[str]:
    """A score as the table shows it."""
    yield f"{counts['v']}/{counts['s']}"
    yield f"{_percent(counts['v_any'], counts['v'])} / {_percent(counts['v_cwe'], counts['v'])}"
    yield f"{_percent(counts['s_any'], counts['s'])} / {_percent(counts['s_cwe'], counts['s'])}"
    yield _percent(counts["pairs_ok"], counts["pairs"])
    yield f"{_percent(counts['mv_cwe'], counts['mv'])} / {_percent(counts['ms_cwe'], counts['ms'])}"
    yield _percent(counts["diff"], counts["diff_n"])
    unread = counts["unparsed_v"] + counts["unparsed_s"]
    yield _percent(unread, counts["v"] + counts["s"])


def _table() -> Table:
    table = Table(title="Detection, per cent: a finding at all / one of the label's weakness")
    for name in (
        "set",
        "language",
        "tool",
        "bad/good",
        "recall",
        "false alarm",
        "pairs right",
        "lines bad/ok",
        "told apart",
        "unread",
        "ms p50",
        "p95",
        "p99",
    ):
        table.add_column(name, justify="left" if name in {"set", "language", "tool"} else "right")
    return table


def _score_set(
    name: str, records: list[Row], rows: Mapping[str, dict[str, Row]], score: ModuleType, table: Table
) -> None:
    languages = sorted(
        {str(record["lang"]) for record in records}, key=lambda lang: -sum(r["lang"] == lang for r in records)
    )
    for lang in ["all", *(languages if 1 < len(languages) <= 8 else [])]:
        chosen = [record for record in records if lang in ("all", record["lang"])]
        for tool in rows:
            if tool == "bandit" and not any(language_of(str(record["lang"])) == "python" for record in chosen):
                continue
            counts = score.score(chosen, rows[tool])
            times = [row["ms"] for record in chosen if (row := rows[tool][record["id"]])["ms"] is not None]
            spent = (f"{_at(times, share):.1f}" for share in (0.5, 0.95, 0.99))
            table.add_row(
                name if lang == "all" and tool == TOOLS[0] else "",
                lang if tool == TOOLS[0] else "",
                tool,
                *_cells(counts),
                *spent,
            )


def _gate(rows: Mapping[str, Row], console: Console, *, accept: bool) -> bool:
    """Whether no good function is touched that bench/benign.json doesn't name."""
    touched = sorted(
        row["id"] for row in rows.values() if any(found["action"] != Action.ALLOW.word for found in row["findings"])
    )
    known = json.loads(GATE.read_text()) if GATE.exists() else []
    if accept:
        GATE.write_text(json.dumps(touched, indent=1) + "\n")
        return True
    fresh = [each for each in touched if each not in known]
    console.print(
        f"good functions touched: {len(touched)} of {len(rows)} ({_percent(len(touched), len(rows))} %), {len(fresh)} new"
    )
    for each in fresh:
        console.print(
            f"  new false alarm: {each}: {', '.join(sorted({found['rule'] for found in rows[each]['findings']}))}"
        )
    return not fresh


def main() -> None:
    """Scan, score, print, and hold the gate."""
    parser = argparse.ArgumentParser(
        prog="bench.detection", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--measure", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sets", default="", help="only these, separated by commas")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--also", nargs=2, metavar=("semgrep=PROGRAM", "RULES"), help="compare with semgrep too")
    parser.add_argument("--accept", action="store_true", help="write bench/benign.json anew")
    given = parser.parse_args()
    console = Console(width=200)
    score = module_at(given.measure / "score.py")
    wanted = set(given.sets.split(",")) - {""}
    files = [file for file in sorted(given.data.glob("*.jsonl.gz")) if file.name.split(".")[0] != ANSWERS]
    files = [file for file in files if not wanted or file.name.split(".")[0] in wanted]
    if not files:
        sys.exit(f"error: {given.data}: no *.jsonl.gz of these sets")
    semgrep = baselines.also(given.also) if given.also else None
    table, held = _table(), True
    scanned: dict[str, tuple[list[Row], dict[str, Row]]] = {}
    with multiprocessing.get_context("spawn").Pool(max(1, given.jobs), _start) as pool:
        for file in files:
            name = file.name.split(".")[0]
            records = read(file)
            made = track(
                pool.imap(_rows, records, CHUNK),
                name,
                total=len(records),
                console=console,
                disable=not console.is_terminal,
            )
            rows: dict[str, dict[str, Row]] = {tool: {} for tool in TOOLS}
            for row in made:
                for tool, each in row.items():
                    rows[tool][each["id"]] = each
            if semgrep is not None:
                rows["semgrep"] = semgrep.rows(records)
            scanned[name] = records, rows["codeward"]
            for tool, found in rows.items():
                out = given.out / f"{name}.{tool}.jsonl"
                out.write_text("".join(json.dumps(row) + "\n" for row in found.values()))
            _score_set(name, records, rows, score, table)
            if name == BENIGN:
                held = _gate(rows["codeward"], console, accept=given.accept)
    console.print(table)
    console.print(goals.table(scanned, score, given.measure / "by_class.py", _at))
    if not held:
        sys.exit("error: new false alarms on good functions; mend the rule, or accept them with --accept and say why")


if __name__ == "__main__":
    main()
