"""Code inside code: Python fences in a block that is itself Markdown, or that names no language.

A block of four backticks with a fence of three inside shows its reader code, so the code is scanned as such.
Rules for this file: pure. Counterpart: scanner.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from proxy.extract.fences import Line, Markdown, Opened
from proxy.model import CodeBlock, Finding
from proxy.scan.base import Prepared

_OUTER = frozenset({None, "markdown", "text", "html", "diff"})


@dataclass(frozen=True, slots=True)
class Inner:
    """A piece of code inside a block: its text, and for each of its lines the outer line and the width of what stands before it."""

    text: Prepared
    lines: tuple[tuple[int, int], ...]

    def placed(self, finding: Finding, outer: Prepared) -> Finding:
        """The finding with its span in the outer text."""
        first, before = self.lines[min(finding.span.line, len(self.lines)) - 1]
        last, _ = self.lines[min(finding.span.end_line, len(self.lines)) - 1]
        start = outer.line_starts[first - 1] + before + finding.span.column
        if first == last:
            end = start + finding.span.end - finding.span.start
        else:
            end = outer.line_starts[last] if last < len(outer.line_starts) else len(outer.text)
        return replace(finding, span=outer.span(start, max(end, start + 1)))


def inner_texts(block: CodeBlock) -> Iterator[Inner]:
    """The Python that a block shows inside itself."""
    if block.language not in _OUTER or ("```" not in block.text and "~~~" not in block.text):
        return
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
        elif code and language == "python":
            yield Inner(Prepared("".join(code), "python"), tuple(lines))
            code = []
        number += event.raw.count("\n")
