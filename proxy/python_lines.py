"""Python text as statements in whole lines and string literals, also where it doesn't parse.

A redaction must find the statement that holds a finding and the literal that holds a secret in any fragment:
indented, cut off, of another Python version. The tokenizer of the standard library stops at the first of these and
differs from version to version, so this one reads only what is asked: strings, brackets, comments and line ends.
Never fails, one pass, linear. F-strings are one string each; the quotes that Python 3.12 allows inside them may cut
one in two, which rewrite.py notices by parsing what it made.
Source: the Python language reference, 2.1.5 "Explicit line joining", 2.1.6, 2.4.1 "String literals".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"(?P<comment>\#[^\n]*)"
    r"|(?P<prefix>[rRbBuUfFtT]{0,2})(?P<quote>\"\"\"|'''|\"|')"
    r"|(?P<open>[(\[{])|(?P<close>[)\]}])"
    r"|(?P<join>\\\r?\n)|(?P<newline>\n)"
    r"|(?P<name>\w+)|(?P<other>[^\s\w])"
)
# What may stand between the quotes, up to the closing one. No alternation inside a repetition can match two ways.
_BODY = {
    '"': re.compile(r'[^"\\\n]*(?:\\.[^"\\\n]*)*', re.DOTALL),
    "'": re.compile(r"[^'\\\n]*(?:\\.[^'\\\n]*)*", re.DOTALL),
    '"""': re.compile(r'[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*', re.DOTALL),
    "'''": re.compile(r"[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*", re.DOTALL),
}


@dataclass(frozen=True, slots=True)
class Literal:
    """A string literal and its content. `prefix` is in lower case; `joined`: another literal stands beside it."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    prefix: str
    closed: bool
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """A logical line at `start:end`, in whole lines. `words` are its first tokens; `header`: it ends with a colon."""

    start: int
    end: int
    words: tuple[str, ...]
    header: bool


@dataclass(slots=True)
class PythonLines:
    """The statements and literals of a text, in order."""

    statements: list[Statement] = field(default_factory=list)
    literals: list[Literal] = field(default_factory=list)


_WORDS_KEPT = 3  # enough for `async def name`


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = PythonLines()
        self.depth = 0
        self.words: list[str] = []
        self.last = ""
        self.start = 0

    def read(self) -> PythonLines:
        at = 0
        while found := _TOKEN.search(self.text, at):
            at = self._take(found)
        self._end(len(self.text))
        return self.lines

    def _take(self, found: re.Match[str]) -> int:
        """Take one token; give back where the next may begin."""
        match found.lastgroup:
            case "quote":
                return self._string(found)
            case "newline":
                if self.depth == 0:
                    self._end(found.end())
            case "open":
                self.depth += 1
                self._word(found[0], found.start())
            case "close":
                self.depth = max(0, self.depth - 1)
                self._word(found[0], found.start())
            case "name" | "other":
                self._word(found[0], found.start())
            case _:  # comments and joined lines are part of whatever they stand in
                pass
        return found.end()

    def _string(self, found: re.Match[str]) -> int:
        body = _BODY[found["quote"]].match(self.text, found.end())
        inner_end = body.end() if body else found.end()
        closed = self.text.startswith(found["quote"], inner_end)
        end = inner_end + len(found["quote"]) * closed
        joined = self.last == "string"
        if joined:
            before = self.lines.literals[-1]
            self.lines.literals[-1] = _as_joined(before)
        self.lines.literals.append(
            Literal(found.start(), end, found.end(), inner_end, found["prefix"].lower(), closed, joined)
        )
        self._word("string", found.start())
        return end

    def _word(self, word: str, at: int) -> None:
        if not self.words:  # blank and comment lines before the first token are not part of the statement
            self.start = self.text.rfind("\n", 0, at) + 1
        if len(self.words) < _WORDS_KEPT:
            self.words.append(word)
        self.last = word

    def _end(self, end: int) -> None:
        """End the logical line, if there is one; blank and comment lines are none."""
        if self.words:
            self.lines.statements.append(Statement(self.start, end, tuple(self.words), self.last == ":"))
        self.words, self.last, self.depth = [], "", 0


def _as_joined(literal: Literal) -> Literal:
    return Literal(
        literal.start, literal.end, literal.inner_start, literal.inner_end, literal.prefix, literal.closed, joined=True
    )


def read_python(text: str) -> PythonLines:
    """Read a text. Offsets are code points."""
    return _Reader(text).read()
