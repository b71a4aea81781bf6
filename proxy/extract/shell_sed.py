"""What `sed -i` and `perl -pi` do to a file, as edits: the new side, and what it stands for.

Source: POSIX sed, GNU sed's one-line a, i and c, perlop. A pattern is read as the plain text that it most likely stands for: escapes and
anchors are taken off, groups are put back for `\\1` where they are plain; what a wildcard stands for is left out.
Rules for this file: pure; linear. Counterpart: shell_reading.py finds the commands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from proxy.extract.languages import language_of_path
from proxy.extract.shell_flow import Call, Flow, Record
from proxy.extract.shell_traced import Traced

MAX_FILES: Final = 16  # of one command; the rest is told
MAX_EDITS: Final = 200  # of one script
TOO_MANY: Final = "a shell text edits too many files or places"
_GROUPED_CHARS: Final = 2_000  # patterns up to this length have their groups read
_CLOSERS: Final = {"{": "}", "(": ")", "[": "]", "<": ">"}
_ADDRESS: Final = re.compile(r"[\s;{}0-9$+~,!]*")
_BEHIND_ADDRESS: Final = re.compile(r"[ \t,!IM0-9$+~{]*")
_INSERT: Final = re.compile(r"[aic](?:\\[ \t]*\n|\\[ \t]*(?=\S)|[ \t]*(?=[^\s;}]))((?:[^\\\n]+|\\.)*+)", re.DOTALL)
_NEXT: Final = re.compile(r"[;\n}]")
_NOTHING: Final = frozenset("\\\n ;")
_NAMED: Final = {"n": "\n", "t": "\t"}
_IN_PLACE: Final = re.compile(r"-[Enrsuz]*i.*|--in-place(?:=.*)?", re.DOTALL)
_SCRIPT: Final = re.compile(r"-[Enrsuz]*e|--expression")
_SCRIPT_IN_WORD: Final = re.compile(r"--expression=|-[Enrsuz]*e")
_EXTENDED: Final = re.compile(r"-[nsuz]*[Er]\w*|--regexp-extended")
_PERL_IN_PLACE: Final = re.compile(r"-[0-9pnlsaw]*i.*")
_PERL_SCRIPT: Final = re.compile(r"-[0-9pnilsaw.]*[eE]")


@dataclass(frozen=True, slots=True)
class _Style:
    """How patterns and replacements are written. In `wild` a group is a character that stands for itself."""

    wild: re.Pattern[str]
    group: re.Pattern[str]
    written: re.Pattern[str]
    inserts: bool = True


_SIDE: Final = re.compile(r"\\(.)|()&", re.DOTALL)
_WILD: Final = r"\(\?[:=!<]+|\[[^\]]{0,200}\][*+?]*|\\[sSwWdDbBA-Z][*+?]*|\.[*+?]+|[()|^$*+?]|\\(.)"
_BASIC: Final = _Style(
    re.compile(r"\[[^\]]{0,200}\]\*?|\\[sSwWdDbB]\*?|\.\*|\A\^|\$\Z|\\[(){}|+?]|\\(.)|\*", re.DOTALL),
    re.compile(r"\\\((.*?)\\\)", re.DOTALL),
    _SIDE,
)
_GROUPS: Final = re.compile(r"(?<!\\)\((?!\?)([^()]*)\)")
_MODERN: Final = _Style(re.compile(_WILD, re.DOTALL), _GROUPS, _SIDE)
_PERL: Final = _Style(
    re.compile(_WILD, re.DOTALL), _GROUPS, re.compile(r"\\(.)|\$\{?([1-9]|&)\}?", re.DOTALL), inserts=False
)


@dataclass(frozen=True, slots=True)
class _Edit:
    text: Traced
    base: str | None


def sed(call: Call, record: Record) -> bool:
    """Give the edits of `sed`; whether it edits files (else it is a filter, whose output may be the edited file)."""
    scripts: list[Flow] = []
    rest: list[Flow] = []
    args = iter(call.args)
    for arg in args:
        text = arg.value
        if _SCRIPT.fullmatch(text):
            scripts += [flow for flow in (next(args, None),) if flow is not None]
        elif (found := _SCRIPT_IN_WORD.match(text)) is not None:
            scripts.append(Flow(arg.text.sliced(found.end(), len(text))))
        elif text and not text.startswith("-"):  # an empty word is macOS's `-i ''`
            rest.append(arg)
    in_place = any(_IN_PLACE.fullmatch(arg.value) for arg in call.args)
    if not scripts:
        scripts, rest = rest[:1], rest[1:]
    if rest and (in_place or call.target is not None):
        style = _MODERN if any(_EXTENDED.fullmatch(arg.value) for arg in call.args) else _BASIC
        _edit(scripts, rest, style, record)
    return in_place


def perl(call: Call, record: Record) -> None:
    """Give the edits of `perl -pi -e`."""
    if not any(_PERL_IN_PLACE.fullmatch(arg.value) for arg in call.args):
        return
    at = next((at for at, arg in enumerate(call.args, start=1) if _PERL_SCRIPT.fullmatch(arg.value)), None)
    if at is not None:
        _edit(call.args[at : at + 1], call.args[at + 1 :], _PERL, record)


def _edit(scripts: list[Flow], files: list[Flow], style: _Style, record: Record) -> None:
    edits = [edit for script in scripts for edit in _edits(script.text, style)]
    if len(edits) > MAX_EDITS or len(files) > MAX_FILES:
        record.tell(TOO_MANY)
    paths = [file.value for file in files[:MAX_FILES]]
    for path in paths:
        for edit in edits[:MAX_EDITS]:
            if edit.text.text:
                flow = record.spend(Flow(edit.text))
                record.emit(flow, "edit", language_of_path(path), path, edit.base)


def _edits(script: Traced, style: _Style) -> Iterator[_Edit]:
    """The edits of a script, one command after the other."""
    text, at, count = script.text, 0, 0
    while at < len(text) and count <= MAX_EDITS:
        at = _addressed(text, at)
        if text.startswith("s", at) and (sides := _sides(text, at + 1)) is not None:
            old, new, at = sides
            count += 1
            yield _replacement(text[slice(*old)], script.sliced(*new), style)
        elif style.inserts and (found := _INSERT.match(text, at)) is not None:
            count += 1
            yield _Edit(script.sliced(*found.span(1)).replaced(_SIDE, _inserted), None)
            at = found.end()
        end = _NEXT.search(text, at)
        at = len(text) if end is None else end.end()


def _addressed(text: str, at: int) -> int:
    """The end of the addresses in front of a command."""
    at = _past(_ADDRESS, text, at)
    while text.startswith("/", at) or text.startswith("\\|", at):
        closer = "/" if text[at] == "/" else "|"
        at = _side_end(text, text.find(closer, at) + 1, closer) + 1
        at = _past(_BEHIND_ADDRESS, text, at)
    return at


def _past(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _sides(text: str, at: int) -> tuple[tuple[int, int], tuple[int, int], int] | None:
    """The two sides of `s/old/new/` and where the new one ends, or None."""
    delimiter = text[at : at + 1]
    if not delimiter or delimiter.isalnum() or delimiter in _NOTHING:
        return None
    middle = _side_end(text, at + 1, _CLOSERS.get(delimiter, delimiter))
    start, closer = middle + 1, delimiter
    if delimiter in _CLOSERS:  # s{old}{new}
        opener = text[start : start + 1]
        start, closer = start + 1, _CLOSERS.get(opener, opener)
    if start > len(text) or not closer:
        return None
    end = _side_end(text, start, closer)
    return (at + 1, middle), (start, end), min(end + 1, len(text))


def _side_end(text: str, at: int, closer: str) -> int:
    """Where a side ends: at its delimiter, unless a backslash stands before it."""
    while (found := text.find(closer, at)) >= 0 and _escaped(text, at, found):
        at = found + 1
    return len(text) if found < 0 else found


def _escaped(text: str, start: int, at: int) -> bool:
    """Whether an odd number of backslashes stands before `at`; they are counted no further back than `start`."""
    count = 0
    while at - count > start and text[at - count - 1] == "\\":
        count += 1
    return count % 2 == 1


def _replacement(old: str, new: Traced, style: _Style) -> _Edit:
    base = _literal(old, style)
    groups: list[str] = []
    if len(old) <= _GROUPED_CHARS:
        groups = [_literal(group, style) for group in style.group.findall(old)]

    def written(found: re.Match[str]) -> str:
        what: str = found.group(1) or found.group(2) or "&"
        if what.isdecimal():
            return groups[int(what) - 1] if 0 < int(what) <= len(groups) else ""
        if what == "&":
            return "&" if found.group().startswith("\\") else base
        return _NAMED.get(what, what)

    return _Edit(new.replaced(style.written, written), base or None)


def _literal(pattern: str, style: _Style) -> str:
    """The plain text that a pattern stands for, without its wildcards."""
    return style.wild.sub(_plain, pattern)


def _plain(found: re.Match[str]) -> str:
    plain: str | None = found.group(1)
    return "" if plain is None else _NAMED.get(plain, plain)


def _inserted(found: re.Match[str]) -> str:
    plain: str | None = found.group(1)
    return "&" if plain is None else _NAMED.get(plain, plain)
