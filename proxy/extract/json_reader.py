"""A JSON text read in any cuts: its strings, the way to each and the place it stands at.

Source: RFC 8259. Differs on purpose, because clients' own readers do: after a mistake (a literal line break in a string, single quotes,
bare keys, a missing or trailing comma, text behind the end, a cut) the reading goes on, so that what a lenient client would take is given
as well; `unread` says what was wrong first. Of equal keys the last one counts for a reader; the earlier ones are given too, `shadowed`.
Rules for this file: pure; linear in the text; no recursion. Counterpart: json_strings.py reads and writes whole texts.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from itertools import accumulate

Where = tuple[str | int, ...]

# A `where` that ends with -2 or less names the string by its number: -2 is the first of the text.
_FIRST_NUMBERED = -2
MAX_STEPS = 64  # of a way that is told in full: a way costs its length, so deep ones aren't told for each string
MAX_VALUES = 100_000  # keys, values, commas, brackets and mistakes; more is a second of work and no call of a tool
MAX_DEPTH = 50_000  # open brackets; every parser we know gives up far earlier
_LABEL = re.compile(r"[\w .:$@/+-]{0,64}")  # a key that is more carries text

_SPACE = re.compile(r"[ \t\r\n]*+")
_QUOTED = {
    '"': re.compile(r'(?:[^"\\]++|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*+'),
    "'": re.compile(r"(?:[^'\\]++|\\(?:[\"\\/bfnrt]|u[0-9A-Fa-f]{4}))*+"),
}
_CONTROL = re.compile(r"[\x00-\x1f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BARE_QUOTE = re.compile(r'\\.|"', re.DOTALL)
_BARE = re.compile(r"[^\s,:\[\]{}\"']++")
_SCALAR = re.compile(r"true|false|null|-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?")
_ESCAPE_CHARS = 6  # "\u0041"

_VALUE, _ITEM, _KEY, _MEMBER, _COLON, _AFTER, _END = range(
    7
)  # what comes next; _ITEM and _KEY may also be a closing bracket
_AT_KEY = frozenset({_KEY, _MEMBER})
_AT_VALUE = frozenset({_VALUE, _ITEM})


@dataclass(frozen=True, slots=True)
class JsonString:
    """A string of a JSON text.

    `where` names it among all strings of the text; it is `path`, the keys and list indexes that lead to it, unless that isn't unique or too
    long: for a key, a shadowed value, what follows a mistake, and below MAX_STEPS it is the container's way and the string's number.
    `start:end` are its quotes and what is between them, in the text that was read (of an inner string: in the text of the outer one).
    """

    where: Where
    path: Where
    text: str
    start: int
    end: int
    key: bool = False
    shadowed: bool = False


@dataclass(frozen=True, slots=True)
class JsonText:
    """All strings of a JSON text in order, and why it couldn't be read as JSON ("": it could)."""

    strings: tuple[JsonString, ...]
    unread: str = ""


@dataclass(slots=True)
class _Object:
    """An open object: the strings of each member, by number, and the member that is being read."""

    members: dict[str, tuple[int, int]]
    key: str = ""
    begun: int = -1


@dataclass(slots=True)
class _Open:
    """A string that hasn't ended."""

    quote: str
    start: int
    pieces: list[str]


