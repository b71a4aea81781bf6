"""What the engines know after a statement, as bytes that any worker can go on from.

The bytes are `marshal` of plain values: they travel with each statement, so they are written some ten times faster than a pickle, and
reading them can't run anything. A worker that goes on from what it wrote itself, the usual case, finds the states in its memory.
Equal states give equal bytes: nothing in them depends on which objects are shared or on the order of a set.

Rules for this file: states are values, nobody changes one in place. Counterparts: scanner.py, and the engines' own `plain` and `restored`.
"""

from __future__ import annotations

import marshal
from collections import deque
from collections.abc import Mapping
from typing import Final, Protocol, runtime_checkable

from proxy.scan.checks.facts import PLAIN_VERSION

_REMEMBERED: Final = 16  # blocks that one worker goes on with by turns


class Plain(Protocol):
    """A state that isn't a plain value itself."""

    def plain(self) -> object:
        """The state as numbers, strings, tuples, lists and dicts."""


@runtime_checkable
class Restoring(Protocol):
    """An engine whose states aren't plain values."""

    def restored(self, plain: object) -> object:
        """The state that `plain` was made of."""


class States:
    """The states of a worker's engines, by engine name."""

    def __init__(self, engines: Mapping[str, object]) -> None:
        self._restoring = {name: engine for name, engine in engines.items() if isinstance(engine, Restoring)}
        # A list and not a dict: comparing a few long keys costs less than hashing one.
        self._known: deque[tuple[bytes, dict[str, object]]] = deque(maxlen=_REMEMBERED)

    def write(self, states: Mapping[str, object]) -> bytes:
        """The states as bytes."""
        made = marshal.dumps({name: _plain(state) for name, state in states.items()}, PLAIN_VERSION)
        self._known.append((made, dict(states)))
        return made

    def read(self, state: bytes) -> dict[str, object]:
        """The states of `write`; none where `state` is empty."""
        if not state:
            return {}
        for at in range(len(self._known) - 1, -1, -1):
            if self._known[at][0] == state:
                known = self._known[at][1]
                del self._known[at]  # the caller may change the dict
                return known
        plain: dict[str, object] = marshal.loads(state)  # noqa: S302  # nosec B302 - made by our own workers
        return {
            name: self._restoring[name].restored(value) if name in self._restoring and value is not None else value
            for name, value in plain.items()
        }


def _plain(state: object) -> object:
    plain = getattr(state, "plain", None)  # isinstance with a protocol would cost more than all the rest
    return state if plain is None else plain()
