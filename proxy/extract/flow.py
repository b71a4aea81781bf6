"""A line of prose on its way out: given on as it comes, but for backticks that may open a fence at the line's end, and tags of tools.

Differs from CommonMark on purpose: "Here it is: ```python" opens where no backtick comes before the run and at most one word behind it. A
tool's tag opens anywhere in a line, as it does for the assistants that look for it, but not where a backtick comes before it.
Rules for this file: pure; no more than starts.MAX_LATE_CHARS are held. Counterpart: fences.py decides which lines are prose.
"""

from __future__ import annotations

from proxy.extract.envelopes import Envelopes
from proxy.extract.starts import MAX_OPENER_CHARS, late_run, may_be_late_run


class Flow:
    """One line. `whole_head`: the start is kept up to the bound of openers, because a reading must see the line once more."""

    __slots__ = ("_envelopes", "_head", "_head_chars", "_ticked", "_whole_head", "held", "tool")

    def __init__(self, envelopes: Envelopes, *, whole_head: bool) -> None:
        self.held = ""
        self.tool: str | None = None  # the rest of the line, where a tool begins in it
        self._envelopes = envelopes
        self._ticked = False  # a backtick came that opens nothing
        self._whole_head = whole_head
        self._head: list[str] = []
        self._head_chars = 0

    @property
    def head(self) -> str:
        """The line's start: its first piece at least."""
        return "".join(self._head)[:MAX_OPENER_CHARS]

    def feed(self, piece: str) -> str:
        """What of the line may leave."""
        if not self._head or (self._whole_head and self._head_chars < MAX_OPENER_CHARS):
            self._head.append(piece)
            self._head_chars += len(piece)
        if self._ticked:
            return piece
        text = self.held + piece if self.held else piece
        at = text.find("`")
        before = text if at < 0 else text[:at]
        if "<" in before:
            tag = self._envelopes.tag_in(before, cut=at < 0)
            if tag is not None:
                return self._hold(text, tag.start, whole=tag.whole)
        if at < 0:
            self.held = ""
            return text
        if may_be_late_run(text[at:]):
            self.held = text[at:]
            return text[:at]
        self.held = ""
        self._ticked = True
        return text

    def _hold(self, text: str, at: int, *, whole: bool) -> str:
        """Keep back what is a tool's tag, or may become one."""
        if whole:
            self.held, self.tool = "", text[at:]
        else:
            self.held = text[at:]
        return text[:at]

    def opens(self) -> tuple[int, str] | None:
        """Where the line's end opens a fence: the run's length and the info string."""
        return late_run(self.held)
