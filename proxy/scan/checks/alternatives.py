"""What a name may hold after branches of which only one is run: `if` and `else`, `try` and `except`.

In a branch a name holds what the branch gave it; behind them all it holds what any of them gave. What the branches before gave a name is
noted when a later one gives it anew, and comes back where they end. Branches are told by indentation as scopes are. A branch that leaves
(`return`, `raise`) gives nothing to what stands behind.
Rules for this file: pure; plain tuples, because they travel with each statement. Counterparts: fold.py tells where a branch begins,
facts.py binds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from proxy.scan.checks.facts import Fact

_MOST: Final = 64  # notes of one scope
_NEVER: Final = -1


class Note(NamedTuple):
    """What the branches before gave a name (None: nothing), noted in a branch of the statement at this indentation."""

    name: str
    indent: int
    number: int
    fact: Fact | None


class Alternatives(NamedTuple):
    """The later branches that are open, the innermost last: indentation of the statement, number, whether the one before left."""

    turns: tuple[tuple[int, int, bool], ...] = ()
    notes: tuple[Note, ...] = ()
    left: int = _NEVER  # the indentation of a statement that left, if it was the last one
    fresh: int = _NEVER  # the indentation at which a branch has just begun: an `elif` stands there itself

    def plain(self) -> tuple[object, ...]:
        """All of it as plain values."""
        notes = [(*each[:3], None if each.fact is None else tuple(each.fact)) for each in self.notes]
        return self.turns, notes, self.left, self.fresh

    @classmethod
    def restored(cls, plain: Any, fact: Callable[..., Fact]) -> Alternatives:  # noqa: ANN401 - what `plain` gave, after a journey
        """What `plain` was made of."""
        turns, notes, left, fresh = plain
        made = [Note(name, at, number, None if held is None else fact(*held)) for name, at, number, held in notes]
        return cls(tuple((at, number, gone) for at, number, gone in turns), tuple(made), left, fresh)

    def leaving(self, indent: int) -> Alternatives:
        """A statement that leaves stood last, at this indentation."""
        return self._replace(left=indent, fresh=_NEVER)

    def gone_on(self) -> Alternatives:
        """Another statement stood last."""
        return self if self.left == self.fresh == _NEVER else self._replace(left=_NEVER, fresh=_NEVER)

    def turned(self, indent: int) -> Alternatives:
        """The next branch of the statement at this indentation begins."""
        number = max((each[1] for each in self.turns), default=0) + 1
        outer = tuple(each for each in self.turns if each[0] < indent)
        return self._replace(turns=(*outer, (indent, number, self.left > indent)), left=_NEVER, fresh=indent)

    def noted(self, name: str, before: tuple[Fact, int] | None, at: int) -> Alternatives:
        """A statement at this indentation gives a name anew that held `before`, bound at its own indentation."""
        turn = next((each for each in reversed(self.turns) if each[0] < at), None)
        if turn is None:
            return self
        indent, number, left = turn
        if any(each[:3] == (name, indent, number) for each in self.notes):
            return self
        given = before[0] if before is not None and before[1] > indent and not left else None
        return self._replace(notes=(*self.notes[1 - _MOST :], Note(name, indent, number, given)))

    def ended(self, indent: int) -> Iterator[Note]:
        """What comes back where a statement at this indentation stands."""
        return (each for each in self.notes if each.indent >= indent and each.fact is not None)

    def without(self, indent: int) -> Alternatives:
        """What is still open there."""
        turns = tuple(each for each in self.turns if each[0] < indent)
        return self._replace(turns=turns, notes=tuple(each for each in self.notes if each.indent < indent))


NONE_OPEN: Final = Alternatives()
