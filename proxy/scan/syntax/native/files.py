"""What spans several calls: a file checked by name and then used, C++ containers that are changed while walked, new and delete.

Rules for this file: pure. Counterparts: routine.py, rules.py.
"""

# ruff: noqa: E501 - tables of words
from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from proxy.scan.syntax.native.paths import reaches
from proxy.scan.syntax.native.routine import Call, Routine, plain_name
from proxy.scan.syntax.native.tree import Item, bare_value

Found = tuple[str, Item]
_LOOKS: Final = frozenset({"access", "faccessat", "_access", "euidaccess", "exists", "fs::exists", "filesystem::exists", "std::filesystem::exists"})  # fmt: skip
_STATS: Final = frozenset({"stat", "lstat", "_stat"})
_USES: Final = frozenset({"open", "fopen", "creat", "unlink", "remove", "chmod", "chown", "rename", "mkdir", "freopen", "opendir", "execv", "execl", "execve", "truncate", "symlink"})  # fmt: skip
_MOST: Final = 60  # calls of a kind that are compared
_CHANGES: Final = re.compile(
    r"^(?:push_back|emplace_back|erase|insert|emplace|clear|resize|reserve|pop_back|push_front|pop_front)$"
)


def found(routine: Routine) -> Iterator[Found]:
    """All that is wrong."""
    yield from _raced(routine)
    yield from _deleted(routine)
    changes: dict[str, list[Call]] = defaultdict(list)
    for call in routine.calls:
        name, _, act = call.name.rpartition(".")
        if name and _CHANGES.match(act):
            changes[name].append(call)
    for item in routine.items if changes else ():
        if item.kind in {"for_range_loop", "for_statement"}:
            yield from _invalidated(changes.get(_walked(item), []), item)


def _raced(routine: Routine) -> Iterator[Found]:
    uses = [each for each in routine.calls if each.name in _USES and each.given][:_MOST]
    for look in [each for each in routine.calls if each.name in _LOOKS | _STATS and each.given][:_MOST]:
        for call in uses:
            if call.given[0].bare == look.given[0].bare and _follows(look, call):
                yield ("named-twice" if look.name in _STATS else "check-then-use"), call.item
                return


def _follows(look: Call, call: Call) -> bool:
    if call.item.order <= look.item.last:
        return False
    decision = look.item.around("if_statement")
    return reaches(look.item, call.item) or (decision is not None and call.item.inside(decision))


def _deleted(routine: Routine) -> Iterator[Found]:
    for item in routine.items:
        if item.kind != "delete_expression":
            continue
        many = any(each.text == "[" for each in item.kids)
        given = [each.value for each in routine.assigned(plain_name(item.kids[-1]), item.order)]
        made = [bare_value(each) for each in given if each is not None]
        made = [each for each in made if each.text not in {"nullptr", "NULL", "0"}]
        if not made:
            continue
        if all(
            each.kind == "call_expression" and re.match(r"(?:std::)?(?:malloc|calloc|realloc|strdup)\b", each.text)
            for each in made
        ):
            yield "delete-mismatch", item
        elif all(each.kind == "new_expression" for each in made):
            arrays = {each.kid("new_declarator") is not None for each in made}
            if arrays == {not many}:
                yield "delete-mismatch", item


def _invalidated(changes: list[Call], loop: Item) -> Iterator[Found]:
    start = bisect_left(changes, loop.order, key=lambda each: each.item.order)
    for call in changes[start : start + _MOST]:
        if not call.item.inside(loop.kids[-1]):
            continue
        act = call.name.rpartition(".")[2]
        statement = call.item.around("expression_statement", "return_statement", "declaration")
        if statement is None or statement.kind == "return_statement" or _is_left(statement) or _is_kept(call.item):
            continue
        if loop.kind == "for_range_loop" or (act in {"erase", "clear", "insert"} and _names_iterator(loop, call)):
            yield "iterator-invalidated", call.item
            return


def _walked(loop: Item) -> str:
    """The container that a loop walks."""
    if loop.kind == "for_range_loop":
        value = next((loop.kids[at + 1] for at, each in enumerate(loop.kids) if each.text == ":"), None)
        return plain_name(value) if value is not None else ""
    head = next((each.text for each in loop.kids if each.kind == "declaration"), "")
    made = re.search(r"=\s*([A-Za-z_]\w*)\s*\.\s*c?begin\s*\(", head)
    return made.group(1) if made else ""


def _is_left(statement: Item) -> bool:
    """Whether the loop is left behind the change."""
    around = statement.parent
    if around is None:
        return False
    return any(
        each.kind in {"break_statement", "return_statement", "goto_statement", "throw_statement"}
        for each in around.kids
        if each.order > statement.order
    )


def _is_kept(call: Item) -> bool:
    """`it = items.erase(it)` and `items.erase(it++)`."""
    around = call.around("assignment_expression")
    return around is not None or "++" in call.text


def _names_iterator(loop: Item, call: Call) -> bool:
    head = next((each.text for each in loop.kids if each.kind == "declaration"), "")
    name = re.search(r"([A-Za-z_]\w*)\s*=", head)
    return name is not None and any(re.search(rf"\b{re.escape(name.group(1))}\b", each.text) for each in call.given)
