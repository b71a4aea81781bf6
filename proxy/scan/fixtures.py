"""Labelled fixtures of rules: which line must be found, and which must not.

A fixture lies beside its rule in policies/rules/<language>/. A comment line `ruleid: ID` names the line below it, on which a finding of
that rule must begin; `ok: ID` the line on which none may. Several ids are separated by commas. `--- case` or `--- case: some/path.ext` in a
comment begins a new text, scanned alone and under that path. These lines are taken out before the scan, and so is every `{{}}`, which
keeps a made-up key from looking real to other scanners.
Source: the words of Semgrep's fixtures. Rules for this file: no scanning. Counterparts: rulebook.py, cli/rule.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_COMMENT: Final = r"^\s*(?:#|//|/\*|<!--|--|;|%|'|\{#|<%#)+\s*"
_LABEL: Final = re.compile(_COMMENT + r"(ruleid|ok):\s*([\w.,\s/-]+?)\s*(?:\*/|-->|#\}|%>)?\s*$")
_CASE: Final = re.compile(_COMMENT + r"--- case(?::\s*(\S+))?\s*(?:\*/|-->|#\}|%>)?\s*$")
_SEAM: Final = "{{}}"


@dataclass(frozen=True, slots=True)
class Label:
    """What a line must show."""

    line: int  # of the case's text, from 1
    rule_id: str
    found: bool


@dataclass(frozen=True, slots=True)
class Case:
    """One text of a fixture. `number` counts from 1 in its file."""

    file: Path
    number: int
    path: str
    text: str
    labels: tuple[Label, ...]


def fixture_files(folder: Path) -> list[Path]:
    """Every file below policies/rules that holds labels."""
    files = (path for path in sorted(folder.glob("*/*")) if path.is_file())
    return [path for path in files if any(_LABEL.match(line) for line in _lines(path))]


def cases(file: Path) -> tuple[Case, ...]:
    """The texts of a fixture. Raises ValueError where a label has no line below it."""
    return tuple(_cases(file))


def _cases(file: Path) -> Iterator[Case]:
    number, path, kept = 1, file.name, list[str]()
    labels: list[Label] = []
    for line in _lines(file):
        case = _CASE.match(line)
        if case is not None:
            if labels:
                yield _case(file, number, path, kept, labels)
                number += 1
            path, kept, labels = case.group(1) or file.name, [], []
            continue
        label = _LABEL.match(line)
        if label is None:
            kept.append(line.replace(_SEAM, ""))
            continue
        ids = (each.strip() for each in label.group(2).split(","))
        labels += [Label(len(kept) + 1, each, label.group(1) == "ruleid") for each in ids if each]
    if labels:
        yield _case(file, number, path, kept, labels)


def _case(file: Path, number: int, path: str, kept: list[str], labels: list[Label]) -> Case:
    if any(label.line > len(kept) for label in labels):
        message = f"{file.parent.name}/{file.name}: a label has no line below it"
        raise ValueError(message)
    return Case(file, number, path, "\n".join(kept) + "\n", tuple(labels))


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").split("\n")
