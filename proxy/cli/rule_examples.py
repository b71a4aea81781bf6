"""Examples for the pages of rules, cut from the labelled fixtures: the statement that is found, or the setting with what it belongs to.

Rules for this file: pure but for reading fixtures. Counterpart: rule_pages.py.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from proxy.extract.languages import language_of_path
from proxy.scan.fixtures import Case, cases, fixture_files

_SHOWN: Final = 3  # of each kind
_MOST_LINES: Final = 12  # of one example
# A line of these says little without those it stands under.
_NESTED: Final = frozenset({"yaml", "json", "terraform", "nginx", "xml", "dockerfile"})
_OPEN, _CLOSED = "([{", ")]}"


@dataclass(slots=True)
class Examples:
    """Pieces of a rule's fixture: found ones, and those that look alike and aren't. All are of one language."""

    language: str = ""
    found: list[str] = field(default_factory=list)
    ok: list[str] = field(default_factory=list)


def examples(folder: Path) -> Mapping[str, Examples]:
    """The labelled pieces of every rule, in the language of its first."""
    made: dict[str, Examples] = defaultdict(Examples)
    for file in fixture_files(folder):
        for case in cases(file):
            language = language_of_path(case.path) or ""
            for label in case.labels:
                kept = made[label.rule_id]
                kept.language = kept.language or language
                kind = kept.found if label.found else kept.ok
                piece = _piece(case, label.line, language)
                if language == kept.language and len(kind) < _SHOWN and piece not in kind:
                    kind.append(piece)
    return made


def _piece(case: Case, line: int, language: str) -> str:
    """The statement of a line, dedented; of nested settings the lines that it stands under too."""
    lines = case.shown.split("\n")
    first, last = line - 1, _end(lines, line - 1)
    above = _above(lines, first) if language in _NESTED else []
    opened = [lines[at] for at in above]
    return textwrap.dedent("\n".join([*opened, *lines[first : last + 1], *_closed(opened)])).strip("\n")


def _closed(opened: list[str]) -> list[str]:
    """What closes the lines that an example stands under, where they open a bracket."""
    ends = dict(zip(_OPEN, _CLOSED, strict=True))
    return [" " * _indent(line) + ends[line.rstrip()[-1]] for line in reversed(opened) if line.rstrip()[-1] in ends]


def _end(lines: list[str], at: int) -> int:
    """The last line of what begins there: brackets that it opens are closed in it."""
    depth = 0
    for end in range(at, min(at + _MOST_LINES, len(lines))):
        depth += sum(char in _OPEN for char in lines[end]) - sum(char in _CLOSED for char in lines[end])
        if depth <= 0:
            return end
    return at


def _above(lines: list[str], at: int) -> list[int]:
    """The lines that a line stands under: each less indented than the next, the nearest ones of a long way."""
    found: list[int] = []
    indent = _indent(lines[at])
    for up in range(at - 1, -1, -1):
        if lines[up].strip() and _indent(lines[up]) < indent:
            found.append(up)
            indent = _indent(lines[up])
    return found[: _MOST_LINES // 2][::-1]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
