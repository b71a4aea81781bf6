"""What is open while a shell text is read, and the bounds of reading.

Rules for this file: nouns and bounds. Counterparts: shell_words.py and shell_tokens.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from proxy.extract.shell_syntax import Command, Redirect, Script, Word

MAX_STEPS: Final = 100_000  # tokens; the longest scripts that assistants write have some thousands
MAX_DEPTH: Final = 24  # open constructs; scripts have up to six
UNCLOSED: Final = "a shell construct is not closed"
TOO_DEEP: Final = "a shell text is nested too deep"
TOO_LONG: Final = "a shell text has too many words"
_ARITHMETIC_CHARS: Final = 1024  # an expression is shorter; what is longer is read as two subshells
_PARENS: Final = re.compile(r"[()]")


class Kind(Enum):
    """What a construct is."""

    TOP = auto()
    GROUP = auto()
    SUBSHELL = auto()
    SUBSTITUTION = auto()
    PROCESS = auto()
    ARRAY = auto()
    DOUBLE = auto()
    BRACE = auto()
    ARITHMETIC = auto()
    HEREDOC = auto()


PARENTHESISED: Final = frozenset({Kind.SUBSHELL, Kind.SUBSTITUTION, Kind.PROCESS, Kind.ARRAY})
CODE: Final = PARENTHESISED | {Kind.TOP, Kind.GROUP}


@dataclass(slots=True)
class Frame:
    """One open construct. A quoted text shares its `word` with what it stands in, a group its heredocs."""

    kind: Kind
    start: int
    word: Word | None = None
    closer: str = ""
    command: Command = field(default_factory=Command)
    pipeline: list[Command] = field(default_factory=list)
    script: Script = field(default_factory=Script)
    redirect: tuple[str, str] | None = None  # a redirection that waits for its word: which descriptor, which operator
    pending: list[Redirect] = field(default_factory=list)  # heredocs that wait for a line end
    cases: list[bool] = field(default_factory=list)  # of each open `case`: whether a pattern is expected
    test: bool = False  # inside [[ ]]
    end: int = 0  # of arithmetic
    name: str = ""  # of a variable, or the last reserved word
    defaults: bool = False
    sink: bool = False

    @property
    def pattern(self) -> bool:
        """Whether a pattern of `case` stands here."""
        return bool(self.cases) and self.cases[-1]


def arithmetic_end(text: str, start: int) -> int:
    """The end of the arithmetic whose two parentheses start here; 0 where they are two subshells."""
    depth = 0
    last = 0
    for found in _PARENS.finditer(text, start, start + _ARITHMETIC_CHARS):
        depth += 1 if found.group() == "(" else -1
        if depth == 0:
            return found.end() if last == found.start() else 0
        if depth == 1:
            last = found.end()
    return 0
