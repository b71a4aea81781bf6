r"""Secrets out of texts, placeholders in: every occurrence, also those that no engine saw, also as another text's JSON spells them.

A secret may stand in a file in the file's own spelling (`pa\"ss`), and that file in a string of a call's arguments once more. Each spelling
has a placeholder of its own, so that putting back is exact: what a placeholder stands for is what stood there. Of a text that is JSON the
strings are looked at, and only those that change are written anew: the rest stays as it was, and a provider's cache knows it again.
Rules for this file: pure; linear in the texts for each secret. Counterparts: texts.py, placeholders.py, restoring.py.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from proxy.prompt.placeholders import Placeholders
from proxy.prompt.texts import Text, read

_MIN_CHARS: Final = (
    6  # a shorter one is taken out where it was found: elsewhere the same letters are a word or a number
)
_CERTAIN_CHARS: Final = 12  # a longer one is the same secret also in the middle of a word
_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
_PLAIN: Final = re.compile(r"[A-Za-z0-9]+")
_NESTED: Final = 3  # JSON in JSON in JSON: deeper ones are looked at as they are spelled
_NAMED: Final = {"\n": "n", "\r": "r", "\t": "t", "\b": "b", "\f": "f"}
_START: Final = r"(?:(?<![A-Za-z0-9])|(?<=\\[nrtbf]))"
_ESCAPES: Final = r"\\{1,15}"  # four strings deep
_MAYBE: Final = r"\\{0,15}"
_END: Final = r"(?![A-Za-z0-9])"


@dataclass(frozen=True, slots=True)
class Secret:
    """Something that mustn't leave. `local`: it says too little to be known elsewhere than in the text it was found in."""

    value: str
    local: bool = False


def secret_of(value: str) -> Secret:
    """A secret by its characters."""
    says_little = len(value) < _MIN_CHARS or (value.isalpha() and len(value) < _CERTAIN_CHARS) or value.isspace()
    return Secret(value, local=says_little)


def views(text: Text) -> list[str]:
    """What is to be looked at of a text: itself, and the strings of the JSON that it is or that stands in its strings."""
    found = [text.value]
    todo = [(text.value, _NESTED)]
    while todo:
        current, left = todo.pop()
        if left and current.lstrip()[:1] in {"{", "["} and "\\" in current and (value := read(current)) is not None:
            inner = [each for each in _strings(value) if _spelled(each) != each]
            found += inner
            todo += [(each, left - 1) for each in inner]
    return list(dict.fromkeys(found))


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    todo = [value]
    while todo:
        current = todo.pop()
        if isinstance(current, str):
            yield current
        elif isinstance(current, dict):
            todo += [*current.keys(), *current.values()]
        elif isinstance(current, list):
            todo += current


def _spelled(text: str) -> str:
    """A string as JSON writes it, without its quotes."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def unspelled(text: str) -> str:
    """What a piece of a JSON string says; itself where it isn't one."""
    try:
        value = json.loads(f'"{text}"', strict=False) if "\\" in text else text
    except ValueError:
        return text
    return value if isinstance(value, str) else text


def said(secret: str) -> str:
    """A secret as it is, however deep in JSON the text spells it."""
    for _ in range(_NESTED):
        secret = unspelled(secret)
    return secret


class Redactor:
    """Takes `secrets` out of texts. `count`: how often, by secret."""

    def __init__(self, secrets: Sequence[Secret], placeholders: Placeholders) -> None:
        self._placeholders = placeholders
        self._spread = [_Search(each.value) for each in secrets if not each.local]
        self.count: dict[str, int] = {}

    def redacted(self, text: Text, own: Sequence[str]) -> str:
        """The text's string without secrets; `own`: what was found in it and means nothing elsewhere."""
        searches = [*self._spread, *(_Search(value) for value in own)]
        return self._of_json(text.value, searches) if text.json else self._of_plain(text.value, searches)

    def _of_json(self, text: str, searches: Sequence[_Search]) -> str:
        if not any(search.may_stand_in(text) for search in searches):
            return text

        def one(found: re.Match[str]) -> str:
            said = unspelled(found[0][1:-1])
            new = self._of_plain(said, searches)
            return found[0] if new == said else json.dumps(new, ensure_ascii=found[0].isascii())

        return _STRING.sub(one, text)

    def _of_plain(self, text: str, searches: Sequence[_Search]) -> str:
        spans = sorted(
            (start, end, search.value)
            for search in searches
            if search.may_stand_in(text)
            for start, end in search.spans(text)
        )
        made, done, at = [], 0, 0
        while at < len(spans):
            start, end, value = spans[at]
            at += 1
            while at < len(spans) and spans[at][0] < end:  # two that overlap go as one
                end = max(end, spans[at][1])
                at += 1
            self.count[value] = self.count.get(value, 0) + 1
            made += [text[done:start], self._placeholders.of(text[start:end])]
            done = end
        return "".join([*made, text[done:]]) if made else text


class _Search:
    """Where a secret stands in a text, in any spelling of JSON strings."""

    def __init__(self, value: str) -> None:
        self.value = value
        self._anchor = max(_PLAIN.findall(value), key=len, default="")  # what no spelling changes
        self._bounded = len(value) < _CERTAIN_CHARS
        self._pattern: re.Pattern[str] | None = None
        self._exact: re.Pattern[str] | None = None

    def may_stand_in(self, text: str) -> bool:
        return self._anchor in text

    def spans(self, text: str) -> list[tuple[int, int]]:
        if "\\" in text and self._anchor != self.value:
            if self._pattern is None:
                self._pattern = self._compiled("".join(map(_spellings, self.value)))
            return [found.span() for found in self._pattern.finditer(text)]
        if self._exact is None:
            self._exact = self._compiled(re.escape(self.value))
        return [found.span() for found in self._exact.finditer(text)]

    def _compiled(self, expression: str) -> re.Pattern[str]:
        return re.compile(f"{_START}{expression}{_END}" if self._bounded else expression)


def _spellings(char: str) -> str:
    r"""How a character may be written in a JSON string, at any depth: `/` as itself, as `\/` and as `\u002f`."""
    if char.isalnum() and char.isascii():
        return char
    units = char.encode("utf-16-be", "surrogatepass").hex()  # a pair of them for what four digits don't reach
    codes = (units[at : at + 4] for at in range(0, len(units), 4))
    ways = ["".join(rf"{_ESCAPES}u{_digits(code)}" for code in codes)]
    if char == "\\":
        return rf"(?:{'|'.join([*ways, _ESCAPES])})"
    if char in _NAMED:
        return rf"(?:{'|'.join([*ways, re.escape(char), rf'{_ESCAPES}{_NAMED[char]}'])})"
    return rf"(?:{'|'.join([*ways, rf'{_MAYBE}{re.escape(char)}'])})"


def _digits(code: str) -> str:
    return "".join(f"[{digit}{digit.upper()}]" if digit.isalpha() else digit for digit in code)
