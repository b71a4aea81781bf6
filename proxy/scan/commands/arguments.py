"""Options of commands: which are set, with what value.

One reader for all programs: short letters can stand together, a long option has its value behind `=` or in the next word.
Rules for this file: pure, each argument is looked at once. Counterpart: the checks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from proxy.scan.commands.values import Value


@dataclass(slots=True)
class Arguments:
    """The options and the other words of one call. A switch's value is the switch's own word."""

    short: dict[str, list[Value]] = field(default_factory=dict)
    long: dict[str, list[Value]] = field(default_factory=dict)
    free: list[Value] = field(default_factory=list)

    def has(self, *names: str) -> bool:
        """Whether one of the options is there: letters alone, names without their dashes."""
        return any(name in self.short or name in self.long for name in names)

    def values(self, *names: str) -> list[Value]:
        """The values of the options named."""
        return [value for name in names for value in (*self.short.get(name, ()), *self.long.get(name, ()))]

    def first(self, *names: str) -> Value | None:
        """The first of them."""
        return next(iter(self.values(*names)), None)


def arguments(args: Iterable[Value], valued: str = "", *, long_values: bool = False, longs: str = "") -> Arguments:
    """Sort arguments. `valued`: letters that take a value; `longs`: names that do; `long_values`: every `--name` may."""
    found = Arguments()
    taking = frozenset(longs.split())
    rest = list(reversed(tuple(args)))
    while rest:
        arg = rest.pop()
        text = arg.text
        if text == "--":
            found.free += reversed(rest)
            break
        if text.startswith("--"):
            _long(found, arg, rest, takes=long_values or text[2:] in taking)
        elif text.startswith("-") and len(text) > 1:
            _short(found, arg, rest, valued)
        else:
            found.free.append(arg)
    return found


def _long(found: Arguments, arg: Value, rest: list[Value], *, takes: bool) -> None:
    name, equals, _ = arg.text[2:].partition("=")
    values = found.long.setdefault(name, [])
    if equals:
        values.append(tail(arg, len(name) + 3))
    elif takes and rest and not rest[-1].text.startswith("--"):
        values.append(rest.pop())
    else:
        values.append(arg)


def _short(found: Arguments, arg: Value, rest: list[Value], valued: str) -> None:
    for index, letter in enumerate(arg.text[1:], start=2):
        values = found.short.setdefault(letter, [])
        if letter in valued:
            if index < len(arg.text):
                values.append(tail(arg, index))
            elif rest:
                values.append(rest.pop())
            return
        values.append(arg)


def tail(value: Value, start: int) -> Value:
    """The value without its first characters."""
    rest = value.traced.sliced(start, len(value.text))
    leading = value.holes[0] if value.holes and rest.text.startswith(f"${value.holes[0]}") else ""
    first = rest.runs[0].outer if value.own and rest.runs else value.start
    return Value(rest, value.kinds, value.holes, first, value.end, value.quoted, leading, value.own)
