"""Where pointers lead: nowhere, to what was given back, to what is gone, to what was never there.

A name is followed through a function in reading order; a condition that speaks of it, a new value or its address handed out ends what is
known. Rules for this file: pure. Counterparts: paths.py says what is reached, rules.py what it means.
"""

# ruff: noqa: E501, SIM905 - tables of words
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from proxy.scan.syntax.native.paths import always_before, reaches
from proxy.scan.syntax.native.routine import Call, Routine, Variable, base_names, plain_name
from proxy.scan.syntax.native.tree import Item, arguments, bare_value

Found = tuple[str, Item]
_ALLOCATES: Final = re.compile(
    r"^(?:malloc|calloc|realloc|reallocarray|strdup|strndup|wcsdup|aligned_alloc|valloc|memalign|malloca|kmalloc|kzalloc|kcalloc|vmalloc|av_mallocz?|av_mallocz?_array|av_realloc|OPENSSL_z?alloc|OPENSSL_malloc|sqlite3_malloc\w*|SDL_malloc|HeapAlloc|GlobalAlloc|LocalAlloc|fopen|fdopen|freopen|popen|opendir|tmpfile|xml(?:XPath)?New\w+|devm_k[mz]alloc|pvPortMalloc|heap_caps_malloc|BN_new|EVP_\w+_new|RSA_new|SSL_CTX_new|SSL_new)$"
)
_FREES: Final = frozenset(
    {"free", "cfree", "g_free", "kfree", "vfree", "av_free", "xmlFree", "OPENSSL_free", "sqlite3_free", "delete"}
)
# Functions that follow each of their pointers, whatever else they do.
_FOLLOWS: Final = frozenset(
    "memcpy memmove memset memcmp strcpy strncpy strcat strncat strcmp strncmp strlen sprintf snprintf vsprintf fgets fputs fread fwrite fprintf fscanf fclose fseek ftell fgetc getc fputc rewind feof getline puts gets atoi atol strtol strchr strstr strtok readdir closedir qsort bzero bcopy wcscpy".split()
)
_FILLED: Final = frozenset(
    "memcpy memmove memset strcpy strncpy strcat strncat sprintf snprintf vsprintf fgets gets fread bzero".split()
)
_STARTS: Final = 200  # places in one function that a pointer is followed from
_LONG: Final = 120  # lines
_NULL: Final = frozenset({"NULL", "nullptr", "0"})
_NULL_CHECK: Final = re.compile(
    r"^(?:!([A-Za-z_][\w.\->]*)|([A-Za-z_][\w.\->]*)==(?:NULL|nullptr)|(?:NULL|nullptr)==([A-Za-z_][\w.\->]*))$"
)


