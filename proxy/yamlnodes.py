"""YAML as nodes that know their line and column, and complaints that show them. Policies and config.yaml are both read here.

Rules for this file: nothing is constructed from tags; aliases and tags are errors (such a file is short and reads as it stands, and a
billion-laughs file can't be written without them); depth and number of values are refused while the text is being parsed, before they cost
anything. A confidential document (it may hold keys) shows no more of a line than the word at fault, and nothing below its private keys.
Counterparts: policy/source.py, settings.py.
"""

from __future__ import annotations

import difflib
import errno
import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Self

import yaml

from proxy.errors import ProxyError

MAX_BYTES = 256 * 1024  # the strictest policy we know has 40 kB; PyYAML reads about 200 kB a second
MAX_NODES = 20_000
MAX_DEPTH = 20  # a rule's condition lies four deep
NULL_TAG = "tag:yaml.org,2002:null"
_CLOSE_ENOUGH = 0.6
_SHOWN_CHARS = 160
_SAID_CHARS = 300
_KINDS = ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value")
_PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in _KINDS)
_BREAK = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")  # YAML 1.1, 5.4
_QUOTED = re.compile(r"""(["'])(?!<).{2,}\1""")  # a word of the text in PyYAML's message, not its "<block end>"


def nearest(word: str, allowed: Sequence[str], synonyms: Mapping[str, str] | None = None) -> str:
    """Find the allowed word that was probably meant, or "". Synonyms are words of other tools that mean one of ours."""
    meanings = {**dict(synonyms or {}), **{name: name for name in allowed}}
    found = difflib.get_close_matches(word.strip().lower(), list(meanings), n=1, cutoff=_CLOSE_ENOUGH)
    return meanings[found[0]] if found else ""


def choices(allowed: Sequence[str]) -> str:
    """List the allowed words as a message does."""
    return f"(allowed: {', '.join(allowed)})"


def hint(word: str, allowed: Sequence[str], synonyms: Mapping[str, str] | None = None) -> str:
    """Say what to write instead: the nearest allowed word where there is one, and all of them."""
    guess = nearest(word, allowed, synonyms)
    return f"did you mean {guess!r}? {choices(allowed)}" if guess else choices(allowed)


def is_null(node: yaml.Node) -> bool:
    """Whether a key stands without a value."""
    return bool(node.tag == NULL_TAG)


def read_regular(path: Path, most: int) -> bytes:
    """The first bytes of a file. Raises OSError, also for what is no regular file: a pipe would wait for its writer for ever."""
    with open(path, "rb", opener=_without_waiting) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        return file.read(most)


def _without_waiting(name: str, flags: int) -> int:
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


