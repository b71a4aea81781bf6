"""Parsing within bounds: the Python parser, quiet, and stopped by an allowance of work instead of a clock.

Rules for this file: pure. `warnings.catch_warnings` is process-global, so parse from one thread of a process only (scan workers have one).
Without it a bad escape ("\\d") warns on the standard error, and where warnings are errors it would be a SyntaxError.
Counterpart: fragments.py gives each text one allowance.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_CALL_COST: Final = 100  # what a call costs at least, in characters: some 15 us at 7 characters a us
_WORK: Final = 3_500_000  # about a second; the largest block (256 KB) parsed thirteen times over
_RESERVE: Final = 1_500_000  # of it, kept for the parse of what was read
UNPARSEABLE: Final = (SyntaxError, ValueError, RecursionError, MemoryError)


@contextmanager
def quietly() -> Iterator[None]:
    """Keep the parser's warnings to itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


class Parser:
    """Parses until its allowance is used up; after that nothing parses. Call it within `quietly()`."""

    def __init__(self) -> None:
        self._work = _WORK
        self.error_line = 0  # where the last parse failed, from 1; 0 where that isn't known

    @property
    def spent(self) -> bool:
        """Whether reading must stop, so that what was read can still be parsed."""
        return self._work <= _RESERVE

    def charge(self, chars: int) -> None:
        """Count work beside parsing."""
        self._work -= chars

    def parse(self, source: str) -> ast.Module | None:
        """The tree, or None."""
        self.error_line = 0
        if self._work <= 0:
            return None
        self._work -= len(source) + _CALL_COST
        try:
            return ast.parse(source)
        except UNPARSEABLE as error:
            self.error_line = (error.lineno or 0) if isinstance(error, SyntaxError) else 0
            return None
