"""From a syntax tree to terms: what the adapters of the languages share.

An adapter names a method for each kind of node that it knows. What it doesn't know keeps its parts, so that calls inside are still seen.
Rules for this file: no verdicts; depth is bounded, because a chain of operators nests without a bracket.
Counterparts: terms.py, and a file a language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Final

from ast_grep_py import SgNode

from proxy.scan.flow import terms as t

_DEPTH: Final = 110  # terms in terms; people stop at 30
_MAX_NODES: Final = 60_000  # of one text; 4,000 lines have about as many


class Lowering:
    """Makes terms of one tree. A subclass gives `kinds`: the name of a method for each kind of node."""

    kinds: ClassVar[Mapping[str, str]] = {}
    comments: ClassVar[frozenset[str]] = frozenset({"comment", "line_comment", "block_comment", "html_comment"})

    def __init__(self) -> None:
        self._depth = 0
        self._nodes = 0
        self.cut = False
        self.owner = ""  # the class around the node at hand
        self._makers: dict[str, Callable[[SgNode], t.Term]] = {
            kind: getattr(self, name) for kind, name in self.kinds.items()
        }

    def term(self, node: SgNode | None) -> t.Term:
        """A node as a term; what is too deep or too much is left out, and said (`cut`)."""
        if node is None:
            return _nothing()
        self._nodes += 1
        if self._nodes > _MAX_NODES:
            self.cut = True
            return t.Opaque(node, ())
        if self._depth >= _DEPTH:
            self.cut = True
            return t.Opaque(node, ())
        self._depth += 1
        make = self._makers.get(node.kind())
        made = t.Opaque(node, self.parts(node)) if make is None else make(node)
        self._depth -= 1
        return made

    def terms(self, nodes: Iterable[SgNode]) -> tuple[t.Term, ...]:
        """Nodes as terms."""
        return tuple([self.term(each) for each in nodes])

    def named(self, node: SgNode) -> list[SgNode]:
        """The named children but comments."""
        return [each for each in node.named_children() if each.kind() not in self.comments]

    def parts(self, node: SgNode) -> tuple[t.Term, ...]:
        """The named children as terms."""
        return self.terms(self.named(node))

    def optional(self, node: SgNode | None) -> t.Term | None:
        """A node that need not be there."""
        return None if node is None else self.term(node)

    # -- what many grammars share

    def block(self, node: SgNode) -> t.Term:
        """Statements in order."""
        return t.Block(node, self.parts(node))

    def body(self, node: SgNode | None) -> t.Term:
        """A function's or branch's body."""
        return t.Block(node, ()) if node is None else self.term(node)  # type: ignore[arg-type]

    def name(self, node: SgNode) -> t.Term:
        """A variable."""
        return t.Name(node, node.text())

    def inner(self, node: SgNode) -> t.Term:
        """What stands inside a node that adds nothing to it."""
        inside = self.named(node)
        return self.term(inside[0]) if inside else t.Opaque(node, ())

    def last(self, node: SgNode) -> t.Term:
        """The last of what stands inside."""
        inside = self.named(node)
        return self.term(inside[-1]) if inside else t.Opaque(node, ())

    def through(self, node: SgNode) -> t.Term:
        """A value that is any of its parts."""
        return t.Through(node, self.parts(node))

    def opaque(self, node: SgNode) -> t.Term:
        """A value of which the parts say nothing."""
        return t.Opaque(node, self.parts(node))

    def nothing(self, node: SgNode) -> t.Term:
        """What needn't be looked into."""
        return t.Opaque(node, ())

    def plain(self, node: SgNode) -> t.Term:
        """A constant that isn't a text."""
        return t.Literal(node, None)

    def leaves(self, node: SgNode) -> t.Term:
        """Break or continue."""
        return t.Leave(node, None, inner=True)

    def throws(self, node: SgNode) -> t.Term:
        """Throw, exit."""
        inside = self.named(node)
        return t.Leave(node, self.term(inside[0]) if inside else None)

    def returns(self, node: SgNode) -> t.Term:
        """Return."""
        inside = self.named(node)
        if not inside:
            return t.Return(node, None)
        return t.Return(node, self.term(inside[0]) if len(inside) == 1 else t.Bundle(node, _listed(self.terms(inside))))

    def bundle(self, node: SgNode) -> t.Term:
        """A list of values."""
        return t.Bundle(node, _listed(self.parts(node)))

    def added(self, node: SgNode, operators: Mapping[str, str]) -> t.Term:
        """A binary expression; a long sum is read without recursion."""
        operator = _operator(node)
        word = operators.get(operator, "")
        if word in {"and", "or"}:
            return t.Logic(node, word, (self.term(node.field("left")), self.term(node.field("right"))))
        if word == "+":
            return t.Concat(node, self._summands(node, operators))
        if word == "any":
            return t.Through(node, (self.term(node.field("left")), self.term(node.field("right"))))
        if word:
            return t.Compare(node, word, self.term(node.field("left")), self.term(node.field("right")))
        return t.Opaque(node, (self.term(node.field("left")), self.term(node.field("right"))))

    def _summands(self, node: SgNode, operators: Mapping[str, str]) -> tuple[t.Term, ...]:
        kind = node.kind()
        rights: list[SgNode] = []
        left: SgNode | None = node
        while left is not None and left.kind() == kind and operators.get(_operator(left)) == "+":
            right = left.field("right")
            if right is not None:
                rights.append(right)
            left = left.field("left")
        return (self.term(left), *self.terms(reversed(rights)))

    def member_chain(self, node: SgNode, names: Iterable[str]) -> t.Term:
        """`a.b.c` of its names."""
        made: t.Term | None = None
        for each in names:
            made = t.Name(node, each) if made is None else t.Member(node, made, each)
        return made or t.Opaque(node, ())

    def imported(self, node: SgNode, alias: str, module: str, name: str = "") -> t.Term:
        """`alias` stands for a module, or for a name of it."""
        value: t.Term = t.Call(node, t.Name(node, IMPORT), (t.Literal(node, module),))
        if name:
            value = t.Member(node, value, name)
        return t.Assign(node, t.Name(node, alias), value)

    def called(self, node: SgNode, name: str, *args: t.Term) -> t.Term:
        """What a language has of its own, as a call of a name."""
        return t.Call(node, t.Name(node, name), args)


IMPORT: Final = "@import"


def text_of(node: SgNode | None) -> str:
    """A node's text; empty where there is none."""
    return "" if node is None else node.text()


def _operator(node: SgNode) -> str:
    return text_of(node.field("operator"))


def _listed(parts: Iterable[t.Term]) -> tuple[tuple[str | None, t.Term], ...]:
    return tuple((None, each) for each in parts)


def _nothing() -> t.Term:
    return t.Block(None, ())  # type: ignore[arg-type] # never reported: there is nothing in it


Kinds = dict[str, Any]
