"""Which of two versions is the later one, by the rules of their ecosystem; a version that can't be read is never guessed at.

Sources: PEP 440; Semantic Versioning 2.0 (npm, Cargo, Go, NuGet and Composer, whose versions may have a fourth number); Gem::Version;
Maven's POM reference, "Version Order Specification". Rules for this file: pure, linear. Counterpart: advisories.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import zip_longest
from types import MappingProxyType
from typing import Any, Final

from proxy.scan.dependencies.naming import GEMS, MAVEN, PYPI

_MAX_CHARS: Final = 100
_NUMBERS: Final = r"\d{1,12}(?:\.\d{1,12}){0,11}"
_PEP440: Final = re.compile(
    rf"v?(?:(?P<epoch>\d{{1,6}})!)?(?P<release>{_NUMBERS})"
    r"(?:[-_.]?(?P<pre>alpha|beta|preview|pre|rc|a|b|c)[-_.]?(?P<pre_n>\d{0,12}))?"
    r"(?:-(?P<post_bare>\d{1,12})|[-_.]?(?P<post>post|rev|r)[-_.]?(?P<post_n>\d{0,12}))?"
    r"(?:[-_.]?(?P<dev>dev)[-_.]?(?P<dev_n>\d{0,12}))?(?:\+[a-z0-9._-]{1,60})?",
    re.IGNORECASE,
)
_PRE_RANKS: Final = {"a": 0, "alpha": 0, "b": 1, "beta": 1, "c": 2, "rc": 2, "pre": 2, "preview": 2}
_DEV_ONLY, _FINAL = -1, 3
_SEMVER: Final = re.compile(
    rf"[v=]{{0,2}}(?P<release>{_NUMBERS})(?:-(?P<pre>[0-9A-Za-z.-]{{1,60}}))?(?:\+[0-9A-Za-z.-]{{1,60}})?"
)
_GEM: Final = re.compile(r"\d{1,12}(?:\.[0-9A-Za-z]{1,40}){0,11}(?:-[0-9A-Za-z.-]{1,60})?")
_GEM_PART: Final = re.compile(r"\d+|[a-z]+", re.IGNORECASE)
_MAVEN: Final = re.compile(r"\d[\w.-]*", re.ASCII)
_MAVEN_TOKEN: Final = re.compile(r"([._-]?)(\d+|[a-z]+|(?=[._-]|$))", re.IGNORECASE)
_QUALIFIERS: Final = ("alpha", "beta", "milestone", "rc", "snapshot", "", "sp")
_SAME_QUALIFIER: Final = {"cr": "rc", "final": "", "ga": "", "release": ""}
_SHORT_QUALIFIER: Final = {"a": "alpha", "b": "beta", "m": "milestone"}  # where a number follows

_Key = tuple[Any, ...]


def compare(ecosystem: str, one: str, other: str) -> int | None:
    """Less than, equal to or more than zero, as `one` comes before, with or after `other`; None where either can't be read."""
    if max(len(one), len(other)) > _MAX_CHARS:
        return None
    if ecosystem == MAVEN:
        return _compare_maven(one, other)
    key = _KEYS.get(ecosystem, _semver)
    first, second = key(one), key(other)
    if first is None or second is None:
        return None
    return (first > second) - (first < second)


def _release(text: str) -> tuple[int, ...]:
    """The numbers without zeros at the end: 1.0 and 1.0.0 are one version."""
    numbers = [int(part) for part in text.split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def _pep440(text: str) -> _Key | None:
    found = _PEP440.fullmatch(text.strip())
    if found is None:
        return None
    posted = found["post_bare"] is not None or found["post"] is not None
    if found["pre"] is not None:
        before = (_PRE_RANKS[found["pre"].lower()], int(found["pre_n"] or 0))
    else:
        before = (_DEV_ONLY if found["dev"] is not None and not posted else _FINAL, 0)
    after = int(found["post_bare"] or found["post_n"] or 0) if posted else -1
    unfinished = (0, int(found["dev_n"] or 0)) if found["dev"] is not None else (1, 0)
    return int(found["epoch"] or 0), _release(found["release"]), before, after, unfinished


def _semver(text: str) -> _Key | None:
    found = _SEMVER.fullmatch(text.strip())
    if found is None:
        return None
    if found["pre"] is None:
        return _release(found["release"]), 1, ()
    parts = (part.lower() for part in found["pre"].split("."))
    return _release(found["release"]), 0, tuple((0, int(p), "") if p.isdecimal() else (1, 0, p) for p in parts)


def _gem(text: str) -> _Key | None:
    """Words come before numbers; what is missing counts as 0, and so do zeros before a word."""
    if _GEM.fullmatch(text.strip()) is None:
        return None
    parts = [part.lower() for part in _GEM_PART.findall(text.replace("-", ".pre."))]
    at = next((at for at, part in enumerate(parts) if not part.isdecimal()), len(parts))
    made: list[tuple[int, int, str]] = []
    for piece in (parts[:at], parts[at:]):
        while piece and piece[-1].isdecimal() and not int(piece[-1]):
            piece.pop()
        made += [(1, int(part), "") if part.isdecimal() else (0, 0, part) for part in piece]
    return (*made, (1, 0, ""))


_KEYS: Mapping[str, Callable[[str], _Key | None]] = MappingProxyType({PYPI: _pep440, GEMS: _gem})


# -- Maven

_Token = tuple[str, str]  # "." or "-", and digits or a qualifier


def _compare_maven(one: str, other: str) -> int | None:
    if _MAVEN.fullmatch(one) is None or _MAVEN.fullmatch(other) is None:
        return None
    for first, second in zip_longest(_tokens(one), _tokens(other)):
        left, right = _rank(first or _null(second)), _rank(second or _null(first))
        if left != right:
            return 1 if left > right else -1
    return 0


def _null(like: _Token) -> _Token:
    """What a shorter version is padded with: nothing, of the other's kind."""
    return like[0], "0" if like[1].isdecimal() else ""


def _rank(token: _Token) -> _Key:
    """`.qualifier` and `-qualifier`, then `-number`, then `.number`."""
    separator, value = token
    if value.isdecimal():
        return (1 if separator == "-" else 2), int(value), ""
    known = _QUALIFIERS.index(value) if value in _QUALIFIERS else len(_QUALIFIERS)
    return 0, known, value if known == len(_QUALIFIERS) else ""


def _tokens(version: str) -> list[_Token]:
    """The tokens of a version; what says nothing at the end of each part between hyphens is left out."""
    read = [(mark, word.lower()) for mark, word in _MAVEN_TOKEN.findall(version) if mark or word]
    tokens: list[_Token] = []
    for at, (mark, word) in enumerate(read):
        separator = "." if mark == "." or not at else "-"  # from digits to letters and back counts as a hyphen
        value = word or "0"
        if value in _SHORT_QUALIFIER and at + 1 < len(read) and not read[at + 1][0] and read[at + 1][1].isdecimal():
            value = _SHORT_QUALIFIER[value]
        tokens.append((separator, _SAME_QUALIFIER.get(value, value)))
    kept: list[_Token] = []
    for token in tokens:
        if token[0] == "-":
            _trim(kept)
        kept.append(token)
    _trim(kept)
    return kept


def _trim(tokens: list[_Token]) -> None:
    while tokens and (tokens[-1][1] == "" or (tokens[-1][1].isdecimal() and not int(tokens[-1][1]))):
        tokens.pop()
