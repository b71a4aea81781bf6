"""What reading Markdown gives: prose, and blocks of code as their lines.

A block is one Opened, any number of Lines, one Closed. The raw texts of all events, in order, are the text that was read.
Rules for this file: values only. Counterpart: fences.py makes them, gate.py decides what to do with them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prose:
    """Text outside code."""

    text: str

    @property
    def raw(self) -> str:
        """The upstream text of the event."""
        return self.text


@dataclass(frozen=True, slots=True)
class Opened:
    """A block begins. `raw`: the opening line ("" where the first line is code already, or where the closer before it opens too).

    `origin`: "fence" | "indented" | "html", or without any fence "edit" | "patch" | "xml_tool" (then `raw` is "", the markers are lines;
    a ```tool fence is "xml_tool" too).
    `path`: the file that the info string or the line before names, `near`: one that is named before it with a blank line between.
    `closer`: a line that ends the block early, with its container prefix; "" where none is needed.
    """

    raw: str
    origin: str
    info: str = ""
    language: str | None = None
    path: str | None = None
    closer: str = ""
    near: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of code: its container prefix and indentation, its text, its line end ("" at the end of the text)."""

    prefix: str
    text: str
    eol: str

    @property
    def raw(self) -> str:
        """The upstream text of the event."""
        return self.prefix + self.text + self.eol


@dataclass(frozen=True, slots=True)
class Closed:
    """A block ends. `raw`: the closing line, if it has one. `closed` False: its container or the text ended first."""

    raw: str
    closed: bool


Event = Prose | Opened | Line | Closed


def joined(events: list[Event]) -> list[Event]:
    """The events with neighbouring prose put together."""
    if len(events) <= 1:
        return events
    given: list[Event] = []
    texts: list[str] = []
    for event in events:
        if isinstance(event, Prose):
            texts.append(event.text)
            continue
        if texts:
            given.append(Prose("".join(texts)))
            texts = []
        given.append(event)
    if texts:
        given.append(Prose("".join(texts)))
    return given
