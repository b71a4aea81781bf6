"""In which languages a text is read whose language nobody says, or whose tag says something else than its lines.

The heuristics of extract/guess.py name one language, or two where they can't tell. Where they aren't sure and the text is long enough, a
model is asked that may stand beside them: its answer is one more candidate, and the only one where they named none. Without the model
(`pip install codeward[magika]`) the heuristics are all.
Rules for this file: no I/O of its own; bounded: three candidates at most. Counterparts: magika.py is the model, scanner.py reads.
"""

from __future__ import annotations

from typing import Final, Protocol

from proxy.extract.guess import LEAST, NEAR, Guess, scores
from proxy.extract.guess import languages_of as ranked_languages
from proxy.scan.magika import MagikaModel, installed

MIN_CHARS: Final = 120  # the model knows little of less: two of three right, against nine of ten
SURE: Final = 12  # a score of three strong marks; a best one below is doubtful whatever comes behind it
UNTAGGED: Final = frozenset({"text"})  # a tag that says that nobody said


class Model(Protocol):
    """What names the language of a text."""

    def language(self, text: str) -> str | None:
        """A canonical name, None where the model knows none that we know."""


class Guesser:
    """One a worker. `model` None: the heuristics alone."""

    def __init__(self, model: Model | None) -> None:
        self._model = model

    def languages(self, text: str) -> tuple[str, ...]:
        """The languages to read a text in, the likeliest first; empty where nothing speaks for any."""
        ranked = scores(text)
        named = ranked_languages(ranked)
        if self._model is None or not _doubtful(ranked) or len(text) < MIN_CHARS:
            return named
        told = self._model.language(text)
        return named if told is None or told in named[:1] else _with(named, told)


def default_guesser() -> Guesser:
    """With the model where that is installed; it loads when it is first asked."""
    return Guesser(MagikaModel() if installed() else None)


def _with(named: tuple[str, ...], told: str) -> tuple[str, ...]:
    """The candidates with the model's: first where the heuristics named none or it decides between their two."""
    if not named or told in named:
        return (told, *(each for each in named if each != told))
    return (*named, told)


def _doubtful(ranked: list[Guess]) -> bool:
    if not ranked or ranked[0].score < max(SURE, LEAST):
        return True
    return len(ranked) > 1 and ranked[1].score >= ranked[0].score * NEAR
