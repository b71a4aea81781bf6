"""The tools of assistants as a table: what each argument is, by the tool's name and by the key's.

Names and keys are compared without case, `_`, `-` and spaces, so `filePath`, `file_path` and `filepath` are one key. A tool may carry the
server it comes from: `mcp__files__write_file`, `functions.write`, `server/write_file` are the tool behind the last sign.
Rules for this file: nouns only, immutable. Counterparts: policy/tools.py reads the table, tool_args.py uses it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType


class Role(Enum):
    """What an argument is."""

    CODE = "code"  # text as it will stand in the file, or run
    OLD = "old"  # text that the code replaces
    PATH = "path"  # the file
    COMMAND = "command"  # for a shell; a list may be a program with its arguments
    ARGS = "args"  # the arguments of the program that the command names
    PATCH = "patch"  # a diff, a patch, search and replace
    CELL = "cell"  # a notebook's cell
    LANGUAGE = "language"  # what the code beside it is written in
    LABEL = "label"  # a word that says what to do, whatever its key looks like
    TEXT = "text"  # words for a reader


@dataclass(frozen=True, slots=True)
class Argument:
    """What an argument is, and the language it is always in."""

    role: Role
    language: str | None = None


@dataclass(frozen=True, slots=True)
class ToolShape:
    """A tool: its arguments by squashed key, at any depth; the language where nothing nearer tells; what its text is if it isn't JSON."""

    name: str
    arguments: Mapping[str, Argument] = field(default_factory=lambda: MappingProxyType({}))
    language: str | None = None
    raw: Role | None = None


@dataclass(frozen=True, slots=True)
class Tools:
    """The table. `shapes` by squashed name, `keys`, for tools and arguments that no shape tells of, by squashed key."""

    shapes: Mapping[str, ToolShape] = field(default_factory=lambda: MappingProxyType({}))
    keys: Mapping[str, Argument] = field(default_factory=lambda: MappingProxyType({}))

    def shape(self, name: str) -> ToolShape | None:
        """The tool of this name, or None."""
        return next((self.shapes[known] for known in _readings(name) if known in self.shapes), None)

    def over(self, other: Tools) -> Tools:
        """This table laid over another: what both name is as it is here."""
        return Tools(MappingProxyType({**other.shapes, **self.shapes}), MappingProxyType({**other.keys, **self.keys}))


_MAX_NAME_CHARS = 256  # a longer word is no name; squashing it for each string below it would cost
_MAX_KEY_CHARS = 64
_NUMBER = re.compile(r":\d+\Z")  # "functions.write:0": the number of the call
_SERVER = re.compile(r"__|[./:]")
_NOISE = re.compile(r"[\W_]+")


def squashed(word: str) -> str:
    """A name or key as it is compared; "" where it is too long to be one."""
    return _NOISE.sub("", word.casefold()) if len(word) <= _MAX_KEY_CHARS else ""


def _readings(name: str) -> list[str]:
    """What a name may mean, the fullest first."""
    if len(name) > _MAX_NAME_CHARS:
        return []
    name = _NUMBER.sub("", name)
    readings = [squashed(name)]
    behind = _SERVER.split(name)
    readings += [squashed(" ".join(behind[at:])) for at in range(1, len(behind))]
    words = name.split("_")
    if words[0].casefold() == "mcp":  # mcp_files_write_file: nobody can tell where the server ends
        readings += [squashed("_".join(words[at:])) for at in range(1, len(words))]
    return [reading for reading in readings if reading]
