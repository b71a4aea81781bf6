"""Lists and dictionaries whose content is known place by place: what is put in, taken out and asked for by a constant.

A container is known while all that happened to it is: it was written out in this function, and nothing but the calls below changed it, at
the same indentation. What is passed on, given a second name, or changed in a branch or a loop counts as a whole again.
Rules for this file: pure; plain tuples, because they travel with each statement. Counterparts: flow.py asks, facts.py keeps.
"""

from __future__ import annotations

import ast
from typing import Final, NamedTuple

from proxy.scan.checks.facts import UNKNOWN, Fact

_MAX: Final = 16  # places that are told apart
_ASKING: Final = frozenset({"get", "keys", "values", "items", "index", "count", "copy"})

Key = int | str


class Container(NamedTuple):
    """A container: its places in order, and the indentation at which all of it happened."""

    listed: bool
    places: tuple[tuple[Key, Fact], ...]
    indent: int

    def at(self, key: Key) -> Fact:
        """What stands at a place."""
        if self.listed and isinstance(key, int) and key < 0:
            key += len(self.places)
        return next((fact for place, fact in self.places if place == key), UNKNOWN)

    def having(self, key: Key, fact: Fact) -> Container | None:
        """The container with something put at a place; None where nobody knows what it is then."""
        known = any(place == key for place, _ in self.places)
        if not known and (self.listed or len(self.places) >= _MAX):
            return None
        left = [each for each in self.places if each[0] != key]
        places = (
            [(place, fact if place == key else held) for place, held in self.places] if known else [*left, (key, fact)]
        )
        return self._replace(places=tuple(places))

    def of(self, facts: list[Fact]) -> Container:
        """A list of these elements."""
        return self._replace(places=tuple(enumerate(facts)))


def written(node: ast.expr | None, facts: list[Fact], indent: int) -> Container | None:
    """The container that an expression writes out; `facts`: what its elements hold."""
    if len(facts) > _MAX:
        return None
    if isinstance(node, ast.List) and not any(isinstance(each, ast.Starred) for each in node.elts):
        return Container(True, tuple(enumerate(facts)), indent)  # noqa: FBT003 - a field
    if isinstance(node, ast.Dict):
        keys = [constant(key) for key in node.keys]
        if None not in keys and len(set(keys)) == len(keys):
            return Container(False, tuple(zip(keys, facts, strict=True)), indent)  # type: ignore[arg-type] # noqa: FBT003
    return None


def constant(node: ast.expr | None) -> Key | None:
    """A key that is written out: a text or a whole number."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
        value = node.operand.value
        return -value if type(value) is int else None
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, str) or type(value) is int else None


def called(before: Container, node: ast.Call, args: list[Fact]) -> tuple[Container | None, Fact | None]:
    """What a method makes of a container (None: nobody knows), and what it gives (None: as of the whole)."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    key = constant(node.args[0]) if node.args else None
    if node.keywords:
        return None, None
    if name in _ASKING:
        asked = name == "get" and key is not None and not before.listed
        return before, (before.at(key) if asked and key is not None and len(args) == 1 else None)
    return _listed(before, name, key, args) if before.listed else (None, None)


def _listed(before: Container, name: str, key: Key | None, args: list[Fact]) -> tuple[Container | None, Fact | None]:
    held = [fact for _, fact in before.places]
    match name, len(args):
        case "append", 1 if len(held) < _MAX:
            return before.of([*held, args[0]]), None
        case "insert", 2 if isinstance(key, int) and 0 <= key <= len(held) < _MAX:
            return before.of([*held[:key], args[1], *held[key:]]), None
        case "pop", 0 if held:
            return before.of(held[:-1]), held[-1]
        case "pop", 1 if isinstance(key, int) and 0 <= key < len(held):
            return before.of([*held[:key], *held[key + 1 :]]), held[key]
    return None, None
