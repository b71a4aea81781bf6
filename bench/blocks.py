"""Real answers, looked at: how much code is extracted, how many lines bandit really reads, what stays unparsed.

`python -m bench.blocks DATA [--each N]`: DATA is a folder of the labelled samples or one of its files. Chat answers are read as Markdown,
the way a stream is; Python samples are read as one block each, as sent. Other forms (tool calls, edits, autocomplete) are counted and
left out: their wires aren't served yet.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from proxy.extract.fences import Line, Markdown, Opened
from proxy.model import CodeBlock
from proxy.scan.bandit import BanditEngine
from proxy.scan.base import EngineResult, Prepared

SEED = 7


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--each", type=int, default=300, help="records of a set at most, drawn with a fixed seed")
    options = parser.parse_args()
    files = sorted(options.data.glob("*.jsonl*")) if options.data.is_dir() else [options.data]
    engine = BanditEngine()
    console = Console(width=120)
    answers = Table(
        "set",
        "records",
        "blocks",
        "python blocks",
        "python lines",
        "lines read",
        "complete",
        "partial",
        "unparsed",
        "other languages",
    )
    for file in files:
        counts = _measure(_sample(file, options.each), engine, file.name)
        if counts["blocks"]:
            answers.add_row(file.name.split(".")[0], *_row(counts))
    console.print(answers)
    console.print(
        "lines read: share of the non-blank lines of Python blocks that bandit's parse covered, after repair."
    )


def _sample(file: Path, each: int) -> list[dict[str, Any]]:
    raw = file.read_bytes()
    text = gzip.decompress(raw) if file.suffix == ".gz" else raw
    records = [json.loads(line) for line in text.splitlines()]
    return random.Random(SEED).sample(records, min(each, len(records)))


def _measure(records: list[dict[str, Any]], engine: BanditEngine, name: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for record in track(records, description=name, console=Console(stderr=True), transient=True):
        blocks = list(_blocks(record))
        counts["records"] += bool(blocks)
        counts["left out"] += not blocks
        for block in blocks:
            counts["blocks"] += 1
            if block.language != "python":
                counts["other"] += 1
                continue
            result = engine.scan(Prepared(block.text, "python"))
            _count(counts, result)
    return counts


def _count(counts: Counter[str], result: EngineResult) -> None:
    counts["python"] += 1
    counts["lines"] += result.lines_total
    counts["read"] += result.lines_scanned
    counts[result.status.value] += 1


def _blocks(record: dict[str, Any]) -> Iterator[CodeBlock]:
    if record.get("form") == "chat":
        yield from _markdown_blocks(record["text"])
    elif record.get("lang") == "python" and "code" in record:
        yield CodeBlock(1, "file", record["code"], "python")


def _markdown_blocks(text: str) -> Iterator[CodeBlock]:
    markdown = Markdown()
    opened: Opened | None = None
    lines: list[str] = []
    for event in [*markdown.feed(text), *markdown.finish()]:
        if isinstance(event, Opened):
            opened, lines = event, []
        elif isinstance(event, Line):
            lines.append(event.text + "\n")
        elif opened is not None:
            yield CodeBlock(1, opened.origin, "".join(lines), opened.language)
            opened = None


def _row(counts: Counter[str]) -> list[str]:
    share = f"{100 * counts['read'] / counts['lines']:.1f} %" if counts["lines"] else "-"
    numbers = [counts[key] for key in ("records", "blocks", "python", "lines")]
    statuses = [counts[key] for key in ("complete", "partial", "unparsed", "other")]
    return [*map(str, numbers), share, *map(str, statuses)]


if __name__ == "__main__":
    main()
