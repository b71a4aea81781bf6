"""f-strings newer than the interpreter, rewritten so that it can read them.

Source: PEP 701 (3.12) lets a replacement field hold the string's own quotes; 3.11 doesn't. The inner strings get the other quote, so that
the expressions stay to be read. Rules for this file: pure, one line at a time. Counterpart: repairs.py.
"""

from __future__ import annotations

import re

_START = re.compile(r"\b(?:[fFtT][rR]?|[rR][fFtT])(\"|')(?!\1)")


def requoted(line: str) -> str:
    """The line with the quotes inside its f-strings' fields changed where they are the string's own."""
    out, at = [], 0
    while (found := _START.search(line, at)) is not None:
        quote = found.group(1)
        out.append(line[at : found.end()])
        body, at = _body(line, found.end(), quote)
        out.append(body)
    return "".join(out) + line[at:]


def _body(line: str, at: int, quote: str) -> tuple[str, int]:
    """The rest of an f-string from `at`, requoted, and where it ends."""
    other = "'" if quote == '"' else '"'
    out: list[str] = []
    depth = 0
    while at < len(line):
        char = line[at]
        if depth == 0 and char == "\\":
            out.append(line[at : at + 2])
            at += 2
            continue
        if line.startswith(("{{", "}}"), at) and depth == 0:
            out.append(line[at : at + 2])
            at += 2
            continue
        if char == quote and depth == 0:
            out.append(char)
            return "".join(out), at + 1
        depth += (char == "{") - (char == "}" and depth > 0)
        out.append(other if char == quote else char)
        at += 1
    return "".join(out), at
