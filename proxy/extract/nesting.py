"""What is open at the end of a stretch of Python: brackets, strings, replacement fields of f-strings.

Source: "Lexical analysis" of the Python reference; PEP 701 for f-strings (t-strings, PEP 750, nest alike).
Rules for this file: linear in the text whatever the text is, never raises, knows no grammar. What is wrong ends early: a
single-quoted string ends at its line end, a closer closes what it matches although something inside was left open.
Counterpart: statements.py cuts units with it, repairs.py closes what is open, dialects.py rewrites the marked strings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, NamedTuple

_CLOSERS: Final = {"(": ")", "[": "]", "{": "}"}
_CODE: Final = re.compile(r"[\"'#()\[\]{}\\]")
_FIELD: Final = re.compile(r"[\"'#()\[\]{}\\:]")
_PREFIX: Final = re.compile(r"(?<!\w)[rbuft]{1,2}\Z", re.IGNORECASE)
_LONGEST_PREFIX: Final = 2
_LONGEST_JOIN: Final = 3  # a backslash and "\r\n"
_CLOSER_REACH: Final = 6  # a stray closer looks this far down; without a bound "((((...]]]]..." would be quadratic
_ESCAPE: Final = r"\\(?:\r\n|[\s\S])?"
_FORMATTED_ESCAPE: Final = r"\\N\{[^}\n]*\}|\\(?:\r\n|[^{}])?|\{\{|\}\}|\{"


class _Kind(Enum):
    BRACKET = auto()
    STRING = auto()
    FIELD = auto()  # the expression part of "{expression!r:spec}"
    SPEC = auto()


class _Frame(NamedTuple):
    kind: _Kind
    closer: str  # what ends it; of a SPEC: the delimiter of its string
    formatted: bool = False
    mark: int = -1


_BRACKETS: Final = {sign: _Frame(_Kind.BRACKET, closer) for sign, closer in _CLOSERS.items()}


@dataclass(slots=True)
class Mark:
    """A string, a replacement field or a comment: offsets `start:stop`, `level` fields around it.

    Of a string `quote` is its delimiter and `start` stands at it, after the prefix.
    """

    kind: str  # "string" | "field" | "comment"
    start: int
    stop: int
    level: int
    quote: str = ""
    formatted: bool = False


def _string_pattern(quote: str, *, formatted: bool) -> re.Pattern[str]:
    ends = quote if len(quote) > 1 else quote + "|\n"
    return re.compile(f"{_FORMATTED_ESCAPE if formatted else _ESCAPE}|{ends}")


_QUOTES: Final = ("'", '"', "'''", '"""')
_STRINGS: Final = {(q, f): _string_pattern(q, formatted=f) for q in _QUOTES for f in (False, True)}
_SPECS: Final = {q: re.compile(r"[{}]|" + (q if len(q) > 1 else q + "|\n")) for q in _QUOTES}


