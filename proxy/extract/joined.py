"""One text from strings of a call: the lines of a list, a program with its arguments as a shell reads them, short ones behind keys.

What is put between the strings stands nowhere; each stretch of the text knows the string it stands in.
Rules for this file: pure, linear. Counterpart: tool_args.py makes parts of these texts.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field

from proxy.extract.json_strings import JsonString, Where
from proxy.extract.leaves import Leaf
from proxy.extract.parts import Stretch
from proxy.extract.tools import Role

_MAX_QUOTES = 10_000  # in an argument; nobody writes more, and each costs a stretch
_MAX_LABEL_CHARS = 64
_KEY_CHARS = frozenset("-._$")
_SHELLS = frozenset({"bash", "sh", "zsh", "dash", "ksh", "fish"})


@dataclass(slots=True)
class Joined:
    """A text put together from strings: for each stretch the string that it stands in."""

    pieces: list[str] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    wheres: list[Where] = field(default_factory=list)
    chars: int = 0

    def says(self, text: str) -> None:
        """Add text that stands nowhere."""
        self.pieces.append(text)
        self.chars += len(text)

    def shows(self, string: JsonString, start: int = 0, end: int | None = None) -> None:
        """Add characters of a string."""
        text = string.text[start:end]
        if text:
            self.stretches.append(Stretch(self.chars, start, len(text)))
            self.wheres.append(string.where)
            self.says(text)

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.pieces)


def split(group: list[Leaf]) -> list[list[Leaf]]:
    """A list of whole texts or of commands is as many groups; lines of one text, and a program with its arguments, stay together."""
    if len(group) == 1:
        return [group]
    texts = [leaf.string.text for leaf in group]
    if group[0].role is Role.COMMAND:
        together = not has_space(texts[0])
    else:
        together = all(text.endswith("\n") for text in texts[:-1]) or not any("\n" in text for text in texts)
    return [group] if together else [[leaf] for leaf in group]


def has_space(text: str) -> bool:
    """More than one word."""
    return any(char.isspace() for char in text.strip())


def lines(group: Sequence[Leaf]) -> Joined:
    """The strings of a group one behind the other, each on its own line."""
    text = Joined()
    for number, leaf in enumerate(group):
        if number and not group[number - 1].string.text.endswith("\n"):
            text.says("\n")
        text.shows(leaf.string)
    return text


def quoted(group: Sequence[Leaf]) -> Joined:
    """A program and its arguments as one line of shell."""
    text = Joined()
    for number, leaf in enumerate(group):
        string = leaf.string
        text.says(" " if number else "")
        if shlex.quote(string.text) == string.text or string.text.count("'") > _MAX_QUOTES:
            text.shows(string)
            continue
        text.says("'")
        at = 0
        for piece in string.text.split("'"):
            text.says("'\"'\"'" if at else "")
            text.shows(string, at, at + len(piece))
            at += len(piece) + 1
        text.says("'")
    return text


def shell_script(group: Sequence[Leaf]) -> Leaf | None:
    """The script in `["bash", "-lc", script]`."""
    at = 1
    if len(group) <= at or group[0].string.text.rsplit("/", 1)[-1] not in _SHELLS:
        return None
    while at < len(group) - 1 and group[at].string.text.startswith("-"):
        if "c" in group[at].string.text.lstrip("-") and not group[at].string.text.startswith("--"):
            return group[at + 1]
        at += 1
    return None


def short_lines(leaves: Sequence[Leaf]) -> Joined:
    """Short strings, each on a line behind its key: a secret is known by the name beside it."""
    text = Joined()
    for leaf in leaves:
        if leaf.string.text.strip():
            label = _label(leaf.key)
            text.says(f'{label} = "' if label else "")
            text.shows(leaf.string)
            text.says('"\n' if label else "\n")
    return text


def _label(key: str) -> str:
    return key if len(key) <= _MAX_LABEL_CHARS and all(char.isalnum() or char in _KEY_CHARS for char in key) else ""
