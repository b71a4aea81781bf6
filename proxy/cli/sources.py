"""What `codeward scan` looks at: a Markdown answer, a source file, a folder, or standard input, as blocks with their place.

Rules for this file: reads files, never runs, imports or follows them (no symbolic links). What can't be read is named, never left out in
silence; only what isn't text is left out of a folder, and counted. Counterpart: scan.py.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from proxy.extract.fences import Line, Markdown, Opened
from proxy.extract.languages import language_of_path
from proxy.model import CodeBlock

STDIN = "<stdin>"
MAX_FILE_BYTES = 16 << 20  # far above any file written by hand; the scanners bound blocks on their own
_SNIFFED_BYTES = 8192  # as git decides whether a file is text
# Made by tools from other sources, or other people's code: nobody asks about it when he asks about his folder.
_SKIPPED_FOLDERS = frozenset(
    {".git", ".hg", ".svn", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".tox", ".venv", "__pycache__", "node_modules", "venv"}
)  # fmt: skip
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Located:
    """A block and where it stands: `lines[n - 1]` is the line of the file that holds the block's line n."""

    block: CodeBlock
    path: str
    lines: Sequence[int]
    shift: Sequence[int] = ()  # characters of container prefix that stand before each line of the block

    def line(self, number: int) -> int:
        """The file's line of the block's line `number`; past the end it is the last one."""
        return self.lines[min(max(number, 1), len(self.lines)) - 1] if self.lines else 1

    def column(self, number: int, column: int) -> int:
        """The file's column, from 1, of the block's `column`, from 0."""
        return column + 1 + (self.shift[number - 1] if 0 < number <= len(self.shift) else 0)


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that was asked for and could not be looked at."""

    path: str
    reason: str


@dataclass(slots=True)
class Gathered:
    """All that a path holds. `binary` counts files of a folder that aren't text."""

    blocks: list[Located] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    files: int = 0
    binary: int = 0


def gather(path: Path, language: str | None) -> Gathered:
    """Read a file or all files below a folder. `language` "markdown": an answer; None: what the name says."""
    gathered = Gathered()
    folder = path.is_dir()
    for file in _files(path) if folder else (path,):
        _take(gathered, file, language, in_folder=folder)
    return gathered


def gather_text(text: str, language: str | None, path: str = STDIN) -> Gathered:
    """Take a text as it is; without a language it is an assistant's answer."""
    gathered = Gathered(files=1)
    gathered.blocks.extend(blocks_of(text, path, language or "markdown"))
    return gathered


def blocks_of(text: str, path: str, language: str | None) -> list[Located]:
    """The blocks of one text: those of an answer, or the whole of a source file."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if language == "markdown":
        return list(_answer(text, path))
    block = CodeBlock(1, "file", text, language, None if path == STDIN else path)
    return [Located(block, path, range(1, text.count("\n") + 2))]


def decode(raw: bytes) -> str | None:
    """The text of a file, None where it isn't text. Bytes that aren't UTF-8 stand for themselves, so that ASCII defects are still seen."""
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return raw.decode(encoding, "replace")
    if b"\0" in raw[:_SNIFFED_BYTES]:
        return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _take(gathered: Gathered, file: Path, language: str | None, *, in_folder: bool) -> None:
    name = str(file)
    try:
        size = file.stat().st_size
        raw = b"" if size > MAX_FILE_BYTES else file.read_bytes()
    except OSError as error:
        gathered.unread.append(Unread(name, (error.strerror or "can't be read").lower()))
        return
    text = decode(raw)
    if text is None and in_folder:
        gathered.binary += 1
        return
    gathered.files += 1
    if size > MAX_FILE_BYTES:
        gathered.unread.append(Unread(name, f"larger than {MAX_FILE_BYTES >> 20} MiB"))
    elif text is None:
        gathered.unread.append(Unread(name, "not a text file"))
    else:
        gathered.blocks.extend(blocks_of(text, name, language or language_of_path(name)))


def _files(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED_FOLDERS)
        for name in sorted(names):
            file = Path(root, name)
            if file.is_file() and not file.is_symlink():
                yield file


@dataclass(slots=True)
class _Open:
    """A block that is being read."""

    opened: Opened
    texts: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    shift: list[int] = field(default_factory=list)


def _answer(text: str, path: str) -> Iterator[Located]:
    markdown = Markdown()
    line, number = 1, 0
    block: _Open | None = None
    for event in (*markdown.feed(text), *markdown.finish()):
        match event:
            case Opened():
                block = _Open(event)
            case Line() if block is not None:
                block.texts.append(event.text + ("\n" if event.eol else ""))
                block.lines.append(line)
                block.shift.append(len(event.prefix))
            case _ if block is not None:  # a Closed
                number += 1
                opened = block.opened
                yield Located(
                    CodeBlock(
                        number, opened.origin, "".join(block.texts), opened.language, opened.path, opened.info,
                        closed=getattr(event, "closed", True),
                    ),
                    path,
                    tuple(block.lines),
                    tuple(block.shift),
                )  # fmt: skip
                block = None
            case _:
                pass
        line += event.raw.count("\n")
