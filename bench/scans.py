"""What scanning costs: blocks of 20, 100 and 400 lines with all engines, and all scans of a streamed block as a ratio to one.

CPU time of this process, without the cache; the medians over modules of our own.
Counterpart: bench/__main__.py prints it beside the gateway's figures.
"""

from __future__ import annotations

import ast
import gc
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.table import Table

import proxy
from proxy.extract.statements import Statements
from proxy.model import CodeBlock, Unit
from proxy.scan.scanner import Scanner

_MODULES = (
    "conversation.py",
    "review.py",
    "gate.py",
    "notices.py",
    "scan/pool.py",
    "scan/runner.py",
    "audit/ledger.py",
    "cli/doctor.py",
)
_ROUNDS = 3


def _code(module: str, lines: int) -> str:
    """About `lines` lines of a module of ours, with the next one's where it is too short: whole statements, as people write them."""
    at = _MODULES.index(module)
    texts = [(Path(proxy.__file__).parent / name).read_text("utf-8") for name in _MODULES[at:] + _MODULES[:at]]
    code = "\n".join(texts)
    ends = [statement.end_lineno or 0 for statement in ast.parse(code).body]
    end = min(ends, key=lambda end: abs(end - lines))
    return "".join(line + "\n" for line in code.split("\n")[:end])


def _cpu_ms(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def table() -> Table:
    """Measure."""
    scanner = Scanner()
    scanner.warm()
    made = Table(
        "lines",
        "one whole scan, CPU ms",
        "all statement scans",
        "statements + whole, as a ratio to one whole",
        title="scans",
    )
    gc.collect()
    gc.freeze()  # as the workers' parent does
    for lines in (20, 100, 400):
        wholes, streams = [], []
        for module in _MODULES * _ROUNDS:
            code = _code(module, lines)
            wholes.append(_cpu_ms(lambda code=code: scanner.scan(CodeBlock(1, "fence", code, "python"))))  # type: ignore[misc]
            units = _units(code)
            streams.append(_cpu_ms(lambda units=units: _stream(scanner, units)))  # type: ignore[misc]
        whole, parts = statistics.median(wholes), statistics.median(streams)
        made.add_row(str(lines), f"{whole:.1f}", f"{parts:.1f}", f"{(whole + parts) / whole:.2f}x")
    return made


def _units(code: str) -> list[list[Unit]]:
    """What the gate asks when each scan has ended before the next line comes: a statement, with the blank lines before it."""
    splitter, questions, waiting = Statements(), list[list[Unit]](), list[Unit]()
    for line in code.splitlines(keepends=True):
        waiting += splitter.feed(line)
        if any(not unit.text.isspace() for unit in waiting):
            questions.append(waiting)
            waiting = []
    return questions


def _stream(scanner: Scanner, questions: Sequence[Sequence[Unit]]) -> None:
    """Every statement in a scan of its own, the worst a stream can do."""
    state = b""
    for units in questions:
        state = scanner.scan_units("python", units, state).state
