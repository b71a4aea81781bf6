"""What calls carry along: chains of names, doubts, keys and paths; and what was seen of a call.

Rules for this file: pure. Counterpart: calls.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from proxy.scan.flow import terms as t
from proxy.scan.flow.sinks import Actual
from proxy.scan.flow.values import (
    OTHER,
    UNKNOWN,
    Value,
    concatenated,
    joined,
    keyed,
)
from proxy.scan.flow.words import GETTING

_MAX_CHAIN: Final = 60
_PART: Final = re.compile(r"(?i)(?:^|_|get)(?:host(?:name)?|origin|protocol|scheme|authority|netloc)$")
_SLASH: Final = Value(text="/", constant=True)


@dataclass(frozen=True, slots=True)
class Key:
    """What a run of a function depends on."""

    function: int
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A call as it was last looked at."""

    actual: Actual
    base: Value | None
    name: str
    spelling: str
    made: Value


class Site(NamedTuple):
    """A call's values, its receiver, its name and how the receiver is spelled."""

    actual: Actual
    base: Value | None
    name: str
    spelling: str


def chain_of(base: Value | None, name: str) -> str:
    """The names that a value came by, the last one added."""
    before = base.chain if base is not None else ""
    made = f"{before}.{name}" if before else name
    return made if len(made) <= _MAX_CHAIN else name


def doubted_of(values: list[Value]) -> Value:
    """What a call that nobody knows may carry on of its arguments."""
    taints = [each.doubted() for each in values if each.code is None]
    return joined(taints) if taints else UNKNOWN


def signature_of(value: Value) -> object:
    """What of a value a run of a function depends on."""
    return (
        value.whole(),
        value.text,
        value.chain,
        value.kind,
        id(value.code.function) if value.code else 0,
        value.constant,
    )


def targets_of(target: t.Term) -> list[str]:
    """The names that a target binds."""
    if isinstance(target, t.Name):
        return [target.name]
    if isinstance(target, t.Pattern):
        return [name for _, each, _ in target.items for name in targets_of(each)]
    return []


def key_of(name: str, given: Sequence[Value]) -> str:
    """How a part that is asked for by a constant, or by a part's own name, is told from others."""
    if not given:
        return name if _PART.search(name) else ""
    first = given[0]
    return keyed(first.text) if len(given) == 1 and first.constant and first.text and name in GETTING else ""


def passed_on(actual: Actual) -> Value:
    """What a call passes on: its arguments; of somebody else's value that it is called on, that value with them."""
    base = actual.base
    given = [*actual.args, *(value for _, value in actual.keywords)]
    if base is not None and (not given or base.whole()):
        return joined([base, *(each for each in given if each.whole())])
    return joined(given) if actual.args else UNKNOWN


def path_of(args: Sequence[Value]) -> Value:
    """Parts of a path, joined."""
    parts: list[Value] = []
    for each in args:
        parts += [_SLASH, each] if parts else [each]
    return concatenated(parts)


def lined_up(base: Value, args: Sequence[Value]) -> Value:
    """A list as one text."""
    between = args[0] if args and args[0].text is not None else Value(text=OTHER if args else "", constant=True)
    parts: list[Value] = []
    for each in (base.fields or {}).values():
        parts += [between, each] if parts else [each]
    return concatenated(parts)
