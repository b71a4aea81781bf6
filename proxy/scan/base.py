"""What an engine is and what it is given.

Rules for this file: sync, no I/O. Engines are built once a worker process and keep no state between texts; what a statement
needs of the statements before it travels in an explicit state (states.py), so that any worker can go on and batching can't
change a verdict (promise I1). Suppression comments in the text never count.
Counterpart: worker.py runs the engines, runner.py kills what hangs.
"""

from __future__ import annotations

import ast
import bisect
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

from proxy.extract.fragments import Fragment, Recovery, recover, recover_unit
from proxy.model import Finding, ScanStatus, Span, Unit
from proxy.scan.syntax.grammars import grammar_of
from proxy.scan.syntax.parsed import Parsed, parse
from proxy.scan.window import Window

_NOTHING = Window()


class Prepared:
    """A whole text with what engines share, each made once and only when asked for."""

    def __init__(self, text: str, language: str | None = None, path: str | None = None) -> None:
        self.text = text
        self.language = language
        self.path = path

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offset of the first code point of each line; lines end with "\\n" only."""
        starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return tuple(starts)

    @cached_property
    def recovery(self) -> Recovery:
        """The Python that could be made of the text, with the way back to its own lines and columns."""
        return recover(self.text)

    @cached_property
    def syntax(self) -> Parsed | None:
        """The syntax tree, None where no grammar reads the language. Raises syntax.parsed.TooDeep."""
        grammar = grammar_of(self.language)
        return None if grammar is None else parse(self.text, grammar)

    def line_at(self, start: int) -> str:
        """The line that holds an offset, without its end."""
        first = self.line_starts[bisect.bisect_right(self.line_starts, start) - 1]
        end = self.text.find("\n", first)
        return self.text[first : end if end >= 0 else len(self.text)]

    def span(self, start: int, end: int) -> Span:
        """Offsets `start:end` as a span of this text."""
        first = bisect.bisect_right(self.line_starts, start)
        last = bisect.bisect_right(self.line_starts, max(start, end - 1))
        return Span(start, end, first, last, start - self.line_starts[first - 1])


class PreparedUnit:
    """One statement with the parse that engines share. `fragment` None: it couldn't be parsed on its own.

    `before`: the last lines before it, where the scanner knows them. Its maker has silenced the parser's warnings (parsing.quietly).
    """

    def __init__(self, unit: Unit, language: str | None, window: Window = _NOTHING) -> None:
        self.unit = unit
        self.language = language
        self.before = window.before(unit)

    @cached_property
    def fragment(self) -> Fragment | None:
        """The statement made parseable alone (dedented, header given a body, ...), or None."""
        return recover_unit(self.unit.text, quiet=True) if self.language == "python" else None

    @cached_property
    def tree(self) -> ast.Module | None:
        """The parse of `fragment`."""
        return None if self.fragment is None else self.fragment.tree

    @cached_property
    def code_lines(self) -> int:
        """How many of its lines aren't blank."""
        return code_lines(self.unit.text)

    def span(self, start: int, end: int) -> Span:
        """Offsets within the unit's text as a span in the block's coordinates."""
        text = self.unit.text
        first = text.count("\n", 0, start)
        last = first + text.count("\n", start, max(start, end - 1))
        column = start - (text.rfind("\n", 0, start) + 1)
        return Span(
            self.unit.start + start, self.unit.start + end, self.unit.line + first, self.unit.line + last, column
        )


def code_lines(text: str) -> int:
    """How many lines aren't blank."""
    return sum(not line.isspace() for line in text.split("\n") if line)


@dataclass(frozen=True, slots=True)
class EngineResult:
    """What one engine found in a whole text. Lines count non-blank ones."""

    status: ScanStatus
    findings: tuple[Finding, ...] = ()
    lines_scanned: int = 0
    lines_total: int = 0
    detail: str = ""


class UnitResult(NamedTuple):
    """What one engine found in one statement, and the state for the next one: a plain value or a states.Plain, never changed in place.

    A tuple for the reason that model.EngineRun is one.
    """

    findings: tuple[Finding, ...] = ()
    state: object = None
    parsed: bool = True
    detail: str = ""  # non-empty: a part of the engine failed; counts as FAILED


class Engine(Protocol):
    """A scanner. Raises nothing on hostile text that it can foresee; what it raises all the same becomes FAILED."""

    name: str
    version: str

    def warm(self) -> None:
        """Load and compile all that the first scan would; called once in the zygote before workers fork."""

    def scan(self, text: Prepared) -> EngineResult:
        """Look at a whole text. A language the engine doesn't know gives UNSUPPORTED, never COMPLETE."""

    def scan_unit(self, unit: PreparedUnit, state: object) -> UnitResult:
        """Look at one statement; `state` is None for a block's first one.

        The findings must be a function of the statements so far. Each has its primary span end inside the unit.
        """
