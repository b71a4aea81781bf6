"""A function of C or C++: what it declares, calls, assigns and checks, in reading order.

Rules for this file: facts only, no judging. Counterparts: tree.py numbers the nodes, the other files of this folder ask.
"""

# ruff: noqa: E501 - tables of words
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from proxy.scan.syntax.native.tree import LARGEST, Item, arguments, bare_value

_DECLARATORS: Final = frozenset(
    {"identifier", "init_declarator", "pointer_declarator", "array_declarator", "reference_declarator", "parenthesized_declarator", "function_declarator", "field_identifier"}
)  # fmt: skip
_NAMES: Final = frozenset({"identifier", "field_expression", "qualified_identifier"})
_BYTES: Final = re.compile(
    r"^(?:(?:const|static|unsigned|signed|volatile|register)\s+)*(?:char|u?int8_t|uint8|u8|byte|BYTE|UCHAR|uchar|gchar|CHAR|u_char|std::byte|xmlChar)$"
)
_SCOPE: Final = re.compile(r"^(?:std)?::")
_LONGEST: Final = 40  # nodes of a name; a chain of members that is longer is none that anybody follows
_MOST: Final = 60  # places of one name that are looked at; nobody writes more between two that matter


@dataclass(slots=True)
class Variable:
    """A declared name. `size` is what stands in its brackets ("" where it is no array)."""

    name: str
    type: str
    item: Item
    pointer: bool = False
    size: str = ""
    array: bool = False
    fixed: bool = False  # static, extern or const: it outlives the function or never changes
    parameter: bool = False
    value: Item | None = None

    @property
    def bytes(self) -> bool:
        """Whether its elements are single bytes."""
        return _BYTES.match(self.type) is not None


@dataclass(slots=True)
class Call:
    """A call by its plain name."""

    name: str
    item: Item
    given: list[Item]


@dataclass(slots=True)
class Assignment:
    """A value put into a place; `sign` is "=", "+=" and so on, "++" for a step."""

    target: str
    sign: str
    item: Item
    value: Item | None


@dataclass(slots=True)
class Routine:
    """A function, or what stands outside of all functions."""

    body: Item
    name: str = ""
    head: Item | None = None
    variables: dict[str, Variable] = field(default_factory=dict)
    parameters: list[str] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    mentions: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    items: list[Item] = field(default_factory=list)

    tests: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    _given: dict[str, list[Assignment]] = field(default_factory=lambda: defaultdict(list))

    _spoken: dict[str, bool] = field(default_factory=dict)

    def speaks(self, words: re.Pattern[str]) -> bool:
        """Whether a pattern stands anywhere in the function; looked for once."""
        if words.pattern not in self._spoken:
            self._spoken[words.pattern] = words.search(self.body.text) is not None
        return self._spoken[words.pattern]

    def note(self, name: str, item: Item) -> None:
        """Keep where a name stands."""
        self.mentions[name].append(item)
        if item.cond:
            self.tests[name].append(item)

    def give(self, assignment: Assignment) -> None:
        """Keep what a place is given; a value that is far too large is one that nothing is known of."""
        if assignment.value is not None and assignment.value.last - assignment.value.order > LARGEST:
            assignment.value = None
        self.assignments.append(assignment)
        self._given[assignment.target].append(assignment)

    def after(self, name: str, item: Item) -> list[Item]:
        """Where a name stands next behind a place; the first of many."""
        found = self.mentions.get(name, [])
        start = bisect_right(found, item.last, key=_order)
        return found[start : start + _MOST]

    def before(self, name: str, item: Item) -> list[Item]:
        """Where a name stands before a place, from the nearest; the first of many."""
        found = self.mentions.get(name, [])
        end = bisect_left(found, item.order, key=_order)
        return found[max(end - _MOST, 0) : end][::-1]

    def tested(self, name: str, end: int = 1 << 60) -> list[Item]:
        """The conditions before a place that speak of a name; the last of many."""
        found = self.tests.get(name, [])
        stop = bisect_left(found, end, key=_order)
        return found[max(stop - _MOST, 0) : stop]

    def checked(self, name: str, start: int = -1, end: int = 1 << 60) -> bool:
        """Whether a condition speaks of a name between two places."""
        found = self.tests.get(name, [])
        at = bisect_right(found, start, key=_order)
        return at < len(found) and found[at].order < end

    def assigned(self, name: str, before: int = 1 << 60) -> list[Assignment]:
        """What is put into a name before a place, in reading order; the last of many."""
        found = self._given.get(name, [])
        end = bisect_left(found, before, key=_place)
        return found[max(end - _MOST, 0) : end]


def _order(item: Item) -> int:
    return item.order


def _place(assignment: Assignment) -> int:
    return assignment.item.order