@dataclass(slots=True)
class Document:
    """The text of one file under the name it is shown by, and what is wrong with it so far."""

    error: ClassVar[type[ProxyError]]
    what: ClassVar[str]  # "a policy", in messages
    advice_on_size: ClassVar[str] = ""
    confidential: ClassVar[bool] = False
    private_keys: ClassVar[frozenset[str]] = frozenset()

    shown: str
    text: str
    problems: list[str] = field(default_factory=list)
    _hidden: set[int] = field(default_factory=set)  # lines, from 0

    @classmethod
    def read(cls, path: Path, shown: str) -> Self:
        """Read a file. Raises `error` where it can't be read, is too large or isn't UTF-8."""
        try:
            raw = read_regular(path, MAX_BYTES + 1)
        except OSError as error:
            message = f"{shown}: can't be read: {(error.strerror or type(error).__name__).lower()}"
            raise cls.error(message) from None
        return cls.of(raw, shown)

    @classmethod
    def of(cls, raw: bytes, shown: str) -> Self:
        """Take a file's bytes. Raises `error` where they are too many or aren't UTF-8."""
        try:
            text = raw[:MAX_BYTES].decode("utf-8-sig", "strict" if len(raw) <= MAX_BYTES else "ignore")
        except UnicodeDecodeError as error:
            message = f"{shown}: byte {error.start} is not UTF-8; {cls.what} is a UTF-8 text"
            raise cls.error(message) from None
        if len(raw) > MAX_BYTES:
            message = f"{shown}: larger than {MAX_BYTES} bytes{cls.advice_on_size}"
            raise cls.error(message)
        return cls(shown, text)

    def complain(self, node: yaml.Node, what: str, advice: str = "") -> None:
        """Note what is wrong with a node, with its line and a caret under the value."""
        mark, end = node.start_mark, node.end_mark
        width = end.column - mark.column if end.line == mark.line and isinstance(node, yaml.ScalarNode) else 1
        self.complain_at(mark.line, mark.column, what, advice, width=width)

    def complain_at(self, line: int, column: int, what: str, advice: str = "", *, width: int = 1) -> None:
        """Note what is wrong at a line and column (both from 0)."""
        lines = self._lines()
        line = min(line, len(lines) - 1)  # what is missing at the end is shown in the last line
        said = what if len(what) <= _SAID_CHARS else f"{what[:_SAID_CHARS]}..."
        place = f"{self.shown}:{line + 1}:{column + 1}: {said}"
        raw = self._showable(line, lines[line], column, width)
        if raw is None:
            self.problems.append(f"{place} {advice}".rstrip())
            return
        begin = 0 if column < _SHOWN_CHARS else column - _SHOWN_CHARS // 2
        shown = "".join(char if char.isprintable() else " " for char in raw[begin : begin + _SHOWN_CHARS])
        gutter = f"{line + 1:5d} | "
        caret = " " * (len(gutter) - 2) + "| " + " " * (column - begin) + "^" * max(1, min(width, _SHOWN_CHARS))
        pointed = f"{caret} {advice}".rstrip()
        self.problems.append(f"{place}\n{gutter}{shown}\n{pointed}")

    def _lines(self) -> list[str]:
        lines = _BREAK.split(self.text)
        return lines[:-1] if len(lines) > 1 and not lines[-1] else lines

    def _showable(self, line: int, text: str, column: int, width: int) -> str | None:
        if not self.confidential:
            return text
        # What stands before the word is its key, or in `{a: b, c: d}` anything.
        alone = not re.search(r"[{\[,]", text[:column])
        return text[: column + width] if alone and line not in self._hidden else None

    def fail(self) -> None:
        """Raise `error` where anything was wrong."""
        if self.problems:
            message = "\n".join(self.problems)
            raise self.error(message)

    def root(self) -> yaml.Node | None:
        """Compose the text; None where there is nothing in it. Raises `error` where it isn't the plain YAML that we take."""
        root = self._composed()
        self.fail()
        if root is not None:
            self._hidden.update(line for node in _below(root, self.private_keys) for line in _lines_of(node))
            self._check(root)
            self.fail()
        return root

    def _composed(self) -> yaml.Node | None:
        try:
            # Composed, never constructed: nodes only, no object of any tag is made.
            root: yaml.Node | None = _Loader(self.text).get_single_node()
        except _Refused as error:
            self._hide_all()
            self.complain_at(error.mark.line, error.mark.column, error.what, error.advice)
        except yaml.MarkedYAMLError as error:
            self._hide_all()
            mark = error.problem_mark or error.context_mark
            problem = error.problem or error.context or ""
            what = f"not valid YAML: {_QUOTED.sub('...', problem) if self.confidential else problem}"
            self.complain_at(mark.line if mark else 0, mark.column if mark else 0, what)
        except yaml.YAMLError as error:  # a character that YAML doesn't allow: raised without a mark
            self._hide_all()
            at = getattr(error, "position", 0)
            before = _BREAK.split(self.text[:at])
            self.complain_at(len(before) - 1, len(before[-1]), "not valid YAML: a control character")
        else:
            return root
        return None

    def _hide_all(self) -> None:
        """Where nodes are unknown, any line of a confidential document may be below a private key."""
        self._hidden.update(range(len(self._lines())))

    def _check(self, node: yaml.Node) -> None:
        """Walk the nodes once: duplicate keys, keys that are no words, tags."""
        if node.tag not in _PLAIN_TAGS:
            named = "" if self.confidential else f" ({node.tag!r})"
            self.complain(node, f"tags{named} are not allowed", "write the plain value")
        if isinstance(node, yaml.MappingNode):
            self._check_mapping(node)
        elif isinstance(node, yaml.SequenceNode):
            for child in node.value:
                self._check(child)

    def _check_mapping(self, node: yaml.MappingNode) -> None:
        keys: dict[str, int] = {}
        for key, child in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.complain(key, "a key must be a plain word")
                continue
            if key.value in keys:
                self.complain(key, f"duplicate key {key.value!r}", f"it stands in line {keys[key.value]} already")
            keys.setdefault(key.value, key.start_mark.line + 1)
            self._check(key)
            self._check(child)


class _Refused(Exception):
    """YAML, but not of the kind that we take."""

    def __init__(self, event: yaml.Event, what: str, advice: str = "") -> None:
        super().__init__(what)
        self.mark: Any = event.start_mark  # the stubs say that it may be None; the parser always gives one
        self.what = what
        self.advice = advice


class _Loader(yaml.SafeLoader):
    """Counts while it parses. The composer takes each event once with get_event()."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._depth = 0
        self._nodes = 0

    def get_event(self) -> yaml.Event:
        event: yaml.Event = super().get_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent):
            raise _Refused(event, "anchors and aliases (& and *) are not allowed", "write the value out")
        if isinstance(event, yaml.NodeEvent):
            self._nodes += 1
        if isinstance(event, yaml.CollectionStartEvent):
            self._depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            self._depth -= 1
        if self._depth > MAX_DEPTH:
            raise _Refused(event, f"nested deeper than {MAX_DEPTH} levels")
        if self._nodes > MAX_NODES:
            raise _Refused(event, f"more than {MAX_NODES} values")
        return event


def _below(node: yaml.Node, keys: frozenset[str], *, inside: bool = False) -> Iterator[yaml.ScalarNode]:
    """The scalars below any of the keys."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _below(key, keys, inside=inside)
            private = isinstance(key, yaml.ScalarNode) and key.value in keys
            yield from _below(value, keys, inside=inside or private)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _below(item, keys, inside=inside)
    elif inside and isinstance(node, yaml.ScalarNode):
        yield node


def _lines_of(node: yaml.ScalarNode) -> range:
    start, end = node.start_mark, node.end_mark
    ends_before = end.column == 0 and end.line > start.line  # a block scalar ends where the next line begins
    return range(start.line, end.line + (0 if ends_before else 1))