@dataclass(frozen=True, slots=True)
class Pointers:
    """The checks of one routine."""

    routine: Routine

    def found(self) -> Iterator[Found]:
        """All that is wrong."""
        yield from self._allocated()
        yield from self._nulled()
        yield from self._checked_late()
        yield from self._freed()
        yield from self._returned()
        yield from self._uninitialized()

    # Null.

    def _allocated(self) -> Iterator[Found]:
        starts = 0
        for each in self.routine.assignments:
            call = bare_value(each.value) if each.value is not None else None
            if call is None or call.kind != "call_expression" or each.item.cond or each.sign != "=":
                continue
            name = call.kids[0].bare.removeprefix("std::").removeprefix("::")
            starts += _ALLOCATES.match(name) is not None
            if starts > _STARTS:
                return
            if _ALLOCATES.match(name) and self._followed_unchecked(each.target, each.item):
                yield ("allocation-assumed" if self._ends_program() else "allocation-unchecked"), each.item

    def _ends_program(self) -> bool:
        """In main and in what is as long as a program there is nobody to tell: it ends either way."""
        body = self.routine.body
        return self.routine.name in {"main", "_tmain", "WinMain"} or body.text.count("\n") > _LONG

    def _followed_unchecked(self, name: str, start: Item) -> bool:
        for item in self.routine.after(name, start):
            if item.cond or _is_target(item) or _is_address(item):
                return False
            if not reaches(start, item):
                continue
            if _is_followed(item) or _follower(item):
                return True
            if not _is_measured(item):
                return False
        return False

    def _nulled(self) -> Iterator[Found]:
        for each in self.routine.assignments:
            if each.value is None or each.sign != "=" or bare_value(each.value).text not in _NULL:
                continue
            variable = self.routine.variables.get(each.target)
            if variable is None or not variable.pointer or variable.parameter or variable.fixed:
                continue
            place = self._followed_null(each.target, each.item)
            if place is not None:
                yield "null-dereference", place
        for item in self.routine.items:
            if item.kind == "if_statement":
                yield from self._null_branch(item)

    def _followed_null(self, name: str, start: Item) -> Item | None:
        for item in self.routine.after(name, start):
            followed = _is_followed(item) or _filled(item)
            if (item.cond and not followed) or _is_target(item) or _is_address(item):
                return None
            if followed:
                return item if reaches(start, item) and not self._guarded(name, item, start) else None
            if item.around("lambda_capture_specifier") is not None:
                return None
        return None

    def _guarded(self, name: str, item: Item, start: Item) -> bool:
        """Whether a loop around the place gives the name a value further down, so that only its first round matters, and is checked."""
        return self.routine.checked(name, start.last, item.order)

    def _null_branch(self, item: Item) -> Iterator[Found]:
        test = _tested(item)
        found = _NULL_CHECK.match(test.bare) if test is not None else None
        if found is None or len(item.kids) < len(("if", "condition", "branch")):
            return
        name, branch = next(each for each in found.groups() if each), item.kids[2]
        for each in self.routine.after(name, item.kids[1]):
            if not each.inside(branch):
                return
            if _is_target(each) or _is_address(each) or each.cond:
                return
            if _is_followed(each):
                yield "null-dereference", each
                return

    def _checked_late(self) -> Iterator[Found]:
        for item in self.routine.items:
            test = _tested(item) if item.kind == "if_statement" else None
            found = _NULL_CHECK.match(test.bare) if test is not None else None
            if found is None:
                continue
            name = next(each for each in found.groups() if each)
            variable = self.routine.variables.get(name)
            if variable is not None and variable.pointer and self._followed_before(name, item):
                yield "check-after-use", item

    def _followed_before(self, name: str, check: Item) -> bool:
        for each in self.routine.before(name, check):
            if each.cond or _is_target(each) or _is_address(each) or each.around("sizeof_expression") is not None:
                return False
            loop = each.around("for_statement", "while_statement", "do_statement")
            if loop is not None and not check.inside(loop):
                return False
            if _is_followed(each):
                return always_before(each, check) and reaches(each, check)
        return False

    # Memory given back.

    def _freed(self) -> Iterator[Found]:
        for name, place, target in islice(self._given_back(), _STARTS):
            value = bare_value(target)
            if (
                value.kind == "pointer_expression"
                and value.kids[0].text == "&"
                and plain_name(value.kids[1]) in self.routine.variables
            ):
                yield "free-not-heap", place
            variable = self.routine.variables.get(name)
            if variable is not None and variable.array and not variable.parameter and not variable.pointer:
                yield "free-not-heap", place
            elif name:
                yield from self._used_again(name, place)

    def _given_back(self) -> Iterator[tuple[str, Item, Item]]:
        for call in self.routine.calls:
            if call.name in _FREES and len(call.given) == 1:
                yield plain_name(call.given[0]), call.item, call.given[0]
        for item in self.routine.items:
            if item.kind == "delete_expression" and item.kids:
                yield plain_name(item.kids[-1]), item, item.kids[-1]

    def _used_again(self, name: str, place: Item) -> Iterator[Found]:
        ends = min(
            (_given_at(each) for other in ({name} | base_names(name)) for each in self.routine.after(other, place)
             if _is_target(each) or _is_address(each) or _is_declared(each)),
            default=1 << 60,
        )  # fmt: skip
        for item in self.routine.after(name, place):
            if item.order > ends or not reaches(place, item):
                continue
            again = _freeing(item)
            if again is not None:
                if not item.cond and not self.routine.checked(name, place.last, item.order):
                    yield "double-free", again
                return
            if _is_followed(item) or (_passed(item) and not item.cond):
                yield "use-after-free", item
                return

    # Places that are gone or were never there.

    def _returned(self) -> Iterator[Found]:
        for item in self.routine.items:
            if item.kind != "return_statement" or len(item.kids) < len(("return", "value")):
                continue
            value = bare_value(item.kids[1])
            address = value.kind == "pointer_expression" and value.kids[0].text == "&"
            name = plain_name(value.kids[1]) if address else plain_name(value)
            variable = self.routine.variables.get(name)
            if variable is None or variable.parameter or variable.fixed or variable.item.kind == "reference_declarator":
                continue
            if (address and not variable.pointer) or (
                variable.array and not variable.pointer and self._answers_pointer()
            ):
                yield "stack-address-returned", item

    def _answers_pointer(self) -> bool:
        head = self.routine.head
        return head is not None and any(each.kind == "pointer_declarator" for each in head.kids)

    def _uninitialized(self) -> Iterator[Found]:
        for variable in self.routine.variables.values():
            if (
                variable.parameter
                or variable.fixed
                or variable.array
                or variable.value is not None
                or not self.routine.name
            ):
                continue
            if not _is_bare(variable):
                continue
            first = next(iter(self.routine.after(variable.name, variable.item)), None)
            if (
                first is None
                or first.around("sizeof_expression", "gnu_asm_expression", "lambda_capture_specifier") is not None
            ):
                continue
            loop = first.around("for_statement", "while_statement", "do_statement", "for_range_loop")
            if (
                loop is not None
                and any(each.item.inside(loop) for each in self.routine.assigned(variable.name))
                and variable.pointer
            ):
                continue
            if variable.pointer and (_is_followed(first) or _filled(first) or _freeing(first) is not None):
                yield "uninitialized-pointer", first
            elif (
                not variable.pointer
                and _is_counted(first)
                and all(each.sign != "=" for each in self.routine.assigned(variable.name))
            ):
                yield "uninitialized-value", first


