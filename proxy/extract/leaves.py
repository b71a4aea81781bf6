"""What each string of a call's arguments is: by the tool's own table, by its key, by the keys above it; and what stands beside it.

JSON in a string (arguments in arguments, a notebook's file) is gone into, unless the string is a file's content that stays whole.
Rules for this file: pure; a way is climbed once for each container. Counterpart: tool_args.py makes parts of the leaves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from proxy.extract.json_strings import ENCODED, JsonString, Where, inside
from proxy.extract.languages import language_of, language_of_path
from proxy.extract.tools import Argument, Role, Tools, ToolShape, squashed

_MAX_DESCENTS = 1000  # strings that are JSON, in one call
_MAX_PATH_CHARS = 512  # a longer line is no file name
_CARRIED = frozenset(
    {Role.CODE, Role.OLD, Role.COMMAND, Role.PATCH, Role.CELL}
)  # a key gives these to all that lies below it
_OPENED = frozenset({None, Role.TEXT, Role.LABEL, Role.ARGS})  # strings of these roles may hold arguments of their own
_SHELL_NAME = re.compile(r"(?:\S*[\\/])?(bash|sh|zsh|fish|ksh|dash|pwsh|powershell|cmd)(?:\.exe)?", re.IGNORECASE)
_CELL_KEYS = frozenset({"source", "input"})  # nbformat 4 and 3
_NOTEBOOK = ".ipynb"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A string and what it is. `key`: the nearest key as it is written; `language`: what the table says of it."""

    string: JsonString
    role: Role | None
    key: str = ""
    language: str | None = None

    @property
    def container(self) -> Where:
        """The way to the object that the string's key is of."""
        path = self.string.path
        at = len(path)
        while at and not isinstance(path[at - 1], str):
            if path[at - 1] == ENCODED:
                return path[:at]
            at -= 1
        return path[: max(at - 1, 0)]


@dataclass(slots=True)
class _Beside:
    """What an object tells of the code in it."""

    path: str | None = None
    language: str | None = None
    cell: str | None = None


