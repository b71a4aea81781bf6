"""What a request shows of files: so that an edit can be read in the file that it changes, and what stood there isn't blamed on it.

A file is shown by the answer of a reading tool, by what the assistant itself wrote with a tool that didn't fail, by a fence or a tag of the
user's that names it. Edits that were made since are made to the text here as well, where it has the old side just once. Later ones win.
A text that may be a stretch of its file, or may have changed since, is marked (`whole` False).
Rules for this file: pure; time is linear in the request but for edits, whose work is bounded; so is what is kept, newest first.
Counterpart: review.py applies an edit to what is seen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from proxy.extract.listings import Listing, attachments, fences, listing
from proxy.extract.turns import Called, Returned, Said, Shown, Turn, turns

MAX_FILES: Final = 200
MAX_CHARS: Final = 2 * 1024 * 1024
_MAX_EDIT_WORK: Final = 64 * 1024 * 1024  # characters looked through for old sides
_MAX_PATH_CHARS = 1024
_PATH_KEYS = (
    "path", "file_path", "filePath", "filepath", "notebook_path", "absolute_path", "target_file", "relative_path", "filename",
)  # fmt: skip
_WHOLE_KEYS = ("content", "contents", "file_text", "new_text")
_OLD_KEYS = ("old_string", "oldString", "old_str", "old_text", "oldText")
_NEW_KEYS = ("new_string", "newString", "new_str", "new_text", "newText")
_ALL_KEYS = ("replace_all", "replaceAll")
_LIST_KEYS = ("edits", "replacements")
_CHANGE_KEYS = (
    "new_source",
    "newCode",
    "code",
    "changes",
    "code_edit",
    "diff",
    "patch",
    "patchText",
    "input",
    "insert_line",
)
_RANGE_KEYS = frozenset({
    "offset", "limit", "view_range", "start_line", "end_line", "startLine", "endLine", "line_range", "line_ranges", "pages", "range",
    "start_line_one_indexed", "end_line_one_indexed", "max_lines", "head", "tail",
})  # fmt: skip
_FROM_THE_START = ("offset", "start_line", "startLine", "start_line_one_indexed")
_SEVERAL_KEYS = ("files", "paths", "file_paths", "args")
_READS = frozenset({"read", "view", "open", "cat", "show"})
_ADDS = frozenset({"append", "insert"})
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_FAILED = re.compile(
    r"\s*(?:<tool_use_error>|error\b|failed\b|(?:the )?(?:file|path) [^\n]{0,200}(?:not found|does not exist)|user (?:denied|rejected))",
    re.IGNORECASE,
)
_PATCHED = re.compile(
    r"^(?:\*\*\* (?:Add|Update|Delete) File: |\*\*\* Move to: |\+\+\+ (?:b/)?)([^\n\t]{1,1024})", re.MULTILINE
)
_COMMAND_KEYS = ("command", "cmd", "commands")
_SHOWS = re.compile(
    r"\s*(?:cd\s+\S+\s*&&\s*)?(?:(?P<all>cat(?:\s+-n)?|nl(?:\s+-ba)?)|(?:sed\s+-n\s+\S+|(?:head|tail)(?:\s+-\S+)*(?:\s+\d+)?))\s+(?P<path>[^\s|<>;&*?$\"'`(){}-][^\s|<>;&*?$\"'`(){}]*)\s*\Z"
)


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file as the request shows it. `whole` False: this may be a stretch of it, or it may have changed since."""

    text: str
    whole: bool = True


def files_seen(body: Mapping[str, Any], wire: str) -> dict[str, SeenFile]:
    """The files that a request shows, by the path as written there, newest first; `wire` is "chat", "messages" or "responses"."""
    files = _Files()
    calls: dict[str, Called] = {}
    for turn in turns(body, wire):
        if isinstance(turn, Called):
            calls[turn.id] = turn
        elif isinstance(turn, Returned):
            if (call := calls.pop(turn.id, None)) is not None:
                _returned(files, call, turn)
        else:
            for found in _shown(turn):
                files.put(found.path, found.text, whole=found.whole)
    return files.newest()


def find_seen(files: Mapping[str, SeenFile], path: str) -> SeenFile | None:
    """The file that a path means: by its spelling, else the only one whose path ends as this one does, or the other way round."""
    if (exact := files.get(path)) is not None:
        return exact
    wanted = _parts(path)
    near = [name for name in files if _same(_parts(name), wanted)]
    equal = [name for name in near if _parts(name) == wanted]
    chosen = equal[:1] or (near if len(near) == 1 else [])
    return files[chosen[0]] if chosen and wanted else None


def _parts(path: str) -> list[str]:
    return [part for part in path.replace("\\", "/").split("/") if part not in {"", "."}]


def _same(one: list[str], two: list[str]) -> bool:
    length = min(len(one), len(two))
    return length > 0 and one[-length:] == two[-length:]