_NUMBERS: Final = re.compile(
    r"^(?:unsigned|signed|long|short|char|float|double|size_t|ssize_t|u?int\d+_t|u?int|bool|\s)+$"
)


def _is_bare(variable: Variable) -> bool:
    """A declaration alone: `T *p;` or a number, not a member, not the variable of a loop or a catch."""
    around = variable.item.parent
    plain = (
        around is not None
        and around.kind == "declaration"
        and (around.parent is None or around.parent.kind == "compound_statement")
    )
    return plain and (variable.pointer or _NUMBERS.match(variable.type) is not None)


def _tested(item: Item) -> Item | None:
    clause = item.kid("parenthesized_expression", "condition_clause")
    return bare_value(clause) if clause is not None else None


def _is_target(item: Item) -> bool:
    around = item.parent
    return around is not None and around.kind == "assignment_expression" and around.kids[0] is item


def _given_at(item: Item) -> int:
    """Where a name has its new value: behind what is reckoned for it."""
    return item.parent.last + 1 if item.parent is not None and _is_target(item) else item.order


def _is_declared(item: Item) -> bool:
    around = item.parent
    return around is not None and (around.kind.endswith("declarator") or around.kind == "declaration")


def _is_counted(item: Item) -> bool:
    around = item.parent
    if around is None:
        return False
    return (
        around.kind == "assignment_expression"
        and around.kids[0] is item
        and around.kids[1].text in {"+=", "-=", "*=", "|="}
    )


def _is_address(item: Item) -> bool:
    """`&p`, and what C++ takes by reference without a word (a stream that reads into it)."""
    around = item.parent
    if around is None:
        return False
    if around.kind == "pointer_expression":
        return around.kids[0].text == "&"
    return around.kind == "binary_expression" and around.kids[1].text == ">>" and around.kids[0] is not item


def _is_followed(item: Item) -> bool:
    around = item.parent
    while around is not None and around.kind in {"parenthesized_expression", "cast_expression"}:
        item, around = around, around.parent
    if (
        around is None
        or item.around("sizeof_expression", "decltype", "alignof_expression", "offsetof_expression") is not None
    ):
        return False
    if around.kind == "field_expression":
        return (
            around.kids[0] is item
            and len(around.kids) > 1
            and around.kids[1].text == "->"
            and not _only_address(around)
        )
    if around.kind == "subscript_expression":
        return around.kids[0] is item and not _only_address(around)
    return around.kind == "pointer_expression" and around.kids[0].text == "*"


def _only_address(item: Item) -> bool:
    """`&p->member` and `&p[i]` reckon only."""
    around = item.parent
    return around is not None and around.kind == "pointer_expression" and around.kids[0].text == "&"


def _is_measured(item: Item) -> bool:
    return item.around("sizeof_expression") is not None


def _call_around(item: Item) -> Call | None:
    """The call that an item is given to as it is."""
    around = item.parent
    while around is not None and around.kind in {"cast_expression", "parenthesized_expression"}:
        around = around.parent
    if (
        around is None
        or around.kind != "argument_list"
        or around.parent is None
        or around.parent.kind != "call_expression"
    ):
        return None
    call = around.parent
    return Call(call.kids[0].bare.removeprefix("std::"), call, arguments(call))


def _follower(item: Item) -> bool:
    call = _call_around(item)
    return call is not None and call.name in _FOLLOWS


def _filled(item: Item) -> bool:
    """Whether a function writes to where the pointer leads."""
    call = _call_around(item)
    if call is None or not call.given:
        return False
    if call.name.endswith("scanf"):
        form = next((each.text for each in call.given if each.kind == "string_literal"), "")
        return "%s" in form and item.parent is not None and item.parent.kind == "argument_list"
    return call.name in _FILLED and item.inside(call.given[0])


def _passed(item: Item) -> bool:
    call = _call_around(item)
    return call is not None and call.name not in _FREES


def _freeing(item: Item) -> Item | None:
    call = _call_around(item)
    if call is not None and call.name in _FREES:
        return call.item
    around = item.parent
    return around if around is not None and around.kind == "delete_expression" else None
