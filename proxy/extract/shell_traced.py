"""Text with the way back: which of its characters stand where in the command that it was read from.

Rules for this file: pure; linear. A text with more than `MAX_RUNS` escapes is kept without its way back (a finding there is told of the
whole part), so that a hostile one costs no gigabytes. Counterpart: shell_syntax.py reads words as traced text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from proxy.extract.parts import Stretch

MAX_RUNS: Final = 50_000  # stretches of one text; a file of 50,000 lines in a tab-stripped heredoc
_START: Final = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Traced:
    """A text and its stretches in the outermost command, in order of `start`."""

    text: str
    runs: tuple[Stretch, ...] = ()

    @classmethod
    def whole(cls, text: str) -> Traced:
        """A text that is its own outermost one."""
        return cls(text, (Stretch(0, 0, len(text)),) if text else ())

    def sliced(self, start: int, end: int) -> Traced:
        """The characters from `start` to `end`."""
        return Traced(self.text[start:end], tuple(self._runs(start, end)))

    def _runs(self, start: int, end: int) -> Iterator[Stretch]:
        index = max(bisect_right(self.runs, start, key=_START) - 1, 0)
        while index < len(self.runs) and (run := self.runs[index]).start < end:
            low, high = max(run.start, start), min(run.start + run.length, end)
            if low < high:
                yield Stretch(low - start, run.outer + low - run.start, high - low)
            index += 1

    def replaced(self, pattern: re.Pattern[str], decode: Callable[[re.Match[str]], str]) -> Traced:
        """The text with each match decoded; a match that ends with what it stands for (`\\"`) keeps its way back."""
        text, count = pattern.subn(decode, self.text)
        if count == 0:
            return self
        if count > MAX_RUNS or not self.runs:
            return Traced(text)
        return joined(self._replaced(pattern, decode))

    def _replaced(self, pattern: re.Pattern[str], decode: Callable[[re.Match[str]], str]) -> Iterator[Traced]:
        at = 0
        for found in pattern.finditer(self.text):
            yield self.sliced(at, found.start())
            at, plain = found.end(), decode(found)
            if plain and found.group().endswith(plain):
                yield self.sliced(at - len(plain), at)
            else:
                yield Traced(plain)
        yield self.sliced(at, len(self.text))

    def stripped(self, characters: str) -> Traced:
        """The text without such characters at its end."""
        return self.sliced(0, len(self.text.rstrip(characters)))


def joined(pieces: Iterable[Traced]) -> Traced:
    """Texts one after the other; stretches that touch on both sides become one."""
    texts: list[str] = []
    runs: list[Stretch] = []
    length = 0
    for piece in pieces:
        texts.append(piece.text)
        for run in piece.runs if len(runs) < MAX_RUNS else ():
            last = runs[-1] if runs else None
            start = length + run.start
            if last and (last.start + last.length, last.outer + last.length) == (start, run.outer):
                runs[-1] = Stretch(last.start, last.outer, last.length + run.length)
            else:
                runs.append(Stretch(start, run.outer, run.length))
        length += len(piece.text)
    return Traced("".join(texts), tuple(runs))
