"""How many elements the places of a file hold, and what its constants come to.

Rules for this file: pure; what can't be known is None, never a guess. Counterparts: routine.py declares, copies.py compares.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from proxy.scan.syntax.native.routine import Routine, Variable
from proxy.scan.syntax.native.tree import Item

_SUFFIX: Final = re.compile(r"\b(0[xX][0-9a-fA-F]+|\d+)[uUlLzZ]+\b")
_OCTAL: Final = re.compile(r"\b0([0-7]+)\b")
_NAME: Final = re.compile(r"\b[A-Za-z_]\w*\b")
_MAX_LENGTH: Final = 60
_MAX_SHIFT: Final = 40
_ROUNDS: Final = 3
_OPERATORS: Final[Mapping[type[ast.operator], Callable[[int, int], int]]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.FloorDiv: operator.floordiv,
}  # fmt: skip


@dataclass(slots=True)
class Sizes:
    """Constants by name, members of structs by name (None where two structs disagree), functions read."""

    constants: dict[str, str] = field(default_factory=dict)
    members: dict[str, Variable | None] = field(default_factory=dict)

    def number(self, text: str, routine: Routine | None = None) -> int | None:
        """What an expression of constants comes to."""
        text = text.strip()
        if not text or len(text) > _MAX_LENGTH:
            return None
        if routine is not None:
            text = self._without_sizeof(text, routine)
        for _ in range(_ROUNDS):
            if not _NAME.search(text):
                break
            text = _NAME.sub(lambda found: self.constants.get(found.group(), found.group()), text)
        text = _OCTAL.sub(r"0o\1", _SUFFIX.sub(r"\1", text))
        return _value(text)

    def variable(self, name: str, routine: Routine) -> Variable | None:
        """The declaration of a variable or a member, where it is known."""
        if "->" in name or "." in name:
            return self.members.get(re.split(r"->|\.", name)[-1])
        return routine.variables.get(name)

    def room(self, name: str, routine: Routine) -> int | None:
        """How many elements a place holds."""
        variable = self.variable(name, routine)
        if variable is None or not variable.array:
            return None
        if not variable.size:
            return _literal_room(variable.value)
        return self.number(variable.size)

    def _without_sizeof(self, text: str, routine: Routine) -> str:
        def size(found: re.Match[str]) -> str:
            name = found.group(1)
            variable, room = self.variable(name, routine), self.room(name, routine)
            return (
                str(room)
                if variable is not None and variable.bytes and room is not None and not variable.parameter
                else "?"
            )

        text = re.sub(r"\bsizeof\s*\(\s*(?:unsigned\s+)?char\s*\)", "1", text)
        return re.sub(r"\bsizeof\s*\(?\s*([A-Za-z_][\w.]*(?:->\w+)*)\s*\)?", size, text)


def read_sizes(items: list[Item]) -> Sizes:
    """The constants and the structs of a file."""
    made = Sizes()
    for item in items:
        if item.kind == "preproc_def" and len(item.kids) >= len(("#define", "NAME", "value")):
            made.constants[item.kids[1].text] = _plain(item.kids[2].text)
        elif item.kind == "enumerator" and len(item.kids) == len(("NAME", "=", "value")):
            made.constants[item.kids[0].text] = item.kids[2].text
        elif item.kind == "field_declaration":
            _read_member(made, item)
    return made


def add_constants(sizes: Sizes, routine: Routine) -> None:
    """`const int N = 10;` counts as a constant too."""
    for variable in routine.variables.values():
        if (
            variable.value is not None
            and not variable.pointer
            and not variable.array
            and variable.value.kind == "number_literal"
        ):
            whole = variable.item.parent.text if variable.item.parent is not None else ""
            if re.match(r"\s*(?:static\s+)?const(?:expr)?\b", whole):
                sizes.constants.setdefault(variable.name, variable.value.text)


def _plain(text: str) -> str:
    text = re.sub(r"/\*.*?\*/|//.*", "", text[: 4 * _MAX_LENGTH]).strip()
    return text if len(text) <= _MAX_LENGTH else ""


def _read_member(sizes: Sizes, item: Item) -> None:
    kind = " ".join(each.text for each in item.kids[:1])
    for each in item.kids:
        if each.kind not in {"array_declarator", "field_identifier", "pointer_declarator"}:
            continue
        name = next((found.text for found in _down(each) if found.kind == "field_identifier"), "")
        array = each.kind == "array_declarator"
        size = next((kid.text for kid in each.kids[1:] if kid.kind not in {"[", "]"}), "") if array else ""
        made = Variable(
            name, kind, each, pointer=each.kind == "pointer_declarator", size=size, array=array and bool(size)
        )
        known = sizes.members.get(name, made)
        same = known is not None and (known.size, known.type, known.array) == (made.size, made.type, made.array)
        sizes.members[name] = made if same else None


def _down(item: Item) -> list[Item]:
    found = [item]
    for each in found:
        found += each.kids
    return found


def _literal_room(value: Item | None) -> int | None:
    if value is None or value.kind != "string_literal":
        return None
    return literal_length(value.text) + 1


_ESCAPE: Final = re.compile(r"\\(?:x[0-9a-fA-F]+|[0-7]{1,3}|u[0-9a-fA-F]{4}|.)", re.DOTALL)


def literal_length(text: str) -> int:
    """How many bytes a string literal comes to."""
    inner = re.sub(r'^(?:u8|[uUL])?"|"$', "", text)
    return len(_ESCAPE.sub("x", inner).encode())


def _value(text: str) -> int | None:
    try:
        return _evaluated(ast.parse(text.replace("/", "//"), mode="eval").body)
    except (SyntaxError, ValueError, ZeroDivisionError, RecursionError, MemoryError):
        return None


def _evaluated(node: ast.expr) -> int | None:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, int) else None
    if not isinstance(node, ast.BinOp):
        return None
    left, right = _evaluated(node.left), _evaluated(node.right)
    if left is None or right is None:
        return None
    if isinstance(node.op, ast.LShift):
        return left << right if 0 <= right < _MAX_SHIFT else None
    act = _OPERATORS.get(type(node.op))
    return act(left, right) if act is not None else None
