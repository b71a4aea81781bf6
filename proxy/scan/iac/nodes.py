"""YAML and JSON as nodes that know their place, from whole files and from fragments.

PyYAML's events are put together without recursion, so that no nesting kills a worker. Where the text breaks off being YAML it is cut
there and read on: an edit's new side begins anywhere. Templates (`{{ x }}`, `{% if %}`) become blanks or FILLER of the same length.
Rules for this file: pure; nothing is constructed, tags are names. Counterparts: engine.py, and the modules that look at the nodes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import yaml

FILLER: Final = "\ue000"  # what a template will put there
_MAX_NODES: Final = 60_000
_MAX_DEPTH: Final = 200
_MAX_CUTS: Final = 24
_DIRECTIVE: Final = re.compile(
    r"^[ \t]*(?:-[ \t]*)?(?:\{\{-?[^{}\n]{0,500}\}\}|\{%[^%\n]{0,500}%\})[ \t]*$", re.MULTILINE
)
_INLINE: Final = re.compile(r"(?<!\$)\{\{[^{}\n]{0,500}\}\}|\{%[^%\n]{0,500}%\}")
# libyaml refuses these, wherever they stand.
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TRUE: Final = frozenset({"true", "yes", "on"})
_FALSE: Final = frozenset({"false", "no", "off"})


class TooLarge(Exception):
    """The text has more nodes, or nests deeper, than anybody writes."""


@dataclass(slots=True)
class Node:
    """A scalar (`value`), a list (`items`) or a mapping (`pairs`), at `start:end` of the text. `tag` is an explicit one, or ""."""

    kind: str
    start: int
    end: int
    value: str = ""
    tag: str = ""
    items: list[Node] = field(default_factory=list)
    pairs: list[tuple[Node, Node]] = field(default_factory=list)

    def get(self, *names: str) -> Node | None:
        """The value below these keys, one inside the other."""
        found: Node | None = self
        for name in names:
            if found is None:
                return None
            found = _below(found, name)
        return found

    def has(self, *names: str) -> bool:
        """Whether there is one."""
        return self.get(*names) is not None

    def key(self, name: str) -> Node | None:
        """The key itself."""
        return next((key for key, _ in self.pairs if key.value == name), None)

    def text(self, *names: str) -> str:
        """The scalar below these keys, or ""."""
        found = self.get(*names)
        return found.value if found is not None and found.kind == "scalar" else ""

    def says(self, *names: str) -> bool | None:
        """True, False, or None where it says neither."""
        word = self.text(*names).lower()
        return True if word in _TRUE else False if word in _FALSE else None

    def each(self, *names: str) -> list[Node]:
        """The items of the list below these keys."""
        found = self.get(*names)
        return found.items if found is not None else []

    def words(self) -> str:
        """All scalars inside, in order, with blanks between."""
        return " ".join(node.value for node in walk(self) if node.kind == "scalar")


def _below(node: Node, name: str) -> Node | None:
    """The value below a key, or below the same key of what is merged in."""
    own = next((value for key, value in node.pairs if key.value == name), None)
    if own is not None:
        return own
    merged = (source for key, value in node.pairs if key.value == "<<" for source in (value, *value.items))
    return next((value for source in merged for key, value in source.pairs if key.value == name), None)


def walk(root: Node) -> Iterator[Node]:
    """A node and all inside it, in the text's order; a part that is repeated by an alias once."""
    todo, seen = [root], set[int]()
    while todo:
        node = todo.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if node.kind == "list":
            todo.extend(reversed(node.items))
        elif node.kind == "map":
            for key, value in reversed(node.pairs):
                todo += (value, key)


def mappings(root: Node) -> Iterator[Node]:
    """All mappings inside."""
    return (node for node in walk(root) if node.kind == "map")


@dataclass(frozen=True, slots=True)
class Documents:
    """What could be read: the documents, and how many lines could not."""

    roots: tuple[Node, ...]
    unread: int


def read(text: str) -> Documents:
    """Read a text. Raises TooLarge."""
    clean = _CONTROL.sub(" ", text.replace("\t", " "))
    if "{{" in clean or "{%" in clean:
        clean = _DIRECTIVE.sub(lambda found: " " * len(found[0]), clean)
        clean = _INLINE.sub(lambda found: FILLER * len(found[0]), clean)
    roots: list[Node] = []
    at = unread = 0
    for _ in range(_MAX_CUTS):
        building = _Building(at)
        mark = building.read(clean[at:])
        roots += building.roots
        if mark is None:
            return Documents(tuple(roots), unread)
        # The line that couldn't be read is passed over where nothing was read before it.
        cut = clean.rfind("\n", 0, at + mark) + 1
        if cut <= at:
            cut = clean.find("\n", at) + 1 or len(clean)
            unread += 1
        at = cut
        if not clean[at:].strip():
            return Documents(tuple(roots), unread)
    return Documents(tuple(roots), unread + clean.count("\n", at) + 1)


class _Building:
    """Nodes from events. `shift`: where the text begins in the whole one."""

    def __init__(self, shift: int) -> None:
        self._shift = shift
        self._open: list[tuple[Node, Node | None]] = []  # with the key that waits for its value
        self._anchors: dict[str, Node] = {}
        self._count = 0
        self.roots: list[Node] = []

    def read(self, text: str) -> int | None:
        """Read until the end, or to where it is no YAML any more: the offset of that."""
        try:
            for event in yaml.parse(text, Loader=_LOADER):
                self._take(event)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._close_all()
            return mark.index if mark is not None else 0
        except yaml.YAMLError:
            self._close_all()
            return 0
        return None

    def _take(self, event: yaml.Event) -> None:
        first, last = event.start_mark, event.end_mark
        start, end = (first.index if first else 0) + self._shift, (last.index if last else 0) + self._shift
        if isinstance(event, yaml.ScalarEvent):
            self._add(Node("scalar", start, end, event.value, event.tag or ""), event.anchor)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            kind = "map" if isinstance(event, yaml.MappingStartEvent) else "list"
            node = Node(kind, start, end, tag=event.tag or "")
            self._add(node, event.anchor)
            self._open.append((node, None))
            if len(self._open) > _MAX_DEPTH:
                raise TooLarge(f"nested deeper than {_MAX_DEPTH}")
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            node, _ = self._open.pop()
            node.end = max(node.end, start)
        elif isinstance(event, yaml.AliasEvent):
            known = self._anchors.get(event.anchor or "")
            # A node that is still open would contain itself.
            inside = known is not None and any(node is known for node, _ in self._open)
            self._add(known if known is not None and not inside else Node("scalar", start, end, FILLER), None)

    def _add(self, node: Node, anchor: str | None) -> None:
        self._count += 1
        if self._count > _MAX_NODES:
            raise TooLarge(f"more than {_MAX_NODES} nodes")
        if anchor:
            self._anchors[anchor] = node
        if not self._open:
            self.roots.append(node)
            return
        parent, key = self._open[-1]
        if parent.kind == "list":
            parent.items.append(node)
        elif key is None:
            self._open[-1] = (parent, node)
        else:
            parent.pairs.append((key, node))
            self._open[-1] = (parent, None)

    def _close_all(self) -> None:
        for parent, key in self._open:
            if parent.kind == "map" and key is not None:
                parent.pairs.append((key, Node("scalar", key.end, key.end)))
        self._open.clear()
