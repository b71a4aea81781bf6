"""What an expression is for certain: `7 * 42 - x > 200` where `x` is given 106 and never anything else.

A name is certain where the whole text gives it a value at one place only, by a plain `=`; whatever might be another one (`x++`, `&x`, a
part of a list, an argument that PHP may change) makes it uncertain. Only whole numbers, truth values and short texts are worked out.
Rules for this file: pure; None is "not certain". Counterparts: expressions.py asks; values.py carries what is certain.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from proxy.scan.flow.values import Exact

_LARGEST: Final = 1 << 31  # of a number: beyond, languages differ
_LONGEST: Final = 200  # characters of a text
_NUMBER: Final = re.compile(r"\d{1,10}")
_UNSURE: Final = re.compile(r"[\\$]|^[\s\d.+-]")
_TRUTH: Final = MappingProxyType({"true": True, "false": False})
_WORK: Final[Mapping[str, Callable[[Any, Any], Any]]] = MappingProxyType(
    {
        "+": operator.add, "-": operator.sub, "*": operator.mul, "<": operator.lt, "<=": operator.le, ">": operator.gt,
        ">=": operator.ge, "==": operator.eq, "===": operator.eq, "!=": operator.ne, "!==": operator.ne,
    }
)  # fmt: skip
_TEXT_WORK: Final = frozenset({"==", "===", "!=", "!=="})
_CONDITIONS: Final = r"\b(?:if|elseif|while|switch|return|isset|empty|echo|print|and|or)\s*\($"
_FOUND: Final = 60  # places of a name that are looked at; more is no constant


class Names:
    """The names of one text that have one value."""

    def __init__(self, text: str, folder: str) -> None:
        self._text = text
        self._folder = folder
        self._known: dict[str, bool] = {}

    def is_certain(self, name: str) -> bool:
        """Whether the text gives the name a value once, and nothing else can."""
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._is_given_once(name)
        return known

    def _is_given_once(self, name: str) -> bool:
        given = 0
        for at, found in enumerate(re.finditer(rf"(?<![\w$.]){re.escape(name)}(?![\w$])", self._text)):
            before = self._text[max(found.start() - 30, 0) : found.start()].rstrip()
            after = self._text[found.end() : found.end() + 30].lstrip()
            if at >= _FOUND or _changes(before, after):
                return False
            if (
                self._folder == "php"
                and before.endswith("(")
                and not re.search(_CONDITIONS, before)
                and before[-2:-1] not in " (!&|="
            ):
                return False  # a function may take it by reference
            given += after.startswith(":=") if self._folder == "go" else _PLAIN.match(after) is not None
            if self._folder == "go" and _PLAIN.match(after):
                return False  # of a package: other files may change it
        return given == 1


_PLAIN: Final = re.compile(r"=(?![=>~])")
_CHANGED: Final = re.compile(r"\+\+|--|(?:[-+*/%^.]|\*\*|<<|>>>?|&&?|\|\|?|\?\?)=(?!=)|,|(?:of|in|as)\b|[\]}]")
_CHANGING: Final = re.compile(r"(?:\+\+|--|(?<!&)&|,|[\[{]|\b(?:global|static|as|for|var)|=>)$")


def _changes(before: str, after: str) -> bool:
    """Whether what stands around a name may give it a value in another way than `=`."""
    if _CHANGING.search(before):
        return not before.endswith(("{", "var", "static")) or _PLAIN.match(after) is None
    return _CHANGED.match(after) is not None


def number(shown: str) -> Exact | None:
    """The value of a constant that isn't a text, as it is spelled."""
    known = _TRUTH.get(shown.lower())
    if known is not None:
        return known
    return int(shown) if _NUMBER.fullmatch(shown) and (shown == "0" or shown[0] != "0") else None


def text(shown: str) -> str | None:
    """The value of a text without escapes; one that reads like a number is compared as one in PHP."""
    return shown if len(shown) <= _LONGEST and not _UNSURE.search(shown) else None


def worked_out(sign: str, values: Sequence[Exact | None]) -> Exact | None:
    """What an operator makes of one or two values."""
    if any(each is None for each in values):
        return None
    if len(values) == 1:
        return _turned(sign, values[0])
    left, right = values if len(values) == 2 else (None, None)  # noqa: PLR2004 - the two sides
    made: Exact | None = None
    if isinstance(left, str) and isinstance(right, str):
        made = _WORK[sign](left, right) if sign in _TEXT_WORK else None
    elif isinstance(left, int) and isinstance(right, int):
        made = _of_numbers(sign, left, right)
    return made if made is None or isinstance(made, str) or abs(made) < _LARGEST else None


def _turned(sign: str, value: Exact | None) -> Exact | None:
    if sign == "!":
        held = holds(value)
        return None if held is None else not held
    return -value if sign == "-" and isinstance(value, int) else None


def _of_numbers(sign: str, left: int, right: int) -> Exact | None:
    if isinstance(left, bool) is not isinstance(right, bool):
        return None
    work = _WORK.get(sign)
    if work is not None:
        made: Exact = work(left, right)
        return made
    if sign == "%":
        return left % right if left >= 0 and right > 0 else None
    # A division that comes out even is the same in every language.
    return left // right if sign == "/" and right and left % right == 0 else None


def holds(value: Exact | None) -> bool | None:
    """Whether a value counts as true."""
    if value is None or value == "0":  # a text that PHP takes for false
        return None
    return bool(value)


def united(word: str, values: Sequence[Exact | None]) -> bool | None:
    """Whether all or any of the parts hold; one part may be enough to say."""
    held = [holds(each) for each in values]
    decisive = word == "or"
    if decisive in held:
        return decisive
    return None if None in held else not decisive


def picked(whole: Exact | None, at: Exact | None) -> str | None:
    """A character of a text."""
    if not isinstance(whole, str) or not isinstance(at, int) or not 0 <= at < len(whole):
        return None
    return whole[at]
