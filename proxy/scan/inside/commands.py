"""Commands as lists of words (`["sh", "-c", "..."]`), and what an interpreter's option among them runs.

Rules for this file: pure, linear. Counterparts: build.py and steps.py meet such lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from proxy.extract.languages import language_of
from proxy.scan.inside.piece import Piece

_STRING: Final = re.compile(r"\"((?:[^\"\\\n]|\\.){0,4000})\"|'([^'\n]{0,4000})'")
_INTERPRETERS: Final = {
    "node": "javascript",
    "pwsh": "powershell",
    "powershell": "powershell",
    "cmd": "batch",
    "ash": "bash",
    "dash": "bash",
}
_OPTIONS: Final = frozenset(
    {"-c", "-e", "-ec", "-lc", "-xc", "-exc", "-euc", "-euxc", "-ce", "-cx", "-command", "/c", "--eval"}
)


def exec_form(number: int, row: str) -> Iterator[Piece]:
    """The code in a list of quoted words on one line."""
    words = [(found.start(found.lastindex or 0), found.group(found.lastindex or 0)) for found in _STRING.finditer(row)]
    language = language_behind([word for _, word in words])
    if language is not None:
        start, code = words[language[1]]
        piece = Piece(language[0])
        piece.add(number, start, code)
        yield piece


def language_behind(words: Sequence[str]) -> tuple[str, int] | None:
    """The language of a word that is code, and which word it is: `-c` and its like stand before it. Without a program it is a shell's."""
    for at, word in enumerate(words[:-1]):
        if word.strip().lower() in _OPTIONS:
            program = words[at - 1] if at and not words[at - 1].startswith("-") else words[0] if at else "sh"
            name = program.strip().replace("\\", "/").rpartition("/")[2].lower().removesuffix(".exe")
            return _INTERPRETERS.get(name) or language_of(name) or "bash", at + 1
    return None
