"""What scanning costs: fresh blocks of 20, 100 and 400 lines with all engines, and all scans of a streamed block as a ratio to one.

CPU time of this process, fresh text each time. Counterpart: bench/__main__.py prints it beside the gateway's figures.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from rich.table import Table

from proxy.extract.statements import Statements
from proxy.model import CodeBlock
from proxy.scan.scanner import Scanner

_FUNCTION = '''def load_{n}(path: str, limit: int = {n}) -> list[str]:
    """Read the rows of a file."""
    rows: list[str] = []
    with open(path, encoding="utf-8") as handle:
        for number, line in enumerate(handle):
            if number > limit:
                break
            rows.append(line.strip().lower())
    return rows
'''
_ROUNDS = 7


def _code(lines: int, salt: int) -> str:
    text = "import os\n\n" + "\n\n".join(_FUNCTION.format(n=salt * 1000 + n) for n in range(lines // 9 + 1))
    return "".join(line + "\n" for line in text.split("\n")[:lines])


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
    for lines in (20, 100, 400):
        wholes, streams = [], []
        for salt in range(_ROUNDS):
            code = _code(lines, salt)
            wholes.append(_cpu_ms(lambda code=code: scanner.scan(CodeBlock(1, "fence", code, "python"))))  # type: ignore[misc]
            streams.append(_cpu_ms(lambda code=code: _stream(scanner, code)))  # type: ignore[misc]
        whole, units = statistics.median(wholes), statistics.median(streams)
        made.add_row(str(lines), f"{whole:.1f}", f"{units:.1f}", f"{(whole + units) / whole:.2f}x")
    return made


def _stream(scanner: Scanner, code: str) -> None:
    """Every statement in a scan of its own, the worst a stream can do."""
    splitter, state = Statements(), b""
    for line in code.splitlines(keepends=True):
        for unit in splitter.feed(line):
            state = scanner.scan_units("python", [unit], state).state
