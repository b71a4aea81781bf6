"""Putting a part's new text back into the shell text that carries it.

Only the characters that changed are replaced, only where they stand together in the command, and only if the command, read again, carries
the new text there and everything else as before: no requoting, no guess.
Rules for this file: pure; up to three readings. Counterpart: shell.py.
"""

from __future__ import annotations

import re
from typing import Final

from proxy.extract.parts import Part, Stretch
from proxy.extract.shell import Shell, shell_parts

_TABS: Final = re.compile(r"\n\t+")
_PROBE: Final = "${codeward_probe:-x}"  # stays as it is only where the shell expands nothing


def rewritten(command: str, part: Part, new_text: str, *, dialect: str = "sh") -> str | None:
    """The command with `new_text` in the place of the part's text, or None where that needs other quoting."""
    if new_text == part.text:
        return command
    before = shell_parts(command, dialect=dialect)
    prefix, suffix = _kept(part.text, new_text)
    start = _outer(part.stretches, prefix)
    end = start if prefix + suffix == len(part.text) else _outer(part.stretches, len(part.text) - suffix - 1)
    if part not in before.parts or start is None or end is None:
        return None
    end += prefix + suffix != len(part.text)
    if part.text[prefix : len(part.text) - suffix] not in {command[start:end], _TABS.sub("\n", command[start:end])}:
        return None
    changed = new_text[prefix : len(new_text) - suffix]
    candidate = command[:start] + changed + command[end:]
    if not _same_but(before, shell_parts(candidate, dialect=dialect), part, new_text, (start, end)):
        return None
    if ("$" in changed or "`" in changed) and not _verbatim(command, part, (start, end), dialect):
        return None
    return candidate


def _kept(old: str, new: str) -> tuple[int, int]:
    """How many characters stay at the start and at the end."""
    prefix = _same(old, new)
    rest = min(len(old), len(new)) - prefix
    suffix = _same(old[len(old) - rest :][::-1], new[len(new) - rest :][::-1])
    return prefix, suffix


def _same(one: str, other: str) -> int:
    differs = (at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right)
    return next(differs, min(len(one), len(other)))


def _outer(stretches: tuple[Stretch, ...], at: int) -> int | None:
    """Where the character at `at` stands, or None."""
    for stretch in stretches:
        if stretch.start <= at < stretch.start + stretch.length:
            return stretch.outer + at - stretch.start
    return None


def _same_but(before: Shell, after: Shell, part: Part, new_text: str, span: tuple[int, int]) -> bool:
    """Whether only the part changed, and what holds it."""
    if len(before.parts) != len(after.parts) or before.unread != after.unread:
        return False
    index = before.parts.index(part)
    if after.parts[index].text != new_text:
        return False
    return all(
        _key(was) == _key(now) or ((now.origin, now.path) == (was.origin, was.path) and _holds(was, span))
        for was, now in zip(before.parts, after.parts, strict=True)
    )


def _key(part: Part) -> tuple[str, str, str | None, str | None, str | None]:
    return part.text, part.origin, part.language, part.path, part.base


def _holds(part: Part, span: tuple[int, int]) -> bool:
    return any(stretch.outer <= span[1] and span[0] <= stretch.outer + stretch.length for stretch in part.stretches)


def _verbatim(command: str, part: Part, span: tuple[int, int], dialect: str) -> bool:
    """Whether the shell expands nothing there."""
    start, end = span
    probed = shell_parts(command[:start] + _PROBE + command[end:], dialect=dialect)
    return any(
        found.origin == part.origin and found.path == part.path and _PROBE in found.text for found in probed.parts
    )
