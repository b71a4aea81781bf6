"""The last lines before a statement, so that what is split over statements is seen: bounded, picklable, in the block's coordinates.

Rules for this file: pure. Counterparts: secrets.py and kingfisher.py look at window and statement together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from proxy.model import Finding, Span, Unit

WINDOW_CHARS: Final = 1024


@dataclass(frozen=True, slots=True)
class Window:
    """Whole lines before a statement; `start` and `line` are where they begin in the block."""

    text: str = ""
    start: int = 0
    line: int = 1
    limit: int = WINDOW_CHARS

    def before(self, unit: Unit) -> Window:
        """This window where the unit follows it directly, else an empty one."""
        follows = self.start + len(self.text) == unit.start
        return self if follows else Window("", unit.start, unit.line, self.limit)

    def after(self, unit: Unit) -> Window:
        """The window for what follows `unit`: whole lines of at most `limit` characters."""
        joined = self.before(unit)
        text = joined.text + unit.text
        cut = len(text) - self.limit
        if cut <= 0:
            return Window(text, joined.start, joined.line, self.limit)
        cut = text.find("\n", cut - 1) + 1 or len(text)
        return Window(text[cut:], joined.start + cut, joined.line + text.count("\n", 0, cut), self.limit)

    def span(self, text: str, start: int, end: int) -> Span:
        """Offsets in `text`, which begins with this window, as a span of the block."""
        first = text.count("\n", 0, start)
        last = first + text.count("\n", start, max(start, end - 1))
        column = start - (text.rfind("\n", 0, start) + 1)
        return Span(self.start + start, self.start + end, self.line + first, self.line + last, column)


def ending_in(unit: Unit, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings that end inside the unit; the others were reported with the statement they end in."""
    return tuple(finding for finding in findings if finding.span.end > unit.start)