class Nesting:
    """Reads Python line by line (or several lines at once) and knows what is open after each."""

    def __init__(self, inside: str = "", *, marking: bool = False) -> None:
        """`inside`: the text starts within a string of this delimiter. `marking`: collect `marks` (for one short text)."""
        self._stack: list[_Frame] = []
        self._singles: list[int] = []  # where single-quoted f-strings stand in the stack
        self._level = 0
        self._marking = marking
        self.marks: list[Mark] = []
        self.strays: list[str] = []  # closers that matched nothing
        self.continued = False  # the text ended with a backslash before its line end
        self._comment = -1
        self._code_end = 0
        if inside:
            self._stack.append(_Frame(_Kind.STRING, inside))

    @property
    def open(self) -> bool:
        """Whether the logical line goes on after what was fed."""
        return self.continued or bool(self._stack)

    @property
    def in_code(self) -> bool:
        """Whether what is open is a bracket or a field, so that the next line starts as code."""
        return bool(self._stack) and self._stack[-1].kind in (_Kind.BRACKET, _Kind.FIELD)

    @property
    def closers(self) -> str:
        """The shortest text that closes all that is open."""
        return "".join(frame.closer for frame in reversed(self._stack) if frame.kind is not _Kind.SPEC)

    def code(self, text: str) -> str:
        """`text`, the last one fed, without a comment at its end and without trailing space."""
        return (text if self._comment < 0 else text[: self._comment]).rstrip()

    def feed(self, text: str) -> None:
        """Read whole lines; the very last one of a text may lack its line end."""
        self.continued = False
        self._comment = -1
        self._code_end = len(text.rstrip())
        at = 0
        while at < len(text):
            kind = self._stack[-1].kind if self._stack else _Kind.BRACKET
            if kind is _Kind.STRING:
                at = self._read_string(text, at)
            elif kind is _Kind.SPEC:
                at = self._read_spec(text, at)
            elif kind is _Kind.FIELD:
                at = self._read_code(text, _FIELD.search(text, at))
            else:
                at = self._read_brackets(text, at)

    def _read_brackets(self, text: str, at: int) -> int:
        """Read on until something else than opening brackets comes; a loop of its own because most of what opens is a bracket."""
        found = _CODE.search(text, at)
        while found is not None and (frame := _BRACKETS.get(found.group())) is not None:
            self._stack.append(frame)
            found = _CODE.search(text, found.end())
        return self._read_code(text, found)

    def _read_code(self, text: str, found: re.Match[str] | None) -> int:
        if found is None:
            return len(text)
        sign, start = found.group(), found.start()
        if sign == "#":
            return self._read_comment(text, start)
        if sign == "\\":
            self.continued = len(text) - start <= _LONGEST_JOIN and not text[start + 1 :].strip("\r\n")
            return start + 2
        if sign in "\"'":
            return self._open_string(text, start)
        if sign in _BRACKETS:
            self._stack.append(_BRACKETS[sign])
        elif sign == ":":
            self._stack.append(_Frame(_Kind.SPEC, self._stack[-2].closer if len(self._stack) > 1 else '"'))
        else:
            self._close(sign, start)
        return start + 1

    def _read_comment(self, text: str, start: int) -> int:
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        self._comment = start if stop >= self._code_end else -1
        if self._marking:
            self.marks.append(Mark("comment", start, stop, self._level))
        return stop

    def _open_string(self, text: str, start: int) -> int:
        quote = text[start : start + 3]
        if quote not in _QUOTES:
            quote = text[start]
        prefix = _PREFIX.search(text[max(0, start - _LONGEST_PREFIX - 1) : start])
        formatted = prefix is not None and any(sign in "fFtT" for sign in prefix.group())
        if formatted and len(quote) == 1:
            self._singles.append(len(self._stack))
        self._stack.append(_Frame(_Kind.STRING, quote, formatted, len(self.marks)))
        if self._marking:
            self.marks.append(Mark("string", start, len(text), self._level, quote, formatted))
        return start + len(quote)

    def _read_string(self, text: str, at: int) -> int:
        frame = self._stack[-1]
        found = _STRINGS[frame.closer, frame.formatted].search(text, at)
        if found is None:
            return len(text)
        sign = found.group()
        if sign == frame.closer:
            self._cut(len(self._stack) - 1, found.end())
        elif sign == "\n":
            self._unterminated(found.start())
        elif sign == "{" and frame.formatted:
            if self._marking:
                self.marks.append(Mark("field", found.start(), len(text), self._level))
            self._level += 1
            self._stack.append(_Frame(_Kind.FIELD, "}", mark=len(self.marks) - 1))
        return found.end()

    def _read_spec(self, text: str, at: int) -> int:
        quote = self._stack[-1].closer
        found = _SPECS.get(quote, _SPECS['"']).search(text, at)
        if found is None:
            return len(text)
        sign = found.group()
        if sign == "{":
            self._level += 1
            self._stack.append(_Frame(_Kind.FIELD, "}"))
        elif sign == "}":
            self._cut(len(self._stack) - 2, found.end())
        elif sign == "\n":
            self._unterminated(found.start())
        else:  # the string's own delimiter: the field was never closed
            self._cut(max(0, len(self._stack) - 3), found.end())
        return found.end()

    def _unterminated(self, at: int) -> None:
        """A single-quoted string meets its line end: it ends, with the outermost single-quoted f-string around it."""
        self._cut(self._singles[0] if self._singles else len(self._stack) - 1, at)

    def _close(self, sign: str, at: int) -> None:
        for index in range(len(self._stack) - 1, max(-1, len(self._stack) - 1 - _CLOSER_REACH), -1):
            frame = self._stack[index]
            if frame.kind is not _Kind.STRING and frame.closer == sign:
                self._cut(index, at + 1)
                return
            if frame.kind is not _Kind.BRACKET:
                break
        self.strays.append(sign)

    def _cut(self, index: int, at: int) -> None:
        """Take off the frames from `index` on; they end before offset `at`."""
        for frame in self._stack[index:]:
            self._level -= frame.kind is _Kind.FIELD
            if self._marking and frame.mark >= 0:
                self.marks[frame.mark].stop = at
        del self._stack[index:]
        while self._singles and self._singles[-1] >= index:
            self._singles.pop()
