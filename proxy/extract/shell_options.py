"""How an interpreter is called, and which of its arguments hold code.

Source: the manuals of the interpreters named in shell_interpreters.py; one reader of options serves all of them.
Rules for this file: pure; each argument is looked at once. Counterpart: shell_interpreters.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from proxy.extract.shell_flow import Flow


class Reads(Enum):
    """When an interpreter takes what it reads for code."""

    ALONE = auto()  # where no script and no option gives it
    ALWAYS = auto()  # SQL clients
    NEVER = auto()


@dataclass(frozen=True, slots=True)
class Interpreter:
    """How one is called. `code`: letters of options that hold code; `valued`: of those that hold something else."""

    language: str
    code: str = ""
    long: frozenset[str] = frozenset()
    valued: str = ""
    glued: str = ""  # of those whose value can only stand in the same word: `perl -i.bak`, `mysql -psecret`
    modules: bool = False  # `-m` names what runs instead of a script
    reads: Reads = Reads.ALONE
    attached: bool = True  # -c'code' may stand in one word
    after: int = 0  # the argument that holds code, counted from 1
    anywhere: bool = False  # options may stand behind arguments


class Options:
    """The arguments of one call, sorted: `codes`, and `free` ones that belong to no option."""

    def __init__(self, interpreter: Interpreter, args: list[Flow]) -> None:
        self.codes: list[Flow] = []
        self.free: list[Flow] = []
        self._interpreter = interpreter
        self._awaited = 0  # options whose code is the next argument that is no option
        self._over = False  # what follows is the script's
        rest = list(reversed(args))
        while rest:
            arg = rest.pop()
            text = arg.value
            if not text.startswith("-") or text in {"-", "--"} or (self._over and not interpreter.anywhere):
                self._take(arg)
            elif text.startswith("--") or text in interpreter.long:
                self._long(arg, rest)
            else:
                self._short(arg, rest)

    def _take(self, arg: Flow) -> None:
        if self._awaited:
            self._awaited -= 1
            self.codes.append(arg)
            self._over = True
        elif arg.value != "--" or self._over:
            self.free.append(arg)
            self._over = True

    def _long(self, arg: Flow, rest: list[Flow]) -> None:
        name, equals, value = arg.value.partition("=")
        if name not in self._interpreter.long:
            return
        if equals:
            self.codes.append(_tail(arg, len(arg.value) - len(value)))
        elif rest:
            self.codes.append(rest.pop())

    def _short(self, arg: Flow, rest: list[Flow]) -> None:
        """A word of one-letter options, up to the first that has a value."""
        interpreter, text = self._interpreter, arg.value
        for index, letter in enumerate(text[1:], start=2):
            if letter in interpreter.code and not interpreter.attached:
                self._awaited += 1
                return
            if letter in interpreter.code or letter in interpreter.valued or (letter == "m" and interpreter.modules):
                values = [_tail(arg, index)] if index < len(text) else [rest.pop() for _ in rest[:1]]
                if letter in interpreter.code:
                    self.codes += values
                elif letter == "m":
                    self.free += values
                    self._over = True
                return
            if letter in interpreter.glued:
                return


def _tail(flow: Flow, start: int) -> Flow:
    return Flow(flow.text.sliced(start, len(flow.value)), flow.outside, flow.origin)
