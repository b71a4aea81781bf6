"""The parts of a tool call: what each string of its arguments is, by the table, by its key, by its looks, and the way back into the JSON.

Nothing is unseen: a string is a part of its own, the old side (`base`) of one, or a line of the last part, which holds all that is short
(`key = "value"`, so that a secret's name stands beside it). Each stretch of a part stands in one string, which `Call.wheres` names.
Source: wire.md 3, the tools of real assistants. Rules for this file: pure; linear in the arguments; a tool is never believed about what its
arguments are not. Counterparts: json_strings.py reads, tools.py is the table, leaves.py tells what a string is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from proxy.extract.joined import Joined, has_space, lines, quoted, shell_script, short_lines, split
from proxy.extract.json_strings import ENCODED, JsonString, Where, read, replaced
from proxy.extract.leaves import Leaf, Leaves
from proxy.extract.parts import Part, Stretch
from proxy.extract.signs import PATCH_START, begins_as_patch, language_by_content, shows_code
from proxy.extract.tools import Argument, Role, Tools, ToolShape, squashed

__all__ = ["RAW", "Argument", "Call", "Edit", "Role", "ToolShape", "Tools", "changed", "parts_of_call", "rewritten"]

RAW: Where = (ENCODED,)  # the text of the call as it came, where it isn't JSON
MAX_PARTS = 1000  # a notebook has hundreds of cells; a call with more texts than this isn't taken apart further
_SHORT_CHARS = 200  # a longer line is looked at on its own
_SHELLS = frozenset({"bash", "powershell", "batch"})
_RAW_ORIGINS = {Role.PATCH: "patch", Role.COMMAND: "command", Role.CELL: "cell"}
_DEFAULTS = {Role.COMMAND: "bash", Role.CELL: "python"}
_LISTS = frozenset({Role.CODE, Role.OLD, Role.CELL, Role.PATCH, Role.COMMAND, Role.ARGS})
# What tells the two sides of a pair apart; what is left of the key tells which pair it is.
_SIDES = ("old", "new", "original", "updated", "search", "replacement", "replace", "find", "target", "before", "after")


@dataclass(frozen=True, slots=True)
class Call:
    """A tool call, taken apart.

    `unread`: why not all of it could be read ("": it could); what could is here all the same, and the whole text as a part at RAW.
    `strings`: all that were read, also those inside of JSON in a string. `wheres`: for each part and each of its stretches the string.
    """

    parts: tuple[Part, ...]
    unread: str
    strings: tuple[JsonString, ...]
    wheres: tuple[tuple[Where, ...], ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters `start:end` of the text of a call's part (by number) become `text`."""

    part: int
    start: int
    end: int
    text: str


def parts_of_call(name: str, arguments: str, tools: Tools, *, freeform: bool = False) -> Call:
    """Take a call apart. `freeform`: the tool takes a text, not JSON."""
    shape = tools.shape(name) or ToolShape("")
    if not arguments.strip():
        return Call((), "", (), ())
    begins = arguments.lstrip()[:1]
    if freeform or (begins not in '{["' and (shape.raw or begins_as_patch(arguments))):
        return _raw(arguments, shape)
    reading = read(arguments)
    if reading.unread and begins != "{" and shape.raw is not None:  # code may begin with a bracket or a quote
        return _raw(arguments, shape)
    leaves = Leaves(shape, tools)
    leaves.take(reading.strings)
    return _Builder(leaves, shape).call(arguments, reading.unread)


def rewritten(arguments: str, texts: Mapping[Where, str]) -> str:
    """The arguments with other texts in these strings: valid JSON again if they were. With RAW the whole text is what it says."""
    return texts[RAW] if RAW in texts else replaced(arguments, texts)


def changed(call: Call, arguments: str, edits: Iterable[Edit]) -> dict[Where, str]:
    """What the strings are after edits of the parts, for `rewritten`. Characters of a part that stand nowhere can't be changed."""
    spans: dict[Where, list[tuple[int, int, str]]] = {}
    for edit in edits:
        new = edit.text
        stretches = call.parts[edit.part].stretches
        first = max(0, bisect_right(stretches, edit.start, key=_start) - 1)
        for stretch, where in zip(stretches[first:], call.wheres[edit.part][first:], strict=True):
            if stretch.start >= edit.end:
                break
            start, end = max(edit.start, stretch.start), min(edit.end, stretch.start + stretch.length)
            if start < end:
                offset = stretch.outer - stretch.start
                spans.setdefault(where, []).append((start + offset, end + offset, new))
                new = ""  # it stands once, where the edit begins
    texts = {each.where: each.text for each in call.strings} | {RAW: arguments}
    return {where: _spliced(texts[where], sorted(found)) for where, found in spans.items()}


