"""Where a finding stands: lines and columns of recovered source -> spans of the text that was scanned. Pure."""

from __future__ import annotations

from proxy.extract.fragments import Fragment
from proxy.model import Span
from proxy.scan.base import Prepared, PreparedUnit


def byte_to_char(line: str, column: int) -> int:
    """A UTF-8 byte column (as `ast` counts) as a code point column."""
    if line.isascii():
        return column
    return len(line.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "ignore"))


def span_in_text(text: Prepared, fragment: Fragment, start: tuple[int, int], end: tuple[int, int]) -> Span:
    """A source range, (line from 1, byte column) each, as a span of the whole text."""
    lines = fragment.source.split("\n")
    first, first_column = fragment.locate(start[0], byte_to_char(_line(lines, start[0]), start[1]))
    last, last_column = fragment.locate(end[0], byte_to_char(_line(lines, end[0]), end[1]))
    starts = text.line_starts
    begin = _offset(starts, first, first_column, len(text.text))
    stop = _offset(starts, last, last_column, len(text.text))
    return text.span(begin, max(begin + 1, stop) if begin < len(text.text) else begin)


def span_in_unit(unit: PreparedUnit, fragment: Fragment, start: tuple[int, int], end: tuple[int, int]) -> Span:
    """A source range of a unit's fragment as a span of the block."""
    inner = Prepared(unit.unit.text)
    span = span_in_text(inner, fragment, start, end)
    return unit.span(span.start, span.end)


def _line(lines: list[str], number: int) -> str:
    return lines[number - 1] if 1 <= number <= len(lines) else ""


def _offset(starts: tuple[int, ...], line: int, column: int, length: int) -> int:
    at = min(max(line, 1), len(starts)) - 1
    end = starts[at + 1] - 1 if at + 1 < len(starts) else length
    return min(starts[at] + column, end)
