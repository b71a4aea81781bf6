"""Names that a conversation itself defines or declares: modules of its own files, packages that its manifests ask for.

An import of `helpers` says nothing where `utils/helpers.py` was shown, listed or written before. What is learnt is a set of facts, such
as `own pypi helpers` (a module of the project's) or `needs npm left-pad` (a manifest asks for it); a finding that doubts an import names
the facts that answer it (`Finding.unless`). Facts only ever take a doubt away, so reading is generous: every path in a text counts.
Rules for this file: pure; line by line, so that chunks can't matter (I1); time is linear, lines and facts are bounded, the first ones stay.
Counterparts: gate.py feeds an answer, `facts_of_request` reads a request, excused.py compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from proxy.extract.turns import Called, Shown, turns

PYPI, NPM, GEMS, GO = "pypi", "npm", "gems", "go"  # as scan/dependencies names them
MAX_FACTS: Final = 512  # of an answer
MAX_REQUEST_FACTS: Final = 8192
MAX_REQUEST_CHARS: Final = (
    384 * 1024
)  # the newest of a request: some 30 ms of work, done once and only where an import is in doubt
_MAX_LINE: Final = 2000
_MAX_PARTS: Final = 10
_MAX_NAME: Final = 100

# A run of the characters of paths: what a tree, a list, a header or a command names is one of them.
_WORD: Final = re.compile(r"[\w@./\\-]{2,300}")
_HINT: Final = re.compile(
    r"\.(?:pyi?|pyx|ipynb|jsx?|tsx?|[mc][jt]s|vue|svelte|rb)\b|[/\\](?=[^\w@./\\-]|$)|[\"'][ \t]*:|[=<>~][ \t]*[\d\"'{]"
    r"|^[ \t]*(?:module|gem)\b|[ \t]v\d"
)
_ENDINGS: Final = {
    **dict.fromkeys(("py", "pyi", "pyx", "ipynb"), PYPI),
    **dict.fromkeys(("js", "jsx", "ts", "tsx", "mjs", "cjs", "mts", "cts", "vue", "svelte"), NPM),
    "rb": GEMS,
}
# Below these lies what was installed, which is nobody's own.
_INSTALLED: Final = frozenset({"site-packages", "dist-packages", "node_modules"})
_NAME: Final = re.compile(r"[A-Za-z][\w-]*", re.ASCII)  # what begins with _ is never looked up
_PACKAGE: Final = r"(?:@[a-z0-9~-][\w.~-]{0,99}/)?[A-Za-z0-9][\w.~-]{0,99}"

_MANIFEST_LINE: Final = re.compile(
    rf"[ \t]*(?:\"name\"[ \t]*:[ \t]*\"(?P<npm>{_PACKAGE})\"[ \t]*,?[ \t\r]*$"
    rf"|\"(?P<alias>@?[\w-]{{1,60}})/\*\"[ \t]*:"
    r"|module[ \t]+(?P<go>[\w-]+(?:\.[\w-]+)*(?:/[\w.~-]+)*)[ \t\r]*$"
    r"|(?:require[ \t]+)?(?P<gomod>[\w-]+(?:\.[\w-]+)+/[\w./~-]{1,200})[ \t]+v\d"
    r"|gem[ \t(]+[\"'](?P<gem>[\w.-]{1,80})[\"']"
    r"|name[ \t]*=[ \t]*[\"'](?P<own>[A-Za-z0-9][\w.-]{0,99})[\"'][ \t\r]*(?:#.*)?$"
    r"|(?P<table>[A-Za-z0-9][\w.-]{0,99})[ \t]*=[ \t]*(?:[\"'][\^~=<>*\d]|\{)"
    r"|(?P<line>[A-Za-z0-9][\w.-]{0,99})(?:\[[\w, -]{1,100}\])?[ \t]*(?:[=~<>!]=|>|<)[ \t]*\d)",
    re.ASCII,
)
_PAIR: Final = re.compile(
    rf"\"(?P<name>{_PACKAGE})\"[ \t]*:[ \t]*\"(?:[\^~=<>v]{{0,2}}[ \t]*\d|[*]|latest|workspace:|file:|link:|npm:|git|https?:)"
)
_QUOTED: Final = re.compile(
    r"[\"'](?P<name>[A-Za-z0-9][\w.-]{0,99})(?:\[[\w, -]{1,100}\])?[ \t]*(?:[=~<>!]=|>|<)[ \t]*\d"
)


def own(ecosystem: str, name: str) -> str:
    """The fact that a project has a module, or is a package, of this name."""
    return f"own {ecosystem} {_normal(ecosystem, name)}"


def needs(ecosystem: str, name: str) -> str:
    """The fact that a manifest asks for a package of this name."""
    return f"needs {ecosystem} {_normal(ecosystem, name)}"


def _normal(ecosystem: str, name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower() if ecosystem == PYPI else name.lower()


class LocalNames:
    """The facts of a text that comes in pieces; the pieces' borders don't matter. At most `limit` are kept."""

    def __init__(self, limit: int = MAX_FACTS) -> None:
        self._limit = limit
        self._facts: dict[str, None] = {}
        self._line: list[str] = []
        self._chars = 0  # of the line that has begun

    def feed(self, text: str) -> None:
        """Take more of the text."""
        first, *rest = text.split("\n")
        self._add(first)
        for line in rest:
            self.end_line()
            self._add(line)

    def _add(self, text: str) -> None:
        left = _MAX_LINE - self._chars
        if text and left > 0:
            self._line.append(text[:left])
            self._chars += len(text)

    def end_line(self) -> None:
        """Read the line that has begun as it is."""
        if self._line:
            line = "".join(self._line)
            self._line.clear()
            self._chars = 0
            if len(self._facts) < self._limit and _HINT.search(line) is not None:
                self._learn(_of_line(line))

    def path(self, path: str | None) -> None:
        """Take the path of a file."""
        if path:
            self._learn(_of_path(path))

    def _learn(self, facts: Iterable[str]) -> None:
        for fact in facts:
            if len(self._facts) >= self._limit:
                return
            self._facts[fact] = None

    def facts(self) -> frozenset[str]:
        """All facts so far; what has begun of a line is read as it is."""
        self.end_line()
        return frozenset(self._facts)


def facts_of_paths(paths: Iterable[str | None]) -> frozenset[str]:
    """The facts of files' paths alone."""
    names = LocalNames()
    for path in paths:
        names.path(path)
    return names.facts()


