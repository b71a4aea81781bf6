"""What a shell text consists of: words, redirections, commands, pipelines.

A word keeps its pieces as they stand in the source and is decoded when somebody asks for its text: reading a command costs little.
Rules for this file: nouns only.
Counterparts: shell_tokens.py, shell_powershell.py and shell_batch.py read them, shell_reading.py follows them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from proxy.extract import shell_escapes
from proxy.extract.shell_traced import Traced

_BARE: Final = re.compile(r"\\(.)", re.DOTALL)
_DOUBLE: Final = re.compile(r"\\([$`\"\\\n])")
_HEREDOC: Final = re.compile(r"\\([$`\\\n])")
_POWERSHELL: Final = re.compile(r"`(.)|\"(\")", re.DOTALL)
_POWERSHELL_SINGLE: Final = re.compile(r"'(')")
_BATCH: Final = re.compile(r"\^(.)", re.DOTALL)
_BATCH_PERCENT: Final = re.compile(r"%(%)")
_POWERSHELL_NAMED: Final = {
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "e": "\x1b",
}


class How(Enum):
    """How a literal piece is written."""

    RAW = auto()
    BARE = auto()
    DOUBLE = auto()
    HEREDOC = auto()
    ANSI = auto()
    POWERSHELL = auto()
    POWERSHELL_SINGLE = auto()
    BATCH = auto()


def _escaped(found: re.Match[str]) -> str:
    plain: str = found.group(1)
    return "" if plain == "\n" else plain


def _powershell(found: re.Match[str]) -> str:
    plain: str = found.group(1) or found.group(2)
    return "" if plain == "\n" else _POWERSHELL_NAMED.get(plain, plain)


_DECODED: Final = {
    How.BARE: ((_BARE, _escaped),),
    How.DOUBLE: ((_DOUBLE, _escaped),),
    How.HEREDOC: ((_HEREDOC, _escaped),),
    How.POWERSHELL: ((_POWERSHELL, _powershell),),
    How.POWERSHELL_SINGLE: ((_POWERSHELL_SINGLE, _escaped),),
    How.BATCH: ((_BATCH, _escaped), (_BATCH_PERCENT, _escaped)),
}


@dataclass(frozen=True, slots=True)
class Literal:
    """Characters of the source."""

    source: Traced
    start: int
    end: int
    how: How

    def read(self) -> Traced:
        """What the characters stand for."""
        text = self.source.sliced(self.start, self.end)
        if self.how is How.ANSI:
            return shell_escapes.quoted(text)
        for pattern, decode in _DECODED.get(self.how, ()):
            text = text.replaced(pattern, decode)
        return text


@dataclass(slots=True)
class Expansion:
    """A variable, or an arithmetic expression (no name). `inner` is a default, or what else has to be followed."""

    name: str
    raw: Traced
    inner: Word | None = None
    defaults: bool = False


@dataclass(slots=True)
class Substitution:
    """What a script prints: `$(…)`, backticks; `file`: `<(…)`, a name to read it from; `sink`: `>(…)`."""

    script: Script
    raw: Traced
    file: bool = False
    sink: bool = False


@dataclass(slots=True)
class Word:
    """One word. `start` and `end` are offsets in the source; `quoted`: some of it stood in quotes."""

    start: int
    end: int = 0
    pieces: list[Literal | Expansion | Substitution] = field(default_factory=list)
    quoted: bool = False


@dataclass(slots=True)
class Redirect:
    """A redirection; for a heredoc `word` is its text."""

    fd: str
    op: str
    word: Word


@dataclass(slots=True)
class Command:
    """A simple command, or a group with what stands behind it."""

    words: list[Word] = field(default_factory=list)
    redirects: list[Redirect] = field(default_factory=list)
    body: Script | None = None

    @property
    def empty(self) -> bool:
        """Nothing was read yet."""
        return not self.words and not self.redirects and self.body is None


@dataclass(slots=True)
class Script:
    """Pipelines, one after the other."""

    pipelines: list[list[Command]] = field(default_factory=list)
