"""The readers of a policy file's values: words, lists, ranges, with a complaint at the place of each mistake.

Rules for this file: a reader gives None (or nothing) for what it complained about; the file is refused as a whole afterwards.
Counterparts: parse.py reads a policy, sections.py its sections, attachments.py who it holds for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

import yaml

from proxy.model import Confidence, Severity
from proxy.policy.source import Source, choices, hint, is_null

_T = TypeVar("_T")
_Level = TypeVar("_Level", Severity, Confidence)

_LEVEL_SYNONYMS = {
    "error": "high",
    "warning": "medium",
    "note": "low",
    "undefined": "low",
    "certain": "high",
    "severe": "high",
}
TRUE = {"true": True, "false": False}
TRUE_SYNONYMS = {"yes": "true", "on": "true", "no": "false", "off": "false"}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")  # it goes into headers, records and messages
_CWE = re.compile(r"(?i)cwe-0*([1-9][0-9]{0,4})")
_WHOLE = re.compile(r"[0-9]{1,9}")
_LEVEL = re.compile(r"(>=|<=|==|)\s*(\S+)")


class Reader:
    """The readers of one file, by the kind of value."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def fields(
        self, node: yaml.Node, allowed: tuple[str, ...], synonyms: Mapping[str, str], kind: str
    ) -> dict[str, yaml.Node]:
        """The members of a mapping, by key."""
        if not isinstance(node, yaml.MappingNode):
            self.source.complain(node, "expected a mapping of keys to values", choices(allowed))
            return {}
        fields = {}
        for key, value in node.value:
            if key.value not in allowed:
                self.source.complain(key, f"unknown {kind} {key.value!r}", hint(key.value, allowed, synonyms))
            elif is_null(value):
                self.source.complain(key, f"{key.value!r} has no value", "give one, or take the key out")
            else:
                fields[key.value] = value
        return fields

    def text(self, node: yaml.Node) -> str | None:
        """A text that says something."""
        if not isinstance(node, yaml.ScalarNode):
            self.source.complain(node, "expected a text, not a list or a mapping")
            return None
        if not node.value.strip():
            self.source.complain(node, "expected a text, found nothing")
            return None
        return str(node.value)

    def items(self, node: yaml.Node | None) -> list[yaml.Node]:
        """Give a list's members; a single value stands for a list of one."""
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            return [node]
        if not node.value:
            self.source.complain(node, "an empty list never matches", "name something, or take the key out")
        return list(node.value)

    def each(self, node: yaml.Node | None, read: Callable[[yaml.Node], _T | None]) -> tuple[_T, ...]:
        """What can be read of a list."""
        return tuple(value for item in self.items(node) if (value := read(item)) is not None)

    def words(self, node: yaml.Node | None) -> tuple[str, ...]:
        """The texts of a list, or a single one."""
        return self.each(node, self.text)

    def name(self, node: yaml.Node, kind: str) -> str | None:
        """A name as headers, records and messages take it."""
        text = self.text(node)
        if text is not None and not _NAME.fullmatch(text):
            self.source.complain(node, f"not a {kind}: {text!r}", "use up to 64 letters, digits, '.', '_' or '-'")
            return None
        return text

    def word(self, node: yaml.Node, words: Mapping[str, _T], kind: str, synonyms: Mapping[str, str]) -> _T | None:
        """The meaning of one of a closed set of words."""
        text = self.text(node)
        if text is None:
            return None
        if text not in words:
            known = {synonym: word for synonym, word in synonyms.items() if word in words}
            self.source.complain(node, f"unknown {kind} {text!r}", hint(text, list(words), known))
        return words.get(text)

    def count(self, node: yaml.Node, bounds: tuple[int, int], kind: str) -> int | None:
        """A whole number within bounds, both included."""
        text = self.text(node)
        if text is None:
            return None
        low, high = bounds
        if not _WHOLE.fullmatch(text) or not low <= int(text) <= high:
            self.source.complain(node, f"not a number for {kind!r}: {text!r}", f"from {low} to {high}")
            return None
        return int(text)

    def range(self, node: yaml.Node | None, words: Mapping[str, _Level], kind: str) -> tuple[_Level, _Level] | None:
        """A level, or a range of them: `high` and `>=high` are at least high."""
        text = None if node is None else self.text(node)
        if node is None or text is None:
            return None
        found = _LEVEL.fullmatch(text.strip())
        sign, word = found.groups() if found else ("", text)
        level = words.get(word)
        if level is None:
            self.source.complain(node, f"unknown {kind} {text!r}", hint(word, list(words), _LEVEL_SYNONYMS))
            return None
        lowest, highest = min(words.values()), max(words.values())
        match sign:
            case "==":
                return level, level
            case "<=":
                return lowest, level
            case _:
                return level, highest

    def cwe(self, node: yaml.Node) -> str | None:
        """A weakness: CWE-89."""
        text = self.text(node)
        if text is None:
            return None
        if found := _CWE.fullmatch(text):
            return f"CWE-{found[1]}"
        digits = re.sub(r"\D", "", text).lstrip("0")
        advice = f"did you mean 'CWE-{digits}'?" if digits else "write it as 'CWE-89'"
        self.source.complain(node, f"not a CWE: {text!r}", advice)
        return None
