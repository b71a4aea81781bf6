"""The lines before a statement: whole, bounded, and only where they are really right before it."""

from __future__ import annotations

from proxy.model import Confidence, Finding, Severity, Span, Unit
from proxy.scan.window import WINDOW_CHARS, Window, ending_in


def test_it_grows_by_statements_and_keeps_whole_lines() -> None:
    window = Window().after(Unit(1, 1, 0, "a\n")).after(Unit(2, 2, 2, "b\n"))
    assert window == Window("a\nb\n", 0, 1)
    long = window.after(Unit(3, 302, 4, "123456789\n" * 300))
    assert len(long.text) <= WINDOW_CHARS
    assert long.text.startswith("1")
    assert (long.start + len(long.text), long.line) == (3004, 303 - len(long.text) // 10)


def test_a_line_longer_than_the_limit_leaves_nothing() -> None:
    assert Window().after(Unit(1, 1, 0, "x" * 5000 + "\n")) == Window("", 5001, 2)


def test_a_gap_starts_anew() -> None:
    window = Window("a\n", 0, 1)
    assert window.before(Unit(5, 5, 90, "x\n")) == Window("", 90, 5)
    assert window.before(Unit(2, 2, 2, "x\n")) is window


def test_spans_are_those_of_the_block() -> None:
    window = Window("ab\ncd\n", 10, 4)
    assert window.span("ab\ncd\nef\ngh\n", 7, 10) == Span(17, 20, 6, 7, 1)
    assert window.span("ab\ncd\nef\n", 6, 9) == Span(16, 19, 6, 6, 0)


def test_only_what_ends_in_the_statement_is_kept() -> None:
    def at(end: int) -> Finding:
        return Finding("r", "e", Severity.LOW, Confidence.LOW, (), "c", Span(0, end, 1, 1), "m")

    assert ending_in(Unit(2, 2, 5, "abc\n"), (at(5), at(6))) == (at(6),)


def test_its_last_lines_are_whole_ones() -> None:
    window = Window("ab\ncd\nef\n", 10, 4)
    assert window.last(9) is window
    assert window.last(7) == Window("cd\nef\n", 13, 5)
    assert window.last(2) == Window("", 19, 7)
