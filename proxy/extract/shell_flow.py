"""What flows through a shell text: known text, text of a file, text from outside; and the record of where it ended.

Rules for this file: pure. `MAX_TEXT_CHARS` bounds a decoded text; `Record.spend` bounds all that flows, so that `A=$B$B` can't grow.
Counterparts: shell_streams.py and shell_interpreters.py say what one command does, shell_reading.py follows.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from proxy.extract.languages import language_of_path
from proxy.extract.parts import Part
from proxy.extract.shell_shebang import language_of_shebang
from proxy.extract.shell_traced import Traced, joined

SHELL: Final = "bash"  # languages.py's name for what a POSIX shell reads
SHELLS: Final = {SHELL: "sh", "powershell": "powershell", "batch": "cmd"}  # language -> dialect
MAX_TEXT_CHARS: Final = 1 << 20  # a decoded text; assistants write some kilobytes
_WIDE_BYTES: Final = 64  # how many tell UTF-16
_NO_FILES: Final = frozenset({"/dev/null", "/dev/stdout", "/dev/stderr", "/dev/tty", "-", ""})
MAX_PARTS: Final = 2_000  # a command of an assistant has up to ten
OUTSIDE: Final = "text from outside goes to an interpreter"
TOO_MUCH: Final = "a shell text expands to too much"
TOO_MANY: Final = "a shell text writes too many texts"


@dataclass(frozen=True, slots=True)
class Flow:
    """What a word holds or a command prints. `outside`: it holds what can't be known here; `known`: it holds something that can."""

    text: Traced = field(default_factory=lambda: Traced(""))
    outside: bool = False
    origin: str = ""  # "heredoc" or "decoded" where that is known already
    raw: bytes | None = None  # of a decoded text
    layers: int = 0  # how often it was decoded
    other: Traced | None = None  # as a shell prints it whose `echo` reads escapes (zsh, dash)

    @property
    def value(self) -> str:
        """The text as a word of a command."""
        return self.text.text

    @property
    def known(self) -> bool:
        """There is text to look at."""
        return bool(self.text.text) and not self.text.text.isspace()


UNKNOWN: Final = Flow(outside=True)
EMPTY: Final = Flow()


def together(flows: list[Flow]) -> Flow:
    """Flows one after the other."""
    if len(flows) == 1:
        return flows[0]
    origins = [flow.origin for flow in flows if flow.text.text]
    origin = "decoded" if "decoded" in origins else (origins or [""])[0]
    layers = max((flow.layers for flow in flows), default=0)
    return Flow(joined(flow.text for flow in flows), any(flow.outside for flow in flows), origin, None, layers)


def spaced(words: list[Flow]) -> Flow:
    """Words of a command as one text, as `eval` and `ssh` join them."""
    return together([flow for word in words for flow in (Flow(Traced(" ")), word)][1:])


@dataclass(frozen=True, slots=True)
class Call:
    """One simple command as it runs: its name without folder, its arguments, what it reads and where its output goes."""

    name: str
    args: list[Flow]
    stdin: Flow | None = None
    target: str | None = None
    inputs: dict[str, Flow] = field(default_factory=dict)  # `<(…)` by its raw text


@dataclass(frozen=True, slots=True)
class Descent:
    """A text that a shell of its own runs."""

    text: Traced
    dialect: str
    stdin: Flow | None = None


@dataclass(slots=True)
class _Document:
    pieces: list[Flow] = field(default_factory=list)


class Record:
    """What was found. One for a command with all that it holds."""

    def __init__(self, size: int) -> None:
        self.parts: list[Part] = []
        self.unread: list[str] = []
        self.descents: list[Descent] = []
        self.variables: dict[str, Flow] = {}
        self.given: set[str] = set()  # texts that went to a file or an interpreter
        self._documents: dict[str, _Document] = {}
        self._left = 4 * (size + MAX_TEXT_CHARS)  # a text is copied for each place where it ends

    def tell(self, reason: str) -> None:
        """Note what couldn't be read, once."""
        if reason not in self.unread:
            self.unread.append(reason)

    def spend(self, flow: Flow) -> Flow:
        """The flow, or nothing of it where too much flowed already."""
        self._left -= len(flow.value)
        if self._left >= 0:
            return flow
        self.tell(TOO_MUCH)
        return UNKNOWN

    def emit(
        self, flow: Flow, origin: str, language: str | None, path: str | None = None, base: str | None = None
    ) -> None:
        """Give a part."""
        if len(self.parts) >= MAX_PARTS:
            self.tell(TOO_MANY)
            return
        if flow.origin == "decoded" and origin not in {"patch", "edit"}:
            origin = "decoded"
        self.parts.append(Part(flow.value, origin, language, path, base, flow.text.runs))

    def run(self, flow: Flow, origin: str, language: str | None, stdin: Flow | None = None) -> None:
        """An interpreter runs a text."""
        if not flow.known:
            if flow.outside:
                self.tell(OUTSIDE)
            return
        self.given.add(flow.value)
        for text in (flow.text, flow.other):
            if text is not None:
                self.emit(Flow(text, origin=flow.origin), flow.origin or origin, language)
                self._descend(text, language, stdin)

    def _descend(self, text: Traced, language: str | None, stdin: Flow | None = None) -> None:
        if language in SHELLS:
            self.descents.append(Descent(text, SHELLS[language], stdin))

    def write(self, path: str, flow: Flow, *, append: bool) -> None:
        """A file is written, or goes on."""
        path = path.rstrip("\r")
        if path in _NO_FILES or path.startswith(">(") or (flow.outside and not flow.known):
            return
        self.given.add(flow.value)
        document = self._documents.get(path)
        if document is not None and not append:
            self._flush(path)
            document = None
        if document is None:
            document = self._documents[path] = _Document()
        document.pieces.append(flow)
        if flow.other is not None:
            self.emit(Flow(flow.other, origin=flow.origin), flow.origin or "file", language_of_path(path), path)

    def file(self, path: str) -> Flow | None:
        """What this command wrote to a file so far."""
        document = self._documents.get(path)
        return None if document is None else self.spend(together(document.pieces))

    def flush(self) -> None:
        """The files are as the command leaves them."""
        for path in list(self._documents):
            self._flush(path)

    def _flush(self, path: str) -> None:
        flow = together(self._documents.pop(path).pieces)
        if not flow.known:
            return
        language = language_of_path(path) or language_of_shebang(flow.value)
        self.emit(flow, flow.origin or "file", language, path)
        self._descend(flow.text, language)


def decoded(flow: Flow, raw: bytes, layers: int = 1) -> Flow:
    """What a decoder makes of a flow."""
    wide = len(raw) > 1 and not any(raw[1:_WIDE_BYTES:2])  # PowerShell's UTF-16
    text = raw.decode("utf-16-le" if wide else "utf-8", "replace")
    return replace(flow, text=Traced(text), origin="decoded", raw=raw, layers=flow.layers + layers)
