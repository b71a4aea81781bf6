"""Code of one language inside a file of another: scripts in pages, shell lines in configuration.

Each piece is whole lines of the outer text without what stands before them, so that a place in it is a place in the outer text: `lines`
holds, for each line of the piece, the outer line (from 1) and how many characters stand before it there. In a notebook, whose lines are
JSON strings, the column of what follows an escape is a little off.
Rules for this file: pure, linear, line by line; what isn't recognised gives no piece and is still looked at as what the outer file is.
Counterpart: nested.py puts findings back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from proxy.extract.languages import language_of

_SCRIPT: Final = re.compile(r"<(script|style)\b([^<>]{0,300})>", re.IGNORECASE)
_LANG: Final = re.compile(r"""\b(?:lang|type)\s*=\s*["']?([\w./+-]+)""", re.IGNORECASE)
_SCRIPT_LANGUAGES: Final = {
    "ts": "typescript",
    "typescript": "typescript",
    "tsx": "tsx",
    "jsx": "jsx",
    "text/babel": "jsx",
    "text/typescript": "typescript",
}
_NOT_CODE: Final = re.compile(r"json|template|html|importmap|x-handlebars|glsl|x-shader", re.IGNORECASE)
_YAML_KEY: Final = re.compile(
    r"^(?P<lead>[ ]*(?:-[ ]+)*)"
    r"(?:run|script|before_script|after_script|shell|cmd|commands?|inline|inlineScript|bash|user_data)[ ]*:[ ]*(?P<rest>.*)$"
)
_BLOCK_MARK: Final = re.compile(r"[|>][+-]?\d?[+-]?\s*(?:#.*)?$")
_ITEM: Final = re.compile(r"^(?P<lead>[ ]*-[ ]+)(?P<rest>\S.*)$")
_RUN: Final = re.compile(r"^(?P<lead>\s*(?:ONBUILD\s+)?RUN\s+(?:--\S+\s+)*)(?P<rest>.*)$", re.IGNORECASE)
_CELL: Final = re.compile(r'"cell_type"\s*:\s*"(\w+)"')
_SOURCE: Final = re.compile(r'"source"\s*:\s*\[')
_STRING: Final = re.compile(r'^\s*"((?:[^"\\]|\\.)*)"\s*,?\s*\]?\s*$')
_KERNEL: Final = re.compile(r'"language"\s*:\s*"(\w+)"')
_HEREDOC: Final = re.compile(r"<<-?\s*[\"']?(\w+)[\"']?")
_QUOTES: Final = "\"'"


@dataclass(slots=True)
class Piece:
    """A piece being put together."""

    language: str
    code: list[str]
    lines: list[tuple[int, int]]

    def add(self, line: int, before: int, text: str) -> None:
        """Take one line."""
        self.code.append(text)
        self.lines.append((line, before))

    @property
    def text(self) -> str:
        """The piece as a text of its own."""
        return "\n".join(self.code) + "\n"


def pieces(text: str, language: str | None) -> Iterator[Piece]:
    """The pieces of other languages in a text."""
    reader = _READERS.get(language or "")
    if reader is not None:
        yield from (piece for piece in reader(text) if any(line.strip() for line in piece.code))


def _markup(text: str) -> Iterator[Piece]:
    """Scripts of HTML, Vue and Svelte."""
    at = 0
    low = text.lower()
    while (opened := _SCRIPT.search(text, at)) is not None:
        name = opened.group(1).lower()
        end = low.find(f"</{name}", opened.end())
        end = len(text) if end < 0 else end
        kind = _LANG.search(opened.group(2))
        word = kind.group(1).lower() if kind else ""
        if name == "script" and not _NOT_CODE.search(word):
            yield _stretch(text, opened.end(), end, _SCRIPT_LANGUAGES.get(word, "javascript"))
        at = max(end, opened.end())


def _stretch(text: str, start: int, end: int, language: str) -> Piece:
    piece = Piece(language, [], [])
    line = text.count("\n", 0, start) + 1
    before = start - (text.rfind("\n", 0, start) + 1)
    for row in text[start:end].split("\n"):
        piece.add(line, before, row)
        line, before = line + 1, 0
    return piece


def _recipes(text: str) -> Iterator[Piece]:
    """Recipes of a makefile: lines that begin with a tab."""
    piece = Piece("bash", [], [])
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("\t"):
            body = line.lstrip("\t")
            bare = body.lstrip("@-+")
            piece.add(number, len(line) - len(bare), bare)
        elif piece.code:
            yield piece
            piece = Piece("bash", [], [])
    if piece.code:
        yield piece