def _start(stretch: Stretch) -> int:
    return stretch.start


def _spliced(text: str, spans: Sequence[tuple[int, int, str]]) -> str:
    pieces, at = [], 0
    for start, end, new in spans:
        if end > at:  # else an edit before covers it
            pieces += [text[at : max(at, start)], new]
            at = end
    return "".join([*pieces, text[at:]])


def _raw(arguments: str, shape: ToolShape) -> Call:
    """A call whose text is what the tool takes."""
    role = shape.raw or (Role.PATCH if begins_as_patch(arguments) else Role.CODE)
    origin = _RAW_ORIGINS.get(role, "argument")
    language = None if role is Role.PATCH else shape.language or language_by_content(arguments)
    parts = [_raw_part(arguments, origin, language or _DEFAULTS.get(role))]
    if origin != "patch" and PATCH_START in arguments:  # what stands before the patch may run as well
        parts.append(_raw_part(arguments, "patch", None))
    return Call(tuple(parts), "", (), ((RAW,),) * len(parts))


def _raw_part(arguments: str, origin: str, language: str | None, unread: str = "") -> Part:
    return Part(arguments, origin, language, stretches=(Stretch(0, 0, len(arguments)),), where=RAW, unread=unread)


class _Builder:
    """The parts of one call, in the making."""

    def __init__(self, leaves: Leaves, shape: ToolShape) -> None:
        self._leaves = leaves
        self._shape = shape
        self._parts: list[Part] = []
        self._wheres: list[tuple[Where, ...]] = []
        self._short: list[Leaf] = []
        self._unread = ""

    def call(self, arguments: str, unread: str) -> Call:
        """Make the parts of all leaves."""
        groups = self._grouped()
        bases = self._bases(groups)
        based = {id(base) for base in bases.values()}
        for group in groups:
            if id(group) not in based:
                self._part(group, bases.get(id(group)))
        self._short_part()
        if unread:
            self._parts.append(_raw_part(arguments, "argument", language_by_content(arguments), unread))
            self._wheres.append((RAW,))
        unread = unread or self._leaves.unread or self._unread
        return Call(tuple(self._parts), unread, tuple(self._leaves.strings), tuple(self._wheres))

    # -- which strings belong together

    def _grouped(self) -> list[list[Leaf]]:
        """Strings by themselves, but those of one list that are its lines, or a program with its arguments."""
        groups: dict[tuple[Where, bool], list[Leaf]] = {}
        alone: list[list[Leaf]] = []
        for leaf in self._leaves.leaves:
            path, role = leaf.string.path, leaf.role
            listed = bool(path) and isinstance(path[-1], int) and path[-1] >= 0
            if listed and role in _LISTS and not leaf.string.shadowed and not leaf.string.key:
                group = groups.setdefault((path[:-1], True), [])
                if not group:
                    alone.append(group)
                group.append(leaf)
            else:
                alone.append([leaf])
        return [piece for group in self._with_args(alone) for piece in split(group)]

    def _with_args(self, groups: list[list[Leaf]]) -> list[list[Leaf]]:
        """Arguments go to the command beside them."""
        commands = {
            group[0].container: group
            for group in groups
            if group[0].role is Role.COMMAND and len(group) == 1 and not has_space(group[0].string.text)
        }
        kept = []
        for group in groups:
            command = commands.get(group[0].container) if group[0].role is Role.ARGS else None
            if command is not None:
                command.extend(replace(leaf, role=Role.COMMAND) for leaf in group)
            else:
                kept.append(group)
        return kept

    def _bases(self, groups: list[list[Leaf]]) -> dict[int, list[Leaf]]:
        """The old side of each new one: of the same object, by what their keys have in common; a single pair needs nothing in common."""
        old: dict[Where, list[list[Leaf]]] = {}
        new: dict[Where, list[list[Leaf]]] = {}
        for group in groups:
            if not group[0].string.shadowed and group[0].role in {Role.OLD, Role.CODE, Role.CELL}:
                (old if group[0].role is Role.OLD else new).setdefault(group[0].container, []).append(group)
        bases = {}
        for container, olds in old.items():
            news = new.get(container, [])
            if len(olds) == 1 and len(news) == 1:
                bases[id(news[0])] = olds[0]
                continue
            stems = {_stem(group[0].key): group for group in olds}
            for group in news:
                if (base := stems.pop(_stem(group[0].key), None)) is not None:
                    bases[id(group)] = base
        return bases

    # -- what they are

    def _part(self, group: list[Leaf], base: list[Leaf] | None) -> None:
        first = group[0]
        if len(self._parts) >= MAX_PARTS:
            self._unread = f"more than {MAX_PARTS} texts"
            self._short += [*group, *(base or ())]
            return
        match first.role:
            case Role.COMMAND:
                self._command(group)
            case Role.CODE | Role.OLD | Role.CELL | Role.PATCH:
                self._code(group, base)
            case _:
                for leaf in group:
                    self._plain(leaf)

    def _command(self, group: list[Leaf]) -> None:
        """A command line, or a program with its arguments as a shell would be given them."""
        first = group[0]
        _, language = self._leaves.place(first.container)
        language = first.language or language
        if language is not None and language not in _SHELLS and len(group) == 1:  # a script, its language beside it
            self._add(lines(group), first, "argument", language)
            return
        several = first.key.lower().endswith(
            "s"
        )  # `commands` is a list of them, `command` a program with its arguments
        script = None if several else shell_script(group)
        if script is not None:
            self._short += [leaf for leaf in group if leaf is not script]
            group = [script]
        shells = [name for name in (language, self._shape.language) if name is not None and name in _SHELLS]
        text = lines(group) if len(group) == 1 or several else quoted(group)
        self._add(text, group[0], "command", shells[0] if shells else _DEFAULTS[Role.COMMAND])
        for leaf in group:
            if begins_as_patch(leaf.string.text):  # ["apply_patch", "*** Begin Patch ..."]
                self._add(lines([leaf]), leaf, "patch", None)

    def _code(self, group: list[Leaf], base: list[Leaf] | None) -> None:
        first, text = group[0], lines(group)
        old = None if base is None else lines(base).text or None
        path, hint = self._leaves.place_of(first)
        if first.role is Role.PATCH:
            self._add(text, first, "patch", first.language or hint, path=path, base=old)
            return
        if first.role is Role.CELL:
            cell = first.language or self._leaves.cell_language(first.container) or _DEFAULTS[Role.CELL]
            self._add(text, first, "cell", cell, path=path, base=old)
            return
        language = first.language or hint or self._shape.language or language_by_content(text.text)
        patch = begins_as_patch(text.text)
        if not patch or language is not None:  # a file may begin like a patch and still be run as it stands
            unread = "a notebook that is not JSON" if old is None and self._leaves.unreadable(first) else ""
            self._add(text, first, "argument", language, path=path, base=old, unread=unread)
        if patch:
            self._add(text, first, "patch", hint, path=path)

    def _plain(self, leaf: Leaf) -> None:
        """A string that nothing tells of."""
        text = leaf.string.text
        alone = len(text) > _SHORT_CHARS or "\n" in text.strip()
        sign = leaf.role in {None, Role.ARGS} and (begins_as_patch(text) or shows_code(text))
        language = None if leaf.role is Role.TEXT else language_by_content(text)
        if not alone and not sign and language is None:
            self._short.append(leaf)
            return
        path, hint = self._leaves.place(leaf.container) if leaf.role is None else (None, None)
        patch = leaf.role is not Role.TEXT and begins_as_patch(text)
        self._add(lines([leaf]), leaf, "patch" if patch else "argument", hint or language, path=path)

    def _add(
        self,
        text: Joined,
        first: Leaf,
        origin: str,
        language: str | None,
        *,
        path: str | None = None,
        base: str | None = None,
        unread: str = "",
    ) -> None:
        if not text.text and base is None:
            return
        single = set(text.wheres) <= {first.string.where}
        where = first.string.where if single else first.string.path[:-1]
        part = Part(text.text, origin, language, path, base, tuple(text.stretches), where, unread)
        self._parts.append(part)
        self._wheres.append(tuple(text.wheres))

    def _short_part(self) -> None:
        """All short strings in one part, each on a line behind its key."""
        text = short_lines(self._short)
        if text.wheres:
            self._parts.append(Part(text.text, "argument", stretches=tuple(text.stretches)))
            self._wheres.append(tuple(text.wheres))


def _stem(key: str) -> str:
    """A key without what tells the old side from the new."""
    word = squashed(key)
    return next((word.removeprefix(side) for side in _SIDES if word.startswith(side)), word)
