"""Go: numbers cut to a smaller type, and places behind the end of a slice whose size is written there.

Each function is read once from top to bottom: types of names, constants, sizes of slices and the bounds of counting loops. What isn't
written in the function is unknown, and nothing is said of it. A name that is compared anywhere in the function is taken for checked.
Rules for this file: pure, one pass. Counterpart: structural.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from ast_grep_py import SgNode

from proxy.model import Confidence, Finding, Severity
from proxy.scan.base import Prepared
from proxy.scan.checks.metadata import RuleInfo
from proxy.scan.syntax.parsed import Parsed

PREFIX: Final = "rules.go."
_CWE_PAGE: Final = "https://cwe.mitre.org/data/definitions/{}.html"


def _info(title: str, cwe: tuple[int, ...], confidence: Confidence, *words: str) -> RuleInfo:
    weaknesses = tuple(f"CWE-{number}" for number in cwe)
    why, fix = words
    page = _CWE_PAGE.format(cwe[0])
    return RuleInfo(
        title, "memory", weaknesses, Severity.LOW, confidence, why, fix, page, languages=("go",), frameworks=("Go",)
    )


RULES: Final[Mapping[str, RuleInfo]] = MappingProxyType(
    {
        f"{PREFIX}integer-truncated": _info(
            "Number cut to a smaller type",
            (190, 681),
            Confidence.LOW,
            "A large number becomes a small or negative one and passes a check.",
            "if n > math.MaxInt32 { return errTooLarge }",
        ),
        f"{PREFIX}slice-out-of-range": _info(
            "Place behind the end of the slice",
            (118, 125),
            Confidence.MEDIUM,
            "The program ends with a panic.",
            "if len(s) > 3 { use(s[3]) }",
        ),
    }
)
_BITS: Final = {"int8": 8, "int16": 16, "int32": 32, "int64": 64, "int": 64, "rune": 32}
_UNSIGNED: Final = {"uint8": 8, "uint16": 16, "uint32": 32, "uint64": 64, "uint": 64, "byte": 8, "uintptr": 64}
_RANGES: Final = {
    **{name: (-(1 << bits - 1), (1 << bits - 1) - 1) for name, bits in _BITS.items()},
    **{name: (0, (1 << bits) - 1) for name, bits in _UNSIGNED.items()},
}
_LIMITS: Final = {
    f"math.{side}{name[0].upper()}{name[1:]}": _RANGES[name][side == "Max"]
    for name in ("int8", "int16", "int32", "int64", "int", "uint8", "uint16", "uint32", "uint64", "uint")
    for side in ("Min", "Max")
}
_RETURNS: Final = {
    "strconv.Atoi": "int",
    "rand.Int": "int",
    "rand.Int63": "int64",
    "rand.Uint32": "uint32",
    "rand.Uint64": "uint64",
}
_PARSED: Final = re.compile(r"^strconv\.Parse(Int|Uint)\(.*,\s*(\d{1,2})\s*\)$", re.DOTALL)
_NUMBER: Final = re.compile(r"-?(?:0[xX][0-9a-fA-F_]{1,16}|0[bB][01_]{1,64}|[0-9][0-9_]{0,18})")
_FUNCTIONS: Final = frozenset({"function_declaration", "method_declaration", "func_literal"})
_MAX_NODES: Final = 40_000


def findings(parsed: Parsed, text: Prepared) -> Iterator[Finding]:
    """What the two rules find in a text of Go."""
    said: set[tuple[str, int]] = set()
    for function in parsed.root.find_all(
        {"rule": {"any": [{"kind": "function_declaration"}, {"kind": "method_declaration"}]}}
    ):
        for rule, node in _Function(function).hits():
            start, end = parsed.offsets(node)
            if (rule, start) in said:
                continue
            said.add((rule, start))
            info = RULES[f"{PREFIX}{rule}"]
            yield Finding(
                f"{PREFIX}{rule}", "rules", info.severity or Severity.LOW, info.confidence or Confidence.LOW, info.cwe, info.category,
                text.span(start, end), info.title, info.fix, info.reference,
            )  # fmt: skip


@dataclass(slots=True)
class _Function:
    """What is known at a place of one function."""

    node: SgNode
    types: dict[str, str] = field(default_factory=dict)
    values: dict[str, int] = field(default_factory=dict)
    most: dict[str, int] = field(default_factory=dict)  # of counting loops
    sizes: dict[str, tuple[int, int]] = field(default_factory=dict)  # length and capacity
    elements: dict[str, str] = field(default_factory=dict)

    def hits(self) -> Iterator[tuple[str, SgNode]]:
        """Rule and place, in the order of the text."""
        compared = _compared(self.node)
        todo, seen = [self.node], 0
        while todo and seen < _MAX_NODES:
            node = todo.pop()
            seen += 1
            kind = node.kind()
            known = _NOTES.get(kind)
            if known is not None:
                known(self, node)
            if kind == "call_expression" and self._is_cut(node, compared):
                yield "integer-truncated", node
            elif kind in {"index_expression", "slice_expression"} and self._is_behind(node):
                yield "slice-out-of-range", node
            todo.extend(reversed(node.children()))

    # -- numbers

    def _is_cut(self, call: SgNode, compared: frozenset[str]) -> bool:
        target = _text(call.field("function"))
        given = [child for child in (_children(call.field("arguments"))) if child.is_named()]
        if target not in _RANGES or len(given) != 1 or given[0].kind() != "identifier":
            return False
        name = given[0].text()
        source = _RANGES.get(self.types.get(name, ""))
        if (self.types.get(name), target) == ("uint", "int"):
            return False  # of one width, and mostly a size
        low, high = _RANGES[target]
        value = self.values.get(name)
        if value is not None:
            return not low <= value <= high
        return source is not None and name not in compared and (source[0] < low or source[1] > high)

    def value(self, node: SgNode | None) -> int | None:
        """What an expression is, where it is written there."""
        text = _text(node)
        if _NUMBER.fullmatch(text):
            return int(text.replace("_", ""), 0) if not re.fullmatch(r"-?0\d+", text) else int(text, 8)
        if text in _LIMITS:
            return _LIMITS[text]
        if node is not None and node.kind() == "identifier":
            return self.most.get(text, self.values.get(text))
        if node is not None and node.kind() == "binary_expression":
            left, right = self.value(node.field("left")), self.value(node.field("right"))
            sign = {"+": 1, "-": -1}.get(_text(node.field("operator")))
            return left + sign * right if left is not None and right is not None and sign else None
        return None

    def type_of(self, node: SgNode | None) -> str:
        """The integer type of an expression, or ""."""
        text = _text(node)
        if node is None or node.kind() != "call_expression":
            return self.types.get(text, "")
        parsed = _PARSED.match(text)
        if parsed is not None:
            return f"{'u' if parsed[1] == 'Uint' else ''}int{parsed[2]}" if parsed[2] in {"8", "16", "32", "64"} else ""
        name = _text(node.field("function"))
        return name if name in _RANGES else _RETURNS.get(name, "")

    # -- slices

    def _is_behind(self, node: SgNode) -> bool:
        size = self.sizes.get(_text(node.field("operand")))
        if size is None or _is_guarded(node, _text(node.field("operand"))):
            return False
        length, capacity = size
        if node.kind() == "index_expression":
            index = self.value(node.field("index"))
            return index is not None and index >= length
        start, end, most = (self.value(node.field(name)) for name in ("start", "end", "capacity"))
        if most is not None and most > capacity:
            return True
        if end is not None:
            return end > capacity or (start or 0) > end
        return start is not None and start > length

    def size_of(self, node: SgNode | None) -> tuple[int, int] | None:
        """Length and capacity of what an expression makes."""
        kind = node.kind() if node is not None else ""
        if node is None:
            return None
        if kind == "call_expression" and _text(node.field("function")) == "make":
            given = [child for child in _children(node.field("arguments")) if child.is_named()]
            if given and given[0].kind() == "slice_type" and len(given) > 1:
                length = self.value(given[1])
                capacity = self.value(given[2]) if len(given) > 2 else length  # noqa: PLR2004 - type, length, capacity
                return (length, capacity) if length is not None and capacity is not None else None
        elif kind == "composite_literal":
            made = node.field("type")
            items = [child for child in _children(node.field("body")) if child.is_named() and child.kind() != "comment"]
            if any(child.kind() == "keyed_element" for child in items):
                return None
            length = (
                self.value(made.field("length")) if made is not None and made.kind() == "array_type" else len(items)
            )
            return (
                (length, length)
                if length is not None and made is not None and made.kind() in {"array_type", "slice_type"}
                else None
            )
        elif kind == "slice_expression":
            size = self.sizes.get(_text(node.field("operand")))
            start, end = self.value(node.field("start")) or 0, self.value(node.field("end"))
            if size is not None and (node.field("end") is None or end is not None):
                return (end if end is not None else size[0]) - start, size[1] - start
        return None

    # -- what statements tell

    def named(self, name: str, given: SgNode | None, declared: str = "") -> None:
        """A name is given a value."""
        for table in (self.values, self.most, self.sizes):
            table.pop(name, None)
        made = declared if declared in _RANGES else self.type_of(given)
        if made or given is None:
            self.types[name] = made
        value = self.value(given)
        if value is not None:
            self.values[name] = value
        size = self.size_of(given)
        if size is not None:
            self.sizes[name] = size

    def variable(self, node: SgNode) -> None:
        """`var x T = v`."""
        declared = node.field("type")
        given = next((child for child in _children(node.field("value")) if child.is_named()), None)
        for name in [child.text() for child in node.children() if child.kind() == "identifier"]:
            self.named(name, given, _text(declared))
            if declared is not None and declared.kind() == "array_type" and given is None:
                length = self.value(declared.field("length"))
                if length is not None:
                    self.sizes[name] = (length, length)

    def assigned(self, node: SgNode) -> None:
        """`x := v`, `x, err := v`, `x = v`, `x += v`."""
        around = node.parent()
        if around is not None and around.kind() == "for_clause":
            return
        left = [child for child in _children(node.field("left")) if child.is_named()]
        right = [child for child in _children(node.field("right")) if child.is_named()]
        plain = node.kind() == "short_var_declaration" or _text(node.field("operator")) == "="
        for at, target in enumerate(left):
            if target.kind() == "identifier":
                given = (
                    right[at]
                    if at < len(right) and len(left) == len(right)
                    else right[0]
                    if right and at == 0
                    else None
                )
                if plain:
                    self.named(target.text(), given)
                else:
                    self.values.pop(target.text(), None)

    def counted(self, node: SgNode) -> None:
        """`x++`."""
        name = _text(node).rstrip("+-").strip()
        if name not in self.most:
            self.values.pop(name, None)

    def parameter(self, node: SgNode) -> None:
        """`a, b T`."""
        declared = node.field("type")
        for name in [child.text() for child in node.children() if child.kind() == "identifier"]:
            self.types[name] = _text(declared)
            if declared is not None and declared.kind() == "slice_type":
                self.elements[name] = _text(declared.field("element"))

    def loop(self, node: SgNode) -> None:
        """`for i := 0; i < N; i++` and `for i := range N`; the body is read behind this."""
        clause = next((child for child in node.children() if child.kind() in {"for_clause", "range_clause"}), None)
        if clause is None:
            return
        if clause.kind() == "for_clause":
            found = re.fullmatch(r"\s*(\w+)\s*(<=?)\s*(\w+)\s*", _text(clause.field("condition")))
            started = (
                re.fullmatch(rf"\s*{found[1]}\s*:=\s*(\w+)\s*", _text(clause.field("initializer"))) if found else None
            )
            bound = self.values.get(found[3], int(found[3]) if found[3].isdecimal() else None) if found else None
            first = int(started[1]) if started and started[1].isdecimal() else None
            if (
                found
                and started
                and bound is not None
                and first is not None
                and _text(clause.field("update")).strip() == f"{found[1]}++"
            ):
                last = bound if found[2] == "<=" else bound - 1
                if last >= first:
                    self.most[found[1]] = last
            return
        left = [child.text() for child in _children(clause.field("left")) if child.is_named()]
        over = clause.field("right")
        bound = (
            self.value(over)
            if over is not None and over.kind() == "int_literal"
            else (self.sizes.get(_text(over)) or (None,))[0]
        )
        if left and left[0] != "_" and bound:
            self.most[left[0]] = bound - 1
        if len(left) > 1 and _text(over) in self.elements:
            self.types[left[1]] = self.elements[_text(over)]


_NOTES: Final = {
    "var_spec": _Function.variable, "short_var_declaration": _Function.assigned, "assignment_statement": _Function.assigned,
    "inc_statement": _Function.counted, "dec_statement": _Function.counted, "parameter_declaration": _Function.parameter,
    "for_statement": _Function.loop,
}  # fmt: skip


def _text(node: SgNode | None) -> str:
    return node.text() if node is not None else ""


def _children(node: SgNode | None) -> list[SgNode]:
    return node.children() if node is not None else []


def _compared(function: SgNode) -> frozenset[str]:
    """The names that stand on a side of a comparison, or in min and max."""
    names: set[str] = set()
    for node in function.find_all(
        {
            "rule": {
                "any": [
                    {"kind": "binary_expression", "regex": "[<>]|[=!]="},
                    {"kind": "call_expression", "regex": r"^(min|max|math\.(Min|Max))\("},
                ]
            }
        }
    ):
        names.update(re.findall(r"\b[A-Za-z_]\w*\b", node.text()[:400]))
    return frozenset(names)


def _is_guarded(node: SgNode, name: str) -> bool:
    """A condition around the place speaks of the length."""
    around = node.parent()
    while around is not None and around.kind() not in _FUNCTIONS:
        if around.kind() in {"if_statement", "for_statement", "expression_switch_statement"}:
            head = around.text()[:400].partition("{")[0]
            if re.search(rf"\b(?:len|cap)\(\s*{re.escape(name)}\s*\)", head):
                return True
        around = around.parent()
    return False
