"""Sizes that are reckoned: products that wrap around, room for a text without its end mark, the size of a pointer.

Rules for this file: a product is judged by the types that are declared here; what isn't known to be small is doubtful at most.
Counterparts: routine.py declares, rules.py.
"""

# ruff: noqa: E501 - tables of words
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from proxy.scan.syntax.native.routine import Assignment, Call, Routine, plain_name
from proxy.scan.syntax.native.sizes import Sizes
from proxy.scan.syntax.native.tree import BINARY, Item, bare_value

Found = tuple[str, Item]
_ALLOCATES: Final = re.compile(r"^(?!g_)\w*(?:malloc|realloc|alloca|zalloc)(?:z|_array)?$")
# Functions that take a length of 64 bits, and where.
_LENGTHS: Final = {
    "memcpy": 2, "memmove": 2, "memset": 2, "mempcpy": 2, "memcmp": 2, "read": 2, "write": 2, "send": 2, "recv": 2, "pread": 2, "pwrite": 2,
    "fread": 1, "fwrite": 1, "mincore": 1, "lseek": 1, "fseeko": 1, "ftruncate": 1, "posix_fallocate": 2,
}  # fmt: skip
_ORDERS: Final = frozenset({"<", "<=", ">", ">="})
_LIMIT: Final = re.compile(r"\d|[A-Z_]{3,}|(?i:max|limit|cap|room|sizeof)")
_WIDE: Final = re.compile(
    r"\b(?:\w*size_t|Py_ssize_t|off_t|off64_t|u?int64_t|u?intmax_t|uintptr_t|ptrdiff_t|u64|s64|__u64|long|int64|uint64|double|float|gsize|sf_count_t|loff_t|streamsize|QWORD)\b"
)
_SMALL: Final = re.compile(r"^(?:unsigned|signed|int|short|char|u?int(?:8|16|32)_t|[us](?:8|16|32)|__[us](?:8|16|32)|uint|u?int32|uint16|gint|guint|DWORD|WORD|BYTE|INT|UINT|\s)+$")  # fmt: skip
_TINY: Final = re.compile(r"^(?:unsigned char|char|signed char|u?int8_t|u8|__u8|uint8|BYTE|uchar)$")
_INT: Final = re.compile(r"(?:unsigned |signed )?(?:int|short)|u?int(?:16|32)_t|unsigned|[us](?:16|32)|uint")
_LARGE: Final = re.compile(r"\b(?:u?int64_t|size_t|[us]64|off_t|unsigned long long|long long|unsigned long|long)\b")
_CAST_WIDE: Final = re.compile(r"(?:u?int64_t|size_t|ssize_t|u64|unsigned long|long|uintmax_t)(?: long)?\s*\)")
_ONES: Final = frozenset({"1", "sizeof(char)", "sizeof(unsignedchar)", "sizeof(uint8_t)"})
_WITH: Final = frozenset({"+", "-", "<", ">", "<=", ">="})
_CONSTANT: Final = re.compile(r"^(?:\d\w*|[A-Z][A-Z0-9_]*|'.*')$")


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """The checks of one routine."""

    routine: Routine
    sizes: Sizes

    def found(self) -> Iterator[Found]:
        """All that is wrong."""
        for call in self.routine.calls:
            if _ALLOCATES.match(call.name) and call.given and call.name != "calloc":
                yield from self._allocated(call)
            elif call.name in _LENGTHS:
                yield from self._raw(call)
            if call.name in {"memset", "memcpy", "strncpy", "snprintf", "fgets", "bzero", "memmove"}:
                yield from self._pointer_size(call)
        for item in self.routine.items:
            if item.kind == "new_expression":
                yield from self._new(item)
            elif item.kind == "for_statement":
                yield from self._counted(item)
        for each in self.routine.assignments:
            yield from self._lost(each)
        yield from self._widened()

    def _allocated(self, call: Call) -> Iterator[Found]:
        size = bare_value(call.given[1 if "realloc" in call.name and len(call.given) > 1 else 0])
        holder = call.item.around("assignment_expression", "init_declarator")
        target = holder.kids[0].bare.lstrip("*") if holder is not None else ""
        text = size.bare
        if re.fullmatch(r"(?:sizeof\(char\)\*)?strlen\([\w.\->]+\)", text):
            yield "end-mark-not-counted", call.item
        elif (
            target
            and re.fullmatch(rf"sizeof\(?{re.escape(target)}\)?(?:\*[\w.\->]+)?", text)
            and self._is_pointer(target)
        ):
            yield "size-of-pointer", call.item
        else:
            yield from self._product(size, call.item)

    def _product(self, size: Item, place: Item) -> Iterator[Found]:
        factors = self._open_factors(size)
        if factors is None or not factors:
            return
        types = [self._type_of(plain_name(each)) for each in factors]
        if len(factors) > 1 and not self._is_wide(size, factors) and any(_SMALL.match(each) for each in types if each):
            yield "allocation-overflow", place
        else:
            yield "allocation-product", place

    def _open_factors(self, size: Item) -> list[Item] | None:
        """The factors of a product that aren't constant and that no condition speaks of; None where it is no product."""
        if size.kind != "binary_expression":
            return None
        if size.kids[1].text in {"+", "-"}:
            parts = [self._open_factors(bare_value(each)) for each in (size.kids[0], size.kids[2])]
            return next((each for each in parts if each), None)
        if size.kids[1].text != "*":
            return None
        made = []
        factors = [each for each in _factors(size) if bare_value(each).bare not in _ONES]
        if len(factors) < len(("count", "size")) or any(_CAST_WIDE.match(each.text.lstrip("( ")) for each in factors):
            return []
        for each in factors:
            value = bare_value(each)
            name = plain_name(value)
            if value.kind in {"sizeof_expression", "number_literal", "char_literal"} or _CONSTANT.match(value.bare):
                continue
            if (name and (self._is_checked(name, size) or self._counts(name, size))) or self._is_constant(name):
                return []
            made.append(each)
        return made

    def _is_checked(self, name: str, place: Item) -> bool:
        """Whether a constant, or what is named a limit, bounds a name above."""
        for each in self.routine.tested(name, place.order):
            test = each.around("binary_expression")
            if test is None or len(test.kids) != BINARY or test.kids[1].text not in _ORDERS:
                continue
            other = test.kids[2] if each.inside(test.kids[0]) else test.kids[0]
            if _LIMIT.search(other.text) and other.bare not in {"0", "1"}:
                return True
        return False

    def _counts(self, name: str, place: Item) -> bool:
        """Whether a name is a count that only ever grows by one: as many as there are fit into memory."""
        variable = self.routine.variables.get(name)
        given = self.routine.assigned(name, place.order)
        steps = [each for each in given if each.sign == "++" or (each.value is not None and each.value.text == "1")]
        others = [each for each in given if each not in steps]
        known = all(each.value is not None and each.value.kind == "number_literal" for each in others)
        return bool(steps) and known and (variable is None or not variable.parameter)

    def _is_constant(self, name: str) -> bool:
        variable = self.routine.variables.get(name)
        return variable is not None and (variable.fixed or name in self.sizes.constants)

    def _is_wide(self, product: Item, factors: list[Item]) -> bool:
        """Whether one factor makes the product a large one, by a cast or by its type."""
        if "sizeof" in _factors(product)[0].text or (_WIDE.search(product.text) and "(" in product.text):
            return True
        types = [self._type_of(plain_name(each)) for each in factors]
        return any(_WIDE.search(each) for each in types)

    def _type_of(self, name: str) -> str:
        variable = self.sizes.variable(name, self.routine) if name else None
        return variable.type if variable is not None and not variable.pointer else ""

    def _raw(self, call: Call) -> Iterator[Found]:
        at = _LENGTHS[call.name]
        size = bare_value(call.given[at]) if len(call.given) > at else None
        if size is None or size.kind != "binary_expression" or size.kids[1].text != "*" or "sizeof" in size.text:
            return
        factors = self._open_factors(size)
        if factors and len(factors) > 1 and not self._is_wide(size, factors):
            types = [self._type_of(plain_name(each)) for each in factors]
            if any(_SMALL.match(each) for each in types if each):
                yield "length-overflow", call.item

    def _pointer_size(self, call: Call) -> Iterator[Found]:
        if not call.given:
            return
        target = plain_name(call.given[0])
        measured = {f"sizeof({target})", f"sizeof{target}"}
        if target and any(each.bare in measured for each in call.given[1:]) and self._is_pointer(target):
            yield "size-of-pointer", call.item

    def _is_pointer(self, name: str) -> bool:
        variable = self.routine.variables.get(name)
        if variable is None or variable.name != name:
            return False
        return (variable.pointer and not variable.array) or (variable.parameter and variable.array)

    def _new(self, item: Item) -> Iterator[Found]:
        declared = item.kid("new_declarator")
        size = bare_value(declared.kids[1]) if declared is not None and len(declared.kids) > 1 else None
        if size is not None and re.fullmatch(r"(?:std::)?strlen\([\w.\->]+\)", size.bare):
            yield "end-mark-not-counted", item
        elif size is not None and self._open_factors(size):
            yield "allocation-product", item

    def _counted(self, item: Item) -> Iterator[Found]:
        test = next((each for each in item.kids if each.kind == "binary_expression"), None)
        if test is None or len(test.kids) != BINARY or test.kids[1].text not in {"<", "<="}:
            return
        own = next((each.kids[0].text for each in item.kids if each.kind == "declaration"), "")
        counter, limit = own or self._type_of(plain_name(test.kids[0])), bare_value(test.kids[2])
        if not _TINY.match(counter) or limit.kind not in {"identifier", "field_expression"}:
            return
        if (
            _CONSTANT.match(limit.bare)
            or self._is_constant(limit.bare)
            or _TINY.match(self._type_of(plain_name(limit)))
        ):
            return
        yield "counter-too-small", item

    def _widened(self) -> Iterator[Found]:
        """Products of small numbers that are put into a large one, added to one, compared with one or returned as one."""
        for item in self.routine.items:
            if item.kind != "binary_expression" or item.kids[1].text != "*" or _is_factor(item):
                continue
            factors = _factors(item)
            types = [self._type_of(each.bare) if each.kind == "identifier" else "" for each in factors]
            if not all(_INT.fullmatch(each) for each in types) or any(
                self._is_checked(each.bare, item) for each in factors
            ):
                continue
            place = self._large_around(item)
            if place is not None:
                yield "widened-too-late", place

    def _large_around(self, product: Item) -> Item | None:
        """What takes a product as a large number."""
        at, around = product, product.parent
        while around is not None and around.kind == "parenthesized_expression" and around.parent is not None:
            at, around = around, around.parent
        if around is None:
            return None
        if around.kind == "return_statement":
            head = self.routine.head
            return (
                around
                if head is not None
                and _LARGE.search(head.text.partition("(")[0])
                and "*" not in head.text.partition("(")[0]
                else None
            )
        if around.kind in {"init_declarator", "assignment_expression"} and around.kids[-1] is at:
            return around if _LARGE.search(self._type_of(around.kids[0].bare)) else None
        if around.kind == "binary_expression" and around.kids[1].text in _WITH:
            other = around.kids[0] if around.kids[2] is at else around.kids[2]
            return around if _LARGE.search(self._type_of(plain_name(other))) else None
        return None

    def _lost(self, each: Assignment) -> Iterator[Found]:
        value = bare_value(each.value) if each.value is not None else None
        if (
            value is None
            or value.kind != "call_expression"
            or value.kids[0].bare not in {"realloc", "std::realloc", "reallocarray"}
        ):
            return
        listed = value.kid("argument_list")
        if listed is not None and len(listed.kids) > 1 and listed.kids[1].bare == each.target:
            yield "realloc-lost", each.item


def _factors(product: Item) -> list[Item]:
    made, left = [], [product]
    while left:
        item = left.pop()
        inner = item
        while inner.kind == "parenthesized_expression" and len(inner.kids) == BINARY:
            inner = inner.kids[1]
        if inner.kind == "binary_expression" and inner.kids[1].text == "*":
            left += [inner.kids[2], inner.kids[0]]
        else:
            made.append(item)
    return made


def _is_factor(item: Item) -> bool:
    """Whether a product is part of a larger one."""
    around = item.parent
    while around is not None and around.kind == "parenthesized_expression":
        around = around.parent
    return around is not None and around.kind == "binary_expression" and around.kids[1].text == "*"
