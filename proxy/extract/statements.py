"""Incremental statement boundaries: whole lines in, complete logical lines out.

Source: The Python Language Reference 2.1.5 to 2.1.7 and 2.4 (logical lines, joining, string literals), PEP 701 for f-strings.
A unit is a complete logical line in whole lines: a header is one, a call over many lines is one, a comment or blank line is one.
The units tile the text. Each character is looked at once.

Tolerant where text isn't valid: a one-line string that isn't closed ends with its line, and an open bracket is given up before a line
that stands no further in than the unit's first and begins as no continuation of an expression can. That is safe: such text doesn't
parse either way, so the unit is found unreadable and the rest of the block is held for the scan of the whole.

Rules for this file: pure. Offsets are code points. Counterpart: holding.py releases units; fragments.py makes one parseable.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from proxy.model import Unit

_QUOTE = r"\"\"\"|'''|\"|'"
_CODE = re.compile(rf"(?P<comment>#)|(?P<open>[(\[{{])|(?P<close>[)\]}}])|(?P<prefix>\b[A-Za-z]{{1,2}})?(?P<quote>{_QUOTE})|(?P<mark>[:!]=?)")
_PAIRS = {")": "(", "]": "[", "}": "{"}
_FORMATTED = re.compile(r"[fFtT]")
_RAW_PREFIXES = frozenset({"r", "b", "u", "f", "t", "br", "rb", "fr", "rf", "tr", "rt"})
_RESYNC = re.compile(
    r"(?:def|class|return|while|raise|with|del|assert|global|nonlocal|import)\s|from\s+\S+\s+import\b|(?:try|finally)\s*:|async\s+(?:def|with)\s"
    r"|(?:except|elif)\b|(?:pass|break|continue)\s*$"
)


@dataclass(slots=True)
class _Frame:
    """Something open: a bracket, a string, a replacement field or its format spec. `quote` is the string's, for all but brackets."""

    kind: str  # "(" "[" "{" | "string" | "formatted" | "field" | "spec"
    quote: str = ""


class Statements:
    """The statements of one Python text."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._first = 1  # the unit's first line
        self._next = 1
        self._start = 0
        self._at = 0
        self._open: list[_Frame] = []
        self._joined = False  # the last line ended with a backslash

    @property
    def pending(self) -> int:
        """Characters of a unit that isn't complete."""
        return self._at - self._start

    def feed(self, line: str) -> list[Unit]:
        """Take one whole line, with its end; give the units it completes."""
        units = []
        if self._lines and self._resyncs(line):
            units.append(self._complete())
        self._lines.append(line)
        self._at += len(line)
        self._next += 1
        self._scan(line.rstrip("\r\n"))
        if not self._open and not self._joined:
            units.append(self._complete())
        return units

    def finish(self) -> list[Unit]:
        """What is left, as a last unit."""
        return [self._complete()] if self._lines else []

    def _complete(self) -> Unit:
        unit = Unit(self._first, self._next - 1, self._start, "".join(self._lines))
        self._lines = []
        self._first, self._start = self._next, self._at
        self._open = []
        self._joined = False
        return unit

    def _resyncs(self, line: str) -> bool:
        if any(frame.quote for frame in self._open):
            return False
        stripped = line.lstrip(" \t")
        first = self._lines[0]
        return len(line) - len(stripped) <= len(first) - len(first.lstrip(" \t")) and _RESYNC.match(stripped) is not None

    def _scan(self, line: str) -> None:
        at = 0
        while at < len(line):
            top = self._open[-1] if self._open else None
            if top is not None and top.kind in {"string", "formatted", "spec"}:
                at = self._in_string(line, at, top)
            else:
                at = self._in_code(line, at, top)
        backslash = line.endswith("\\") and (len(line) - len(line.rstrip("\\"))) % 2 == 1
        self._joined = backslash and not self._commented
        if not self._joined:
            self._end_one_line_strings()

    _commented = False  # the line's end is a comment, where a backslash joins nothing

    def _in_code(self, line: str, at: int, top: _Frame | None) -> int:
        self._commented = False
        match = _CODE.search(line, at)
        if match is None:
            return len(line)
        if match["comment"]:
            self._commented = True
            return len(line)
        if match["open"]:
            self._open.append(_Frame(match["open"]))
        elif match["close"]:
            self._close(match["close"], top)
        elif match["quote"]:
            prefix = (match["prefix"] or "").lower()
            formatted = prefix in _RAW_PREFIXES and _FORMATTED.search(prefix) is not None
            self._open.append(_Frame("formatted" if formatted else "string", match["quote"]))
        elif top is not None and top.kind == "field" and match["mark"] == ":":
            self._open.append(_Frame("spec", top.quote))
        return match.end()

    def _close(self, bracket: str, top: _Frame | None) -> None:
        if top is not None and (top.kind == _PAIRS[bracket] or (top.kind == "field" and bracket == "}")):
            self._open.pop()

    def _in_string(self, line: str, at: int, top: _Frame) -> int:
        if top.kind == "string":
            return self._to_quote(line, at, top)
        match = re.compile(rf"\\.|\{{\{{|\{{|\}}|{top.quote}").search(line, at)
        if match is None:
            return len(line)
        found = match.group()
        if found == top.quote:
            self._end_string(top.quote)
        elif found == "{" or (found == "{{" and top.kind == "spec"):
            self._open.append(_Frame("field", top.quote))
            return match.start() + 1
        elif found == "}" and top.kind == "spec":
            self._open.pop()
            self._open.pop()  # the field that the spec belongs to
        return match.end()

    def _to_quote(self, line: str, at: int, top: _Frame) -> int:
        match = re.compile(rf"\\.|{top.quote}").search(line, at)
        while match is not None and match.group() != top.quote:
            match = re.compile(rf"\\.|{top.quote}").search(line, match.end())
        if match is None:
            return len(line)
        self._open.pop()
        return match.end()

    def _end_string(self, quote: str) -> None:
        """Close the innermost formatted string of that quote, and what was left open in it."""
        while self._open:
            frame = self._open.pop()
            if frame.kind == "formatted" and frame.quote == quote:
                return

    def _end_one_line_strings(self) -> None:
        """A string of one quote can't go over the line's end; what is open inside it ends with it."""
        for index, frame in enumerate(self._open):
            if frame.kind in {"string", "formatted"} and len(frame.quote) == 1:
                del self._open[index:]
                return


def statements(language: str | None) -> Statements | None:
    """A splitter for the language, or None where no statement boundaries are known (its blocks are held whole)."""
    return Statements() if language == "python" else None