def _runs(text: str) -> Iterator[Piece]:
    """What RUN runs, with its continued lines and here-documents."""
    rows = text.split("\n")
    at = 0
    while at < len(rows):
        found = _RUN.match(rows[at])
        if found is None or found.group("rest").startswith("["):
            at += 1
            continue
        piece = Piece("bash", [], [])
        piece.add(at + 1, len(found.group("lead")), found.group("rest"))
        ends = [each.group(1) for each in _HEREDOC.finditer(found.group("rest"))]
        while at + 1 < len(rows) and (ends or piece.code[-1].rstrip().endswith("\\")):
            at += 1
            if not ends and rows[at].lstrip().startswith("#"):
                continue  # Docker takes remarks between continued lines out
            piece.add(at + 1, 0, rows[at])
            if ends and rows[at].strip() == ends[0]:
                ends.pop(0)
                if not ends:
                    break
        yield piece
        at += 1


def _steps(text: str) -> Iterator[Piece]:
    """Shell lines of workflows and playbooks: `run:`, `script:` and their like, as a block, a list or one line."""
    rows = text.split("\n")
    at = 0
    while at < len(rows):
        found = _YAML_KEY.match(rows[at])
        if found is None:
            at += 1
            continue
        indent = len(found.group("lead"))
        rest = found.group("rest").strip()
        at += 1
        if _BLOCK_MARK.fullmatch(rest):
            piece, at = _block(rows, at, len(rows[at - 1]) - len(rows[at - 1].lstrip(" ")))
            yield piece
        elif not rest or rest.startswith("#"):
            listed, at = _list(rows, at, indent)
            yield from listed
        elif rest[0] not in "[{&*!":
            yield _single(at, rows[at - 1], found.start("rest"))


def _block(rows: list[str], at: int, indent: int) -> tuple[Piece, int]:
    """A block scalar: the lines that stand further in than its key."""
    piece = Piece("bash", [], [])
    width: int | None = None
    while at < len(rows):
        row = rows[at]
        own = len(row) - len(row.lstrip(" "))
        if row.strip():
            if own <= indent:
                break
            width = own if width is None else width
        before = min(width or 0, own)
        piece.add(at + 1, before, row[before:])
        at += 1
    return piece, at


def _list(rows: list[str], at: int, indent: int) -> tuple[list[Piece], int]:
    """The items of a list of commands, each a piece."""
    made: list[Piece] = []
    while at < len(rows):
        row = rows[at]
        if not row.strip() or row.lstrip().startswith("#"):
            at += 1
            continue
        found = _ITEM.match(row)
        if found is None or len(row) - len(row.lstrip(" ")) < indent:
            break
        rest = found.group("rest")
        at += 1
        if _BLOCK_MARK.fullmatch(rest.strip()):
            piece, at = _block(rows, at, len(row) - len(row.lstrip(" ")))
            made.append(piece)
        elif _mapping(rest):
            break
        else:
            made.append(_single(at, row, found.start("rest")))
    return made, at


def _mapping(rest: str) -> bool:
    return re.match(r"[\w.-]+:(?:\s|$)", rest) is not None


def _single(number: int, row: str, start: int) -> Piece:
    """A command on one line, without its quotes."""
    rest = row[start:].rstrip()
    if len(rest) > 1 and rest[0] in _QUOTES and rest[-1] == rest[0]:
        rest, start = rest[1:-1], start + 1
    piece = Piece("bash", [], [])
    piece.add(number, start, rest)
    return piece


def _cells(text: str) -> Iterator[Piece]:
    """Code cells of a notebook as it is written: sorted keys, a line of source a line."""
    if '"cell_type"' not in text or '"source"' not in text:
        return
    language = "python"
    kernel = _KERNEL.search(text)
    if kernel is not None:
        language = language_of(kernel.group(1)) or language
    code = inside = False
    piece = Piece(language, [], [])
    for number, row in enumerate(text.split("\n"), 1):
        if (kind := _CELL.search(row)) is not None:
            code, inside = kind.group(1) == "code", False
        elif _SOURCE.search(row) is not None:
            inside = code
        elif inside and (line := _STRING.match(row)) is not None:
            piece.add(number, line.start(1), _unescaped(line.group(1)))
        elif inside:
            inside = False
            yield piece
            piece = Piece(language, [], [])


def _unescaped(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"')).removesuffix("\n").replace("\n", " ")
    except ValueError:
        return text


_READERS: Mapping[str, Callable[[str], Iterator[Piece]]] = MappingProxyType(
    {
        "html": _markup,
        "json": _cells,
        "vue": _markup,
        "svelte": _markup,
        "php": _markup,
        "makefile": _recipes,
        "dockerfile": _runs,
        "yaml": _steps,
    }
)
