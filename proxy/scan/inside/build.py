"""Shell lines of makefiles and Dockerfiles, and the files that a Dockerfile writes.

Rules for this file: pure, linear.
Source: the Dockerfile reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.extract.languages import language_of_path
from proxy.scan.inside.commands import exec_form
from proxy.scan.inside.piece import Piece

_RUN: Final = re.compile(
    r"^(?P<lead>\s*(?:ONBUILD\s+)?(?:RUN\s+(?:--\S+\s+)*|(?:HEALTHCHECK\s+(?:--\S+\s+)*)?CMD\s+|ENTRYPOINT\s+))(?P<rest>.*)$",
    re.IGNORECASE,
)
_COPY: Final = re.compile(
    r"^\s*(?:COPY|ADD)\s[^\n]{0,300}<<-?\s{0,4}[\"']?(?P<end>\w+)[\"']?\s+(?P<path>\S+)\s*$", re.IGNORECASE
)
_HEREDOC: Final = re.compile(r"<<-?\s*[\"']?(\w+)[\"']?")


def recipes(text: str) -> Iterator[Piece]:
    """Recipes of a makefile: lines that begin with a tab."""
    piece = Piece("bash")
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("\t"):
            body = line.lstrip("\t")
            bare = body.lstrip("@-+")
            piece.add(number, len(line) - len(bare), bare)
        elif piece.code:
            yield piece
            piece = Piece("bash")
    if piece.code:
        yield piece


def runs(text: str) -> Iterator[Piece]:
    """What RUN, CMD and ENTRYPOINT run, with continued lines and here-documents; files of COPY."""
    rows = text.split("\n")
    at = 0
    while at < len(rows):
        found = _RUN.match(rows[at])
        if found is None:
            made, at = _copied(rows, at)
            yield from made
            continue
        if found.group("rest").startswith("["):
            yield from exec_form(at + 1, rows[at])
            at += 1
            continue
        piece = Piece("bash")
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


def _copied(rows: list[str], at: int) -> tuple[list[Piece], int]:
    """The file that a here-document of COPY writes, and the line behind it."""
    found = _COPY.match(rows[at])
    at += 1
    if found is None:
        return [], at
    piece = Piece(language_of_path(found["path"]))
    while at < len(rows) and rows[at].strip() != found["end"]:
        piece.add(at + 1, 0, rows[at])
        at += 1
    return [piece], at + 1
