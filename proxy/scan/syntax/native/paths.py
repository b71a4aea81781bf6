"""Whether one place of a function is reached from another.

Blocks are followed outwards: what stands behind in the same block is reached unless a way out stands between, and the other branch of an
`if` never is. Loops are not gone round again.
Rules for this file: pure. Counterparts: tree.py.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from proxy.scan.syntax.native.tree import HIGHEST, Item

_ENDS: Final = frozenset(
    {"return_statement", "goto_statement", "continue_statement", "throw_statement", "co_return_statement"}
)
_NEVER_BACK: Final = re.compile(
    r"^(?:::|std::)?(?:exit|_exit|_Exit|abort|quick_exit|longjmp|siglongjmp|err|errx|die|fatal|panic|usage|terminate|__builtin_unreachable|unreachable|bail|croak|\w*_(?:fatal|panic|die|abort))\s*\(",
    re.IGNORECASE,
)
_LOOPS: Final = frozenset({"for_statement", "while_statement", "do_statement", "for_range_loop"})
_BREAKABLE: Final = _LOOPS | {"switch_statement"}
_OTHERWISE: Final = frozenset({"else_clause", "preproc_else", "preproc_elif"})
_BRANCHED: Final = frozenset({"if_statement", "preproc_if", "preproc_ifdef", "preproc_elif", "conditional_expression"})
_BRANCHES: Final = _BREAKABLE | _BRANCHED | {"case_statement", "else_clause", "preproc_else", "catch_clause"}
_BLOCKS: Final = frozenset(
    {"compound_statement", "case_statement", "preproc_if", "preproc_ifdef", "preproc_else", "translation_unit"}
)
_WALLS: Final = frozenset({"function_definition", "lambda_expression"})


def leaves(item: Item) -> bool:
    """Whether a statement ends the way it stands on."""
    if item.kind in _ENDS:
        return True
    if item.kind == "expression_statement":
        return _NEVER_BACK.match(item.text[:80]) is not None
    return item.kind == "compound_statement" and any(leaves(item.kids[each]) for each in item.exits(_is_exit))


def reaches(start: Item, end: Item) -> bool:
    """Whether `end` may come after `start`."""
    if end.order <= start.last:
        return False
    at = start
    for _ in range(HIGHEST):
        around = at.parent
        if around is None or at.kind in _WALLS:
            return False
        stop = _stop(at, around)
        if end.inside(around) and not end.inside(at) and not _apart(at, end, around):
            child = next((each for each in (end, *end.up()) if each.parent is around), None)
            return child is not None and (stop is None or child.at <= stop.at)
        if stop is None:
            at = around
        elif stop.kind == "break_statement":
            out = next((each for each in stop.up() if each.kind in _BREAKABLE), None)
            if out is None:
                return False
            at = out
        else:
            return False
    return False


def _apart(at: Item, end: Item, around: Item) -> bool:
    """Whether two places stand in two branches of one decision."""
    if (
        around.kind not in _BRANCHED
        or at is around.kids[0]
        or at.kind in {"parenthesized_expression", "condition_clause"}
    ):
        return False
    return any(each.kind in _OTHERWISE and each is not at and end.inside(each) for each in around.kids) or (
        around.kind == "conditional_expression"
    )


def _stop(at: Item, around: Item) -> Item | None:
    """The way out that stands behind a place in its own block, or that it is."""
    if around.kind not in _BLOCKS:
        return None
    exits = around.exits(_is_exit)
    behind = bisect_left(exits, at.at)
    return around.kids[exits[behind]] if behind < len(exits) else None


def _is_exit(item: Item) -> bool:
    return item.kind == "break_statement" or leaves(item)


def always_before(item: Item, other: Item) -> bool:
    """Whether a place is passed on every way to another: no decision stands around the first that isn't around the second."""
    decision = next((each for each in item.up() if each.kind in _BRANCHES or _is_logic(each)), None)
    return decision is None or other.inside(decision)


def _is_logic(item: Item) -> bool:
    return item.kind == "binary_expression" and any(each.kind in {"&&", "||"} for each in item.kids)
