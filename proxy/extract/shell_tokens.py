"""Reading POSIX shell and bash: one pass over the characters, no recursion but into backticks and heredocs, whose depth is bounded.

Source: POSIX.1-2017, Shell Command Language 2.3-2.10, and bash(1). A stack of frames says what is open; a newline reads the heredocs that
wait for it, wherever their operators stood. What bash would refuse is read as far as it goes.
Rules for this file: pure; MAX_STEPS and MAX_DEPTH bound it, and passing one is told in `unread`.
Counterpart: shell_reading.py follows what was read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from proxy.extract.shell_frames import (
    CODE,
    MAX_DEPTH,
    MAX_STEPS,
    PARENTHESISED,
    TOO_DEEP,
    TOO_LONG,
    UNCLOSED,
    Frame,
    Kind,
    arithmetic_end,
)
from proxy.extract.shell_heredocs import delimiter_of, terminator, untabbed
from proxy.extract.shell_syntax import Command, Expansion, How, Literal, Redirect, Script, Substitution, Word
from proxy.extract.shell_traced import Traced
from proxy.extract.shell_words import Words

_BLANKS: Final = re.compile(r"[ \t]+")
_OPERATOR: Final = re.compile(r"&>>|&>|<<<|<<-|<<|<&|<>|<\(|<|>>|>&|>\||>\(|>")
_SEPARATOR: Final = re.compile(r"&&|\|\||\|&|;;&|;;|;&|[;&|]")
_EMPTY_PARENS: Final = re.compile(r"\([ \t]*\)")
_GLOB: Final = re.compile(r"\([^()\n]*\)")
_SKIPPED: Final = frozenset({"if", "elif", "else", "while", "until", "!", "time", "coproc"})
_OPENERS: Final = {"{": "}", "do": "done", "then": "fi"}
_CLOSERS: Final = frozenset(_OPENERS.values())


class Tokenizer(Words):
    """Reads one shell text; `unread` says what it couldn't."""

    def __init__(self, source: Traced, unread: list[str], depth: int = 0) -> None:
        super().__init__(source, unread, depth)
        self._actions: dict[str, Callable[[Frame], None]] = {
            " ": self._blank,
            "\t": self._blank,
            "\n": self._newline,
            "#": self._hash,
            "'": self._single,
            '"': self._double,
            "\\": self._backslash,
            "$": self._dollar,
            "`": self._backtick,
            "|": self._separator,
            "&": self._separator,
            ";": self._separator,
            "(": self._open,
            ")": self._close,
            "<": self._redirection,
            ">": self._redirection,
        }

    def script(self) -> Script:
        """The text as commands."""
        top = Frame(Kind.TOP, 0)
        self._run(top)
        return top.script

    def heredoc(self) -> Word:
        """The text as that of a heredoc in which the shell expands."""
        top = Frame(Kind.HEREDOC, 0, Word(0, len(self._text), quoted=True))
        self._run(top)
        return top.word or Word(0)

    def _run(self, top: Frame) -> None:
        self._frames.append(top)
        steps = 0
        while self._at < len(self._text) and steps < MAX_STEPS and self._depth + len(self._frames) <= MAX_DEPTH:
            frame = self._frames[-1]
            if frame.kind in CODE:
                self._actions.get(self._text[self._at], self._bare)(frame)
            else:
                self._within(frame)
            steps += 1
        if self._at < len(self._text):
            self._tell(TOO_LONG if steps >= MAX_STEPS else TOO_DEEP)
        self._finish()

    def _finish(self) -> None:
        """The end of the text closes what is open."""
        self._end_last(self._frames[-1])
        while len(self._frames) > 1:
            if self._frames[-1].kind is not Kind.ARITHMETIC or self._at < self._frames[-1].end:
                self._tell(UNCLOSED)
            self._pop()
            self._end_last(self._frames[-1])
        top = self._frames[0]
        if top.kind is Kind.TOP:
            self._end_pipeline(top)
            self._bodies(top)

    def _end_last(self, frame: Frame) -> None:
        if frame.kind in CODE:  # `}` may be the last word
            self._end_pipeline(frame)

    def _hash(self, frame: Frame) -> None:
        if frame.word is not None:
            self._bare(frame)
            return
        end = self._text.find("\n", self._at)
        self._at = len(self._text) if end < 0 else end

    def _blank(self, frame: Frame) -> None:
        self._end_word(frame)
        found = _BLANKS.match(self._text, self._at)
        self._at = found.end() if found else self._at + 1

    def _backslash(self, frame: Frame) -> None:
        if self._text.startswith("\\\n", self._at):
            self._at += 2
        elif self._at + 1 == len(self._text):
            self._at += 1
        else:
            self._bare(frame)

    def _end_word(self, frame: Frame) -> None:
        word, frame.word = frame.word, None
        if word is None:
            return
        word.end = self._at
        if frame.redirect is not None:
            self._redirected(frame, word)
            return
        words = frame.command.words
        if not words and frame.command.body is None and self._keyword(frame, self._plain(word)):
            return
        if not self._prefixed(frame, words, self._plain(word)):
            words.append(word)

    def _plain(self, word: Word) -> str:
        """The word as it stands, where nothing in it is quoted or expanded."""
        if len(word.pieces) != 1 or word.quoted or not isinstance(word.pieces[0], Literal):
            return ""
        return self._text[word.start : word.end]

    def _prefixed(self, frame: Frame, words: list[Word], plain: str) -> bool:
        """Reserved words that are none at the start of a command: `case x in`, `function f {`, `]]`."""
        if plain == "]]":
            frame.test = False
        if len(words) != 2 or plain not in {"in", "{"}:  # noqa: PLR2004 - `case x`, `function f`
            return False
        first = self._plain(words[0])
        if (first, plain) == ("case", "in"):
            self._end_pipeline(frame)
            frame.cases.append(True)
        elif (first, plain) == ("function", "{"):
            frame.command = Command()
            self._keyword(frame, "{")
        else:
            return False
        return True

    def _keyword(self, frame: Frame, plain: str) -> bool:
        """Take a reserved word; whether it was one."""
        if plain in _OPENERS and not frame.pattern:
            self._enter(frame, plain)
        elif plain in _CLOSERS:
            if frame.kind is Kind.GROUP and frame.closer == plain:
                self._pop()
        elif plain == "esac" and frame.cases:
            frame.cases.pop()
        elif plain == "[[":
            frame.test = True
            return False
        elif plain in _SKIPPED:
            frame.name = plain
        else:
            return False
        return True

    def _enter(self, frame: Frame, plain: str) -> None:
        if plain == "then" and frame.name == "elif":
            frame.name = ""  # the group of the first `then` goes on
        else:
            group = Frame(Kind.GROUP, self._at, closer=_OPENERS[plain], pending=frame.pending)
            self._frames.append(group)

    def _end_command(self, frame: Frame) -> None:
        self._end_word(frame)
        frame = self._frames[-1]  # `}` may have closed the group
        frame.redirect, frame.test = None, False
        if not frame.command.empty:
            frame.pipeline.append(frame.command)
            frame.command = Command()

    def _end_pipeline(self, frame: Frame) -> None:
        self._end_command(frame)
        frame = self._frames[-1]
        if frame.pipeline:
            frame.script.pipelines.append(frame.pipeline)
            frame.pipeline = []

    def _newline(self, frame: Frame) -> None:
        self._end_word(frame)
        frame = self._frames[-1]
        if not frame.command.empty or not frame.pipeline:  # a line may end behind `|`
            self._end_pipeline(frame)
        self._at += 1
        self._bodies(self._frames[-1])

    def _separator(self, frame: Frame) -> None:
        if frame.test:
            self._literal(frame, self._at, self._at + 1, How.BARE)
            self._at += 1
            return
        if self._text.startswith("&>", self._at):
            self._redirection(frame)
            return
        found = _SEPARATOR.match(self._text, self._at)
        operator = found.group() if found else ""
        if operator in {"|", "|&"}:
            self._end_command(frame)
        else:
            self._end_pipeline(frame)
        frame = self._frames[-1]
        if operator.startswith(";") and len(operator) > 1 and frame.cases:
            frame.cases[-1] = True
        self._at += len(operator)

    def _open(self, frame: Frame) -> None:
        text, at = self._text, self._at
        if frame.test or (frame.word and text[at - 1] in "?*+@!" and _GLOB.match(text, at)):
            found = None if frame.test else _GLOB.match(text, at)
            self._at = found.end() if found else at + 1
            self._literal(frame, at, self._at, How.BARE)
        elif frame.word and text[at - 1] == "=":
            self._push(Kind.ARRAY, 1)
        elif (frame.word or frame.command.words) and (parens := _EMPTY_PARENS.match(text, at)):
            self._end_word(frame)
            self._frames[-1].command = Command()  # a function: its body follows
            self._at = parens.end()
        elif text.startswith("((", at) and arithmetic_end(text, at):
            self._word(frame)
            self._arithmetic_frame(2)
        elif frame.pattern:
            self._at += 1
        else:
            self._end_word(frame)
            outer = self._frames[-1]
            self._push(Kind.SUBSHELL, 1)
            self._frames[-1].pending = outer.pending

    def _close(self, frame: Frame) -> None:
        if frame.test:
            self._literal(frame, self._at, self._at + 1, How.BARE)
            self._at += 1
            return
        self._end_word(frame)
        frame = self._frames[-1]  # the word may have closed a group or a `case`
        if frame.pattern:
            self._end_pipeline(frame)
            frame.cases[-1] = False
        else:
            self._end_pipeline(frame)
            depth = len(self._frames) - 1
            while self._frames[depth].kind is Kind.GROUP and depth:
                depth -= 1
            if self._frames[depth].kind in PARENTHESISED:
                while len(self._frames) > depth + 1:
                    self._tell(UNCLOSED)
                    self._pop()
                self._at += 1
                self._pop()
                return
        self._at += 1

    def _pop(self) -> None:
        """Close the innermost construct: it becomes a piece of a word, or the body of a command."""
        frame = self._frames[-1]
        if frame.kind in CODE:
            self._end_pipeline(frame)
        self._frames.pop()
        outer = self._frames[-1]
        if frame.pending is not outer.pending:
            outer.pending += frame.pending
        raw = self._source.sliced(frame.start, self._at)
        match frame.kind:
            case Kind.GROUP | Kind.SUBSHELL:
                outer.command.body = frame.script
            case Kind.SUBSTITUTION | Kind.PROCESS | Kind.ARRAY:
                file = frame.kind is Kind.PROCESS
                piece = Substitution(frame.script, raw, file, frame.sink)
                self._word(outer).pieces.append(piece)
            case Kind.BRACE | Kind.ARITHMETIC:
                self._word(outer).pieces.append(Expansion(frame.name, raw, frame.word, frame.defaults))
            case _:
                pass

    def _redirection(self, frame: Frame) -> None:
        found = _OPERATOR.match(self._text, self._at)
        if frame.test or found is None:
            self._literal(frame, self._at, self._at + 1, How.BARE)
            self._at += 1
            return
        operator, fd = found.group(), ""
        if frame.word is not None and self._text[frame.word.start : self._at].isdecimal() and operator[0] != "&":
            fd, frame.word = self._text[frame.word.start : self._at], None
        if operator in {"<(", ">("}:
            self._word(frame)
            self._push(Kind.PROCESS, 2)
            self._frames[-1].sink = operator == ">("
            return
        self._end_word(frame)
        self._frames[-1].redirect = (fd, operator)
        self._at = found.end()

    def _redirected(self, frame: Frame, word: Word) -> None:
        fd, operator = frame.redirect or ("", "")
        frame.redirect = None
        redirect = Redirect(fd, operator, word)
        frame.command.redirects.append(redirect)
        if operator in {"<<", "<<-"}:
            frame.pending.append(redirect)

    def _bodies(self, frame: Frame) -> None:
        """Read the texts of the heredocs that wait for this line end."""
        pending = list(frame.pending)
        frame.pending.clear()
        for redirect in pending:
            delimiter, quoted = delimiter_of(self._text[redirect.word.start : redirect.word.end])
            found = terminator(self._text, self._at, delimiter, tabs=redirect.op == "<<-", joins=not quoted)
            if found is None:
                self._tell(UNCLOSED)
            end, following = found or (len(self._text), len(self._text))
            body = self._source.sliced(self._at, end)
            self._at = following
            body = untabbed(body) if redirect.op == "<<-" else body
            if quoted:
                redirect.word = Word(0, len(body.text), [Literal(body, 0, len(body.text), How.RAW)], quoted=True)
            else:
                redirect.word = Tokenizer(body, self._unread, self._depth + len(self._frames)).heredoc()
