"""A syntax tree of C or C++ as plain objects, numbered in reading order, so that what stands where is asked without the parser.

`order` and `last` number a node and the last one inside it. `cond` marks what stands in a condition: there a value is being checked.
Rules for this file: one pass, no recursion. Counterparts: routine.py reads functions out of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from ast_grep_py import SgNode

HIGHEST: Final = 200  # levels that are climbed
LARGEST: Final = 2_000  # nodes of a value or a loop that are looked at
BINARY: Final = 3  # children of a binary expression, and of one in parentheses
_ASSERTS: Final = re.compile(
    r"(?i)assert|check|require|expect|is_?null|likely|valid|verify|return_(val_)?if|\bmin\b|^min|_min|clamp|bound|ensure|likely|is_ok"
)
_BRANCHES: Final = frozenset({"if_statement", "while_statement", "do_statement", "switch_statement"})
_CLAUSES: Final = frozenset({"parenthesized_expression", "condition_clause"})
_NOT_TESTS: Final = frozenset(
    {"declaration", "assignment_expression", "update_expression", "comma_expression", ";", "for", "(", ")"}
)
_SPACE: Final = re.compile(r"\s+")
_LOGIC: Final = frozenset({"&&", "||"})


class Item:
    """A node of the tree. `kids` are all but comments."""

    __slots__ = ("_exits", "_name", "_text", "at", "cond", "kids", "kind", "last", "node", "order", "parent")

    def __init__(self, node: SgNode, kind: str, order: int, parent: Item | None) -> None:
        self.node, self.kind, self.order, self.parent = node, kind, order, parent
        self.kids: list[Item] = []
        self.cond = False
        self.at = 0  # which child of its parent
        self._exits: list[int] | None = None
        self.last = order
        self._text: str | None = None
        self._name: str | None = None

    @property
    def text(self) -> str:
        """The source of the node."""
        if self._text is None:
            self._text = self.node.text()
        return self._text

    @property
    def bare(self) -> str:
        """The source without blanks: what names are compared by."""
        if self._name is None:
            self._name = _SPACE.sub("", self.text)
        return self._name

    def exits(self, leaves: Callable[[Item], bool]) -> list[int]:
        """Which children are ways out; asked once."""
        if self._exits is None:
            self._exits = [each.at for each in self.kids if leaves(each)]
        return self._exits

    def inside(self, other: Item) -> bool:
        """Whether the node is `other` or stands in it."""
        return other.order <= self.order <= other.last

    def up(self) -> Iterator[Item]:
        """The nodes around it, from the nearest; people nest far less deep than is looked here."""
        at = self.parent
        for _ in range(HIGHEST):
            if at is None:
                return
            yield at
            at = at.parent

    def around(self, *kinds: str) -> Item | None:
        """The nearest node of these kinds around it."""
        return next((each for each in self.up() if each.kind in kinds), None)

    def kid(self, *kinds: str) -> Item | None:
        """The first child of these kinds."""
        return next((each for each in self.kids if each.kind in kinds), None)


def read_tree(root: SgNode) -> list[Item]:
    """All nodes in reading order."""
    items: list[Item] = []
    stack: list[tuple[SgNode, Item | None]] = [(root, None)]
    while stack:
        node, parent = stack.pop()
        kind = node.kind()
        if kind == "comment":
            continue
        item = Item(node, kind, len(items), parent)
        if parent is not None:
            item.at = len(parent.kids)
            parent.kids.append(item)
        items.append(item)
        stack += [(each, item) for each in reversed(node.children())]
    for item in reversed(items):
        if item.kids:
            item.last = item.kids[-1].last
    for item in items:
        item.cond = item.parent is not None and (item.parent.cond or _is_tested(item, item.parent))
    return items


def _is_tested(item: Item, parent: Item) -> bool:
    """Whether a node is what its parent decides by."""
    if parent.kind in _BRANCHES:
        return item.kind in _CLAUSES
    if parent.kind == "binary_expression":
        return any(each.kind in _LOGIC for each in parent.kids)
    if parent.kind == "conditional_expression":
        return item is parent.kids[0]
    if parent.kind in {"for_statement", "for_range_loop"}:
        return item is not parent.kids[-1] and item.kind not in _NOT_TESTS
    if parent.kind == "call_expression" and item.kind == "argument_list":
        return _ASSERTS.search(parent.kids[0].text) is not None
    return False


_WRAPPED: Final = frozenset({"parenthesized_expression", "condition_clause"})


def bare_value(item: Item) -> Item:
    """A value without the casts and parentheses around it."""
    while True:
        if item.kind == "cast_expression" and item.kids:
            item = item.kids[-1]
        elif item.kind in _WRAPPED and len(item.kids) == BINARY:
            item = item.kids[1]
        else:
            return item


def arguments(call: Item) -> list[Item]:
    """What a call is given."""
    listed = call.kid("argument_list")
    return [] if listed is None else [each for each in listed.kids if each.kind not in {"(", ")", ","}]


def index_of(item: Item) -> Item | None:
    """The index of a subscript."""
    listed = item.kid("subscript_argument_list")
    inner = listed.kids if listed is not None else item.kids[1:]
    return next((each for each in inner if each.kind not in {"[", "]"}), None)
