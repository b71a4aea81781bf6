"""How often a text without a tag is read in its own language: `python -m bench.languages DATA [--model] [--lines N]`.

DATA is a folder of `*.jsonl.gz`: records with `lang` and `code` count as they stand, of answers (`form`, `text`) the fences that say their
language, without what they say. Beside them count the fixtures of the rules. Of each text a window of lines is asked about, from its first
lines or from its middle; at most `--most` texts a language and set, evenly drawn, so that two runs ask about the same.
`first`: the likeliest language is right. `both`: one of the two that are scanned is. `none`: nothing was named.
`--model` asks magika too, where it is installed and the heuristics aren't sure.
"""

from __future__ import annotations

import argparse
import gzip
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from proxy.extract.fences import Line, Markdown, Opened
from proxy.extract.languages import language_of, language_of_path
from proxy.scan.guessing import Guesser
from proxy.scan.magika import MagikaModel, installed

# What no engine tells apart: a right answer for one is right for the other.
_SAME = {"jsx": "javascript", "tsx": "typescript", "objectivec": "c"}
_UNASKED = frozenset(
    {"text", "diff", "markdown", "ini"}
)  # no language of their own; the sets call all sorts of settings ini
_LEAST_LINES = 3  # what is shorter, people can't tell either


@dataclass(frozen=True, slots=True)
class Sample:
    """A text and the language that it is in."""

    language: str
    text: str


def records(folder: Path) -> Iterator[tuple[str, list[Sample]]]:
    """The samples of each set of a folder."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path) as lines:
            rows = [orjson.loads(line) for line in lines]
        yield path.name.removesuffix(".jsonl.gz"), [sample for row in rows for sample in _of_record(row)]


def fixtures(folder: Path) -> Iterator[Sample]:
    """The rules' own fixtures, without the comments that label them."""
    for path in sorted(folder.glob("*/*")):
        language = None if path.suffix == ".yaml" else language_of_path(path.name)
        if language is not None:
            lines = path.read_text(encoding="utf-8").split("\n")
            yield Sample(language, "\n".join(line for line in lines if "ruleid:" not in line and "ok:" not in line))


def window(text: str, lines: int, *, middle: bool) -> str:
    """As many lines of a text as asked for."""
    rows = [row for row in text.split("\n") if row.strip()]
    start = max(0, (len(rows) - lines) // 2) if middle else 0
    return "\n".join(rows[start : start + lines]) + "\n"


def drawn(samples: Iterable[Sample], most: int) -> Iterator[Sample]:
    """At most `most` samples of each language, evenly."""
    by_language: dict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        by_language[sample.language].append(sample)
    for each in by_language.values():
        step = max(1, -(-len(each) // most))
        yield from each[::step]


def _of_record(row: dict[str, object]) -> Iterator[Sample]:
    if "form" in row:
        yield from _fences(str(row["text"]))
        return
    name = str(row["lang"])
    language = {"kubernetes": "yaml", "cloudformation": "yaml", "objc": "objectivec"}.get(name) or language_of(name)
    if language is not None:
        code = str(row["code"])
        as_json = language == "yaml" and code.lstrip().startswith("{")
        yield Sample("json" if as_json else language, code)


def _fences(text: str) -> Iterator[Sample]:
    markdown = Markdown()
    language, code = None, ""
    for event in [*markdown.feed(text), *markdown.finish()]:
        if isinstance(event, Opened):
            language, code = event.language, ""
        elif isinstance(event, Line):
            code += event.text + "\n"
        elif code:
            if language is not None:
                yield Sample(language, code)
            code = ""


def main() -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--rules", type=Path, default=Path("policies/rules"))
    parser.add_argument("--lines", type=int, default=12)
    parser.add_argument("--most", type=int, default=60)
    parser.add_argument("--model", action="store_true")
    parser.add_argument("--missed", action="store_true", help="print what was read in other languages only")
    given = parser.parse_args()
    guesser = Guesser(MagikaModel() if given.model and installed() else None)
    sets = [*records(given.data), ("fixtures", list(fixtures(given.rules)))]
    samples = [sample for _, each in sets for sample in drawn(each, given.most) if _askable(sample)]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    wrong: dict[str, Counter[str]] = defaultdict(Counter)
    began = time.process_time()
    for sample in samples:
        for middle in (False, True):
            text = window(sample.text, given.lines, middle=middle)
            named = [_SAME.get(each, each) for each in guesser.languages(text)]
            right = _SAME.get(sample.language, sample.language)
            for key in (right, "all"):
                counts[key].update(_seen(named, right))
            if right not in named:
                wrong[right].update(named[:1] or ["-"])
                if given.missed:
                    print(f"== {right} read as {named}\n{text}")
    spent = (time.process_time() - began) * 1000 / max(1, 2 * len(samples))
    _print(counts, wrong, spent)


def _askable(sample: Sample) -> bool:
    return sample.language not in _UNASKED and sum(map(bool, sample.text.split("\n"))) >= _LEAST_LINES


def _seen(named: list[str], right: str) -> list[str]:
    marks = ["asked"]
    marks += ["first"] if named[:1] == [right] else []
    marks += ["both"] if right in named else []
    marks += ["none"] if not named else []
    return [*marks, "two"] if len(named) > 1 else marks


def _print(counts: dict[str, Counter[str]], wrong: dict[str, Counter[str]], spent_ms: float) -> None:
    table = Table("language", "asked", "first %", "both %", "none %", "two named %", "read as")
    for name, seen in sorted(counts.items(), key=lambda each: (each[0] != "all", -each[1]["asked"])):
        shares = [f"{100 * seen[key] / seen['asked']:.1f}" for key in ("first", "both", "none", "two")]
        table.add_row(name, str(seen["asked"]), *shares, " ".join(f"{k}:{n}" for k, n in wrong[name].most_common(4)))
    console = Console(width=120)
    console.print(table)
    console.print(f"{spent_ms:.2f} CPU ms a text")


if __name__ == "__main__":
    main()
