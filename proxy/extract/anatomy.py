"""A block taken apart: each piece of code that stands in it in a form of its own, down to what a file will hold or a shell will run.

A tool call holds strings, a string a patch or a command, a command a heredoc, a heredoc a patch. Each piece says what it stands in, so that
a new text of it can be put back. An edit is laid over the file where the request showed it: then the piece is the whole file after it, its
base the file before, and what both hold isn't the suggestion's.
Rules for this file: pure; depth and number are bounded, and what is left out is named. Counterpart: examination.py scans the pieces.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Final

from proxy.extract import shell_rewrite, tool_args
from proxy.extract.edits import Edits, Span, applied, edits_in, rewritten
from proxy.extract.fim import Fim, fim_part
from proxy.extract.parts import Part
from proxy.extract.seen import SeenFile, find_seen
from proxy.extract.shell import shell_parts
from proxy.extract.tool_args import Call, Edit, parts_of_call
from proxy.extract.tools import Tools
from proxy.extract.xml_tools import xml_tools
from proxy.model import CodeBlock

_DEPTH: Final = 5  # a patch in a heredoc in a shell in a string of a call is four
_PIECES: Final = 1000
_REPEATED: Final = 0.5  # of a file's lines; a block that repeats less isn't that file
_TELLING_CHARS: Final = 4
_NO_PLACE: Final = -1  # the number of a piece that no new text can be put back for
_SHELLS: Final = {"bash": "sh", "powershell": "powershell", "batch": "cmd"}
_UNTOUCHED: Final = frozenset(
    {"argument", "command", "cell"}
)  # what isn't a file's text, whatever path stands beside it

Put = Callable[
    [Mapping[int, str]], str | None
]  # new texts of children, by their number among them -> the text they stand in


@dataclass(frozen=True, slots=True)
class Piece:
    """A text to scan. `within`: the number of the piece it stands in (None: the block), `number`: its own among that one's.

    `part` is what to scan, `shown` what really stands there where `part` is a whole file after an edit.
    """

    part: Part
    shown: Part
    within: int | None
    number: int


@dataclass(frozen=True, slots=True)
class Premises:
    """What an answer is read with: the table of tools, the files that the request showed, the place of a completion in its file."""

    tools: Tools = field(default_factory=Tools)
    files: Callable[[], Mapping[str, SeenFile]] = dict
    fim: Callable[[int], Fim | None] = lambda _choice: None  # what a choice completes
    facts: Callable[[], frozenset[str]] = frozenset  # what the request tells of its own modules and needs


class Anatomy:
    """A block's pieces. Without any the block is scanned as it stands; `alone` False: it isn't a text of its own beside its pieces."""

    def __init__(self, block: CodeBlock, premises: Premises, choice: int = 0) -> None:
        self.block = block
        self.pieces: list[Piece] = []
        self.unread: list[str] = []
        self.alone = True
        self._premises = premises
        self._puts: dict[int | None, Put] = {}
        self._take(choice)

    @cached_property
    def _files(self) -> Mapping[str, SeenFile]:
        return self._premises.files()

    # -- taking apart

    def _take(self, choice: int) -> None:
        block = self.block
        if block.origin in {"tool_call", "custom_tool_call"}:
            freeform = block.origin == "custom_tool_call"
            self._take_call(parts_of_call(block.info, block.text, self._premises.tools, freeform=freeform))
        elif block.origin == "xml_tool":
            self._take_xml()
        elif block.origin == "fim":
            part = fim_part(self._premises.fim(choice) or Fim("", ""), block.text)
            self._add(part, part, None, 0)
            if part.text.strip() != block.text.strip():  # the file may not parse while somebody types in it
                alone = Part(block.text, "fim", part.language, part.path)
                self._add(alone, alone, None, 0)
            self._whole(None)
        else:
            self._descend(block.text, block.language, block.path, None, 0)

    def _take_call(self, call: Call) -> None:
        self.alone = False
        self._tell(call.unread)
        self._puts[None] = partial(_into_call, call, self.block.text)
        self._take_parts(call.parts, None, 0)

    def _take_xml(self) -> None:
        """Tools called in tags: the arguments are those of a call; what stands there is only ever let go or refused whole."""
        self.alone = False
        self._puts[None] = _nowhere
        for tool in xml_tools(self.block.text):
            self._tell(tool.unread)
            call = parts_of_call(tool.name, tool.json, self._premises.tools)
            self._tell(call.unread)
            self._take_parts(call.parts, None, 0)

    def _take_parts(self, parts: Sequence[Part], within: int | None, depth: int) -> None:
        for number, part in enumerate(parts):
            self._tell(part.unread)
            if len(self.pieces) >= _PIECES:
                self._tell(f"more than {_PIECES} pieces of code")
                return
            laid = self._laid(part)
            at = self._add(laid, part, within, number)
            if laid is part:
                self._descend(part.text, part.language, part.path, at, depth + 1, command=part.origin == "command")

    def _descend(
        self, text: str, language: str | None, path: str | None, at: int | None, depth: int, *, command: bool = False
    ) -> None:
        """Take the forms apart that a text holds."""
        edits = Edits((), ()) if command else edits_in(text, language=language, path=path)
        self._tell(edits.unread)
        parts: tuple[Part, ...] = edits.parts
        put: Put = partial(_into_edits, text, parts)
        if parts:
            self._without_edits(at, edits.rest, text)
            self._add_marks(at, edits, text)
        elif command or language in _SHELLS:
            dialect = _SHELLS.get(language or "", "sh")
            shell = shell_parts(text, dialect=dialect)
            self._tell(shell.unread)
            parts, put = shell.parts, partial(_into_shell, text, shell.parts, dialect)
        if not parts:
            return
        if depth >= _DEPTH:
            self._tell("code that stands in code too deep")
            return
        self._puts[at] = put
        self._take_parts(parts, at, depth)

    def _without_edits(self, at: int | None, rest: Sequence[Span], text: str) -> None:
        """What stands around edits is scanned in the place of the text that holds both sides of them."""
        words = "".join(text[span.start : span.end] for span in rest)
        if at is None:
            self.alone = False
            if words.strip():
                part = Part(words, "argument")
                self._add(part, part, None, _NO_PLACE)
        else:
            piece = self.pieces[at]
            self.pieces[at] = replace(piece, part=Part(words, "argument"))

    def _add_marks(self, at: int | None, edits: Edits, text: str) -> None:
        """Markers and headers are a text of their own, but for lines that the request showed: what is found there is found in the edit."""
        rows = [text[span.start : span.end] for span in edits.marks]
        words = "\n".join(row.rstrip("\r\n") for row in rows if row.strip() and not self._is_shown(row.strip()))
        if words and len(self.pieces) < _PIECES:
            part = Part(words, "argument")
            self._add(part, part, at, _NO_PLACE)

    def _is_shown(self, line: str) -> bool:
        return any(line in file.text for file in self._files.values())

    def _laid(self, part: Part) -> Part:
        """The part laid over its file, where the request showed that."""
        seen = find_seen(self._files, part.path) if part.path else None
        if seen is None or part.origin in _UNTOUCHED - {"argument"}:
            return part
        if part.base is not None:
            return applied(part, seen.text) or part
        return replace(part, base=seen.text) if seen.whole and part.origin != "edit" else part

    def _add(self, part: Part, shown: Part, within: int | None, number: int) -> int:
        self.pieces.append(Piece(part, shown, within, number))
        return len(self.pieces) - 1

    def _whole(self, within: int | None) -> None:
        """The block is its one piece."""
        self.alone = False
        self._puts[within] = _first

    def _tell(self, unread: str) -> None:
        if unread and unread not in self.unread:
            self.unread.append(unread)

    @property
    def base(self) -> str | None:
        """What a block that is one text takes the place of: the file that it names, or of which it repeats most."""
        block = self.block
        seen = find_seen(self._files, block.path) if block.path else None
        if seen is not None:
            return seen.text if seen.whole else None
        said = _lines(block.text)
        shares = [(_share(file.text, said), path) for path, file in self._files.items() if file.whole]
        share, path = max(shares, default=(0.0, ""))
        return self._files[path].text if share >= _REPEATED else None

    # -- putting back

    def rewritten(self, texts: Mapping[int, str]) -> str | None:
        """The block's text with new texts of pieces (of what is `shown`), by their number; None where that can't be done safely."""
        pending: dict[int | None, dict[int, str]] = {}
        for at in range(len(self.pieces) - 1, -1, -1):
            piece, below = self.pieces[at], pending.pop(at, None)
            text = texts.get(at)
            if text is not None and piece.number == _NO_PLACE:
                return None
            if below is not None:
                if text is not None:
                    return None  # the piece and what stands in it: which one comes first nobody can say
                text = self._puts[at](below)
                if text is None:
                    return None
            if text is not None:
                pending.setdefault(piece.within, {})[piece.number] = text
        put = self._puts.get(None)
        return put(pending[None]) if put is not None and None in pending else None


def _lines(text: str) -> frozenset[str]:
    """The lines that tell texts apart."""
    return frozenset(line.strip() for line in text.split("\n") if len(line.strip()) > _TELLING_CHARS)


def _share(file: str, said: frozenset[str]) -> float:
    """How much of a file a text says again."""
    lines = _lines(file)
    return len(lines & said) / len(lines) if lines else 0.0


def _first(texts: Mapping[int, str]) -> str | None:
    return texts.get(0)


def _nowhere(_texts: Mapping[int, str]) -> str | None:
    return None


def _into_call(call: Call, arguments: str, texts: Mapping[int, str]) -> str | None:
    """The arguments with new texts of parts; what was taken out of a part must stand nowhere in them any more."""
    if call.unread:
        return None
    edits = [Edit(number, *_difference(call.parts[number].text, text)) for number, text in texts.items()]
    made = tool_args.rewritten(arguments, tool_args.changed(call, arguments, edits))
    gone = [call.parts[edit.part].text[edit.start : edit.end].strip() for edit in edits]
    return None if any(word and json.dumps(word)[1:-1] in made for word in gone) else made


def _into_edits(text: str, parts: Sequence[Part], texts: Mapping[int, str]) -> str | None:
    return rewritten(text, parts, dict(texts))


def _into_shell(command: str, parts: Sequence[Part], dialect: str, texts: Mapping[int, str]) -> str | None:
    if len(texts) != 1:
        return None  # the places of the others have moved
    ((number, text),) = texts.items()
    return shell_rewrite.rewritten(command, parts[number], text, dialect=dialect)


def _difference(old: str, new: str) -> tuple[int, int, str]:
    """The stretch of `old` that `new` has something else for."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return start, len(old) - end, new[start : len(new) - end]
