"""What is written into a buffer and how much room it has: copies, formats, sizes, indices.

Rules for this file: a length is judged only where it and the room are known, or where nothing bounds it. Counterparts: sizes.py, rules.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from proxy.scan.syntax.native.formats import Written, measured, scanned
from proxy.scan.syntax.native.paths import reaches
from proxy.scan.syntax.native.routine import Call, Routine, plain_name
from proxy.scan.syntax.native.sizes import Sizes, literal_length
from proxy.scan.syntax.native.tree import BINARY, LARGEST, Item, bare_value, index_of

Found = tuple[str, Item]
# Functions that write at most so many: name -> (place of the target, place of the size).
_SIZED: Final = {
    "snprintf": (0, 1), "vsnprintf": (0, 1), "_snprintf": (0, 1), "strncpy": (0, 2), "strlcpy": (0, 2), "strlcat": (0, 2),
    "memcpy": (0, 2), "memmove": (0, 2), "memset": (0, 2), "mempcpy": (0, 2), "bcopy": (1, 2), "fgets": (0, 1), "read": (1, 2),
    "recv": (1, 2), "recvfrom": (1, 2), "pread": (1, 2), "getcwd": (0, 1), "gethostname": (0, 1), "readlink": (1, 2),
    "inet_ntop": (2, 3), "strftime": (0, 1), "stpncpy": (0, 2), "bzero": (0, 1), "SSL_read": (1, 2), "strncat": (0, 2),
}  # fmt: skip
_MOVES: Final = frozenset({"memcpy", "memmove", "mempcpy", "strncpy", "stpncpy", "bcopy"})
_FILLS: Final = frozenset({"memcpy", "memmove", "mempcpy", "read", "recv", "recvfrom", "bcopy", "SSL_read"})
_COPIES: Final = frozenset({"strcpy", "stpcpy", "lstrcpy", "lstrcpyA", "wcscpy", "_mbscpy", "_tcscpy"})
_APPENDS: Final = frozenset({"strcat", "wcscat", "lstrcat", "lstrcatA", "_tcscat"})
_PRINTS: Final = frozenset({"sprintf", "vsprintf", "wsprintf", "wsprintfA", "_vstprintf"})
_LENGTH: Final = re.compile(r"^\(*(?:\(\w+\))?(?:strlen|wcslen)\(([A-Za-z_][\w.\->\[\]]*)\)\)*(?:\+1)?$")
_ALLOCATES: Final = re.compile(r"(?:alloc\w{0,20}|strdup|new\w{0,20})\s{0,9}[\(\[ ]|\bnew\b")
_MADE: Final = re.compile(
    r"^new[\w:]+\[(\w+)\]$|^(?:\([\w*]+\))?(?:calloc\((\w+),[^)]*\)?\)|malloc\((\w+)\*sizeof\(?[\w*]+\)?\))$"
)
_LITERALS: Final = frozenset({"string_literal", "raw_string_literal", "concatenated_string"})


@dataclass(slots=True)
class Copies:
    """The checks of one routine. `measured`: texts whose length is looked at; `marked`: buffers that get an end mark or begin empty."""

    routine: Routine
    sizes: Sizes
    items: list[Item]
    measured: set[str] = field(default_factory=set)
    marked: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Look once at what all checks ask for."""
        for call in self.routine.calls:
            if not call.given:
                continue
            if call.name in {"strlen", "strnlen", "wcslen"} and _is_kept(call.item):
                self.measured.add(plain_name(call.given[0]))
            elif call.name in {"memset", "bzero", "calloc"}:
                self.marked.add(_base(call.given[0].bare.lstrip("&*(")))
        for each in self.routine.assignments:
            found = re.match(r"^\*?\(?([A-Za-z_][\w.]*(?:->[\w.]+)*)(?:\[|\+)", each.target)
            if found is not None:
                self.marked.add(found.group(1))

    def found(self) -> Iterator[Found]:
        """All that is wrong."""
        for call in self.routine.calls:
            name = call.name
            if name in _SIZED:
                yield from self._sized(call, *_SIZED[name])
            if name in _COPIES or name in _APPENDS:
                yield from self._copied(call)
            elif name in _PRINTS:
                yield from self._printed(call)
            elif name.endswith("scanf"):
                yield from self._scanned(call)
            if name in {"snprintf", "vsnprintf", "_snprintf"}:
                yield from self._wished(call)
        yield from self._indexed()
        yield from self._looped()

    # Sizes that are given.

    def _sized(self, call: Call, at: int, size_at: int) -> Iterator[Found]:
        if len(call.given) <= max(at, size_at):
            return
        target, size = plain_name(call.given[at]), call.given[size_at].bare
        if not target:
            return
        if call.name == "strncat":
            yield from self._appended(call, target, size)
            return
        room = self._room(target)
        wanted = self.sizes.number(call.given[size_at].text, self.routine)
        if (room is not None and wanted is not None and wanted > room) or _size_of_parent(target, size):
            yield "size-beyond-buffer", call.item
        elif call.name in _MOVES and self._measured_by_source(call, target, size, at):
            yield "length-of-source", call.item
        elif call.name in _FILLS and self._unbounded_length(call.given[size_at], target, call.item):
            yield "length-unchecked", call.item
        elif call.name in {"strncpy", "stpncpy"} and self._fills_whole(target, size) and not self._ended(target):
            member = "." in target or "->" in target  # whether one is read as a text shows only where it is
            if not member or any(reaches(call.item, each) for each in self.routine.after(target, call.item)):
                yield "end-mark-missing", call.item

    def _room(self, name: str) -> int | None:
        """The bytes that a place holds, None where they aren't known."""
        variable = self.sizes.variable(name, self.routine)
        if variable is None or not variable.bytes or (variable.parameter and not variable.size):
            return None
        return self.sizes.room(name, self.routine)

    def _appended(self, call: Call, target: str, size: str) -> Iterator[Found]:
        room, wanted = self._room(target), self.sizes.number(call.given[2].text, self.routine)
        whole = size in {
            f"sizeof({target})",
            f"sizeof{target}",
            f"sizeof({target})-strlen({target})",
            f"sizeof{target}-strlen({target})",
        }
        if whole or (room is not None and wanted is not None and wanted >= room):
            yield "append-size", call.item

    def _measured_by_source(self, call: Call, target: str, size: str, at: int) -> bool:
        found = _LENGTH.match(size)
        source = bare_value(call.given[1 - at]).bare
        if found is None or found.group(1) != source or source == target or self._allocated(target):
            return False
        variable = self.sizes.variable(target, self.routine)
        if variable is None or not variable.array:
            return False
        return not self._bounded(source)

    def _unbounded_length(self, size: Item, target: str, call: Item) -> bool:
        name = plain_name(size)
        variable = self.sizes.variable(target, self.routine)
        known = self.routine.variables.get(name)
        if not name or variable is None or not variable.array or variable.parameter or known is None or known.fixed:
            return False
        if self.routine.checked(name, 0, call.order) or name.isupper():
            return False
        values = [each.value for each in self.routine.assigned(name, call.order) if each.value is not None]
        return all(_open_value(each) for each in values) and (known.parameter or bool(values))

    def _fills_whole(self, target: str, size: str) -> bool:
        variable = self.sizes.variable(target, self.routine)
        return size in {f"sizeof({target})", f"sizeof{target}"} or (
            variable is not None
            and variable.array
            and bool(variable.size)
            and size == re.sub(r"\s+", "", variable.size)
        )

    def _ended(self, target: str) -> bool:
        """Whether an end mark is put into a buffer somewhere, or it begins empty."""
        variable = self.routine.variables.get(target)
        return (
            target in self.marked
            or _base(target) in self.marked
            or (variable is not None and variable.value is not None)
        )

    # Texts without a size.

    def _copied(self, call: Call) -> Iterator[Found]:
        if len(call.given) < len(("target", "source")):
            return
        target, source = call.given[0], bare_value(call.given[1])
        name = plain_name(target)
        room = self._room(name) if name else None
        if source.kind in _LITERALS:
            if room is not None and source.kind == "string_literal" and literal_length(source.text) >= room:
                yield "text-too-long", call.item
            elif room is None and literal_length(source.text):
                yield "copy-unlimited", call.item
            return
        if source.kind == "identifier" and source.text.isupper():
            return
        yield from self._unbounded(call, name, source, room)

    def _unbounded(self, call: Call, name: str, source: Item, room: int | None) -> Iterator[Found]:
        given = plain_name(source)
        held = self._room(given) if given else None
        if held is not None and room is not None and held <= room and call.name in _COPIES:
            return
        if (given and self._bounded(given)) or (name and self._allocated(name)) or _conditional_of_literals(source):
            return
        yield ("copy-unlimited" if held is not None or self._is_known(given) else "copy-unbounded"), call.item

    def _is_known(self, name: str) -> bool:
        """Whether a text is one of a few that are written here."""
        given = [each.value for each in self.routine.assigned(name)] if name in self.routine.variables else []
        return bool(given) and all(each is not None and bare_value(each).kind in _LITERALS for each in given)

    def _from_anywhere(self, source: Item) -> bool:
        """Whether a source is a value that nothing here says anything about: a parameter, an argument, an environment variable."""
        name = plain_name(source)
        if not name:
            return "argv" in source.text or "getenv" in source.text
        known = self.routine.variables.get(name)
        if known is None:
            return "->" not in name and "." not in name
        return known.parameter or any(
            each.value is not None and re.search(r"\bargv\b|getenv|optarg", each.value.text)
            for each in self.routine.assigned(name)
        )

    def _bounded(self, source: str) -> bool:
        """Whether the length of a text is looked at in a condition."""
        return source in self.measured

    def _allocated(self, target: str) -> bool:
        return any(
            each.value is not None and _ALLOCATES.search(each.value.text) for each in self.routine.assigned(target)
        )

    def _printed(self, call: Call) -> Iterator[Found]:
        if len(call.given) < len(("target", "format")):
            return
        target, form = plain_name(call.given[0]), bare_value(call.given[1])
        room = self._room(target) if target else None
        if call.name.startswith(("vs", "_vs")):
            yield "copy-unlimited", call.item
            return
        if form.kind != "string_literal":
            return
        written = measured(form.text, call.given[2:], self._length_of)
        yield from self._compared(call, target, room, written)

    def _compared(self, call: Call, target: str, room: int | None, written: Written) -> Iterator[Found]:
        if room is not None and written.least >= room:
            yield "text-too-long", call.item
            return
        variable = self.sizes.variable(target, self.routine) if target else None
        if written.open is not None:
            name = plain_name(written.open)
            if (name and self._bounded(name)) or (target and self._allocated(target)):
                return
            fixed = variable is not None and variable.array and not variable.parameter
            sure = fixed and (self._from_anywhere(written.open) or bool(name and name in self.routine.variables))
            yield ("copy-unbounded" if sure else "copy-unlimited"), call.item
        elif room is None:
            if variable is None or not variable.array or variable.parameter:  # numbers fit an array that somebody sized
                yield "copy-unlimited", call.item
        elif written.most >= room and not self._counted(call):
            yield "format-may-not-fit", call.item

    def _counted(self, call: Call) -> bool:
        """Whether all numbers that are written are ones that a condition before speaks of, the counters of loops mostly."""
        named = [plain_name(each) for each in call.given[2:]]
        return bool(named) and all(name and self.routine.checked(name, 0, call.item.order) for name in named)

    def _length_of(self, value: Item) -> int | None:
        """The most characters that a text can have, None where nothing says."""
        value = bare_value(value)
        if value.kind == "string_literal":
            return literal_length(value.text)
        if value.kind == "conditional_expression":
            lengths = [self._length_of(each) for each in value.kids[2::2]]
            known = [each for each in lengths if each is not None]
            return max(known) if len(known) == len(lengths) and known else None
        name = plain_name(value)
        room = self.sizes.room(name, self.routine) if name else None
        variable = self.sizes.variable(name, self.routine) if name else None
        return room - 1 if room is not None and variable is not None and not variable.parameter else None

    def _scanned(self, call: Call) -> Iterator[Found]:
        first = 0 if call.name in {"scanf", "wscanf"} else 1
        if len(call.given) <= first or call.given[first].kind != "string_literal":
            return
        for width, value in scanned(call.given[first].text, call.given[first + 1 :]):
            name = plain_name(value)
            room = self._room(name) if name else None
            if room is not None and width >= room:
                yield "scan-width", call.item

    def _wished(self, call: Call) -> Iterator[Found]:
        """What `n = snprintf(d, ...)` is followed by: d[n], with no look at n."""
        holder = call.item.around("init_declarator", "assignment_expression", "expression_statement")
        if holder is None or holder.kind == "expression_statement" or not call.given:
            return
        length, target = _declared(holder), plain_name(call.given[0])
        for item in self.routine.after(length, holder):
            if item.cond or (
                item.parent is not None and item.parent.kind == "assignment_expression" and item.parent.kids[0] is item
            ):
                return
            used = item.around("subscript_expression", "binary_expression")
            reckoned = used is not None and used.kind == "binary_expression"
            nearest = item.around("argument_list", "expression_statement", "declaration", "return_statement")
            if reckoned and (nearest is None or nearest.kind == "expression_statement"):
                continue
            if used is not None and used.bare in {f"{target}[{length}]", f"{target}+{length}", f"{target}[{length}++]"}:
                yield "printed-length-used", used
                return

    # Indices.

    def _indexed(self) -> Iterator[Found]:
        for item in self.routine.items:
            if item.kind != "subscript_expression" or len(item.kids) < len(("array", "index")):
                continue
            array, index = item.kids[0].bare, index_of(item)
            if index is None or (item.parent is not None and item.parent.kind == "pointer_expression"):
                continue
            if self._past(array, index) and item.around("sizeof_expression") is None:
                yield "index-past-end", item

    def _past(self, array: str, index: Item) -> bool:
        if index.bare in {f"sizeof({array})", f"sizeof{array}"}:
            return True
        variable = self.sizes.variable(array, self.routine)
        if variable is not None and variable.pointer and not variable.parameter:
            return self._past_heap(array, index)
        if variable is None or not variable.array or not variable.size or _nested(variable.item):
            return False
        member = variable.item.kind == "array_declarator" and variable.name not in self.routine.variables
        if member and variable.size == "1":  # the last member may be longer than it says
            return False
        if index.bare == re.sub(r"\s+", "", variable.size):
            return True
        room, wanted = self.sizes.room(array, self.routine), self.sizes.number(index.text, self.routine)
        return room is not None and wanted is not None and room > 1 and wanted >= room

    def _past_heap(self, name: str, index: Item) -> bool:
        """The same where the only thing that a pointer ever gets is an array of so many."""
        given = self.routine.assigned(name)
        made = _MADE.match(given[0].value.bare) if len(given) == 1 and given[0].value is not None else None
        if made is None:
            return False
        size = next(each for each in made.groups() if each)
        room, wanted = self.sizes.number(size, self.routine), self.sizes.number(index.text, self.routine)
        return index.bare == size or (room is not None and wanted is not None and wanted >= room)

    def _looped(self) -> Iterator[Found]:
        """Loops like `for (i = 0; i <= SIZE; i++) a[i]` where a has SIZE elements."""
        for item in self.routine.items:
            if item.kind != "for_statement":
                continue
            test = next((each for each in item.kids if each.kind == "binary_expression"), None)
            if test is None or len(test.kids) != BINARY or test.kids[1].text != "<=":
                continue
            name = test.kids[0].bare
            for used in self.items[item.kids[-1].order : min(item.last, item.order + LARGEST) + 1]:
                if used.kind != "subscript_expression" or used.kids[0].kind != "identifier":
                    continue
                index = index_of(used)
                if index is not None and index.bare == name and self._past(used.kids[0].bare, test.kids[2]):
                    yield "loop-past-end", item
                    break


