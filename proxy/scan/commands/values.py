"""What a shell text's commands are once they were read: values with what is known of them, and calls.

Rules for this file: nouns only. Counterparts: reading.py makes them, the checks look at them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from proxy.extract.shell_traced import Traced, joined
from proxy.model import Confidence, Severity

# What is known of a value beside its text.
DOWNLOAD: Final = "download"  # it came over the network
PLAIN: Final = "plain"  # ... without encryption
DECODED: Final = "decoded"  # it was unreadable where it stood
INPUT: Final = "input"  # whoever calls the script chose it
PROCESS: Final = "process"  # the name of a process substitution
HOOK: Final = "hook"  # a tool's own set-up (`ssh-agent -s`)
MAX_HOLES: Final = 16
NOTHING: Final[frozenset[str]] = frozenset()

Level = tuple[Severity, Confidence]


@dataclass(frozen=True, slots=True)
class Value:
    """A word or what a command prints. `holes`: the names of what isn't known of it, each stands as `$NAME` in the text."""

    traced: Traced = field(default_factory=lambda: Traced(""))
    kinds: frozenset[str] = NOTHING
    holes: tuple[str, ...] = ()
    start: int = -1  # in the outermost text; -1: nowhere
    end: int = -1
    quoted: bool = False
    leading: str = ""  # the hole that the text begins with
    own: bool = True  # its characters stand where the word stands (no variable gave them)

    @property
    def text(self) -> str:
        """The text."""
        return self.traced.text

    @property
    def literal(self) -> bool:
        """All of it is known."""
        return not self.holes


@dataclass(frozen=True, slots=True)
class Target:
    """A redirection: its descriptor, its operator, the file."""

    fd: str
    op: str
    file: Value


@dataclass(frozen=True, slots=True)
class Call:
    """One simple command as it runs. `feeders`: the commands before it in its pipe; `via`: what it stands behind (`sudo`)."""

    name: str
    args: tuple[Value, ...]
    start: int
    end: int
    stdin: Value | None = None
    feeders: tuple[Call, ...] = ()
    targets: tuple[Target, ...] = ()
    settings: tuple[tuple[str, Value], ...] = ()  # assignments in front of it
    via: tuple[str, ...] = ()
    piped: bool = False  # something reads what it prints
    path: str = ""  # the name as it stands, with its folder

    @property
    def words(self) -> list[str]:
        """The arguments' texts."""
        return [arg.text for arg in self.args]

    @property
    def line(self) -> str:
        """The arguments as one text."""
        return " ".join(self.words)

    @property
    def begin(self) -> int:
        """Where the pipe begins that feeds it."""
        return min([self.start, *(each.start for each in self.feeders if each.start >= 0)])

    def place(self, value: Value | None = None) -> tuple[int, int]:
        """Where a finding stands: at one argument where it has a place of its own, else at the whole command."""
        if value is None or not value.own or value.start < 0:
            return self.start, self.end
        return value.start, value.end

    def hit(self, rule: str, value: Value | None = None, level: Level | None = None) -> Hit:
        """A finding on the call, or on one of its arguments."""
        severity, confidence = level or (None, None)
        return Hit(rule, *self.place(value), severity, confidence)


@dataclass(frozen=True, slots=True)
class Hit:
    """What a check found. Severity and confidence None: the rule's own."""

    rule: str
    start: int
    end: int
    severity: Severity | None = None
    confidence: Confidence | None = None


def together(values: list[Value]) -> Value:
    """Values one behind the other."""
    if len(values) == 1:
        return values[0]
    holes = tuple(hole for value in values for hole in value.holes)[:MAX_HOLES]
    kinds = frozenset(kind for value in values for kind in value.kinds)
    return Value(joined(value.traced for value in values), kinds, holes, own=all(value.own for value in values))
