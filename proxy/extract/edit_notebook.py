"""A notebook's text (.ipynb) as its cells, each a part in its own language, with the way back into the JSON.

Source: nbformat 4 (`cells[].cell_type`, `source` as a text or a list of its lines, `metadata.kernelspec.language`); outputs are no code.
Rules for this file: pure, linear. Counterparts: json_strings.py reads; tool_args.py does the same for a notebook in a tool's argument.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from proxy.extract.edit_text import Given, Side, Span
from proxy.extract.json_strings import JsonString, Where, read, replaced
from proxy.extract.languages import language_of
from proxy.extract.parts import Part

_CELLS = re.compile(r"\"(?:cells|worksheets)\"\s*+:\s*+\[")
_LOOKED_AT = 64 * 1024  # metadata may come first
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|.)", re.DOTALL
)  # one character
_KERNEL = ("metadata", "kernelspec", "language"), ("metadata", "language_info", "name")
_CELL_STEPS = 2  # ("cells", 3)
NOT_JSON = "a notebook that is not JSON"


@dataclass(slots=True)
class _Cell:
    """A cell: what it says of itself, the strings of its source."""

    kind: str = "code"
    language: str | None = None
    sources: list[JsonString] = field(default_factory=list)


def is_notebook_text(text: str, given: Given) -> bool:
    """The text is a notebook, by its file's name or by its looks."""
    if given.path is not None and given.path.lower().endswith(".ipynb"):
        return text.lstrip()[:1] == "{"
    return (
        given.language in {None, "json"} and text.lstrip()[:1] == "{" and _CELLS.search(text, 0, _LOOKED_AT) is not None
    )


def notebook(text: str, given: Given) -> tuple[tuple[Part, ...], str, tuple[Span, ...]]:
    """The cells of a notebook that have text, why not all of it could be read, and the strings beside them: outputs, metadata."""
    reading = read(text)
    cells, kernel = _cells(reading.strings)
    parts = []
    for way, cell in cells.items():
        language = cell.language or kernel or "python" if cell.kind == "code" else cell.kind
        part = _part(text, way, cell, language, given.path)
        if part.text:
            parts.append(part)
    sources = {source.start for cell in cells.values() for source in cell.sources}
    beside = (Span(each.start, each.end) for each in reading.strings if each.start not in sources)
    return tuple(parts), NOT_JSON if reading.unread else "", tuple(beside)


def notebook_with(text: str, news: Mapping[Where, str]) -> str:
    """The notebook with other texts, of as many lines as before, in the cells that stand at these places."""
    cells, _ = _cells(read(text).strings)
    texts: dict[Where, str] = {}
    for way, new in news.items():
        sources = cells[way].sources
        pieces = [new] if len(sources) == 1 else new.splitlines(keepends=True)
        texts |= {source.where: piece for source, piece in zip(sources, pieces, strict=True)}
    return replaced(text, texts)


def cell_sources(text: str) -> str | None:
    """All that the cells of a notebook hold, or None where the text is none."""
    reading = read(text)
    cells, _ = _cells(reading.strings)
    if reading.unread or not cells:
        return None
    return "\n".join("".join(source.text for source in cell.sources) for cell in cells.values())


def _cells(strings: tuple[JsonString, ...]) -> tuple[dict[Where, _Cell], str | None]:
    cells: dict[Where, _Cell] = {}
    kernel = None
    for string in strings:
        path = string.path
        if string.key or string.shadowed:
            continue
        if path in _KERNEL:
            kernel = kernel or language_of(string.text)
        at = path.index("cells") + _CELL_STEPS if "cells" in path else 0
        if not at or len(path) <= at:
            continue
        cell, below = cells.setdefault(path[:at], _Cell()), path[at:]
        if below == ("cell_type",):
            cell.kind = string.text if string.text in {"code", "markdown"} else "text"
        elif below[0] in {"source", "input"}:
            cell.sources.append(string)
        elif below[-1] == "languageId":
            cell.language = language_of(string.text)
    return cells, kernel


def _part(text: str, way: Where, cell: _Cell, language: str | None, path: str | None) -> Part:
    side = Side()
    for source in cell.sources:
        for piece, outer in _pieces(text, source):
            side.add(piece, outer)
    return Part(side.text, "cell", language, path, None, tuple(side.stretches), way)


def _pieces(text: str, source: JsonString) -> Iterator[tuple[str, int | None]]:
    """The string's text: what stands so in the outer text, with its place, and the characters that escapes write."""
    at, done = source.start + 1, 0
    for escape in _ESCAPE.finditer(text, at, max(at, source.end - 1)):
        size = escape.start() - at
        yield source.text[done : done + size], at
        yield source.text[done + size : done + size + 1], None
        done, at = done + size + 1, escape.end()
    yield source.text[done:], at
