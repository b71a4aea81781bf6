"""The recovery ladder: Python as assistants cut it -> Python that parses, with the way back to its own lines and columns.

Steps, each tried only where the one before didn't parse: as it is; stripped of prompts, diff markers, magics and line numbers; dedented;
repaired (read statement by statement, each repaired alone, put together to a regular module); split (the same, in pieces that parse).
Where a text may start within a string both readings are tried, and the one that reads more lines as code and loses fewer wins.

Rules for this file: pure; the work is bounded by an allowance of parsed characters and not by a clock, so the outcome is a function of the
text. Lines are counted by "\\n". One thread of a process at a time (parsing.py says why).
Counterparts: cleaning.py strips, outline.py and repairs.py read, assembly.py builds, scan/base.py hands the outcome to engines.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Final

from proxy.extract.assembly import Assembly
from proxy.extract.cleaning import Row, dedented, rows_of, source_of, stripped
from proxy.extract.outline import Outline
from proxy.extract.parsing import Parser, quietly
from proxy.extract.repairs import COMPOUND, Statement, repair

_INDENT: Final = " \t"
_HEADER: Final = re.compile(r"(?:(?:async )?(?:def|for|with)|if|while|class)\b[^#\n]*:[ \t]*\n")
_BODY: Final = " pass\n"
_BLAMES: Final = 12  # statements that are left out of a module before it is split


@dataclass(frozen=True, slots=True)
class Fragment:
    """Source that parses. Line k (from 0) stands for original line `lines[k]` (0: made up), whose start lost `shifts[k]` characters.

    `edits`: (k, column, characters put in there (+) or taken out (-)), ascending, where a line was changed further in.
    """

    source: str
    lines: tuple[int, ...]
    shifts: tuple[int, ...]
    edits: tuple[tuple[int, int, int], ...] = ()
    parsed: ast.Module | None = field(default=None, repr=False, compare=False)

    @property
    def tree(self) -> ast.Module:
        """The parse of `source`; its maker has done it already, so that engines needn't."""
        if self.parsed is not None:
            return self.parsed
        with quietly():
            return ast.parse(self.source)

    def locate(self, line: int, column: int) -> tuple[int, int]:
        """A source position (line from 1, column from 0 in code points) as an original line and column.

        A position in a made-up line is the end of the original line before it, or else the start of the one after it. A column may
        lie behind the end of its original line, where something was added there.
        """
        at = min(max(line, 1), len(self.lines)) - 1
        if not self.lines or not self.lines[at]:
            before = next((row for row in range(at, -1, -1) if self.lines[row]), None)
            if before is None:
                return next((number for number in self.lines if number), 1), 0
            at, column = before, len(self.source.split("\n")[before])
        added = 0
        for row, start, count in self.edits:
            if row == at and start <= column:
                added += min(count, column - start)
        return self.lines[at], max(0, column - added + self.shifts[at])


@dataclass(frozen=True, slots=True)
class Recovery:
    """What could be made of a text. No fragments: nothing parses. Counts are of original lines that aren't blank."""

    fragments: tuple[Fragment, ...]
    step: str
    lines_scanned: int
    lines_total: int


def recover(text: str) -> Recovery:
    """Climb the ladder."""
    parser = Parser()
    with quietly():
        whole = None if "\r" in text else parser.parse(text)
        if whole is not None:
            return _as_is(text, whole)
        rows = rows_of(text)
        code = _lines(rows)
        made: Sequence[Row] = rows
        for step, made in _cleaned(rows):
            scanned = len(_lines(made) & code)
            tree = parser.parse(source_of(made)) if scanned or not code else None
            if tree is not None:
                return Recovery((_fragment(made, tree),), step, scanned, len(code))
        pieces, step = _repaired(made, parser)
    scanned = len(code & {line for each in pieces for line in each.lines})
    return Recovery(tuple(pieces), step, scanned, len(code))


def _as_is(text: str, tree: ast.Module) -> Recovery:
    """The fast path, for most of the code there is: nothing is moved, so no rows are needed."""
    lines = text.removesuffix("\n").split("\n")
    total = sum(bool(line) and not line.isspace() for line in lines)
    fragment = Fragment(text, tuple(range(1, len(lines) + 1)), (0,) * len(lines), (), tree)
    return Recovery((fragment,), "as-is", total, total)


