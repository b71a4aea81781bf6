"""Enough of cmd.exe to find the files it writes and the code it runs, as commands of the same kind as a POSIX shell's.

Source: `cmd /?`, `echo /?`. `echo` prints what stands behind it as it is, quotes included; elsewhere double quotes hold a word together.
Rules for this file: pure; one pass; groups nest to a bound. Counterpart: shell_reading.py follows them.
"""

from __future__ import annotations

import re
from typing import Final

from proxy.extract.shell_frames import MAX_DEPTH, MAX_STEPS, TOO_DEEP, TOO_LONG, UNCLOSED
from proxy.extract.shell_syntax import Command, How, Literal, Redirect, Script, Word
from proxy.extract.shell_traced import Traced

_BLANK: Final = re.compile(r"(?:[ \t\r@]+|\^\r?\n)++")
_COMMENT: Final = re.compile(r"(?:rem\b|::)[^\n]*", re.IGNORECASE)
_ECHO: Final = re.compile(r"echo(?:[ .:(]|(?=\s|\Z))", re.IGNORECASE)
_ECHOED: Final = re.compile(r"(?:[^\^\"&|<>\n]+|\^[^\n]|\"[^\"\n]*\"?)*+")
_ECHOED_IN_GROUP: Final = re.compile(r"(?:[^\^\"&|<>\n)]+|\^[^\n]|\"[^\"\n]*\"?)*+")
_WORD: Final = re.compile(r"(?:[^ \t\r\n\"&|<>()^]+|\^[^\n])++")
_QUOTED: Final = re.compile(r"\"((?:[^\"\\\n]+|\\.)*+)(\"?)", re.DOTALL)
_REDIRECT: Final = re.compile(r"([0-9]?)(>>?|<)(&[0-9])?")
_SEPARATOR: Final = re.compile(r"&&|\|\||[&|\n]")


def batch_script(source: Traced, unread: list[str]) -> Script:
    """The text as commands."""
    return _Reader(source, unread).script()


class _Frame:
    def __init__(self) -> None:
        self.command = Command()
        self.pipeline: list[Command] = []
        self.script = Script()
        self.redirect = ""

    def end(self, *, pipeline: bool) -> None:
        if not self.command.empty:
            self.pipeline.append(self.command)
            self.command = Command()
        self.redirect = ""
        if pipeline and self.pipeline:
            self.script.pipelines.append(self.pipeline)
            self.pipeline = []


class _Reader:
    def __init__(self, source: Traced, unread: list[str]) -> None:
        self._source = source
        self._text = source.text
        self._unread = unread
        self._at = 0
        self._frames = [_Frame()]

    def script(self) -> Script:
        steps = 0
        while self._at < len(self._text) and steps < MAX_STEPS and len(self._frames) <= MAX_DEPTH:
            steps += 1
            if (found := _BLANK.match(self._text, self._at)) is not None:
                self._at = found.end()
            elif not (self._first() or self._operator() or self._word()):
                self._at += 1
        if self._at < len(self._text):
            self._unread.append(TOO_LONG if steps >= MAX_STEPS else TOO_DEEP)
        if len(self._frames) > 1:
            self._unread.append(UNCLOSED)
        while len(self._frames) > 1:
            self._close()
        self._frames[0].end(pipeline=True)
        return self._frames[0].script

    def _first(self) -> bool:
        """What only means something at the start of a command: `echo`, `rem`, a group."""
        frame = self._frames[-1]
        if not frame.command.empty:
            return False
        if (found := _COMMENT.match(self._text, self._at)) is not None:
            self._at = found.end()
        elif (found := _ECHO.match(self._text, self._at)) is not None:
            pattern = _ECHOED if len(self._frames) == 1 else _ECHOED_IN_GROUP
            printed = pattern.match(self._text, found.end())
            end = printed.end() if printed else found.end()
            self._add(self._at, self._at + len("echo"), How.BARE)
            self._add(found.end(), end, How.BATCH)
            self._at = end
        elif self._text[self._at] == "(":
            self._frames.append(_Frame())
            self._at += 1
        else:
            return False
        return True

    def _operator(self) -> bool:
        frame = self._frames[-1]
        if (found := _REDIRECT.match(self._text, self._at)) is not None:
            if found.group(3) is None and found.group(1) in {"", "0", "1"}:
                frame.redirect = found.group(2)
        elif (found := _SEPARATOR.match(self._text, self._at)) is not None:
            frame.end(pipeline=found.group() != "|")
        elif self._text[self._at] == ")" and len(self._frames) > 1:
            self._close()
            self._at += 1
            return True
        else:
            return False
        self._at = found.end()
        return True

    def _close(self) -> None:
        frame = self._frames.pop()
        frame.end(pipeline=True)
        self._frames[-1].command.body = frame.script

    def _word(self) -> bool:
        if (found := _QUOTED.match(self._text, self._at)) is not None:
            if not found.group(2):
                self._unread.append(UNCLOSED)
            self._add(*found.span(1), How.DOUBLE)
        elif (found := _WORD.match(self._text, self._at)) is not None:
            self._add(*found.span(), How.BATCH)
        else:
            return False
        self._at = found.end()
        return True

    def _add(self, start: int, end: int, how: How) -> None:
        frame = self._frames[-1]
        word = Word(start, end, [Literal(self._source, start, end, how)], quoted=how is How.DOUBLE)
        if frame.redirect:
            frame.command.redirects.append(Redirect("", frame.redirect, word))
            frame.redirect = ""
        else:
            frame.command.words.append(word)
