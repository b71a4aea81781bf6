"""The last lines before a statement, so that what is split over statements is seen: bounded, in the block's coordinates.

Rules for this file: pure. Counterparts: scanner.py moves it on; secrets.py and kingfisher.py look at window and statement together.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from proxy.model import Finding, Span, Unit

WINDOW_CHARS: Final = 1024


class Window(NamedTuple):
    """Whole lines before a statement; `start` and `line` are where they begin in the block."""

    text: str = ""
    start: int = 0
    line: int = 1

    def before(self, unit: Unit) -> Window:
        """This window where the unit follows it directly, else an empty one."""
        return self if self.start + len(self.text) == unit.start else Window("", unit.start, unit.line)

    def after(self, unit: Unit) -> Window:
        """The window for what follows `unit`."""
        joined = self.before(unit)
        return Window(joined.text + unit.text, joined.start, joined.line).last(WINDOW_CHARS)

    def last(self, chars: int) -> Window:
        """The last whole lines of it, at most `chars` characters."""
        text = self.text
        cut = len(text) - chars
        if cut <= 0:
            return self
        cut = text.find("\n", cut - 1) + 1 or len(text)
        return Window(text[cut:], self.start + cut, self.line + text.count("\n", 0, cut))

    def span(self, text: str, start: int, end: int) -> Span:
        """Offsets in `text`, which begins with this window, as a span of the block."""
        first = text.count("\n", 0, start)
        last = first + text.count("\n", start, max(start, end - 1))
        column = start - (text.rfind("\n", 0, start) + 1)
        return Span(self.start + start, self.start + end, self.line + first, self.line + last, column)


def ending_in(unit: Unit, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings that end inside the unit; the others were reported with the statement they end in."""
    return tuple(finding for finding in findings if finding.span.end > unit.start)
