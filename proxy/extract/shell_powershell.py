"""Enough of PowerShell to find the files it writes and the code it runs, as commands of the same kind as a POSIX shell's.

A cmdlet that writes a file becomes a redirection, an expression that starts a statement prints, parentheses separate words. What a
statement computes otherwise isn't followed.
Source: about_Quoting_Rules, about_Redirection, about_Parsing. Rules for this file: pure; one pass. Counterpart: shell_reading.py follows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from proxy.extract.shell_flow import OUTSIDE
from proxy.extract.shell_frames import MAX_STEPS, TOO_LONG, UNCLOSED
from proxy.extract.shell_syntax import Command, Expansion, How, Literal, Redirect, Script, Substitution, Word
from proxy.extract.shell_traced import Traced

_SIGNS: Final = re.compile(
    r"@['\"][ \t]*\r?\n|\b(?:Set-Content|Add-Content|Out-File|Invoke-Expression)\b|\biex\b", re.IGNORECASE
)
_BLANK: Final = re.compile(r"(?:[ \t\r(),]+|`\r?\n|<#.*?(?:#>|\Z)|(?<![^\s;|(){}])#[^\n]*)++", re.DOTALL)
_HERE: Final = re.compile(r"@(['\"])[ \t]*\r?\n")
_SINGLE: Final = re.compile(r"'((?:[^']+|'')*+)('?)")
_DOUBLE: Final = re.compile(r"\"((?:[^\"`]+|`.|\"\")*+)(\"?)", re.DOTALL)
_VARIABLE: Final = re.compile(r"\$(?:\{([^}\n]*)\}|((?:\w+:)?\w+))")
_REDIRECT: Final = re.compile(r"([0-9*]?)(>>?)(&[0-9])?")
_SEPARATOR: Final = re.compile(r"\|\||&&|[|;\n&{}]")
_BARE: Final = re.compile(r"(?:[^ \t\r\n'\"`$|;(){}<>&,]+|`[^\n]|\$(?![\w{]))++")
_DOWNLOADS: Final = re.compile(
    r"download|invoke-webrequest|invoke-restmethod|\biwr\b|\birm\b|\bcurl\b|\bwget\b", re.IGNORECASE
)
_WRITERS: Final = {
    "set-content": ">",
    "sc": ">",
    "out-file": ">",
    "tee-object": ">",
    "tee": ">",
    "new-item": ">",
    "ni": ">",
    "add-content": ">>",
    "ac": ">>",
}
_METHODS: Final = re.compile(r"(?i)\]::(write|append)all(?:text|lines|bytes)$")
_PATHS: Final = ("-path", "-literalpath", "-filepath", "-name")
_VALUES: Final = ("-value", "-inputobject")
_FLAGS: Final = frozenset({"-append", "-force", "-nonewline", "-noclobber", "-passthru"})
_RUNS: Final = frozenset({"iex", "invoke-expression"})
_DECODES: Final = re.compile(r"(?i)frombase64string$")


def looks_like_powershell(text: str) -> bool:
    """Whether a text given as a POSIX shell's has what only PowerShell writes."""
    return _SIGNS.search(text) is not None


def powershell_script(source: Traced, unread: list[str]) -> Script:
    """The text as commands."""
    return _Reader(source, unread).script()


