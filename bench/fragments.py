"""How much of cut-up Python the recovery ladder gets back: `python -m bench.fragments [DIR ...] [--each N] [--seed N]`.

Fragments of eleven kinds are cut, seeded, from real files (the running interpreter's standard library by default), each with one line
`os.system(_c)` put into it: the sentinel. A row of the table says how many parse as they are, how many after recovery, which share of the
lines that are code lies in a fragment that parses, in how many the sentinel is a call of the tree on its own line, and what it took.
Lines that aren't code don't count: REPL output, magics, hunk headers and removed lines, prose, elision marks.
Counterpart: proxy/extract/fragments.py; tests/property/test_fragments.py holds a small fixed run to the thresholds.
"""

from __future__ import annotations

import argparse
import ast
import random
import sys
import sysconfig
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from proxy.extract.fragments import Fragment, recover

SENTINEL = "os.system(_c)"
MIN_LINES, MAX_LINES = 8, 60
MAX_FILE_CHARS = 200_000
SKIPPED_DIRS = frozenset({"test", "tests", "lib2to3", "idlelib", "site-packages", "__pycache__", "turtledemo"})
PUNCTUATION = "()[]{}:'\",=."
PROSE = ("This handles the common case and keeps the rest as it was.", "Note that it's only called once (see above).")
ELISIONS = (
    "...",
    "# ... existing code ...",
    "// rest of the function",
    "... (unchanged)",
    "[rest of the code stays the same]",
)

Numbered = list[tuple[str, bool]]  # a line and whether it is code


@dataclass(frozen=True, slots=True)
class Cut:
    """One fragment: its text, the numbers (from 1) of its lines that are code, and of the sentinel's line."""

    text: str
    code: frozenset[int]
    sentinel: int


@dataclass(slots=True)
class Row:
    """What came out for one kind."""

    kind: str
    total: int = 0
    as_is: int = 0
    parsed: int = 0
    code_lines: int = 0
    scanned_lines: int = 0
    sentinels: int = 0
    ms: list[float] = field(default_factory=list)
    missed: list[Cut] = field(default_factory=list)

    def add(self, cut: Cut) -> None:
        """Recover one fragment and count."""
        started = time.perf_counter()
        recovery = recover(cut.text)
        self.ms.append((time.perf_counter() - started) * 1000)
        lines = cut.text.split("\n")
        scanned = set()
        seen = False
        for fragment in recovery.fragments:
            seen = seen or _calls(fragment, cut.sentinel)
            for number, text in zip(fragment.lines, fragment.source.split("\n"), strict=False):
                if number and text.strip() and (text.strip() != "pass" or lines[number - 1].strip() == "pass"):
                    scanned.add(number)
        self.total += 1
        self.as_is += recovery.step == "as-is"
        self.parsed += bool(recovery.fragments)
        self.code_lines += len(cut.code)
        self.scanned_lines += len(cut.code & scanned)
        self.sentinels += seen
        if not seen or len(cut.code & scanned) < len(cut.code):
            self.missed.append(cut)

    def shares(self) -> tuple[float, float, float, float]:
        """Shares in percent: parsed as is, parsed at all, code lines scanned, sentinels in a fragment."""
        total, lines = max(1, self.total), max(1, self.code_lines)
        counts = (self.as_is / total, self.parsed / total, self.scanned_lines / lines, self.sentinels / total)
        return tuple(100 * share for share in counts)  # type: ignore[return-value]

    def __str__(self) -> str:
        """One line of the table."""
        ms = sorted(self.ms) or [0.0]
        shares = "".join(f"{share:9.1f}" for share in self.shares())
        return (
            f"{self.kind:<16}{self.total:6}{shares}{ms[len(ms) // 2]:9.2f}{ms[int(len(ms) * 0.95)]:9.2f}{ms[-1]:9.2f}"
        )


def _calls(fragment: Fragment, line: int) -> bool:
    """Whether an engine sees the sentinel: as a call in the tree, traced back to its line."""
    nodes = (node for node in ast.walk(ast.parse(fragment.source)) if isinstance(node, ast.Call))
    return any(ast.unparse(node) == SENTINEL and fragment.locate(node.lineno, 0)[0] == line for node in nodes)


HEADING = (
    f"{'kind':<16}{'n':>6}{'as-is%':>9}{'ladder%':>9}{'lines%':>9}{'sent.%':>9}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}"
)


