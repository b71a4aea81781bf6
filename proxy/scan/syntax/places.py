"""Names around a match that a safe form may use, told by their place, so that a query needn't bind them.

    $VALUE      what is pasted into a text (`"..." + name`, `${name}`), else the only argument
    $FIRST      the first argument, where it is a plain name; $SECOND and $THIRD too
    $RECEIVER   the object that the call is made on
A place that holds no plain name (a call, a literal) gives none, and the safe form keeps its own word: nothing is guessed, no literal
quoted.
Rules for this file: pure; a bounded part of the match is looked at. Counterparts: rule.py (puts them into a fix), structural.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from ast_grep_py import SgNode

_MOST: Final = 400  # nodes; a match that holds more is a whole function
_ORDER: Final = ("FIRST", "SECOND", "THIRD")
_LISTS: Final = frozenset({"arguments", "argument_list", "value_arguments", "call_suffix"})
_ARGUMENT: Final = frozenset({"argument", "value_argument"})
_SUMS: Final = frozenset({"binary_expression", "additive_expression", "infix_expression", "binary"})
_HOLES: Final = frozenset({"template_substitution", "interpolation", "interpolated_expression", "encapsed_string"})
_TEXTS: Final = frozenset(
    {
        "string", "string_literal", "template_string", "interpreted_string_literal", "raw_string_literal", "encapsed_string",
        "line_string_literal", "interpolated_string_expression", "concatenated_string", "verbatim_string_literal", "interpolated_string",
    }
)  # fmt: skip
_NAMES: Final = frozenset(
    {
        "identifier", "simple_identifier", "variable_name", "member_expression", "field_access", "field_expression", "selector_expression",
        "member_access_expression", "navigation_expression", "constant",
    }
)  # fmt: skip
_OBJECTS: Final = ("object", "operand", "receiver", "expression", "argument", "value")
_FUNCTIONS: Final = ("function", "callee")
PLACES: Final = frozenset({"VALUE", "RECEIVER", *_ORDER})


def places(match: SgNode) -> Mapping[str, str]:
    """The names by place. What isn't there or isn't plain is missing."""
    made: dict[str, str] = {}
    call = next((node for node in _within(match) if _list_of(node) is not None), None)
    given = _arguments(call) if call is not None else []
    for place, node in zip(_ORDER, given, strict=False):
        if _is_name(node):
            made[place] = node.text()
    pasted = next(_pasted(match), None)
    if pasted is None and len(given) == 1 and _is_name(given[0]):
        pasted = given[0]
    if pasted is not None:
        made["VALUE"] = pasted.text()
    receiver = _receiver(call) if call is not None else None
    if receiver is not None and _is_name(receiver):
        made["RECEIVER"] = receiver.text()
    return made


def _within(node: SgNode) -> Iterator[SgNode]:
    """The nodes of a match, from the outside in, a bounded number."""
    return islice(_all(node), _MOST)


def _all(node: SgNode) -> Iterator[SgNode]:
    level = [node]
    while level:
        yield from level
        level = [child for each in level for child in each.children() if child.is_named()]


def _list_of(node: SgNode) -> SgNode | None:
    """The list of arguments of a call."""
    return node.field("arguments") or next((each for each in node.children() if each.kind() in _LISTS), None)


def _arguments(call: SgNode) -> list[SgNode]:
    given = _list_of(call)
    inner = next((each for each in given.children() if each.kind() in _LISTS), None) if given is not None else None
    listed = [each for each in (inner or given or call).children() if each.is_named() and each.kind() != "comment"]
    return [_bare(each) for each in listed]


def _bare(node: SgNode) -> SgNode:
    """What an argument holds, without its wrap."""
    inside = [each for each in node.children() if each.is_named()]
    return inside[-1] if node.kind() in _ARGUMENT and len(inside) == 1 else node


def _pasted(match: SgNode) -> Iterator[SgNode]:
    """What stands beside a text in a sum, or in a hole of one, in order."""
    for node in _within(match):
        if node.kind() in _HOLES:
            yield from (each for each in node.children() if _is_name(each) and _braced(each, node))
        elif node.kind() in _SUMS:
            parts = list(_parts(node))
            if any(each.kind() in _TEXTS for each in parts):
                yield from (each for each in parts if _is_name(each))


def _braced(name: SgNode, hole: SgNode) -> bool:
    """Whether a name stands in braces: without them (`"a $name"`) the text behind it may belong to it, and no text is quoted."""
    if hole.kind() in _TEXTS:
        return _text_before(name) == "{"
    return not hole.text().startswith("$") or hole.text()[1:2] in {"{", "("}


def _text_before(name: SgNode) -> str:
    before = name.prev()
    return before.text() if before is not None else ""


def _parts(node: SgNode) -> Iterator[SgNode]:
    for each in node.children():
        if each.kind() in _SUMS:
            yield from _parts(each)
        elif each.is_named():
            yield each


def _receiver(call: SgNode) -> SgNode | None:
    owner = next((found for name in _FUNCTIONS if (found := call.field(name)) is not None), None) or call
    found = next((found for name in _OBJECTS if (found := owner.field(name)) is not None), None)
    if found is None and owner.kind() == "navigation_expression":
        found = owner.children()[0]
    return found


def _is_name(node: SgNode) -> bool:
    return node.kind() in _NAMES
