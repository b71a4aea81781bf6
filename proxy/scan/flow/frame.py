"""Where the pass is: the names of one run of a function, what tests have proved so far, and how the run may leave.

`proved` says of a source (by its label) for which classes a test has made it harmless; it holds where the pass stands.
Rules for this file: no verdicts. Counterparts: statements.py moves frames, guards.py proves.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from proxy.scan.flow.terms import Term
from proxy.scan.flow.values import Value, joined, same

Proved = dict[str, int]


@dataclass(slots=True)
class State:
    """What changes along a path. `tests`: what a name was last assigned that may stand for a test."""

    names: dict[str, Value] = field(default_factory=dict)
    proved: Proved = field(default_factory=dict)
    disarmed: int = 0  # classes that no value can do harm in from here on (a response that is no markup)

    def copy(self) -> State:
        """A path of its own."""
        return State(dict(self.names), dict(self.proved), self.disarmed)


@dataclass(slots=True)
class Frame:
    """One run of a function. `owner`: the class it belongs to; `live`: whether the pass can come here."""

    state: State
    owner: str = ""
    depth: int = 0
    live: bool = True
    returns: list[Value] = field(default_factory=list)
    ended: list[State] = field(default_factory=list)
    exits: list[list[State]] = field(default_factory=list)  # of the loops and switches around
    tests: dict[str, Term] = field(default_factory=dict)

    @property
    def names(self) -> dict[str, Value]:
        """The names here."""
        return self.state.names


def merged(states: list[State]) -> State:
    """What holds on any of several paths. At least one."""
    first = states[0]
    for other in states[1:]:
        first = _merged(first, other)
    return first


def _merged(one: State, other: State) -> State:
    if one is other:
        return one
    names = dict(one.names)
    for name in one.names.keys() - other.names.keys():
        names[name] = names[name].uncertain()
    for name, value in other.names.items():
        known = names.get(name)
        if known is None:
            names[name] = value.uncertain()
        elif known is not value and not same(known, value):
            names[name] = joined((known, value))
    proved = {label: both for label, classes in one.proved.items() if (both := classes & other.proved.get(label, 0))}
    return State(names, proved, one.disarmed & other.disarmed)


def settled(before: State, after: State) -> bool:
    """Whether a path that went round changed nothing that matters."""
    known = before.names
    return all(
        name in known and (known[name] is value or same(known[name], value)) for name, value in after.names.items()
    )
