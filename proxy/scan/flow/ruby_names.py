"""Which names of a Ruby text are variables, methods, classes, fields; and where its here documents stand.

Ruby writes a variable like a call without arguments, so a text is read once for what it defines before it is followed.
Rules for this file: no verdicts. Counterpart: ruby.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from ast_grep_py import SgNode

from proxy.scan.flow import terms as t

OUTSIDE: Final = frozenset({"params", "cookies", "request", "session", "env"})  # variables wherever they stand
CLAUSES: Final = frozenset({"rescue", "ensure"})
_ACCESSORS: Final = re.compile(r"\battr_(?:accessor|reader|writer)\b[ \t(]*((?::\w+(?:,\s*)?)+)")
_SYMBOL: Final = re.compile(r":(\w+)")
_ROUTE: Final = re.compile(r"[a-z]\w*_(?:path|url)")
_NO_ROUTES: Final = frozenset({"file_path", "full_path", "base_url", "target_url", "return_url", "callback_url"})
_NAMED: Final = frozenset({"hash_key_symbol", "simple_symbol", "string"})


class RubyNames:
    """What the adapter knows of names. Filled by `read`, when the first node of a text comes."""

    def __init__(self) -> None:
        super().__init__()
        self.methods: frozenset[str] = frozenset()
        self.classes: frozenset[str] = frozenset()
        self.fields: frozenset[str] = frozenset()
        self.heredocs: dict[int, SgNode] = {}
        self.inside = 0  # methods around the node at hand
        self._own: set[str] = set()
        self._lists: set[str] = set()

    def read(self, root: SgNode) -> None:
        """Read what the whole text defines."""
        self.methods = frozenset(_names(root, ("method", "singleton_method")))
        self.classes = frozenset(_names(root, ("class", "module")))
        declared = (found.group(1) for found in _ACCESSORS.finditer(root.text()))
        self.fields = frozenset(name for each in declared for name in _SYMBOL.findall(each))
        begins = root.find_all(kind="heredoc_beginning")
        bodies = root.find_all(kind="heredoc_body")
        self.heredocs = {
            begin.range().start.index: body
            for begin, body in zip(sorted(begins, key=_start), sorted(bodies, key=_start), strict=False)
        }

    @contextmanager
    def local(self, *, fresh: bool) -> Iterator[None]:
        """The names of a function; a block sees those around it."""
        before, lists = self._own, self._lists
        self._own, self._lists = (set(), set()) if fresh else (set(before), set(lists))
        self.inside += fresh
        yield
        self.inside -= fresh
        self._own, self._lists = before, lists

    def own(self, name: str, *, listed: bool | None = None) -> None:
        """A variable is given a value; `listed`: a list, none, or who knows."""
        self._own.add(name)
        if listed:
            self._lists.add(name)
        elif listed is not None:
            self._lists.discard(name)

    def owns(self, name: str) -> bool:
        """Whether a name is a variable here."""
        return name in self._own

    def lists(self, name: str) -> bool:
        """Whether a variable holds a list."""
        return name in self._lists


def is_route(name: str) -> bool:
    """Whether a method is called as Rails calls the helpers that make paths of this site."""
    return _ROUTE.fullmatch(name) is not None and name not in _NO_ROUTES


def key_of(node: SgNode | None) -> str | None:
    """A key of a hash, where it is a constant."""
    if node is None or node.kind() not in _NAMED:
        return None
    return node.text().strip("\"':")


def told(value: t.Bundle) -> bool:
    """A list, whose items go to a format's places one by one."""
    return all(key is None for key, _ in value.items)


def _names(root: SgNode, kinds: tuple[str, ...]) -> Iterator[str]:
    for kind in kinds:
        for each in root.find_all(kind=kind):
            name = each.field("name")
            if name is not None:
                yield name.text().rpartition("::")[2]


def _start(node: SgNode) -> int:
    return node.range().start.index
