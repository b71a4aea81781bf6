"""A part of a block: code that stands in it in a form of its own, with the way back to where it stands.

A tool call's arguments hold code in JSON strings; a patch holds two sides of several files; a shell command holds a heredoc that holds a
patch. Each extractor gives the parts of one text; parts.py's user asks again for the parts of a part.
Rules for this file: nouns only. Counterparts: tool_args.py, edits.py, shell.py, fim.py make them; review.py scans them.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Stretch:
    """`length` characters that stand in the part at `start` and in the outer text at `outer`, the same in both."""

    start: int
    outer: int
    length: int


@dataclass(frozen=True, slots=True)
class Part:
    """Code inside of a text.

    `text` is the new side as it would stand in the file (or run), `base` the text that it replaces in the same file (None: nothing, or not
    known; "" never). `stretches` say where characters of `text` stand in the outer text, in order of `start`; what they leave out stands
    nowhere (context that the outer text doesn't show, or characters that an escape wrote differently).
    `origin`: "argument", "edit", "patch", "file", "command", "heredoc", "inline", "decoded", "cell".
    `language` None: unknown stays unknown.
    `where`: the way to a string in a call's arguments (`("edits", 0, "newText")`), empty in texts.
    """

    text: str
    origin: str
    language: str | None = None
    path: str | None = None
    base: str | None = None
    stretches: tuple[Stretch, ...] = field(default=())
    where: tuple[str | int, ...] = ()
    unread: str = (
        ""  # why the text couldn't be read as what it claims to be; the policy decides as for an unparsed block
    )
