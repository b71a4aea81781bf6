"""YAML with places: every value knows its file, line and column, so that a mistake can be shown where it stands.

Rules for this file: safe (no tags, bounded size and nesting, aliases refused), duplicate and unknown keys are errors that name the nearest
right one. Used by policy files and config.yaml alike. `error` is the exception class to raise.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from proxy.errors import ProxyError

MAX_CHARS = 1 << 20
MAX_DEPTH = 20
_SHOWN_CHARS = 120


@dataclass(frozen=True, slots=True)
class Place:
    """A file's text, for messages about it."""

    file: str
    lines: Sequence[str]
    error: type[ProxyError]

    def fault(self, node: yaml.Node, message: str, *, near: str = "") -> ProxyError:
        """The exception for a mistake at a node, with the line it stands in and a caret under it."""
        line, column = (node.start_mark.line, node.start_mark.column) if node.start_mark is not None else (0, 0)
        shown = self.lines[line][:_SHOWN_CHARS] if line < len(self.lines) else ""
        caret = " " * column + "^" * max(1, min(_width(node), _SHOWN_CHARS - column))
        gutter = f"{line + 1:>5} | "
        hint = f" {near}" if near else ""
        excerpt = f"\n{gutter}{shown}\n{' ' * (len(gutter) - 2)}| {caret}{hint}" if column < _SHOWN_CHARS else ""
        return self.error(f"{self.file}:{line + 1}:{column + 1}: {message}{excerpt}")


def _width(node: yaml.Node) -> int:
    start, end = node.start_mark, node.end_mark
    if start is None or end is None or end.line != start.line:
        return 1
    return end.column - start.column


def read_yaml(text: str, file: str, error: type[ProxyError]) -> tuple[yaml.Node | None, Place]:
    """The root node of a document. Raises `error` where it isn't YAML that we take."""
    place = Place(file, text.split("\n"), error)
    if len(text) > MAX_CHARS:
        message = f"{file}: longer than {MAX_CHARS} characters"
        raise error(message)
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent) and event.start_mark is not None:
                message = (
                    f"{file}:{event.start_mark.line + 1}:{event.start_mark.column + 1}: aliases (*name) are not allowed"
                )
                raise error(message)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as problem:
        raise error(_syntax(file, problem)) from None
    if root is not None:
        _check_depth(place, root, 0)
    return root, place


def _syntax(file: str, problem: Exception) -> str:
    mark = getattr(problem, "problem_mark", None)
    words = getattr(problem, "problem", None) or "nested too deep"
    where = f":{mark.line + 1}:{mark.column + 1}" if mark is not None else ""
    return f"{file}{where}: not valid YAML: {words}"


def _check_depth(place: Place, node: yaml.Node, depth: int) -> None:
    if depth > MAX_DEPTH:
        message = f"nested deeper than {MAX_DEPTH} levels"
        raise place.fault(node, message)
    if isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            _check_depth(place, value, depth + 1)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _check_depth(place, item, depth + 1)


def nearest(given: str, allowed: Sequence[str]) -> str:
    """`did you mean "x"? (allowed: x, y)`."""
    close = difflib.get_close_matches(given.lower(), allowed, n=1, cutoff=0.5)
    hint = f"did you mean {close[0]!r}? " if close else ""
    return f"{hint}(allowed: {', '.join(allowed)})"
