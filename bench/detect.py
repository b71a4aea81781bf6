"""Labelled records in, findings out, for measuring: `python -m bench.detect DATA.jsonl[.gz] OUT.jsonl [--jobs N] [--policy NAME] [--all]`.

A record is `{"id", "lang", "code", ...}`; a line of the output is `{"id", "findings": [{"rule", "engine", "cwe", "severity",
"confidence", "line", "end", "action"}], "status", "parse_ok", "ms"}`. Every engine looks, the policy gives each finding its action.
`status` is the worst that an engine gives, `parse_ok` is false where no engine could read anything of a record in
a language that one knows.

What counts: findings of severity low or more, whatever the policy does with them; INFO (an import, an assert) is what the product
itself calls ordinary, and is left out without `--all`. A scorer that wants only what a developer sees filters by `action`
(`--min-action annotate`).
"""

from __future__ import annotations

import argparse
import gzip
import multiprocessing
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import orjson
from rich.console import Console
from rich.progress import track

from proxy.extract.languages import language_of
from proxy.model import CodeBlock, Decision, Finding, ScanReport, ScanStatus, Severity
from proxy.policy.evaluate import STRUCTURAL, evaluate
from proxy.policy.loader import load_policy
from proxy.policy.schema import Policy
from proxy.scan.scanner import Scanner

# The best first; a record's status is the worst that an engine gives.
ORDER = (
    ScanStatus.COMPLETE,
    ScanStatus.UNSUPPORTED,
    ScanStatus.PARTIAL,
    ScanStatus.UNPARSED,
    ScanStatus.OVERSIZE,
    ScanStatus.TIMED_OUT,
    ScanStatus.FAILED,
)
CHUNK = 8  # records a worker takes at a time


@dataclass(slots=True)
class Bench:
    """What a process scans with."""

    scanner: Scanner
    policy: Policy
    least: Severity

    def row(self, record: dict[str, Any]) -> bytes:
        """One record as one line of the output."""
        block = CodeBlock(1, "file", record["code"], language_of(str(record["lang"])))
        began = time.perf_counter()
        report = self.scanner.scan(block)
        spent = (time.perf_counter() - began) * 1000
        decision = evaluate(self.policy, report, block)
        return orjson.dumps(
            {
                "id": record["id"],
                "findings": list(self._findings(decision)),
                "status": max((run.status for run in report.engines), key=ORDER.index).value,
                "parse_ok": _parsed(report),
                "ms": round(spent, 3),
            }
        )

    def _findings(self, decision: Decision) -> Iterator[dict[str, object]]:
        for reason in decision.reasons:
            if reason.finding is not None and reason.finding.severity >= self.least:
                yield {**_finding(reason.finding), "action": reason.action.word}


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule_id,
        "engine": finding.engine,
        "cwe": list(finding.cwe),
        "severity": finding.severity.word,
        "confidence": finding.confidence.word,
        "line": finding.span.line,
        "end": finding.span.end_line,
    }


def _parsed(report: ScanReport) -> bool:
    """An engine that reads languages could read some of it, or none of them knows the language."""
    runs = [run for run in report.engines if run.engine in STRUCTURAL and run.status is not ScanStatus.UNSUPPORTED]
    return not runs or any(run.status is not ScanStatus.UNPARSED for run in runs)


_benches: list[Bench] = []  # one a process, made by its initialiser


def _start(policy: str, least: Severity) -> None:
    scanner = Scanner()
    scanner.warm()
    _benches.append(Bench(scanner, load_policy(policy), least))


def _row(record: dict[str, Any]) -> bytes:
    return _benches[0].row(record)


def _opened(path: Path) -> IO[bytes]:
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value] # both read bytes


def read(path: Path) -> list[dict[str, Any]]:
    """The records of a file."""
    with _opened(path) as lines:
        records = [orjson.loads(line) for line in lines if line.strip()]
    for number, record in enumerate(records, 1):
        missing = {"id", "lang", "code"} - record.keys() if isinstance(record, dict) else {"id", "lang", "code"}
        if missing:
            sys.exit(f"error: {path}:{number}: not a record: {', '.join(sorted(missing))} missing")
    return records


def main(arguments: Sequence[str] | None = None) -> None:
    """Scan a file of records."""
    parser = argparse.ArgumentParser(
        prog="bench.detect", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--policy", default="baseline")
    parser.add_argument("--all", action="store_true", help="write findings of severity INFO too")
    given = parser.parse_args(arguments)
    try:
        records = read(given.data)
    except (OSError, orjson.JSONDecodeError) as error:
        sys.exit(f"error: {given.data}: {error}")
    console = Console(stderr=True)
    setup = (given.policy, Severity.INFO if given.all else Severity.LOW)
    pool = multiprocessing.get_context("spawn").Pool(max(1, given.jobs), _start, setup)
    with given.out.open("wb") as out, pool:
        rows = pool.imap(_row, records, CHUNK)
        for row in track(rows, given.data.name, total=len(records), console=console, disable=not console.is_terminal):
            out.write(row + b"\n")


if __name__ == "__main__":
    main()