class _Files:
    """The files so far, the newest last."""

    def __init__(self) -> None:
        self._files: dict[str, SeenFile] = {}
        self._work = 0

    def put(self, path: str, text: str, *, whole: bool = True) -> None:
        """Take a file's text; a stretch of a file doesn't replace the whole of it where it stands in it."""
        if not path or len(path) > _MAX_PATH_CHARS or len(text) > MAX_CHARS:
            return
        old = self._files.pop(path, None)
        if old is not None and old.whole and not whole and self._spend(old.text) and text.strip("\n") in old.text:
            self._files[path] = old
        else:
            self._files[path] = SeenFile(text, whole)

    def edit(self, path: str, old: str, new: str, *, everywhere: bool) -> None:
        """Make an edit that a tool has made; where that can't be known, the text is no longer the file's."""
        seen = self._files.get(path)
        if seen is None:
            if not old and new:
                self.put(path, new)
            return
        count = seen.text.count(old) if old and self._spend(seen.text) else 0
        fits = len(seen.text) + count * (len(new) - len(old)) <= MAX_CHARS
        if fits and (count == 1 or (count and everywhere)):
            self.put(path, seen.text.replace(old, new), whole=seen.whole)
        else:
            self.doubt(path)

    def doubt(self, path: str) -> None:
        """The file has changed in a way that isn't known."""
        if (seen := self._files.get(path)) is not None:
            self._files[path] = replace(seen, whole=False)

    def _spend(self, text: str) -> bool:
        self._work += len(text)
        return self._work <= _MAX_EDIT_WORK

    def newest(self) -> dict[str, SeenFile]:
        """The files that fit the bounds, newest first."""
        kept: dict[str, SeenFile] = {}
        left = MAX_CHARS
        for path, seen in reversed(self._files.items()):
            if len(kept) == MAX_FILES:
                break
            if len(seen.text) <= left:
                kept[path] = seen
                left -= len(seen.text)
        return kept


def _shown(turn: Turn) -> Iterator[Listing]:
    """What a message shows: of the user's text only, since an assistant's is an answer and a system's holds examples."""
    if isinstance(turn, Shown):
        yield Listing(turn.text, path=turn.path)
    elif isinstance(turn, Said) and turn.role == "user":
        yield from fences(turn.text)
        yield from attachments(turn.text)


def _returned(files: _Files, call: Called, answer: Returned) -> None:
    """What a call did, or showed, now that its answer is there."""
    if answer.failed or _FAILED.match(answer.text) is not None:
        return
    arguments = call.arguments
    path = _first(arguments, _PATH_KEYS)
    words = {word.lower() for word in _WORD.findall(call.name)}
    if any(key in arguments for key in (*_OLD_KEYS, *_LIST_KEYS)):
        _edited(files, path, arguments)
    elif any(key in arguments for key in _CHANGE_KEYS):
        for name in [path, *_patched(arguments)]:
            files.doubt(name)
    elif (text := _first(arguments, _WHOLE_KEYS)) or any(key in arguments for key in _WHOLE_KEYS):
        files.doubt(path) if words & _ADDS else files.put(path, text)
    elif command := _command(arguments):
        _ran(files, command, answer.text)
    elif words & _READS or arguments.get("command") == "view":
        _read(files, path, arguments, answer.text)


def _edited(files: _Files, path: str, arguments: Mapping[str, Any]) -> None:
    """Make the edits of a call, in order; each may name a file of its own."""
    listed = [item for key in _LIST_KEYS if isinstance(arguments.get(key), list) for item in arguments[key]]
    for item in [arguments, *listed]:
        if isinstance(item, Mapping) and any(key in item for key in (*_OLD_KEYS, *_NEW_KEYS)):
            everywhere = any(item.get(key) is True for key in _ALL_KEYS)
            files.edit(
                _first(item, _PATH_KEYS) or path,
                _first(item, _OLD_KEYS),
                _first(item, _NEW_KEYS),
                everywhere=everywhere,
            )


def _patched(arguments: Mapping[str, Any]) -> Iterator[str]:
    for key in _CHANGE_KEYS:
        if isinstance(patch := arguments.get(key), str):
            yield from (found[1].strip() for found in _PATCHED.finditer(patch))


def _read(files: _Files, path: str, arguments: Mapping[str, Any], text: str) -> None:
    """Take what a reading tool gave back: one file, or several that it names itself."""
    if path:
        found = listing(text)
        files.put(path, found.text, whole=found.whole and not _is_ranged(arguments))
        return
    for many in _many(text) if any(key in arguments for key in _SEVERAL_KEYS) else ():
        files.put(many.path, many.text, whole=many.whole)


def _is_ranged(arguments: Mapping[str, Any]) -> bool:
    """The call asked for a stretch of the file, but for one that starts where the file does and has no end."""
    asked = {key for key in _RANGE_KEYS if arguments.get(key) not in (None, "", [])}
    return bool(asked - {key for key in _FROM_THE_START if arguments.get(key) in (0, 1)})


def _many(text: str) -> Iterator[Listing]:
    """Several files in one answer: between tags that name them, or as JSON (Cline)."""
    try:
        items = json.loads(text)
    except (ValueError, RecursionError):
        yield from attachments(text)
        return
    for item in items if isinstance(items, list) else []:
        if isinstance(item, Mapping) and item.get("success") is not False:
            found = listing(_first(item, ("result", "content")))
            yield Listing(found.text, found.whole, _first(item, ("query", *_PATH_KEYS)))


def _command(arguments: Mapping[str, Any]) -> str:
    """The command that a shell was asked to run; of a program with its arguments, the last one (bash -lc ...)."""
    for key in _COMMAND_KEYS:
        value = arguments.get(key)
        last = value[-1] if isinstance(value, list) and value else value
        if isinstance(last, str) and last != "view":
            return last
    return ""


def _ran(files: _Files, command: str, text: str) -> None:
    """Take what a command printed that shows just one file."""
    if (shows := _SHOWS.match(command)) is not None:
        found = listing(text)
        files.put(shows["path"], found.text, whole=found.whole and shows["all"] is not None)


def _first(arguments: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return next((value for key in keys if isinstance(value := arguments.get(key), str) and value), "")