class JsonReader:
    """One JSON text, given in pieces."""

    def __init__(self) -> None:
        self._rest = ""  # an escape that was cut
        self._base = 0  # where `_rest` begins in the text
        self._stack: list[_Object | None] = []  # None: a list
        self._steps: list[str | int] = []  # the key or index at which each open container stands now
        self._next = _VALUE
        self._open: _Open | None = None
        self._bare: _Open | None = None
        self._key: tuple[str, int, int] | None = None  # a key that waits for its colon
        self._strings: list[JsonString] = []
        self._shadows: list[tuple[int, int]] = []
        self._unread = ""
        self._values = 0
        self._full = False

    def feed(self, text: str) -> None:
        """Take the next piece."""
        self._read(text, last=False)

    def finish(self) -> JsonText:
        """End the text."""
        self._read("", last=True)
        end = self._base + len(self._rest)
        if self._full:
            return self._whole()
        if self._open is not None:
            self._fault("ends within a string", end)
            self._close(end)
        self._end_bare(end)
        self._drop_key(end)
        if self._stack or self._next != _END:
            self._fault("ends too early", end)
        return self._whole()

    def _whole(self) -> JsonText:
        """All strings, those of members that a later one replaces marked."""
        marks = [0] * (len(self._strings) + 1)
        for start, end in self._shadows:
            marks[start] += 1
            marks[end] -= 1
        depths = accumulate(marks)
        strings = [
            replace(each, shadowed=True, where=_numbered(each.path, number)) if depth else each
            for number, (each, depth) in enumerate(zip(self._strings, depths, strict=False))
        ]
        return JsonText(tuple(strings), self._unread)

    def _fault(self, what: str, at: int) -> None:
        self._unread = self._unread or f"{what} at character {at + 1}"

    def _count(self, at: int) -> None:
        """Count a value or a mistake; too many and the rest isn't read."""
        self._values += 1
        if self._values > MAX_VALUES or len(self._stack) > MAX_DEPTH:
            self._fault("more JSON than is read", at)
            self._full = True

    # -- characters

    def _read(self, text: str, *, last: bool) -> None:
        text = self._rest + text
        at = 0
        while at < len(text) and not self._full:
            if self._open is not None:
                after = self._in_string(self._open, text, at, last=last)
                if after == at:  # an escape that was cut
                    break
                at = after
            elif self._bare is not None:
                found = _BARE.match(text, at)
                self._bare.pieces.append(found[0] if found else "")
                at = found.end() if found else at
                if at < len(text):
                    self._end_bare(self._base + at)
            else:
                at = self._between(text, at)
        self._base += at
        self._rest = text[at:]

    def _between(self, text: str, at: int) -> int:
        spaces = _SPACE.match(text, at)
        at = spaces.end() if spaces else at
        if at == len(text):
            return at
        char, place = text[at], self._base + at
        self._count(place)
        if char in "\"'":
            if char == "'":
                self._fault("a single quote", place)
            self._open = _Open(char, place, [])
        elif char in "{}[],:":
            self._punctuation(char, place)
        elif _BARE.match(char):
            self._bare = _Open("", place, [])
            return at
        else:
            self._fault("a space that JSON doesn't know", place)
        return at + 1

    def _in_string(self, string: _Open, text: str, at: int, *, last: bool) -> int:
        """Read on in a string; gives where it got to, `at` itself where an escape may be cut."""
        found = _QUOTED[string.quote].match(text, at)
        after = found.end() if found else at
        run = text[at:after]
        if run:
            if (control := _CONTROL.search(run)) is not None:
                self._fault("a control character in a string", self._base + at + control.start())
            string.pieces.append(_decoded(run, string.quote))
        if after == len(text):
            return after
        if text[after] == string.quote:
            self._close(self._base + after + 1)
            return after + 1
        if len(text) - after < _ESCAPE_CHARS and not last:
            return max(at, after)
        self._fault("an escape that JSON doesn't know", self._base + after)
        self._count(self._base + after)
        string.pieces.append(text[after + 1 : after + 2])
        return min(after + 2, len(text))

    def _end_bare(self, end: int) -> None:
        """A number, a word, or what stands where only these may."""
        if self._bare is None:
            return
        text, start = "".join(self._bare.pieces), self._bare.start
        self._bare = None
        if self._next in _AT_KEY:
            self._fault("a key without quotes", start)
            self._key, self._next = (text, start, end), _COLON
            return
        if self._next in _AT_VALUE and not _SCALAR.fullmatch(text):
            self._fault("a value that JSON doesn't know", start)
        self._value_begins(start)
        self._value_ended()

    # -- structure

    def _close(self, end: int) -> None:
        """A string has ended: a key, a value, or one out of place."""
        string, self._open = self._open, None
        if string is None:  # pragma: no cover - callers have looked
            return
        text = without_lone_surrogates("".join(string.pieces))
        if self._next == _AFTER:
            self._fault("a comma is missing", string.start)
            self._comma(string.start)
        if self._next in _AT_KEY:
            self._key, self._next = (text, string.start, end), _COLON
            return
        self._value_begins(string.start)
        self._add(text, string.start, end)
        self._value_ended()

    def _add(self, text: str, start: int, end: int, *, key: bool = False) -> None:
        number = len(self._strings)
        path = tuple(self._steps[:MAX_STEPS])
        told = not key and not self._unread and len(self._steps) <= MAX_STEPS
        where = path if told else _numbered(path, number)
        self._strings.append(JsonString(where, path, text, start, end, key=key))

    def _value_begins(self, at: int) -> None:
        """A value comes; say what is wrong where none may."""
        if self._next == _COLON:
            self._fault("a colon is missing", at)
            self._colon()
        elif self._next == _AFTER:
            self._fault("a comma is missing", at)
            self._comma(at)
        elif self._next == _END:
            self._fault("text behind the end", at)
        elif self._next in _AT_KEY:
            self._fault("a value where a key should be", at)

    def _value_ended(self) -> None:
        self._next = _AFTER if self._stack else _END

    def _colon(self) -> None:
        """The key that waited is one; a member of the same name before it is shadowed."""
        key, self._key = self._key, None
        frame = self._stack[-1] if self._stack else None
        if key is None or frame is None:  # pragma: no cover - a key waits in objects only
            return
        text, start, end = key
        self._steps[-1] = text
        if not _LABEL.fullmatch(text):
            self._add(text, start, end, key=True)
        if text in frame.members:
            self._shadows.append(frame.members[text])
        frame.key, frame.begun = text, len(self._strings)
        self._next = _VALUE

    def _drop_key(self, at: int) -> None:
        """A key that never got its colon is text as well."""
        if self._key is not None:
            text, start, end = self._key
            self._key = None
            self._fault("a key without a value", at)
            self._add(text, start, end)

    def _comma(self, at: int) -> None:
        self._drop_key(at)
        if not self._stack:
            self._fault("a comma out of place", at)
            return
        if self._next != _AFTER:
            self._fault("a comma without a value", at)
        frame, step = self._stack[-1], self._steps[-1]
        if frame is not None:
            self._member_ended(frame)
            self._next = _MEMBER
        else:
            self._steps[-1] = step + 1 if isinstance(step, int) else 0
            self._next = _VALUE

    def _member_ended(self, frame: _Object) -> None:
        if frame.begun >= 0:
            frame.members[frame.key] = (frame.begun, len(self._strings))
            frame.begun = -1

    def _punctuation(self, char: str, at: int) -> None:
        match char:
            case "{" | "[":
                self._value_begins(at)
                self._stack.append(_Object({}) if char == "{" else None)
                self._steps.append("" if char == "{" else 0)
                self._next = _KEY if char == "{" else _ITEM
            case "}" | "]":
                self._close_bracket(char, at)
            case ",":
                self._comma(at)
            case _:
                if self._next == _COLON:
                    self._colon()
                else:
                    self._fault("a colon out of place", at)

    def _close_bracket(self, char: str, at: int) -> None:
        self._drop_key(at)
        if not self._stack:
            self._fault("a bracket that nothing opened", at)
            return
        frame = self._stack.pop()
        expected, empty = ("]", _ITEM) if frame is None else ("}", _KEY)
        if char != expected:
            self._fault("a bracket of the wrong kind", at)
        elif self._next not in {_AFTER, empty}:
            self._fault("a comma or colon without a value", at)
        self._steps.pop()
        self._value_ended()


def _numbered(path: Where, number: int) -> Where:
    return (*path[:-1], _FIRST_NUMBERED - number)


def _decoded(run: str, quote: str) -> str:
    """The text of well-formed characters and escapes; halves of a pair that a cut parts stay halves until the string ends."""
    if "\\" not in run:
        return run
    if quote == "'":
        run = _BARE_QUOTE.sub(lambda found: '\\"' if found[0] == '"' else found[0], run)
    text: str = json.loads(f'"{run}"', strict=False)
    return text


def without_lone_surrogates(text: str) -> str:
    """Halves of a pair put together, and U+FFFD for what has no other half."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
