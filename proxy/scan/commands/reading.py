"""A shell text as calls: what each command is given, where its input comes from, what is known of every word.

Not an interpreter: each branch is read once, in the order in which it stands; functions are read where they are defined. What the
variables hold is folded; what isn't known stays as a hole. `sh -c`, `eval`, `ssh host …`, heredocs to a shell and what a decoder prints
are read as commands of their own, MAX_LEVELS deep.
Rules for this file: pure, bounded. Built on proxy/extract's reader of words. Counterpart: engine.py has the calls looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from proxy.extract import shell_flow
from proxy.extract.shell_flow import Record
from proxy.extract.shell_frames import MAX_STEPS
from proxy.extract.shell_syntax import Command, Expansion, How, Literal, Redirect, Script, Substitution, Word
from proxy.extract.shell_tokens import Tokenizer
from proxy.extract.shell_traced import Traced, joined
from proxy.scan.commands.arguments import arguments
from proxy.scan.commands.inner import inner_code
from proxy.scan.commands.output import downloaded, output, saved
from proxy.scan.commands.programs import DOWNLOADERS, SET_UP, SHELLS, WRAPPERS
from proxy.scan.commands.values import (
    DECODED,
    HOOK,
    INPUT,
    MAX_HOLES,
    NOTHING,
    PROCESS,
    Call,
    Target,
    Value,
    together,
)
from proxy.scan.commands.words import ASSIGNMENT, behind, each, nounset, opened, program_of

MAX_LEVELS: Final = 4  # a shell in a shell; people write two
MAX_CALLS: Final = MAX_STEPS // 4  # no text has more commands than words
_SPARE_CHARS: Final = 1 << 18  # of what variables and decoders may add to a text
_DECLARES: Final = frozenset({"export", "local", "declare", "readonly", "typeset"})
_TESTS: Final = frozenset({"[", "[[", "test"})
_PROMPTS: Final = frozenset({"$", "%", "\u276f", "\u279c"})  # of a copied terminal
_POSITIONAL: Final = re.compile(r"[1-9]\d*|[@*]")
_FROM_OUTSIDE: Final = frozenset({"QUERY_STRING", "REQUEST_URI", "REPLY", "SSH_ORIGINAL_COMMAND", "PATH_INFO"})
_DEFAULT: Final = re.compile(r"\$\{\w+:?[-=]")
_DEMANDED: Final = re.compile(r"\$\{(\w+):?\?")
_SUDO_NAMES: Final = frozenset({"SUDO", "sudo", "SUDO_CMD", "_sudo", "maybe_sudo"})


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where a script stands: its place for what has none, what it runs behind, how deep it is."""

    start: int
    end: int
    level: int = 0
    via: tuple[str, ...] = ()
    captured: bool = False
    decoded: bool = False


