"""The nodes of a whole text by kind, gathered once for the checks that look at all of it.

Rules for this file: pure. Counterpart: late.py.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

Function = ast.FunctionDef | ast.AsyncFunctionDef
N = TypeVar("N", bound=ast.AST)


@dataclass(frozen=True, slots=True)
class Kinds:
    """The nodes of a text by kind, and the names and attributes in it: what speaks of nothing that a check knows costs a look-up."""

    nodes: Mapping[type[ast.AST], list[ast.AST]]
    words: frozenset[str]


def kinds_of(tree: ast.AST) -> Kinds:
    """All nodes of a tree, by kind, from the outermost on."""
    made: dict[type[ast.AST], list[ast.AST]] = defaultdict(list)
    for node in ast.walk(tree):
        made[type(node)].append(node)
    words = {node.id for node in made[ast.Name] if isinstance(node, ast.Name)}
    words.update(node.attr for node in made[ast.Attribute] if isinstance(node, ast.Attribute))
    return Kinds(made, frozenset(words))


def every(kinds: Kinds, kind: type[N]) -> Iterator[N]:
    """The nodes of one kind."""
    for node in kinds.nodes.get(kind, ()):
        if isinstance(node, kind):
            yield node


def functions_of(kinds: Kinds) -> Iterator[Function]:
    """All functions of a text, methods and inner ones too."""
    yield from every(kinds, ast.FunctionDef)
    yield from every(kinds, ast.AsyncFunctionDef)
