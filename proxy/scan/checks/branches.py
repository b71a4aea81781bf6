"""Branches whose tests are certain, told by indentation as scopes are.

What a dead branch gives to names is never given; what the only live branch gives them undoes what they held before. Around a loop a name's
value is certain only if it was given inside: the next round may see another one.
Rules for this file: pure; plain tuples, because they travel with each statement. Counterparts: fold.py opens and asks, facts.py keeps.
"""

from __future__ import annotations

from typing import Final, NamedTuple

LOOP: Final = 0
DEAD: Final = 1  # the branch at hand is never taken; another one may be
TAKEN: Final = 2  # the branch at hand is always taken, the others are dead
OVER: Final = 3  # the one that is taken lies behind: all that follow are dead
_DEAD: Final = frozenset({DEAD, OVER})


class Branch(NamedTuple):
    """An open branch: the indentation of its header, and of its body once a statement of it was seen (before: -1)."""

    indent: int
    kind: int
    body: int = -1


Branches = tuple[Branch, ...]


def entered(branches: Branches, indent: int) -> Branches:
    """The branches that a statement at this indentation stands in, or goes on with (`elif`)."""
    left = tuple(each for each in branches if each.indent < indent or (each.indent == indent and each.kind == OVER))
    if left and left[-1].kind == TAKEN and left[-1].body < 0:
        return (*left[:-1], left[-1]._replace(body=indent))
    return left


def turned(branches: Branches, indent: int) -> Branches:
    """The branches once the `else` or `elif` at this indentation begins."""
    outer = tuple(each for each in branches if each.indent < indent)
    before = next((each.kind for each in branches if each.indent == indent), None)
    if before is None or before == LOOP:
        return outer
    return (*outer, Branch(indent, TAKEN if before == DEAD else OVER))


def tested(branches: Branches, indent: int, *, truth: bool | None) -> Branches:
    """The branches below an `if` at this indentation whose test comes out so (None: nobody knows)."""
    if truth is None or is_over(branches, indent):
        return branches
    return (*branches, Branch(indent, TAKEN if truth else DEAD))


def is_over(branches: Branches, indent: int) -> bool:
    """Whether a branch before an `elif` at this indentation is always taken."""
    return any(each.indent == indent and each.kind == OVER for each in branches)


def is_dead(branches: Branches, indent: int) -> bool:
    """Whether a statement at this indentation is never reached."""
    return any(each.kind in _DEAD and each.indent < indent for each in branches)


def level(branches: Branches, indent: int) -> int:
    """The indentation at which a statement counts: in a branch that is always taken, that of the header."""
    for each in reversed(branches):
        if each.kind == TAKEN and each.body == indent:
            indent = each.indent
    return indent


def looped(branches: Branches) -> int:
    """The indentation of the innermost loop's header; -1 outside of loops."""
    return max((each.indent for each in branches if each.kind == LOOP), default=-1)
