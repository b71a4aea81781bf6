"""Source text made fit to print: secrets masked, control characters spelled out.

What is scanned is hostile: it may hold a live key, or escape sequences that drive a terminal. Nothing of it is printed but through here.
Rules for this file: pure; offsets are code points. Counterpart: listing.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from proxy.model import Finding

MASK = "*"
_SECRET_CWES = frozenset({"CWE-259", "CWE-312", "CWE-321", "CWE-522", "CWE-798"})
_STRING = re.compile(r"\"\"\"(.*?)\"\"\"|'''(.*?)'''|\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'", re.DOTALL)
_SHOWN_CHARS = 120  # of a line; a terminal's width, about


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One line to show and the stretch of it to underline."""

    text: str
    start: int
    end: int


def mask(text: str, findings: Iterable[Finding]) -> str:
    """The text with each secret's characters replaced; as long as it was, line by line."""
    characters = list(text)
    for finding in findings:
        for start, end in _secret_spans(text, finding):
            for at in range(start, min(end, len(text))):
                if not characters[at].isspace():
                    characters[at] = MASK
    return "".join(characters)


def excerpt(masked: str, finding: Finding) -> Excerpt:
    """The first line of a finding in masked text, cut to what a terminal shows, with control characters spelled out."""
    begin = masked.rfind("\n", 0, finding.span.start) + 1
    newline = masked.find("\n", begin)
    line = masked[begin : newline if newline >= 0 else len(masked)]
    start = min(finding.span.start - begin, len(line))
    end = max(start + 1, min(finding.span.end - begin, len(line)))
    cut = max(0, min(start - _SHOWN_CHARS // 4, len(line) - _SHOWN_CHARS))
    head, body, tail = line[cut:start], line[start:end], line[end : max(end, cut + _SHOWN_CHARS)]
    before, under = printable(head), printable(body)[:_SHOWN_CHARS]
    lead = "..." if cut else ""
    shown = f"{lead}{before}{under}{printable(tail)}"[: 2 * _SHOWN_CHARS]
    return Excerpt(shown, len(lead) + len(before), len(lead) + len(before) + max(1, len(under)))


def printable(text: str) -> str:
    """The text with everything spelled out that isn't seen as itself; a tab becomes four spaces."""
    if text.isprintable():
        return text
    return "".join("    " if c == "\t" else c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _secret_spans(text: str, finding: Finding) -> Iterator[tuple[int, int]]:
    span = finding.span
    if finding.engine == "secrets" or finding.rule_id.startswith("secrets."):
        yield span.start, span.end
        return
    if not _SECRET_CWES.intersection(finding.cwe):
        return
    for literal in _STRING.finditer(text, span.start, min(span.end, len(text))):
        yield literal.span(literal.lastindex or 0)