def _size_of_parent(target: str, size: str) -> bool:
    """`snprintf(a->b, sizeof(a))`: the size of the whole struct for a member of it."""
    found = re.match(r"^sizeof\(?(\*?)([A-Za-z_][\w.\->]*)\)?$", size)
    if found is None:
        return False
    return target.startswith(f"{found.group(2)}->") if found.group(1) else target.startswith(f"{found.group(2)}.")


def _open_value(value: Item) -> bool:
    """A value that nothing bounds: the answer of a call that doesn't choose the smaller one, or an input."""
    value = bare_value(value)
    return value.kind == "call_expression" and not re.match(
        r"(?i)^\w*(min|clamp|sizeof|snprintf|read|recv|strlcpy|strnlen)", value.text
    )


def _conditional_of_literals(value: Item) -> bool:
    value = bare_value(value)
    return value.kind == "conditional_expression" and all(
        bare_value(each).kind in _LITERALS for each in value.kids[2::2]
    )


def _declared(holder: Item) -> str:
    return holder.kids[0].bare


def _nested(declarator: Item) -> bool:
    """Whether an array has more than one dimension: an index then means a row."""
    return declarator.text.count("[") > 1


def _base(name: str) -> str:
    """The variable that a member belongs to."""
    return re.split(r"->|\.|\[|\)", name, maxsplit=1)[0]


def _is_kept(call: Item) -> bool:
    """Whether the answer of a call is compared or kept, not only handed on."""
    if call.cond:
        return True
    holder = call.around(
        "init_declarator", "assignment_expression", "argument_list", "new_declarator", "expression_statement"
    )
    return holder is not None and holder.kind in {"init_declarator", "assignment_expression"}