class Source:
    """A file with a sentinel put before one of its statements, and the places to cut it at."""

    def __init__(self, text: str, rng: random.Random) -> None:
        self.rng = rng
        tree = ast.parse(text)
        spots = [
            node
            for outer in ast.walk(tree)
            if isinstance(outer, ast.FunctionDef)
            for node in outer.body[1:]
            if isinstance(node, ast.Assign | ast.Expr | ast.Return | ast.If | ast.For)
            and node.lineno > outer.body[0].end_lineno  # type: ignore[operator]
        ]
        spot = rng.choice(spots)
        lines = text.split("\n")
        lines.insert(spot.lineno - 1, " " * spot.col_offset + SENTINEL)
        self.lines = lines
        self.at = spot.lineno - 1  # index of the sentinel's line
        self.tree = ast.parse("\n".join(lines))

    def holders(self, *kinds: type[ast.stmt]) -> list[ast.stmt]:
        """The statements of these kinds around the sentinel, the outermost first."""
        return [
            node
            for node in ast.walk(self.tree)
            if isinstance(node, kinds) and node.lineno - 1 <= self.at < (node.end_lineno or 0)
        ]

    def cut(self, first: int, last: int) -> Numbered:
        """Lines `first..last` (indices, `last` excluded) as code, at most MAX_LINES with the sentinel inside."""
        first = max(first, self.at - MAX_LINES)
        return [(line, True) for line in self.lines[first : min(last, self.at + MAX_LINES)]]

    def around(self) -> tuple[int, int]:
        """A random window over the sentinel."""
        size = self.rng.randint(MIN_LINES, MAX_LINES)
        first = max(0, self.at - self.rng.randint(0, size - 1))
        return first, min(len(self.lines), first + size)

    def unit(self) -> Numbered | None:
        """The outermost function or class, when it isn't too long."""
        holders = self.holders(ast.FunctionDef, ast.ClassDef)
        node = next((each for each in holders if each.end_lineno - each.lineno < 3 * MAX_LINES), None)  # type: ignore[operator]
        return (
            None
            if node is None
            else _dedented([(line, True) for line in self.lines[node.lineno - 1 : node.end_lineno]])
        )


def _dedented(numbered: Numbered) -> Numbered:
    width = min(len(line) - len(line.lstrip()) for line, _ in numbered if line.strip())
    own = len(numbered[0][0]) - len(numbered[0][0].lstrip())
    return [(line[own:] if own == width or line[:own].isspace() else line, code) for line, code in numbered]


def method_body(source: Source) -> Numbered | None:
    """The body of a method, indented as it stands."""
    node = source.holders(ast.FunctionDef)[0]
    return source.cut(node.body[0].lineno - 1, node.end_lineno or 0) if node.col_offset else None  # type: ignore[attr-defined]


def class_methods(source: Source) -> Numbered | None:
    """Whole methods of a class without its first line."""
    holders = source.holders(ast.ClassDef)
    if not holders:
        return None
    body = [node for node in holders[0].body if isinstance(node, ast.FunctionDef)]  # type: ignore[attr-defined]
    mine = next((k for k, node in enumerate(body) if node.lineno - 1 <= source.at < (node.end_lineno or 0)), None)
    if mine is None:
        return None
    last = body[min(len(body) - 1, mine + source.rng.randint(0, 2))]
    return [(line, True) for line in source.lines[body[mine].lineno - 1 : last.end_lineno]]


def window(source: Source) -> Numbered:
    """Any lines."""
    first, last = source.around()
    return [(line, True) for line in source.lines[first:last]]


def stream_prefix(source: Source) -> Numbered:
    """A file, or its top-level unit, as far as it was streamed: cut at any character after the sentinel."""
    holders = source.holders(ast.FunctionDef, ast.ClassDef)
    first = max(holders[0].lineno - 1, 0) if source.rng.random() < 0.5 else 0  # a coin
    text = "\n".join(source.lines[first : source.at + 1])
    rest = "\n".join(source.lines[source.at + 1 : source.at + 1 + MAX_LINES])
    return [(line, True) for line in (text + "\n" + rest[: source.rng.randint(0, len(rest))]).split("\n")]


def fim_middle(source: Source) -> Numbered:
    """What fills a gap: it starts and ends anywhere in a line."""
    first, last = source.around()
    lines = source.lines[first:last]
    if first < source.at:
        lines[0] = lines[0][source.rng.randint(0, len(lines[0])) :]
    if last > source.at + 1:
        lines[-1] = lines[-1][: source.rng.randint(0, len(lines[-1]))]
    return [(line, True) for line in lines]


def elided(source: Source) -> Numbered | None:
    """A unit with some lines left out, said so in the ways models do."""
    numbered = source.unit()
    if numbered is None:
        return None
    sentinel = next(k for k, (line, _) in enumerate(numbered) if line.strip() == SENTINEL)
    for _ in range(source.rng.randint(1, 2)):
        size = source.rng.randint(1, 8)
        first = source.rng.randrange(1, len(numbered)) if len(numbered) > 1 else 1
        if first <= sentinel < first + size:
            continue
        line = numbered[min(first, len(numbered) - 1)][0]
        mark = " " * (len(line) - len(line.lstrip())) + source.rng.choice(ELISIONS)
        removed = len(numbered[first : first + size])
        numbered[first : first + size] = [(mark, False)]
        sentinel -= removed - 1 if first < sentinel else 0
    return numbered


def diff_hunk(source: Source) -> Numbered:
    """A hunk of a unified diff, with or without its header."""
    first, last = source.around()
    numbered: Numbered = []
    if source.rng.random() < 0.7:  # most have one
        numbered.append((f"@@ -{first},{last - first} +{first},{last - first} @@", False))
    for k, line in enumerate(source.lines[first:last], first):
        if source.rng.random() < 0.1:  # one line in ten is replaced
            numbered.append(("-" + line[:-1], False))
            numbered.append(("+" + line, True))
        else:
            numbered.append((("+" if k == source.at else " ") + line, True))
    return numbered


