"""Labelled fixtures of rules: which line must be found, and which must not.

A fixture lies beside its rule in policies/rules/<language>/. A comment line `ruleid: ID` names the line below it, on which a finding of
that rule must begin; `ok: ID` the line on which none may. Several ids are separated by commas. `--- case` or `--- case: some/path.ext` in a
comment begins a new text, scanned alone and under that path. These lines are taken out before the scan.
What must not stand in a file as it is, is spelled: `{{}}` is nothing (it keeps a made-up key from looking real to other scanners),
`{{A-Za-z0-9:36}}` 36 characters of these, drawn from the place where it stands, so each run draws the same, and `{{U+202E}}` a character
by its code point.
Source: the words of Semgrep's fixtures. Rules for this file: no scanning. Counterparts: rulebook.py, cli/rule.py.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_COMMENT: Final = r"^\s*(?:#|//|/\*|<!--|--|;|%|'|\{#|<%#)+\s*"
_LABEL: Final = re.compile(_COMMENT + r"(ruleid|ok):\s*([\w.,\s/-]+?)\s*(?:\*/|-->|#\}|%>)?\s*$")
_CASE: Final = re.compile(_COMMENT + r"--- case(?::\s*(\S+))?\s*(?:\*/|-->|#\}|%>)?\s*$")
_SPELLED: Final = re.compile(
    r"\{\{(?:(?P<set>(?:[A-Za-z0-9]-[A-Za-z0-9]|[A-Za-z0-9_+/=.~-]){1,20}):(?P<count>\d{1,4})|U\+(?P<point>[0-9A-F]{4,6}))?\}\}"
)
_SEAM: Final = "{{}}"
_PARTED: Final = re.compile(r"[\w+/=.-]*\{\{\}\}[\w+/=.{}-]*")
_LONG_WORD: Final = 24  # characters with the seam; a password is shorter, a made-up key isn't
_RANGE: Final = re.compile(r"([A-Za-z0-9])-([A-Za-z0-9])")


@dataclass(frozen=True, slots=True)
class Label:
    """What a line must show."""

    line: int  # of the case's text, from 1
    rule_id: str
    found: bool


@dataclass(frozen=True, slots=True)
class Case:
    """One text of a fixture. `number` counts from 1 in its file; `shown` is the text for people: what is spelled isn't written out."""

    file: Path
    number: int
    path: str
    text: str
    shown: str
    labels: tuple[Label, ...]


def fixture_files(folder: Path) -> list[Path]:
    """Every file below policies/rules that holds labels."""
    files = (path for path in sorted(folder.glob("*/*")) if path.is_file())
    return [path for path in files if any(_LABEL.match(line) for line in _lines(path))]


def cases(file: Path) -> tuple[Case, ...]:
    """The texts of a fixture. Raises ValueError where a label has no line below it."""
    return tuple(_cases(file))


def _cases(file: Path) -> Iterator[Case]:
    number, path, kept, shown = 1, file.name, list[str](), list[str]()
    labels: list[Label] = []
    for line in _lines(file):
        case = _CASE.match(line)
        if case is not None:
            if labels:
                yield _case(file, number, path, (kept, shown), labels)
                number += 1
            path, kept, shown, labels = case.group(1) or file.name, [], [], []
            continue
        label = _LABEL.match(line)
        if label is None:
            kept.append(spelled(line, f"{number}:{len(kept)}"))
            shown.append(masked(line))
            continue
        ids = (each.strip() for each in label.group(2).split(","))
        labels += [Label(len(kept) + 1, each, label.group(1) == "ruleid") for each in ids if each]
    if labels:
        yield _case(file, number, path, (kept, shown), labels)


def masked(line: str) -> str:
    """The line as a page may show it: what is drawn is an ellipsis, and a hidden character is named."""
    parted = _PARTED.sub(lambda found: found[0].replace(_SEAM, "" if len(found[0]) < _LONG_WORD else "…"), line)
    return _SPELLED.sub(lambda found: f"<U+{found['point']}>" if found["point"] else "…", parted)


def spelled(line: str, seed: str) -> str:
    """The line with what it spells written out; see the module's docstring. The same seed draws the same characters."""

    def written(found: re.Match[str]) -> str:
        if found["point"]:
            return chr(int(found["point"], 16))
        return _drawn(found["set"], int(found["count"]), f"{seed}:{found.start()}") if found["set"] else ""

    return _SPELLED.sub(written, line)


def _drawn(alphabet: str, count: int, seed: str) -> str:
    """So many characters of an alphabet as a regular expression's set writes it."""
    chars = "".join(chr(each) for low, high in _RANGE.findall(alphabet) for each in range(ord(low), ord(high) + 1))
    chars += _RANGE.sub("", alphabet)
    drawn = hashlib.shake_128(f"{alphabet}:{seed}".encode()).digest(2 * count)
    return "".join(chars[int.from_bytes(drawn[at : at + 2]) % len(chars)] for at in range(0, 2 * count, 2))


def _case(file: Path, number: int, path: str, lines: tuple[list[str], list[str]], labels: list[Label]) -> Case:
    kept, shown = lines
    if any(label.line > len(kept) for label in labels):
        message = f"{file.parent.name}/{file.name}: a label has no line below it"
        raise ValueError(message)
    return Case(file, number, path, "\n".join(kept) + "\n", "\n".join(shown) + "\n", tuple(labels))


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").split("\n")
