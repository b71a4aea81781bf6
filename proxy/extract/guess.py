"""Which language a text without a name is written in: the likeliest one, and a second where the margin is small.

Each language has marks that its programs show and others seldom do; a line that shows one counts with its weight. What shows too few is of
no language: prose, output and data stay unknown. Where two languages share most of their marks (JavaScript and TypeScript, C and C++) both
are named, for both to be scanned.
A tag may say another language than the lines do. What the lines of the common languages can't be mistaken for is looked for first, because
that costs a hundredth of scoring them all.
Rules for this file: pure; bounded: it reads the first lines only, each to a bounded length, with patterns that are linear in a line.
Counterpart: languages.py reads names that stand there.
"""

# ruff: noqa: E501 - an alternative is one line
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from proxy.extract.marks import MARKS

MAX_LINES: Final = 120
MAX_LINE_CHARS: Final = 240
LEAST: Final = 3  # one strong mark, or a few weak ones
NEAR: Final = 0.6  # a second language that shows this share of the best one's marks is named too
_CAP: Final = 4  # times that one mark counts: a hundred semicolons say no more than a few

_COMPILED: Mapping[str, tuple[tuple[int, re.Pattern[str]], ...]] = MappingProxyType(
    {name: tuple((weight, re.compile(mark)) for weight, mark in marks) for name, marks in MARKS.items()}
)
# A dialect says it by marks of its own; its kin shares the rest, and is scanned too.
_KIN: Final = MappingProxyType({"typescript": "javascript", "cpp": "c"})


# Whose lines a file of the language may be full of: the same code with or without types or markup, or a file that holds others.
_ALIKE: Final = (
    frozenset({"javascript", "typescript", "jsx", "tsx", "vue", "svelte", "html"}),
    frozenset({"c", "cpp", "objectivec"}),
    frozenset({"kotlin", "java", "scala", "groovy"}),
    frozenset({"html", "php", "erb", "ejs", "razor", "blade", "jsp", "vue", "svelte", "xml"}),
    frozenset({"yaml", "ini", "toml", "json", "nginx"}),
    frozenset({"bash", "dockerfile", "makefile"}),
)
_OWN_LINES: Final = re.compile(
    r"^[ \t]{0,40}+(?:"
    r"(?P<python>(?:async )?def \w+\([^()\n]{0,200}\)(?: ?->[^\n:]{1,60})?:[ \t]*$|from [\w.]+ import \w|import [a-z_]\w*(?:\.\w+)?[ \t]*$|elif [^\n{]{1,100}:[ \t]*$)"
    r"|(?P<javascript>(?:const|let) [\w{\[][^\n=]{0,80}= ?\S|import [^\n;]{1,100} from [\"']|module\.exports|(?:async )?function \w+\([^\n]{0,100}\{|[\w.]{1,60}\([^\n]{0,120}(?:=>|function ?\w{0,40}\([^\n)]{0,80}\)) ?\{[ \t]*$)"
    r"|(?P<php><\?php|\$\w{1,40} ?= ?[^\n]{1,200};[ \t]*$)"
    r"|(?P<go>package \w+[ \t]*$|func [^\n]{1,150}\{[ \t]*$|\w+(?:, \w+)? := )"
    r"|(?P<java>import [a-z]\w*(?:\.\w+){2,9};|(?:public|private) (?:static |final )?(?:class|void|String) \w)"
    r"|(?P<csharp>using (?:System|Microsoft)\b|namespace [A-Z][\w.]*)"
    r"|(?P<ruby>require(?:_relative)? [\"']|def \w+[?!]?[ \t]*$|class \w+ < [A-Z])"
    r"|(?P<rust>use \w+::|(?:pub )?fn \w+[(<]|let mut \w)"
    r"|(?P<c>#[ \t]?include [<\"])"
    r"|(?P<bash>#!/\S*\bsh\b|sudo \S|apt(?:-get)? install |curl (?:-\w|http)|export [A-Z_]+=|set -e)"
    r"|(?P<powershell>\$\w+ ?= ?(?:Get|New|Invoke|ConvertTo)-\w|(?:Get|Set|New|Remove|Invoke|Start|Add)-[A-Z]\w+ )"
    r"|(?P<sql>(?:SELECT [^\n]{1,200}FROM |INSERT INTO |CREATE TABLE |GRANT |DELETE FROM )\w)"
    r"|(?P<dockerfile>FROM [\w./-]+(?::[\w.-]+)?[ \t]*$|RUN \S)"
    r"|(?P<terraform>(?:resource|data) \"\w+\" \"[\w-]+\" ?\{)"
    r"|(?P<yaml>apiVersion: ?\w|AWSTemplateFormatVersion:|runs-on: ?\S)"
    r")",
    re.MULTILINE,
)
_PAGES: Final = frozenset({"html", "vue", "svelte", "xml", "erb", "ejs", "razor", "blade", "jsp"})
_CARRIERS: Final = frozenset({"bash", "dockerfile", "makefile", "terraform", "yaml"})  # a heredoc in them is what it is
_TAG: Final = re.compile(r"<[A-Za-z!/?%@]|\{[{%#@]|@\w")
_LEAST_OWN_LINES: Final = 2
_SNIFFED_CHARS: Final = 16_384
_SURELY: Final = 8  # two strong marks, beside lines of its own
_HARDLY: Final = 0.4  # a tag whose language shows less than this share of another's marks is wrong


