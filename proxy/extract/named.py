"""A line that is just a file's name, as assistants put it before a fence or an edit: `src/app.py`, **src/app.py**:, ### `src/app.py`.

Source: aider's `strip_filename` (a line before the fence or the SEARCH marker); list and quote markers are ours.
Rules for this file: pure; a line is read up to a bound, in any cuts. Counterparts: fences.py, edit_search.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from proxy.extract.languages import language_of_path, parse_info

MAX_NAME_CHARS = 256  # with its decoration; longer names stand in no answer
MAX_LINE_CHARS = 1024  # of a line that names a file among other words
_QUOTED = re.compile(r"`[^`]{1,256}`")
_MARKERS = re.compile(r"[ \t]*+(?:(?:>|#{1,6}(?=[ \t])|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))[ \t]*+)*+")
_COMMENT = re.compile(r"\s*+(?:#|//|--|;|%|/\*|<!--)[ \t]*+([^ \t][^\r\n]*?)[ \t]*(?:\*/|-->)?[ \t]*(?:[\r\n]|\Z)")
_LABEL = re.compile(r"(?:file|filename|path|datei)[ \t]*:[ \t]*", re.IGNORECASE)
_PLAIN = re.compile(r"(?:[A-Za-z]:[\\/])?[\w@.\\/~+()\[\]-]*[\w\])]")
_SPACED = re.compile(r"(?:[A-Za-z]:[\\/])?[\w@.\\/~+()\[\] -]*[\w\])]")
_EXTENSION = re.compile(r"[\w)\]]\.[A-Za-z]\w{0,9}\Z")


def path_line(line: str) -> str | None:
    """The path that a line consists of, or None where it says anything else."""
    if len(line) > MAX_NAME_CHARS:
        return None
    markers = _MARKERS.match(line)
    bare = line[markers.end() if markers else 0 :].strip()
    bare = _LABEL.sub("", bare.strip("*").strip(), count=1)
    bare = bare.removesuffix(":").strip("*").removesuffix(":").strip()
    quoted = len(bare) > 1 and bare[0] == bare[-1] == "`"
    bare = bare.strip("`").strip()
    if (_SPACED if quoted else _PLAIN).fullmatch(bare) is None:
        return None
    return bare if language_of_path(bare) is not None or _has_extension(bare) else None


def path_comment(line: str) -> str | None:
    """The path that a comment consists of, as a listing's first line: `# core/passwords.py`, `// src/a.ts`, `<!-- index.html -->`."""
    found = _COMMENT.match(line[:MAX_NAME_CHARS])
    return path_line(found[1]) if found else None


def _has_extension(bare: str) -> bool:
    """A name that no table knows is a path where it has a folder and an extension."""
    return ("/" in bare or "\\" in bare) and _EXTENSION.search(bare) is not None


@dataclass(frozen=True, slots=True)
class Named:
    """What is said of a block where it begins: as in events.Opened."""

    language: str | None
    path: str | None
    near: str | None


class NameBefore:
    """The last line with text of a text that comes in cuts: which file it names."""

    __slots__ = ("_blank", "_last", "_line", "_size")

    def __init__(self) -> None:
        self._last = ""
        self._blank = False  # a blank line came behind it
        self._line: list[str] = []
        self._size = 0

    @property
    def path(self) -> str | None:
        """The line before is a path."""
        return None if self._blank else path_line(self._last)

    @property
    def near(self) -> str | None:
        """The last line that had text in it is a path."""
        return path_line(self._last)

    @property
    def mentioned(self) -> str | None:
        """That line has a single path in it."""
        return _mentioned(self._last)

    def names(self, info: str, *, directly: bool) -> Named:
        """What names a block that begins now; `directly`: the line before may be its path."""
        told = parse_info(info)
        path = told.path or (self.path if directly else None)
        language, named = told.language, path or self.near
        if language in {None, "text"} and named is not None:
            language = language_of_path(named) or language
        return Named(language, path, None if path else named or self.mentioned)

    def feed(self, piece: str) -> None:
        """Take more of the line that comes in."""
        if self._size <= MAX_LINE_CHARS:
            self._line.append(piece)
            self._size += len(piece)

    def end(self) -> None:
        """The line is over."""
        line = "".join(self._line)
        self._blank = not line.strip(" \t>")
        if not self._blank:
            self._last = line if self._size <= MAX_LINE_CHARS else ""
        self._line.clear()
        self._size = 0

    def forget(self) -> None:
        """Code came: what was named before names nothing behind it."""
        self._last = ""
        self._line.clear()
        self._size = 0


def _mentioned(line: str) -> str | None:
    found = {path for quoted in _QUOTED.findall(line) if (path := path_line(quoted)) is not None}
    return found.pop() if len(found) == 1 else None
