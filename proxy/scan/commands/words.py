"""The words of a simple command: which is its program, what stands in front of it, what a loop's variable holds.

Rules for this file: pure. Counterpart: reading.py.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from proxy.extract.shell_traced import Traced
from proxy.scan.commands.programs import TAKING_ONE, WRAPPERS
from proxy.scan.commands.values import Value

ASSIGNMENT: Final = re.compile(r"([A-Za-z_]\w*)(?:\[[^\]]*\])?(\+?)=")


def behind(program: str, args: list[Value]) -> list[Value]:
    """The command behind a wrapper."""
    valued, at = WRAPPERS[program], 0
    while at < len(args):
        text = args[at].text
        if text == "--":
            at += 1
            break
        if text.startswith("-") and len(text) > 1:
            at += 2 if not text.startswith("--") and text[-1] in valued else 1
        elif program == "env" and ASSIGNMENT.match(text):
            at += 1
        else:
            break
    at += program in TAKING_ONE
    return args[at:]


def opened(values: list[Value]) -> list[Value]:
    """A command's first word as the words that it stands for, where a variable gave several."""
    first = values[0]
    if first.own or first.quoted or first.holes or " " not in first.text.strip():
        return values
    parts = [Value(Traced(part), first.kinds, (), first.start, first.end, own=False) for part in first.text.split()]
    return [*parts, *values[1:]]


def program_of(value: Value) -> str:
    """The name of a command without its folder."""
    return value.text.strip().replace("\\", "/").rpartition("/")[2].lower().removesuffix(".exe")


def nounset(words: list[str]) -> bool:
    """Whether `set` stops at variables that are not set."""
    return any(
        (word.startswith("-") and not word.startswith("--") and "u" in word) or word == "nounset" for word in words
    )


def each(name: str, values: tuple[Value, ...]) -> Value:
    """What the variable of a loop holds."""
    known = [value for value in values if value.literal and "*" not in value.text]
    kinds = frozenset(kind for value in values for kind in value.kinds)
    if known and len(known) == len(values):
        return replace(min(known, key=_reach), own=False, kinds=kinds)
    return Value(Traced(f"${name}"), kinds, (name,))


def _reach(value: Value) -> tuple[bool, int]:
    """What reaches furthest comes first: of several paths the one that most depends on."""
    return not value.text.startswith(("/", "~")), len(value.text)