@dataclass(frozen=True, slots=True)
class Guess:
    """A language and how much speaks for it."""

    language: str
    score: int


def scores(text: str) -> list[Guess]:
    """Every language that the text shows marks of, the likeliest first."""
    counted: dict[tuple[str, int], int] = {}
    for line in _lines(text):
        for language, marks in _COMPILED.items():
            for index, (_, mark) in enumerate(marks):
                if mark.search(line):
                    counted[language, index] = counted.get((language, index), 0) + 1
    totals: dict[str, int] = {}
    for (language, index), times in counted.items():
        totals[language] = totals.get(language, 0) + min(times, _CAP) * _COMPILED[language][index][0]
    return sorted((Guess(name, score) for name, score in totals.items()), key=lambda guess: -guess.score)


def languages_of(ranked: Sequence[Guess]) -> tuple[str, ...]:
    """The likeliest language of what was scored, and a second one where it is nearly as likely; empty where nothing speaks for any."""
    if not ranked or ranked[0].score < LEAST:
        return ()
    best = ranked[0]
    second = next((each for each in ranked[1:] if each.score >= max(best.score * NEAR, LEAST)), None)
    if second is None or _KIN.get(best.language) == second.language:
        return (best.language,)
    return (best.language, second.language)


def languages_of_text(text: str) -> tuple[str, ...]:
    """`languages_of` the scores of a text."""
    return languages_of(scores(text))


def mistagged(text: str, tagged: str) -> str | None:
    """The language that a text is surely written in though it is tagged as `tagged`; None where the tag may be right."""
    if tagged in _PAGES and _TAG.search(text) is None:
        named = languages_of_text(text)
        return named[0] if named and named[0] != tagged else None
    if tagged in _CARRIERS and "<<" in text:
        return None
    own: dict[str, int] = {}
    for found in _OWN_LINES.finditer(text, 0, _SNIFFED_CHARS):
        name = found.lastgroup or ""
        own[name] = own.get(name, 0) + 1
    strange = [name for name, times in own.items() if times >= _LEAST_OWN_LINES and not _alike(name, tagged)]
    if not strange or max(own[name] for name in strange) <= own.get(tagged, 0):
        return None
    ranked = scores(text)
    best = ranked[0] if ranked else Guess(tagged, 0)
    score = max((guess.score for guess in ranked if _alike(guess.language, tagged)), default=0)
    wrong = best.score >= _SURELY and score < best.score * _HARDLY
    return best.language if wrong and best.language in strange else None


def _alike(one: str, other: str) -> bool:
    return one == other or any(one in group and other in group for group in _ALIKE)


def _lines(text: str) -> Iterator[str]:
    """The lines that are looked at."""
    at = 0
    for _ in range(MAX_LINES):
        end = text.find("\n", at)
        line = text[at : min(at + MAX_LINE_CHARS, len(text) if end < 0 else end)]
        if line.strip():
            yield line
        if end < 0:
            return
        at = end + 1