class Reader:
    """Reads one text; its attributes are what checks ask for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.calls: list[Call] = []
        self.variables: dict[str, Value] = {}
        self.files: dict[str, Value] = {}
        self.guarded: set[str] = set()  # variables that the text tests, or that must be set
        self.sockets: set[str] = set()  # descriptors that `exec` opened on a connection
        self.unread: list[str] = []
        self._record = Record(len(text))
        self._left = 2 * len(text) + _SPARE_CHARS
        self._run(Traced.whole(text), None, _Scope(0, len(text)))

    # Scripts

    def _run(self, source: Traced, stdin: Value | None, scope: _Scope) -> Value:
        self._left -= len(source.text)
        if scope.level > MAX_LEVELS or self._left < 0:
            self._tell(shell_flow.TOO_MUCH)
            return Value()
        return self._script(Tokenizer(source, self.unread).script(), stdin, scope)

    def _tell(self, reason: str) -> None:
        if reason not in self.unread:
            self.unread.append(reason)

    def _script(self, script: Script, stdin: Value | None, scope: _Scope) -> Value:
        printed = [self._pipeline(pipeline, stdin, scope) for pipeline in script.pipelines]
        return together(printed)

    def _pipeline(self, pipeline: list[Command], stdin: Value | None, scope: _Scope) -> Value:
        flow, feeders = stdin, tuple[Call, ...]()
        for at, command in enumerate(pipeline):
            before = len(self.calls)
            inside = scope if at + 1 == len(pipeline) else replace(scope, captured=True)
            flow = self._command(command, flow, feeders, inside)
            feeders += tuple(self.calls[before:][:_MAX_FEEDERS])
            feeders = feeders[-_MAX_FEEDERS:]
        return flow or Value()

    def _command(self, command: Command, stdin: Value | None, feeders: tuple[Call, ...], scope: _Scope) -> Value:
        if len(self.calls) > MAX_CALLS:
            self._tell(shell_flow.TOO_MUCH)
            return Value()
        stdin, targets = self._redirects(command.redirects, stdin, scope)
        if command.body is not None:
            printed = self._script(command.body, stdin, scope)
        else:
            printed = self._simple(command.words, _Pipe(stdin, feeders, targets), scope)
        for target in targets:
            if target.fd in {"", "1"} and target.op in {">", ">>", ">|", "&>", "&>>"}:
                self.files[target.file.text] = printed
        return printed

    def _redirects(
        self, redirects: list[Redirect], stdin: Value | None, scope: _Scope
    ) -> tuple[Value | None, tuple[Target, ...]]:
        targets: list[Target] = []
        for redirect in redirects:
            value = self._value(redirect.word, scope)
            if redirect.op in {"<<", "<<-", "<<<"}:
                stdin = value if redirect.fd in {"", "0"} else stdin
                continue
            if redirect.op == "<" and redirect.fd in {"", "0"}:
                stdin = self.files.get(value.text) or Value(kinds=value.kinds, holes=("file",))
            targets.append(Target(redirect.fd, redirect.op, value))
        return stdin, tuple(targets)

    # Words

    def _value(self, word: Word, scope: _Scope) -> Value:
        """What a word holds."""
        pieces: list[Traced] = []
        kinds: set[str] = set()
        holes: list[str] = []
        own, leading, spans = True, "", list[tuple[int, int]]()
        for at, piece in enumerate(word.pieces):
            if isinstance(piece, Literal):
                text = piece.read()
                _note(spans, piece.source.sliced(piece.start, piece.end))
                pieces.append(text)
                continue
            found = self._expanded(piece, scope)
            _note(spans, piece.raw)
            pieces.append(found.traced)
            kinds |= found.kinds
            holes += found.holes
            own = own and isinstance(piece, Substitution)
            leading = found.leading if at == 0 else leading
            self._left -= len(found.text)
        start, end = (spans[0][0], max(span[1] for span in spans)) if spans else (-1, -1)
        if self._left < 0:
            self._tell(shell_flow.TOO_MUCH)
            return Value(Traced(""), frozenset(kinds), ("much",), start, end, word.quoted)
        return Value(
            joined(pieces),
            frozenset(kinds),
            tuple(holes[:MAX_HOLES]),
            start,
            end,
            word.quoted,
            leading,
            own or not pieces,
        )

    def _expanded(self, piece: Expansion | Substitution, scope: _Scope) -> Value:
        if isinstance(piece, Substitution):
            return self._substituted(piece, scope)
        if piece.name == "" and piece.raw.text.startswith("$(("):
            return Value(Traced("0"))
        name = piece.name
        inner = None if piece.inner is None else self._value(piece.inner, scope)
        if (demanded := _DEMANDED.match(piece.raw.text)) is not None:
            self.guarded.add(demanded.group(1))
        found = self.variables.get(name)
        if found is not None:
            return replace(found, own=False)
        kinds = frozenset({INPUT}) if _POSITIONAL.fullmatch(name) or name in _FROM_OUTSIDE else NOTHING
        if inner is not None and _DEFAULT.match(piece.raw.text) and inner.text:
            return Value(inner.traced, kinds | inner.kinds, inner.holes, leading=inner.leading)
        name = name or piece.raw.text
        return Value(Traced(f"${name}"), kinds, (name,), leading=name)

    def _substituted(self, piece: Substitution, scope: _Scope) -> Value:
        before = len(self.calls)
        printed = self._script(piece.script, None, replace(scope, captured=True))
        if piece.file or piece.sink:
            return Value(Traced(piece.raw.text[:2]), printed.kinds | {PROCESS}, ("process",))
        kinds = printed.kinds
        made = self.calls[before:]
        if len(made) == 1 and made[0].name in SET_UP | SHELLS:
            kinds |= {HOOK}
        if printed.holes or not printed.text:
            return Value(Traced("$()"), kinds, ("()",), leading="()")
        return Value(printed.traced.stripped("\n"), kinds)

    # Commands

    def _simple(self, words: list[Word], pipe: _Pipe, scope: _Scope) -> Value:
        settings, at = self._assigned(words, scope)
        if at == len(words):
            for name, value, append in settings:
                self._set(name, value, append=append)
            if pipe.targets:  # `> file` empties it
                place = self._bounds(words, [target.file for target in pipe.targets], scope)
                self._add(Call("", (), *place, pipe.stdin, pipe.feeders, pipe.targets, via=scope.via))
            elif settings:
                place = self._bounds(words, [value for _, value, _ in settings], scope)
                named = tuple((name, value) for name, value, _ in settings)
                self._add(Call("", (), *place, settings=named, via=scope.via))
            return Value()
        values = [self._value(word, scope) for word in words[at:]]
        start, end = self._bounds(words, values, scope)
        named = tuple((name, value) for name, value, _ in settings)
        shape = Call("", (), start, end, pipe.stdin, pipe.feeders, pipe.targets, named, scope.via, scope.captured)
        values = opened(values)
        if values and values[0].text in _DECLARES | {"set"}:
            self._declared(words[at + 1 :], scope)
        return self._called(values, shape, scope)

    def _bounds(self, words: list[Word], values: list[Value], scope: _Scope) -> tuple[int, int]:
        """Where a command stands in the outermost text."""
        first = [_spans(word) for word in words]
        spans = [span for each in first for span in each] or [(v.start, v.end) for v in values if v.start >= 0]
        if scope.decoded or not spans:
            return scope.start, scope.end
        return min(span[0] for span in spans), max(span[1] for span in spans)

    def _assigned(self, words: list[Word], scope: _Scope) -> tuple[list[tuple[str, Value, bool]], int]:
        """The assignments in front of a command, and how many words they are."""
        made: list[tuple[str, Value, bool]] = []
        for at, word in enumerate(words):
            first = word.pieces[0] if word.pieces else None
            if not isinstance(first, Literal) or first.how is not How.BARE:
                return made, at
            found = ASSIGNMENT.match(first.source.text, first.start, first.end)
            if found is None:
                return made, at
            rest = Literal(first.source, found.end(), first.end, first.how)
            value = self._value(Word(word.start, word.end, [rest, *word.pieces[1:]], word.quoted), scope)
            if value.leading == "" and not rest.read().text and len(word.pieces) > 1:
                second = word.pieces[1]
                lead = self._expanded(second, scope).leading if isinstance(second, Expansion) else ""
                value = replace(value, leading=lead)
            made.append((found.group(1), value, bool(found.group(2))))
        return made, len(words)

    def _declared(self, words: list[Word], scope: _Scope) -> None:
        for word in words:
            for name, value, append in self._assigned([word], scope)[0]:
                self._set(name, value, append=append)

    def _set(self, name: str, value: Value, *, append: bool = False) -> None:
        old = self.variables.get(name)
        if append and old is not None:
            value = together([old, value])
            self._left -= len(value.text)
        if self._left >= 0:
            self.variables[name] = value

    def _add(self, call: Call) -> None:
        self.calls.append(call)

    def _called(self, values: list[Value], shape: Call, scope: _Scope) -> Value:
        via = list(shape.via)
        while values:
            program = program_of(values[0])
            if program in _PROMPTS or (values[0].leading in _SUDO_NAMES and values[0].text == f"${values[0].leading}"):
                values = values[1:]
            elif program in WRAPPERS and (program not in _ALONE or behind(program, values[1:])):
                via.append(program)
                values = behind(program, values[1:])
            else:
                break
        if not values:
            return Value()
        call = replace(shape, name=program_of(values[0]), args=tuple(values[1:]), via=tuple(via), path=values[0].text)
        if DECODED in values[0].kinds and call.name:
            self._add(replace(call, name="eval", args=tuple(values)))
        self._add(call)
        self._noted(call)
        inner = self._inner(call, scope)
        return output(call, self._record, self.files) if inner is None else inner

    def _noted(self, call: Call) -> None:
        """What a builtin or a file command changes for the rest of the text."""
        if call.name in DOWNLOADERS and (name := saved(call)) is not None:
            self.files[name] = downloaded(call)
        elif (change := _CHANGES.get(call.name)) is not None:
            change(self, call)

    def _tested(self, call: Call) -> None:
        self.guarded.update(hole for arg in call.args for hole in arg.holes)
        if any("#" in arg.holes for arg in call.args):
            self.guarded.update("123456789@*")

    def _strict(self, call: Call) -> None:
        if nounset(call.words):
            self.guarded.add("")

    def _read(self, call: Call) -> None:
        kinds = NOTHING if call.stdin is None else call.stdin.kinds
        for arg in call.args:
            if arg.text.isidentifier():
                self._set(arg.text, Value(Traced(f"${arg.text}"), kinds | {INPUT}, (arg.text,), leading=arg.text))

    def _looped(self, call: Call) -> None:
        if len(call.args) > 1 and call.args[0].text.isidentifier():
            self._set(call.args[0].text, each(call.args[0].text, call.args[2:]))

    def _unset(self, call: Call) -> None:
        for arg in call.args:
            self.variables.pop(arg.text, None)

    def _connected(self, call: Call) -> None:
        self.sockets.update(each.fd for each in call.targets if each.file.text.startswith(("/dev/tcp/", "/dev/udp/")))

    def _teed(self, call: Call) -> None:
        if call.stdin is not None:
            self.files.update((arg.text, call.stdin) for arg in call.args)

    def _copied(self, call: Call) -> None:
        free = arguments(call.args, "mogtS").free
        known = [self.files[each.text] for each in free[:-1] if each.text in self.files]
        if known and free:
            self.files[free[-1].text] = known[0]
            name = free[0].text.rpartition("/")[2]
            self.files[f"{free[-1].text.rstrip('/')}/{name}"] = known[0]

    def _inner(self, call: Call, scope: _Scope) -> Value | None:
        """Read what the call runs as shell text; None where it runs none."""
        code = inner_code(call, self.files)
        if code is None or not code.text.strip() or code.text == "$()":
            return None
        decoded = scope.decoded or DECODED in code.kinds or not code.traced.runs
        inside = _Scope(call.start, call.end, scope.level + 1, (*call.via, call.name), scope.captured, decoded)
        return self._run(code.traced, None, inside)


_CHANGES: Final[dict[str, Callable[[Reader, Call], None]]] = {
    **dict.fromkeys((*_TESTS, ":"), Reader._tested),  # noqa: SLF001 - its own
    **dict.fromkeys(("cp", "mv", "install"), Reader._copied),  # noqa: SLF001
    "set": Reader._strict,  # noqa: SLF001
    "read": Reader._read,  # noqa: SLF001
    "for": Reader._looped,  # noqa: SLF001
    "unset": Reader._unset,  # noqa: SLF001
    "exec": Reader._connected,  # noqa: SLF001
    "tee": Reader._teed,  # noqa: SLF001
}
_MAX_FEEDERS: Final = 8  # commands of one pipe that a check looks back at
_ALONE: Final = frozenset({"env", "exec"})  # print what is set, redirect the script itself


@dataclass(frozen=True, slots=True)
class _Pipe:
    """What a command reads, from whom, and the files it is redirected to."""

    stdin: Value | None
    feeders: tuple[Call, ...]
    targets: tuple[Target, ...]


def _note(spans: list[tuple[int, int]], piece: Traced) -> None:
    if piece.runs:
        last = piece.runs[-1]
        spans.append((piece.runs[0].outer, last.outer + last.length))


def _spans(word: Word) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for piece in (word.pieces[0], word.pieces[-1]) if word.pieces else ():
        _note(spans, piece.source.sliced(piece.start, piece.end) if isinstance(piece, Literal) else piece.raw)
    return spans