def repl(source: Source) -> Numbered | None:
    """A session at the prompt, with output."""
    numbered = source.unit()
    if numbered is None:
        return None
    made: Numbered = [(">>> import os", True)]
    made += [((">>> " if k == 0 else "... ") + line, True) for k, (line, _) in enumerate(numbered)]
    return [*made, ("... ", False), (">>> run()", True), ("{'a': 1, 'b': [2, 3]}", False), ("<object at 0x7f>", False)]


def notebook(source: Source) -> Numbered | None:
    """A cell with magics."""
    numbered = source.unit()
    if numbered is None:
        return None
    head = source.rng.choice(
        (["%matplotlib inline"], ["!pip install -q x 'y>2'"], ["%%time"], ["%load_ext a", "!ls | wc -l"])
    )
    return [*((line, False) for line in head), ("import os", True), *numbered, ("%timeit run()", False), ("df?", False)]


def one_deleted(source: Source) -> Numbered | None:
    """One character of punctuation is missing."""
    numbered = source.unit()
    if numbered is None:
        return None
    places = [
        (k, c)
        for k, (line, _) in enumerate(numbered)
        if line.strip() != SENTINEL
        for c, sign in enumerate(line)
        if sign in PUNCTUATION
    ]
    k, c = source.rng.choice(places)
    numbered[k] = (numbered[k][0][:c] + numbered[k][0][c + 1 :], True)
    return numbered


def class_and_prose(source: Source) -> Numbered | None:
    """A unit between sentences."""
    numbered = source.unit()
    if numbered is None:
        return None
    prose = source.rng.choice(PROSE)
    return [("Here is the updated class:", False), ("", False), *numbered, ("", False), (prose, False)]


KINDS: dict[str, Callable[[Source], Numbered | None]] = {
    "method body": method_body,
    "class methods": class_methods,
    "line window": window,
    "stream prefix": stream_prefix,
    "FIM middle": fim_middle,
    "elided": elided,
    "diff hunk": diff_hunk,
    "REPL": repl,
    "notebook": notebook,
    "one char deleted": one_deleted,
    "class + prose": class_and_prose,
}


def files(directories: Sequence[Path]) -> list[Path]:
    """The Python files below the directories, without their tests, in a fixed order."""
    found = (path for directory in directories for path in directory.rglob("*.py"))
    return sorted(path for path in found if not SKIPPED_DIRS & set(path.parts))


def cuts(paths: Sequence[Path], kind: str, count: int, seed: int) -> Iterator[Cut]:
    """`count` fragments of a kind, the same for the same files and seed."""
    rng = random.Random(f"{kind}/{seed}")  # a sample, no secret
    made = 0
    for _ in range(50 * count):
        text = rng.choice(paths).read_text("utf-8", errors="replace")
        if made == count:
            return
        if len(text) > MAX_FILE_CHARS or "\t" in text or "\r" in text or "\f" in text:
            continue
        try:
            source = Source(text, rng)
        except (SyntaxError, IndexError):  # not this version's Python, or no function to put the sentinel into
            continue
        numbered = KINDS[kind](source)
        sentinel = next((k for k, (line, _) in enumerate(numbered or (), 1) if SENTINEL in line), None)
        if numbered is None or sentinel is None:
            continue
        made += 1
        code = frozenset(k for k, (line, is_code) in enumerate(numbered, 1) if is_code and line.strip(" +-.>"))
        yield Cut("\n".join(line for line, _ in numbered), code, sentinel)


def measure(directories: Sequence[Path], each: int, seed: int = 1) -> list[Row]:
    """A row for each kind, and one for all."""
    paths = files(directories)
    rows = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for kind in KINDS:
            row = Row(kind)
            for cut in cuts(paths, kind, each, seed):
                row.add(cut)
            rows.append(row)
    return [*rows, _sum(rows)]


def _sum(rows: Sequence[Row]) -> Row:
    whole = Row("all")
    for row in rows:
        for name in ("total", "as_is", "parsed", "code_lines", "scanned_lines", "sentinels"):
            setattr(whole, name, getattr(whole, name) + getattr(row, name))
        whole.ms += row.ms
        whole.missed += row.missed
    return whole


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("directories", nargs="*", type=Path, default=[Path(sysconfig.get_path("stdlib"))])
    parser.add_argument("--each", type=int, default=100, help="fragments of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="print this many fragments that were not scanned whole")
    options = parser.parse_args()
    rows = measure(options.directories, options.each, options.seed)
    sys.stdout.write("\n".join([HEADING, *map(str, rows)]) + "\n")
    for cut in rows[-1].missed[: options.show]:
        sys.stdout.write(f"\n----- sentinel at line {cut.sentinel}\n{cut.text}\n")


if __name__ == "__main__":
    main()