def facts_of_request(body: Mapping[str, Any], wire: str) -> frozenset[str]:
    """The facts of what a request shows, the newest turns first; `wire` as for `turns`."""
    names, left = LocalNames(MAX_REQUEST_FACTS), MAX_REQUEST_CHARS
    for turn in reversed(list(turns(body, wire))):
        for text in _texts(turn):
            names.feed(text[: max(left, 0)])
            names.end_line()
            left -= len(text)
    return names.facts()


def _texts(turn: object) -> Iterator[str]:
    """What a turn says: a call by the strings among its arguments, which hold paths, commands and files."""
    if isinstance(turn, Called):
        yield from (value for value in turn.arguments.values() if isinstance(value, str))
        return
    if isinstance(turn, Shown):
        yield turn.path
    yield getattr(turn, "text", "")


# -- one line


def _of_line(line: str) -> Iterator[str]:
    for word in _WORD.findall(line):
        if "." in word or "/" in word or "\\" in word:
            yield from _of_path(word.rstrip("."))
    if (said := _MANIFEST_LINE.match(line)) is not None and said.lastgroup is not None:
        yield from _of_manifest(said.lastgroup, said[said.lastgroup])
    if '"' in line or "'" in line:
        yield from (needs(NPM, pair["name"]) for pair in _PAIR.finditer(line))
        for quoted in _QUOTED.finditer(line):
            yield from _needed_python(quoted["name"])


def _of_manifest(kind: str, name: str) -> Iterator[str]:
    match kind:
        case "npm":
            yield own(NPM, name)
            scope, slash, _ = name.partition("/")
            if slash:
                yield own(NPM, f"{scope}/*")
        case "alias":
            yield own(NPM, f"{name}/*")
            yield own(NPM, name)
        case "go" | "gomod":
            yield own(GO, name)
        case "gem":
            yield needs(GEMS, name)
        case "own":
            yield own(PYPI, name)
        case _:
            yield from _needed_python(name)


def _needed_python(name: str) -> Iterator[str]:
    """A distribution may hold modules that are called by a part of its name (`acme-core` holds `acme`)."""
    yield needs(PYPI, name)
    parts = re.split(r"[-_.]+", name)
    if len(parts) > 1:
        yield from (needs(PYPI, part) for part in parts if part)


def _of_path(path: str) -> Iterator[str]:
    """The modules that a file or a folder is: its folders' names, and its own without the ending."""
    parts = [part for part in path.replace("\\", "/").split("/")[-_MAX_PARTS:] if part not in {"", ".", ".."}]
    if not parts or not _INSTALLED.isdisjoint(parts):
        return
    if path.endswith(("/", "\\")):
        for part in filter(_named, parts):
            yield own(PYPI, part)
            yield own(NPM, part)
        return
    stem, _, ending = parts[-1].partition(".")
    ecosystem = _ENDINGS.get(ending.rpartition(".")[2])
    if ecosystem is None:
        return
    # A bare specifier of JavaScript reaches a file only below a folder that is a root of its own: `fast-graph.js` alone is no module.
    names = [*parts[:-1], stem] if ecosystem != NPM or len(parts) > 1 else []
    yield from (own(ecosystem, name) for name in names if _named(name))
    if ecosystem == NPM and parts[0].startswith("@"):
        yield own(NPM, f"{parts[0]}/*")


def _named(name: str) -> bool:
    return len(name) <= _MAX_NAME and _NAME.fullmatch(name) is not None
