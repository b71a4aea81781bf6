"""Names that look like a widely used one: one slip of the keys away, other separators, a language's suffix put on.

An index of all popular names with one letter left out finds the candidates of a name in as many look-ups as it has letters.
Source: Damerau 1964 (optimal string alignment, distance 1); the delete-1 index is that of SymSpell. Rules for this file: pure.
Counterpart: verdicts.py says what a likeness means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_LEAST: Final = 5  # letters: shorter names are all near each other
_MOST: Final = 80
_FIRST_RANK: Final = 400
_DIGITS: Final = re.compile(r"\d+")
_SEPARATORS: Final = re.compile(r"[-_./@]+")
_SUFFIX: Final = re.compile(r"(?P<name>.{4,80}?)(?:[-_.]?(?:js|py)|[-_.](?:python3?|node|ts|rb|rs))")
_PREFIX: Final = re.compile(r"(?:python3?|py|node|js|rb|ruby|rust)[-_.](?P<name>.{4,80})")


class Kind(StrEnum):
    """How a name is like another."""

    SLIP = "slip"  # a letter more, less, other, or two swapped
    SEPARATORS = "separators"
    AFFIX = "affix"


@dataclass(frozen=True, slots=True)
class Likeness:
    """A popular name and how another is like it."""

    target: str
    kind: Kind
    rank: int  # of the target, from 0

    def weak(self, name: str) -> bool:
        """Whether people choose such names: another first letter, another number, a short name like one that is not of the first rank."""
        if self.kind is not Kind.SLIP:
            return False
        renamed = name[1:] == self.target[1:] or _DIGITS.sub("", name) == _DIGITS.sub("", self.target)
        return renamed or (len(name) <= _LEAST and self.rank >= _FIRST_RANK)

    def plural(self, name: str) -> bool:
        """Whether all that differs is an s at the end: what a project calls its own modules."""
        return name + "s" == self.target or self.target + "s" == name


class Lookalikes:
    """The popular names of one ecosystem, the most used first."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[str, int] = {}
        self._joined: dict[str, str] = {}
        self._shortened: dict[str, list[str]] = {}
        for rank, name in enumerate(dict.fromkeys(names)):
            self._names[name] = rank
            self._joined.setdefault(_SEPARATORS.sub("", name), name)
            if _LEAST <= len(name) <= _MOST:
                for key in _keys(name):
                    self._shortened.setdefault(key, []).append(name)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def like(self, name: str) -> Likeness | None:
        """The popular name that a name, which isn't one itself, looks like."""
        if name in self._names or not _LEAST <= len(name) <= _MOST:
            return None
        joined = self._joined.get(_SEPARATORS.sub("", name))
        if joined is not None:
            return Likeness(joined, Kind.SEPARATORS, self._names[joined])
        near = {each for key in _keys(name) for each in self._shortened.get(key, ()) if one_slip(name, each)}
        if near:
            target = min(near, key=self._names.__getitem__)
            return Likeness(target, Kind.SLIP, self._names[target])
        affixed = (found["name"] for each in (_SUFFIX, _PREFIX) if (found := each.fullmatch(name)) is not None)
        bare = next((each for each in affixed if each in self._names), None)
        return None if bare is None else Likeness(bare, Kind.AFFIX, self._names[bare])


def _keys(name: str) -> set[str]:
    return {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}


def one_slip(one: str, other: str) -> bool:
    """Whether one letter put in, left out, changed, or two neighbours swapped make one name of the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if len(one) > len(other):
        return one[at + 1 :] == other[at:]
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return swapped or one[at + 1 :] == other[at + 1 :]