def routines(items: list[Item]) -> list[Routine]:
    """All functions of a tree, and the code outside of them as one more."""
    outside = Routine(items[0])
    made = [outside]
    at: list[Routine] = []
    for item in items:
        while at and item.order > at[-1].body.last:
            at.pop()
        if item.kind in {"function_definition", "lambda_expression"}:
            opened = _opened(item)
            if opened is not None:
                made.append(opened)
                at.append(opened)
                continue
        _note(at[-1] if at else outside, item)
    return made


def _opened(item: Item) -> Routine | None:
    body = item.kid("compound_statement")
    head = next(
        (
            each
            for each in item.kids
            if each.kind in {"function_declarator", "pointer_declarator", "reference_declarator"}
        ),
        None,
    )
    while head is not None and head.kind != "function_declarator":
        head = next((each for each in head.kids if each.kind.endswith("declarator")), None)
    if body is None:
        return None
    made = Routine(body, head=item)
    if head is not None and head.kids:
        made.name = head.kids[0].text.rpartition("::")[2]
    return made


def _note(routine: Routine, item: Item) -> None:
    routine.items.append(item)
    kind = item.kind
    if kind in _NAMES:
        if item.last - item.order <= _LONGEST and (item.parent is None or item.parent.kind != "function_declarator"):
            routine.note(item.bare, item)
    elif kind == "call_expression" and item.kids:
        routine.calls.append(Call(_SCOPE.sub("", item.kids[0].bare), item, arguments(item)))
    elif kind in {"assignment_expression", "update_expression"}:
        _note_assignment(routine, item)
    elif kind == "declaration":
        _note_declaration(routine, item, parameter=False)
    elif kind in {"parameter_declaration", "optional_parameter_declaration"}:
        _note_declaration(routine, item, parameter=True)


def _note_assignment(routine: Routine, item: Item) -> None:
    if item.kind == "update_expression":
        target = next((each for each in item.kids if each.kind not in {"++", "--"}), None)
        if target is not None:
            routine.give(Assignment(_place_name(target), "++", item, None))
        return
    target, sign, value = item.kids[0], item.kids[1].text, item.kids[-1]
    routine.give(Assignment(_place_name(target), sign, item, value))


def _place_name(target: Item) -> str:
    """What a value is put into; "" where that is longer than any place that a name is followed by."""
    return target.bare if target.last - target.order <= _LONGEST else ""


def _note_declaration(routine: Routine, item: Item, *, parameter: bool) -> None:
    declared = [each for each in item.kids if each.kind in _DECLARATORS]
    kind = " ".join(each.text for each in item.kids[: item.kids.index(declared[0])]) if declared else ""
    for declarator in declared:
        variable = _variable(declarator, kind, parameter=parameter)
        if variable is None:
            continue
        if parameter:
            routine.parameters.append(variable.name)
        routine.variables[variable.name] = variable
        if variable.value is not None:
            routine.give(Assignment(variable.name, "=", declarator, variable.value))


def _variable(declarator: Item, kind: str, *, parameter: bool) -> Variable | None:
    made = Variable("", kind, declarator, parameter=parameter)
    made.fixed = re.search(r"\b(?:static|extern|const(?:expr)?|thread_local)\b", kind) is not None
    made.type = re.sub(r"\b(?:static|extern|const|register|volatile|thread_local|inline)\s+", "", kind).strip()
    at: Item | None = declarator
    while at is not None:
        if at.kind in {"identifier", "field_identifier"}:
            made.name = at.text
            return made
        if at.kind == "function_declarator":
            return None
        if at.kind == "init_declarator":
            made.value = at.kids[-1] if len(at.kids) > 1 else None
        elif at.kind in {"pointer_declarator", "reference_declarator"}:
            made.pointer = True
        elif at.kind == "array_declarator":
            made.array = True
            inner = [each.text for each in at.kids[1:] if each.kind not in {"[", "]"}]
            made.size = inner[0] if inner else ""
        at = next((each for each in at.kids if each.kind in _DECLARATORS), None)
    return None


def names_in(item: Item, items: list[Item]) -> set[str]:
    """The names a value is made of; `items` are those of the tree."""
    return {each.bare for each in items[item.order : item.last + 1] if each.kind in _NAMES}


def plain_name(item: Item) -> str:
    """The variable or member that a value is, "" where it is anything else."""
    value = bare_value(item)
    return value.bare if value.kind in _NAMES and "(" not in value.bare and "[" not in value.bare else ""


def base_names(name: str) -> set[str]:
    """The variables that a member is reached through: `a->b.c` goes when `a` or `a->b` is another."""
    cuts = [found.start() for found in re.finditer(r"->|\.", name)]
    return {name[:cut] for cut in cuts}
