"""Facts made of other facts: texts filled in, repeated, put together; one element of many.

Rules for this file: pure. Counterpart: flow.py.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from proxy.scan.checks.facts import HOLE, Fact, joined

_TEXT_CHARS = 700


def element_of(fact: Fact) -> Fact:
    """One element of what is looped over or unpacked."""
    return fact if fact.kind == "list" or fact.taint else fact._replace(text=None)


def repeated(text: Fact, count: Fact) -> Fact:
    """A constant as often as it is written, where the number is known."""
    if not (text.text and text.constant and count.kind == "number" and (count.text or "").isdecimal()):
        return text
    return text._replace(text=(text.text * min(int(count.text or "0"), _TEXT_CHARS))[:_TEXT_CHARS])


def separated(parts: list[Fact]) -> list[Fact]:
    """The parts of a path with what stands between them."""
    slash = Fact(text="/")
    return [piece for part in parts for piece in (slash, part)][1:]


def filled(base: Fact, given: list[Fact]) -> Fact:
    """A template with its places filled: the text stays, each place becomes what is put there."""
    text = base.text or ""
    open_parts = any(fact.taint or fact.text is None or fact.holes for fact in given)
    made = joined([base, *given])
    text_filled = _PLACES.sub(HOLE if open_parts else "0", text)
    return made._replace(text=text_filled, kind="text")


def pasted(node: ast.expr) -> bool:
    """The expression pastes a text together."""
    return isinstance(node, (ast.JoinedStr, ast.BinOp)) or (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"
    )


def summands(node: ast.BinOp) -> Iterator[ast.expr]:
    """The parts of a chain of additions, without recursion: models write long ones."""
    parts: list[ast.expr] = []
    current: ast.expr = node
    while isinstance(current, ast.BinOp) and isinstance(current.op, ast.Add):
        parts.append(current.right)
        current = current.left
    parts.append(current)
    return reversed(parts)


def mentioned(node: ast.expr) -> set[str]:
    """The names that stand in an expression."""
    return {child.id for child in ast.walk(node) if isinstance(child, ast.Name)}


_PLACES = re.compile(r"\{[^{}\n]*\}|%(?:\(\w+\))?[-+ #0]*\d*(?:\.\d+)?[sdrifx]")
