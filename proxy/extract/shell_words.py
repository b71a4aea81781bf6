"""Reading words of a POSIX shell: quotes, escapes, expansions. What commands consist of is shell_tokens.py's.

Source: POSIX.1-2017, Shell Command Language 2.2, 2.6, and bash(1), QUOTING.
Rules for this file: pure; each character is looked at once (twice in what looks like arithmetic); only backticks start a reader of their
own, as deep as MAX_DEPTH. Counterpart: shell_syntax.py decodes the pieces.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import Final

from proxy.extract.shell_frames import CODE, UNCLOSED, Frame, Kind, arithmetic_end
from proxy.extract.shell_syntax import Expansion, How, Literal, Script, Substitution, Word
from proxy.extract.shell_traced import Traced

_BARE: Final = re.compile(r"(?:[^ \t\n'\"\\$`|&;()<>]+|\\[^\n])++")
_SINGLE: Final = re.compile(r"[^']*")
_ANSI: Final = re.compile(r"(?:[^'\\]+|\\.)*+", re.DOTALL)
_BACKTICKED: Final = re.compile(r"(?:[^`\\]+|\\.)*+", re.DOTALL)
_BACKTICK_ESCAPE: Final = re.compile(r"\\([`\\$])")
_NAME: Final = re.compile(r"\$(?:\{(\w+|[@*#?!$-])\}|([A-Za-z_]\w*|[0-9@*#?!$-]))")
_BRACE: Final = re.compile(r"\$\{[#!]?(\w*|[@*?$#!-])(?=[^\w])(:?[-=]|)")
_CHUNKS: Final = {
    Kind.DOUBLE: re.compile(r"(?:[^\"\\$`]+|\\.)++", re.DOTALL),
    Kind.BRACE: re.compile(r"(?:[^}'\"\\$`]+|\\.)++", re.DOTALL),
    Kind.ARITHMETIC: re.compile(r"(?:[^()$`\\]+|\\.)++", re.DOTALL),
    Kind.HEREDOC: re.compile(r"(?:[^\\$`]+|\\.)++", re.DOTALL),
}


class Words(ABC):
    """Reads words; a frame says what each character means."""

    def __init__(self, source: Traced, unread: list[str], depth: int = 0) -> None:
        self._source = source
        self._text = source.text
        self._unread = unread
        self._depth = depth
        self._at = 0
        self._frames: list[Frame] = []

    @abstractmethod
    def script(self) -> Script:
        """The text as commands."""

    @abstractmethod
    def _pop(self) -> None:
        """Close the innermost construct."""

    def _tell(self, reason: str) -> None:
        if reason not in self._unread:
            self._unread.append(reason)

    def _word(self, frame: Frame) -> Word:
        if frame.word is None:
            frame.word = Word(self._at)
        return frame.word

    def _literal(self, frame: Frame, start: int, end: int, how: How) -> None:
        word = self._word(frame)
        word.pieces.append(Literal(self._source, start, end, how))
        word.quoted = word.quoted or how is not How.BARE

    def _bare(self, frame: Frame) -> None:
        end = found.end() if (found := _BARE.match(self._text, self._at)) else self._at + 1
        word = self._word(frame)
        self._literal(frame, self._at, end, How.BARE)
        word.quoted = word.quoted or "\\" in self._text[self._at : end]
        self._at = end

    def _single(self, frame: Frame) -> None:
        self._quoted(frame, _SINGLE, 1, How.RAW)

    def _quoted(self, frame: Frame, pattern: re.Pattern[str], opener: int, how: How) -> None:
        """A quoted text without expansions, from its quote to the next `'`."""
        start = self._at + opener
        found = pattern.match(self._text, start)
        end = found.end() if found else start
        self._literal(frame, start, end, how)
        if end >= len(self._text) or self._text[end] != "'":
            self._tell(UNCLOSED)
            end = len(self._text) - 1
        self._at = end + 1

    def _double(self, frame: Frame) -> None:
        self._word(frame).quoted = True
        self._frames.append(Frame(Kind.DOUBLE, self._at, frame.word))
        self._at += 1

    def _push(self, kind: Kind, length: int) -> None:
        self._frames.append(Frame(kind, self._at))
        self._at += length

    def _dollar(self, frame: Frame) -> None:
        text, at = self._text, self._at
        word = self._word(frame)
        if text.startswith("$((", at) and arithmetic_end(text, at + 1):
            self._arithmetic_frame(3)
        elif text.startswith("$(", at):
            self._push(Kind.SUBSTITUTION, 2)
        elif frame.kind in CODE and text.startswith("$'", at):
            self._quoted(frame, _ANSI, 2, How.ANSI)
        elif frame.kind in CODE and text.startswith('$"', at):
            self._at += 1
        elif (found := _NAME.match(text, at)) is not None:
            self._at = found.end()
            name = found.group(1) or found.group(2)
            word.pieces.append(Expansion(name, self._source.sliced(at, self._at)))
        elif (found := _BRACE.match(text, at)) is not None:
            inner = Frame(Kind.BRACE, at, Word(found.end()), name=found.group(1), defaults=bool(found.group(2)))
            self._frames.append(inner)
            self._at = found.end()
        else:
            self._literal(frame, at, at + 1, How.RAW if frame.kind not in CODE else How.BARE)
            self._at += 1

    def _arithmetic_frame(self, length: int) -> None:
        self._frames.append(
            Frame(Kind.ARITHMETIC, self._at, Word(self._at), end=arithmetic_end(self._text, self._at + length - 2))
        )
        self._at += length

    def _backtick(self, frame: Frame) -> None:
        start = self._at + 1
        found = _BACKTICKED.match(self._text, start)
        end = found.end() if found else start
        word = self._word(frame)
        if not self._text.startswith("`", end):
            self._tell(UNCLOSED)
            end = len(self._text)
        inner = self._source.sliced(start, end).replaced(_BACKTICK_ESCAPE, lambda found: found.group(1))
        script = type(self)(inner, self._unread, self._depth + len(self._frames)).script()
        word.pieces.append(Substitution(script, self._source.sliced(self._at, end + 1)))
        self._at = end + 1

    def _within(self, frame: Frame) -> None:
        """One step in a text in which only some characters mean something."""
        at = self._at
        character = self._text[at]
        if frame.kind is Kind.ARITHMETIC and at >= frame.end:
            self._pop()
        elif character == "$":
            self._dollar(frame)
        elif character == "`":
            self._backtick(frame)
        elif (found := _CHUNKS[frame.kind].match(self._text, at)) is not None:
            self._literal(frame, at, found.end(), How.HEREDOC if frame.kind is Kind.HEREDOC else How.DOUBLE)
            self._at = found.end()
        else:
            self._special(frame, character)

    def _special(self, frame: Frame, character: str) -> None:
        if character == '"' and frame.kind is Kind.BRACE:
            self._double(frame)
        elif character == "'" and self._frames[-2].kind is not Kind.DOUBLE and frame.kind is Kind.BRACE:
            self._single(frame)
        elif character in {'"', "}"}:
            self._at += 1
            self._pop()
        else:
            self._literal(frame, self._at, self._at + 1, How.RAW)
            self._at += 1