def _cleaned(rows: Sequence[Row]) -> Iterator[tuple[str, Sequence[Row]]]:
    """The rows after each step that changes them."""
    yield "as-is", rows
    bare = stripped(rows)
    if bare != rows:
        yield "stripped", bare
    moved = dedented(bare)
    if moved != bare:
        yield "dedented", moved


def recover_unit(text: str, *, quiet: bool = False) -> Fragment | None:
    """Make one logical line parse alone: a header with a body, a dangling branch with a head. None where that can't be done.

    A notebook's magic or shell line gives a fragment of which no line is original: there is nothing in it for a Python engine.
    `quiet`: the caller keeps the parser's warnings to itself.
    """
    with nullcontext() if quiet else quietly():
        simple = _simple(text)
        if simple is not None:
            return simple
        rows = rows_of(text) or [Row(1, "")]
        made = repair(rows, Parser(), cut=not text.endswith("\n"))
    return None if made is None or made.tree is None else _fragment(made.alone, made.tree)


def _simple(text: str) -> Fragment | None:
    """The fast path, for most statements there are: no branch, no decorator, and it parses without its indentation.

    A header in one line gets its body.
    """
    bare = text.lstrip(_INDENT)
    if "\r" in text or "\f" in text:
        return None
    source = bare if bare.endswith("\n") else bare + "\n"
    body = ""
    if COMPOUND.match(bare):
        if not _HEADER.fullmatch(source):
            return None
        body = _BODY
    tree = Parser().parse(source + body)
    if tree is None:
        return None
    count = source.count("\n")
    lines, shifts = (*range(1, count + 1),), (len(text) - len(bare), *(0,) * (count - 1))
    if body:
        return Fragment(source + body, (*lines, 0), (*shifts, 0), (), tree)
    return Fragment(source, lines, shifts, (), tree)


def _fragment(rows: Sequence[Row], tree: ast.Module) -> Fragment:
    lines, shifts = tuple([row.number for row in rows]), tuple([row.shift for row in rows])
    edits = tuple([(at, *edit) for at, row in enumerate(rows) if row.edits for edit in row.edits])
    return Fragment(source_of(rows), lines, shifts, edits, tree)


def _lines(rows: Iterable[Row]) -> set[int]:
    """The numbers of original lines that have text."""
    return {row.number for row in rows if row.number and row.text.strip()}


def _repaired(rows: Sequence[Row], parser: Parser) -> tuple[list[Fragment], str]:
    """The fragments of the reading that fits best."""
    best = Outline(rows, parser)
    text = source_of(rows)
    for quote in ('"""', "'''"):
        if best.lost and quote in text and not parser.spent:
            other = Outline(rows, parser, quote)
            best = other if other.worth > best.worth else best
    if not _readable(best.statements):
        return [], "split"
    whole = _built(best.statements, parser)
    if whole is not None:
        return [whole], "repaired"
    return [each for piece in _pieces(best.statements) if (each := _built(piece, parser)) is not None], "split"


def _readable(statements: Iterable[Statement]) -> bool:
    return bool(_lines(row for each in statements for row in each.rows))


def _built(statements: Sequence[Statement], parser: Parser) -> Fragment | None:
    """The statements as one module; the parser may blame a few of them, which are left out."""
    kept = list(statements)
    for _ in range(_BLAMES):
        module = Assembly(kept)
        tree = parser.parse(source_of(module.rows))
        if tree is not None:
            return _fragment(module.rows, tree) if _readable(kept) else None
        blamed = module.owners[min(parser.error_line, len(module.owners)) - 1] if parser.error_line else -1
        if blamed < 0:
            return None
        del kept[blamed]
    return None


def _pieces(statements: Sequence[Statement]) -> list[list[Statement]]:
    """The statements cut before each that stands furthest out and begins something."""
    edge = min((each.width for each in statements if each.word != "#"), default=0)
    pieces: list[list[Statement]] = [[]]
    for each in statements:
        if each.word not in {"#", "elif", "else", "except", "finally", "case"} and each.width <= edge and pieces[-1]:
            pieces.append([])
        pieces[-1].append(each)
    return pieces