@dataclass(slots=True)
class Leaves:
    """All strings of one call, each with its role."""

    shape: ToolShape
    tools: Tools
    leaves: list[Leaf] = field(default_factory=list)
    strings: list[JsonString] = field(default_factory=list)
    unread: str = ""
    _beside: dict[Where, _Beside] = field(default_factory=dict)
    _places: dict[Where, tuple[str | None, str | None]] = field(default_factory=dict)
    _notebooks: dict[Where, str | None] = field(default_factory=dict)
    _descents: int = 0

    def take(self, strings: Iterable[JsonString]) -> None:
        """Take strings and, level by level, those of the JSON that they hold."""
        level = list(strings)
        while level:
            self.strings += level
            leaves = [self._leaf(string) for string in level]
            for leaf in leaves:
                self._note(leaf)
            self._places.clear()
            level = []
            for leaf in leaves:
                inner = self._inside(leaf)
                level += inner
                if not inner:
                    self.leaves.append(leaf)

    def place_of(self, leaf: Leaf) -> tuple[str | None, str | None]:
        """The path and the language of a string: its key may be its file's name."""
        if leaf.role is Role.CODE and (named := _file_language(leaf.key)) is not None:
            return leaf.key, named
        return self.place(leaf.container)

    def place(self, container: Where) -> tuple[str | None, str | None]:
        """The path and the language that an object, or the nearest above it, tells."""
        climbed, at = [], container
        while at and at not in self._places:
            climbed.append(at)
            at = at[:-1]
        place = self._places.get(at) or self._own(at, (None, None))
        self._places[at] = place
        for way in reversed(climbed):
            place = self._places[way] = self._own(way, place)
        return place

    def cell_language(self, container: Where) -> str | None:
        """The language of a notebook's cell: its own, else the notebook's."""
        beside = self._beside.get(container, _Beside())
        root = _root(container)
        return beside.cell or beside.language or self._notebooks.get(root) or self.shape.language

    def _own(self, way: Where, above: tuple[str | None, str | None]) -> tuple[str | None, str | None]:
        path, language = above
        if way and isinstance(way[-1], str) and (named := _file_language(way[-1])) is not None:
            path, language = way[-1], named
        beside = self._beside.get(way)
        if beside is not None and beside.path is not None:
            path, language = beside.path, language_of_path(beside.path)
        return path, (beside.language if beside is not None and beside.language else language)

    # -- one string

    def _leaf(self, string: JsonString) -> Leaf:
        """The role of a string; what contradicts it is a string that nothing tells of."""
        if string.key:
            return Leaf(string, None)
        key, argument = self._argument(string.path)
        role = None if argument is None else argument.role
        language = None if argument is None else argument.language
        if role is Role.PATH and ("\n" in string.text.strip() or len(string.text) > _MAX_PATH_CHARS):
            return Leaf(string, None, key)
        if role is Role.COMMAND and (shell := _SHELL_NAME.fullmatch(string.text.strip())) and squashed(key) == "shell":
            return Leaf(string, Role.LANGUAGE, key, language_of(shell[1]))
        return Leaf(string, role, key, language)

    def _argument(self, path: Where) -> tuple[str, Argument | None]:
        """The nearest key and what the table says of it, or of the keys above it."""
        nearest, notebook = "", _root(path) in self._notebooks
        for step in reversed(path):
            if not isinstance(step, str):
                continue
            argument = self._by_key(step, notebook=notebook)
            if argument is not None and (not nearest or argument.role in _CARRIED):
                return nearest or step, argument
            nearest = nearest or step
        if nearest or self.shape.raw is None:
            return nearest, None
        return nearest, Argument(self.shape.raw)  # the arguments are one string

    def _by_key(self, key: str, *, notebook: bool) -> Argument | None:
        word = squashed(key)
        if notebook:
            return Argument(Role.CELL) if word in _CELL_KEYS else None
        argument = self.shape.arguments.get(word) or self.tools.keys.get(word)
        if argument is None and _file_language(key) is not None:
            return Argument(Role.CODE)  # {"src/app.py": "..."}
        return argument

    def _note(self, leaf: Leaf) -> None:
        """Keep what a string tells of those beside it."""
        string, text = leaf.string, leaf.string.text.strip()
        if string.shadowed or string.key or not text:
            return
        if _root(string.path) in self._notebooks:
            self._note_cell(leaf, text)
        elif leaf.role is Role.PATH:
            beside = self._beside.setdefault(leaf.container, _Beside())
            if beside.path is None or (language_of_path(beside.path) is None and language_of_path(text) is not None):
                beside.path = text
        elif leaf.role is Role.LANGUAGE:
            found = leaf.language or language_of(re.split(r"[\\/]", text)[-1])
            if found is not None:
                self._beside.setdefault(leaf.container, _Beside()).language = found

    def _note_cell(self, leaf: Leaf, text: str) -> None:
        """Keep a notebook's language, and what its cells say of themselves."""
        word, path, root = squashed(leaf.key), leaf.string.path, _root(leaf.string.path)
        below = path[len(root) :]
        if word == "celltype" and text != "code":
            self._beside.setdefault(leaf.container, _Beside()).cell = "markdown" if text == "markdown" else "text"
        elif word == "languageid":
            at = len(root) + 2  # ("cells", number)
            self._beside.setdefault(path[:at], _Beside()).language = language_of(text)
        elif below in {("metadata", "kernelspec", "language"), ("metadata", "language_info", "name")}:
            self._notebooks[root] = self._notebooks[root] or language_of(text)

    def unreadable(self, leaf: Leaf) -> bool:
        """The string is a notebook's file and isn't JSON."""
        return _is_notebook(self.place_of(leaf)[0]) and (*leaf.string.path, ENCODED) not in self._notebooks

    def _inside(self, leaf: Leaf) -> tuple[JsonString, ...]:
        """The strings of the JSON that a string holds, where it is more than a file's content."""
        path, language = self.place_of(leaf)
        notebook = leaf.role is Role.CODE and _is_notebook(path)
        unplaced = leaf.role is Role.CODE and not self.shape.name and path is None and language is None
        if not notebook and not unplaced and leaf.role not in _OPENED:
            return ()
        if leaf.string.text.lstrip()[:1] not in {"{", "["}:
            return ()
        if self._descents >= _MAX_DESCENTS:
            self.unread = f"more than {_MAX_DESCENTS} JSON texts in strings"
            return ()
        self._descents += 1
        inner = inside(leaf.string)
        if inner is not None and notebook:
            self._notebooks[(*leaf.string.path, ENCODED)] = None
        return inner or ()


def _is_notebook(path: str | None) -> bool:
    """The file is a notebook."""
    return path is not None and path.lower().endswith(_NOTEBOOK)


def _root(path: Where) -> Where:
    """The way to the innermost JSON that a string holds; () outside of any."""
    for at in range(len(path), 0, -1):
        if path[at - 1] == ENCODED:
            return path[:at]
    return ()


def _file_language(key: str) -> str | None:
    """The language of a key that is a file's name."""
    if len(key) > _MAX_PATH_CHARS or "." not in key.strip("."):
        return None
    return language_of_path(key)