class _Reader:
    def __init__(self, source: Traced, unread: list[str]) -> None:
        self._source = source
        self._text = source.text
        self._unread = unread
        self._at = 0
        self._command = Command()
        self._pipeline: list[Command] = []
        self._script = Script()
        self._redirect: str | None = None
        self._called = False  # behind the call operator

    def script(self) -> Script:
        steps = 0
        readers: list[Callable[[], bool]] = [
            self._here,
            self._string,
            self._variable,
            self._redirection,
            self._separated,
            self._bare,
        ]
        while self._at < len(self._text) and steps < MAX_STEPS:
            steps += 1
            if (found := _BLANK.match(self._text, self._at)) is not None:
                self._at = found.end()
            elif not any(reader() for reader in readers):
                self._at += 1
        if steps >= MAX_STEPS:
            self._tell(TOO_LONG)
        self._end(pipeline=True)
        return self._script

    def _tell(self, reason: str) -> None:
        if reason not in self._unread:
            self._unread.append(reason)

    def _here(self) -> bool:
        found = _HERE.match(self._text, self._at)
        if found is None:
            return False
        closer = f"\n{found.group(1)}@"
        start = found.end()
        end = self._text.find(closer, start - 1)
        following = end + len(closer)
        if end < 0:
            self._tell(UNCLOSED)
            end = following = len(self._text)
        stop = max(start, end - self._text[start:end].endswith("\r"))
        how = How.RAW if found.group(1) == "'" or "`" not in self._text[start:stop] else How.POWERSHELL
        self._add(start, stop, how)
        self._at = following
        return True

    def _string(self) -> bool:
        for pattern, how in ((_SINGLE, How.POWERSHELL_SINGLE), (_DOUBLE, How.POWERSHELL)):
            found = pattern.match(self._text, self._at)
            if found is not None:
                if not found.group(2):
                    self._tell(UNCLOSED)
                self._at = found.end()
                self._add(*found.span(1), how)
                return True
        return False

    def _variable(self) -> bool:
        found = _VARIABLE.match(self._text, self._at)
        if found is None:
            return False
        name = (found.group(1) or found.group(2) or "").lower().replace(":", "_")
        piece = Expansion(name, self._source.sliced(*found.span()))
        self._put(Word(found.start(), found.end(), [piece]))
        self._at = found.end()
        return True

    def _redirection(self) -> bool:
        found = _REDIRECT.match(self._text, self._at)
        if found is None:
            return False
        self._at = found.end()
        if found.group(3) is None and found.group(1) in {"", "1", "*"}:
            self._redirect = found.group(2)
        return True

    def _separated(self) -> bool:
        found = _SEPARATOR.match(self._text, self._at)
        if found is None:
            return False
        self._at = found.end()
        operator = found.group()
        if not (operator == "\n" and self._command.empty and self._pipeline):  # a line may end behind `|`
            self._end(pipeline=operator != "|")
        self._called = operator == "&"
        return True

    def _bare(self) -> bool:
        found = _BARE.match(self._text, self._at)
        if found is None:
            return False
        self._at = found.end()
        self._add(*found.span(), How.BARE if "`" not in found.group() else How.POWERSHELL)
        return True

    def _add(self, start: int, end: int, how: How) -> None:
        self._put(Word(start, end, [Literal(self._source, start, end, how)], quoted=how is not How.BARE))

    def _put(self, word: Word) -> None:
        words = self._command.words
        if self._redirect is not None:
            self._command.redirects.append(Redirect("", self._redirect, word))
            self._redirect = None
        elif words and _DECODES.search(_plain(words[-1])) and not isinstance(word.pieces[0], Substitution):
            words.pop()
            if words and _plain(words[-1]).lower().endswith("getstring"):
                words.pop()
            words.append(Word(word.start, word.end, [_from_base64(word)], quoted=True))
        else:
            words.append(word)

    def _end(self, *, pipeline: bool) -> None:
        if not self._command.empty:
            self._pipeline += self._meant(self._command)
            self._command = Command()
            self._called = False
        self._redirect = None
        if pipeline and self._pipeline:
            self._script.pipelines.append(self._pipeline)
            self._pipeline = []

    def _meant(self, command: Command) -> list[Command]:
        """The command in a POSIX shell's words."""
        words = command.words
        if not words:
            return [command]
        first = words[0]
        name = _plain(first).lower().removesuffix(".exe")
        if isinstance(first.pieces[0], Expansion) and len(words) > 1 and _plain(words[1]) in {"=", "+="}:
            return [_assignment(first.pieces[0].name, _plain(words[1]), words[2:], command.redirects)]
        if name in _RUNS:
            if _DOWNLOADS.search(" ".join(map(_plain, words))):
                self._tell(OUTSIDE)
            return [Command([_made("powershell"), _made("-c"), *(words[1:] or [_made("-")])], command.redirects)]
        return self._writing(name, command)

    def _writing(self, name: str, command: Command) -> list[Command]:
        """A command that writes a file, or an expression that prints; else the command."""
        words = command.words
        first = words[0]
        if (method := _METHODS.search(name)) is not None:
            return _writes(words[1:3], ">>" if method.group(1) == "append" else ">")
        if name in _WRITERS and (targets := _written(words[1:])) is not None:
            path, values, append = targets
            return _writes([path, *values], ">>" if append else _WRITERS[name])
        if not self._called and (first.quoted or isinstance(first.pieces[0], Expansion | Substitution)):
            return [Command([_made("echo"), *words], command.redirects)]
        return [command]


def _plain(word: Word) -> str:
    """A bare word as it stands."""
    piece = word.pieces[0]
    return piece.source.text[piece.start : piece.end] if isinstance(piece, Literal) and piece.how is How.BARE else ""


def _made(text: str) -> Word:
    return Word(0, 0, [Literal(Traced(text), 0, len(text), How.BARE)])


def _assignment(name: str, operator: str, values: list[Word], redirects: list[Redirect]) -> Command:
    word = _made(name + operator)
    word.pieces += [piece for value in values[:1] for piece in value.pieces]
    return Command([word], redirects)


def _writes(words: list[Word], operator: str) -> list[Command]:
    """A file is written: `path`, and what (nothing: what stands in the pipe)."""
    if not words:
        return []
    path, *values = words
    printing = [_made("echo"), *values] if values else [_made("cat")]
    return [Command(printing, [Redirect("", operator, path)])]


def _written(words: list[Word]) -> tuple[Word, list[Word], bool] | None:
    """A cmdlet's path, its values, and whether the file goes on."""
    paths: list[Word] = []
    values: list[Word] = []
    free: list[Word] = []
    append = False
    rest = iter(words)
    for word in rest:
        option = _plain(word).lower()
        if not option.startswith("-"):
            free.append(word)
        elif option in _FLAGS:
            append = append or option == "-append"
        else:
            value = [found for found in (next(rest, None),) if found is not None]
            paths += value if option in _PATHS else []
            values += value if option in _VALUES else []
    if not paths:
        paths, free = free[:1], free[1:]
    return (paths[-1], values or free, append) if paths else None


def _from_base64(word: Word) -> Substitution:
    printing = Command([_made("printf"), _made("%s"), word])
    decoding = Command([_made("base64"), _made("-d")])
    return Substitution(Script([[printing, decoding]]), Traced(""))
