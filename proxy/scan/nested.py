"""Code inside code: fences in a block that is itself Markdown or names no language, scripts in pages, shell lines in configuration.

A block of four backticks with a fence of three inside shows its reader code, so the code is scanned as such.
Rules for this file: pure. Counterparts: nested_pieces.py finds pieces in files of other languages, scanner.py has them looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from proxy.extract.fences import Line, Markdown, Opened
from proxy.model import CodeBlock, Finding
from proxy.scan.base import Prepared
from proxy.scan.inside.shells import DIALECTS, MAX_CHARS, carried
from proxy.scan.nested_pieces import CUT, pieces

_MAX_DEPTH = 4
_OUTER = frozenset({None, "markdown", "text", "html", "diff"})


@dataclass(frozen=True, slots=True)
class Inner:
    """A piece of code inside a block: its text, and for each of its lines the outer line and the width of what stands before it."""

    text: Prepared
    lines: tuple[tuple[int, int], ...]
    cut: bool = False  # nothing itself: there was more than was looked at

    @classmethod
    def all_of(cls, text: Prepared) -> Inner:
        """A whole text, read once more in another language."""
        return cls(text, tuple((line, 0) for line in range(1, len(text.line_starts) + 1)))

    def placed(self, finding: Finding, outer: Prepared) -> Finding:
        """The finding with its span and its path in the outer text."""
        first, before = self._outer(finding.span.line)
        last, _ = self._outer(finding.span.end_line)
        start = outer.line_starts[first - 1] + before + finding.span.column
        if first == last:
            end = start + finding.span.end - finding.span.start
        else:
            end = outer.line_starts[last] if last < len(outer.line_starts) else len(outer.text)
        length = len(outer.text)
        start = min(start, max(length - 1, 0))
        path = tuple((self._outer(begin)[0], self._outer(stop)[0]) for begin, stop in finding.path)
        return replace(finding, span=outer.span(start, min(max(end, start + 1), length)), path=path)

    def _outer(self, line: int) -> tuple[int, int]:
        """The outer line of an inner one, and how many characters stand before it there."""
        return self.lines[min(line, len(self.lines)) - 1]


_CUT = Inner(Prepared("", None), (), cut=True)


def inner_texts(block: CodeBlock, depth: int = 0, *, asked: bool = False) -> Iterator[Inner]:
    """The code that a block holds inside itself, at any depth that a reader could still follow.

    `asked`: it came out of a shell text, which gave all that shell texts inside it hold.
    """
    for piece in pieces(block.text, block.language):
        yield from (_CUT,) if piece is CUT else _inside(piece.text, piece.language, piece.lines, depth)
    if block.language in DIALECTS and not asked and (depth or block.origin == "file"):
        if len(block.text) > MAX_CHARS:
            yield _CUT
        for piece in carried(block.text, block.language or ""):
            yield from _inside(piece.text, piece.language, piece.lines, depth, asked=piece.language in DIALECTS)
    if block.language in _OUTER and ("```" in block.text or "~~~" in block.text):
        yield from _fenced(block, depth)


def _inside(
    code: str, language: str | None, lines: list[tuple[int, int]], depth: int, *, asked: bool = False
) -> Iterator[Inner]:
    """A piece of code inside a block, and what it holds inside itself again."""
    if language not in _OUTER:
        yield Inner(Prepared(code, language), tuple(lines))
    if depth < _MAX_DEPTH:
        for inner in inner_texts(CodeBlock(0, "fence", code, language), depth + 1, asked=asked):
            if inner.cut:
                yield inner
                continue
            places = tuple((lines[line - 1][0], lines[line - 1][1] + before) for line, before in inner.lines)
            yield Inner(inner.text, places)


def _fenced(block: CodeBlock, depth: int) -> Iterator[Inner]:
    """The code in fences."""
    markdown = Markdown()
    number = 1
    code: list[str] = []
    lines: list[tuple[int, int]] = []
    language: str | None = None
    for event in [*markdown.feed(block.text), *markdown.finish()]:
        if isinstance(event, Opened):
            language, code, lines = event.language, [], []
        elif isinstance(event, Line):
            code.append(event.text + "\n")
            lines.append((number, len(event.prefix)))
        elif code:
            yield from _inside("".join(code), language, lines, depth)
            code = []
        number += event.raw.count("\n")
