"""Code in JSON: cells of a notebook, scripts of a package or a container.

Several lines that stand in one string are lines of the one line that it stands on; the column of what follows an escape is a little off.
Rules for this file: pure, linear.
Source: the formats of Jupyter (nbformat 4), npm, Composer and dev containers.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from proxy.extract.languages import language_of
from proxy.scan.inside.piece import Piece

_STRING: Final = re.compile(r'"((?:[^"\\\n]|\\.){0,65536})"')
_CELL: Final = re.compile(r'"cell_type"\s*:\s*"(\w+)"')
_SOURCE: Final = re.compile(r'"source"\s*:\s*(?=[\["])')
_KERNEL: Final = re.compile(r'"language"\s*:\s*"(\w+)"')
_NEXT: Final = re.compile(r"\s*([,\]])?\s*")
_SCRIPTS: Final = re.compile(r'"(?:scripts|commands)"\s*:\s*\{')
_COMMAND: Final = re.compile(
    r'"(?:post\w{3,12}Command|on\w{3,12}Command|updateContentCommand|initializeCommand|command|cmd|script|run|startupScript|user_data|UserData)"'
    r'\s*:\s*(?=")'
)
_MOST: Final = 2_000  # strings of one text


def pieces_of_json(text: str) -> Iterator[Piece]:
    """The pieces of a JSON file."""
    if '"cell_type"' in text and '"source"' in text:
        yield from _cells(text)
    else:
        yield from _commands(text)


def _cells(text: str) -> Iterator[Piece]:
    kernel = _KERNEL.search(text)
    language = (language_of(kernel.group(1)) if kernel else None) or "python"
    sources = [found.end() for found in _SOURCE.finditer(text)]
    kinds = _kinds(text)
    if len(kinds) != len(sources):  # cut off, or a key of the same name elsewhere: the kind that was told last
        told = [(found.start(), found.group(1)) for found in _CELL.finditer(text)]
        places = [at for at, _ in told]
        before = [bisect_left(places, start) for start in sources]
        kinds = [told[count - 1][1] if count else "" for count in before]
    for start, kind in zip(sources, kinds, strict=True):
        piece = Piece(language)
        for at, value in _strings(text, start):
            _add(piece, text, at, value)
        if kind == "code":
            yield piece


def _kinds(text: str) -> list[str]:
    try:
        cells = json.loads(text)["cells"]
        return [str(cell["cell_type"]) for cell in cells if "source" in cell]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []


def _strings(text: str, start: int) -> Iterator[tuple[int, str]]:
    """The string, or the strings of the list, that stand at `start`, each with its place."""
    listed = text[start] == "["
    at = start + 1 if listed else start
    for _ in range(_MOST):
        gap = re.compile(r"\s*").match(text, at)
        found = _STRING.match(text, gap.end() if gap else at)
        if found is None:
            return
        yield found.start(1), found.group(1)
        after = _NEXT.match(text, found.end())
        if not listed or after is None or after.group(1) != ",":
            return
        at = after.end()


def _commands(text: str) -> Iterator[Piece]:
    for found in _COMMAND.finditer(text):
        yield from _shell(text, found.end())
    for opened in _SCRIPTS.finditer(text):
        end = text.find("}", opened.end())
        for found in re.finditer(r':\s*(?=")', text[opened.end() : len(text) if end < 0 else end]):
            yield from _shell(text, opened.end() + found.end())


def _shell(text: str, start: int) -> Iterator[Piece]:
    for at, value in _strings(text, start):
        piece = Piece("bash")
        _add(piece, text, at, value)
        yield piece


def _add(piece: Piece, text: str, at: int, value: str) -> None:
    """The lines of a string."""
    number = text.count("\n", 0, at) + 1
    before = at - (text.rfind("\n", 0, at) + 1)
    for line in _unescaped(value).removesuffix("\n").split("\n"):
        piece.add(number, before, line)


def _unescaped(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text
