"""Markdown read three ways at once, for rows of tables: whole, character by character, and with text behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from proxy.extract.fences import Closed, Event, Line, Markdown, Opened, Prose

TRAILER = "\n\nThe end.\n"


@dataclass(frozen=True)
class Block:
    """A block as a table row writes it: code with its container prefixes off."""

    code: str
    info: str = ""
    origin: str = "fence"
    closed: bool = True


def events(pieces: Iterable[str]) -> list[Event]:
    """All events of a text that comes in `pieces`, with the bookkeeping checked on the way."""
    markdown = Markdown()
    given: list[Event] = []
    inside = 0  # what was taken and not given
    for piece in pieces:
        fresh = markdown.feed(piece)
        given += fresh
        inside += len(piece) - sum(len(event.raw) for event in fresh)
        assert markdown.held == inside
    given += markdown.finish()
    assert markdown.held == 0
    assert not markdown.in_block
    return given


def joined(given: Iterable[Event]) -> list[Event]:
    """The events with neighbouring prose joined, so that two cuts of a text can be compared."""
    merged: list[Event] = []
    for prose, group in groupby(given, key=lambda event: isinstance(event, Prose)):
        run = list(group)
        merged += [Prose("".join(event.raw for event in run))] if prose else run
    return merged


def outline(given: Iterable[Event]) -> list[str | Block]:
    """Prose as strings, blocks as Blocks."""
    parts: list[str | Block] = []
    opened: Opened | None = None
    code: list[str] = []
    for event in joined(given):
        match event:
            case Prose(text):
                assert opened is None
                parts.append(text)
            case Opened():
                assert opened is None
                opened, code = event, []
            case Line():
                assert opened is not None
                tags = event.prefix[event.prefix.find("<") :] if opened.origin == "html" and "<" in event.prefix else ""
                code.append(tags + event.text + event.eol)
            case Closed():
                assert opened is not None
                parts.append(Block("".join(code), opened.info, opened.origin, event.closed))
                opened = None
    assert opened is None
    return parts


def read(text: str) -> list[str | Block]:
    """The outline of a text, the same however it is cut; text behind it changes no block but the last, which it may make longer."""
    whole = joined(events([text]))
    assert "".join(event.raw for event in whole) == text
    assert joined(events(text)) == whole
    parts = outline(whole)
    blocks = [part for part in parts if isinstance(part, Block)]
    trailed = [part for part in outline(events(text + TRAILER)) if isinstance(part, Block)]
    assert trailed[: len(blocks) - 1] == blocks[:-1]
    assert [block.code.rstrip("\r\n ") for block in blocks] == [
        block.code[: len(own.code.rstrip("\r\n "))] for block, own in zip(trailed, blocks, strict=False)
    ]
    return parts
