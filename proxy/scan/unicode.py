"""Hidden and deceptive characters: bidirectional controls, invisible characters, tags, identifiers that aren't what they look like.

Source: Trojan Source (CVE-2021-42574), Unicode TR 39. Allowed: joiners and variation selectors inside emoji, flag tags, a BOM at the start,
text of any script in strings and comments. Works on every language, so its status is always COMPLETE.
Rules for this file: linear; ASCII text costs one check. Counterpart: base.py.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from proxy.model import Confidence, Finding, ScanStatus, Severity, Span
from proxy.scan.base import EngineResult, Prepared, PreparedUnit, UnitResult

_BIDI = "\u202a-\u202e\u2066-\u2069"
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u061c\u00ad\u2060-\u2064\u180e\u115f\u1160\u3164\uffa0\ufeff"
_HIDDEN = re.compile(f"(?P<bidi>[{_BIDI}]+)|(?P<tag>[\U000e0000-\U000e007f]+)|(?P<invisible>[{_INVISIBLE}]+)")
_WORD = re.compile(r"[^\W\d]\w*")
_FLAG = "\U0001f3f4"
_JOINERS = "\u200d\ufe0f"
_REFERENCE = "https://trojansource.codes"
SpanMaker = Callable[[int, int], Span]
_LATIN, _MIXED = "LATIN", frozenset({"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})


class UnicodeEngine:
    """See the module's docstring."""

    name = "unicode"
    version = f"1+ucd{unicodedata.unidata_version}"

    def warm(self) -> None:
        """Nothing to load."""

    def scan(self, text: Prepared) -> EngineResult:
        """Look at a whole text."""
        lines = sum(bool(line.strip()) for line in text.text.split("\n"))
        return EngineResult(ScanStatus.COMPLETE, tuple(_findings(text.text, text.span)), lines, lines)

    def scan_unit(self, unit: PreparedUnit, state: object) -> UnitResult:
        """Look at one statement."""
        return UnitResult(tuple(_findings(unit.unit.text, unit.span)), state)


def _findings(text: str, span: SpanMaker) -> Iterator[Finding]:
    if text.isascii():
        return
    for match in _HIDDEN.finditer(text):
        kind = match.lastgroup or "invisible"
        if not _allowed(text, match, kind):
            yield _finding(f"unicode.{kind}", _MESSAGES[kind], span(match.start(), match.end()))
    for match in _WORD.finditer(text):
        word = match.group()
        if not word.isascii() and (kind := _deceives(word)):
            yield _finding(f"unicode.{kind}", _MESSAGES[kind], span(match.start(), match.end()))


_MESSAGES = {
    "bidi": "Hidden bidirectional control characters make the code read differently from what runs",
    "tag": "Invisible tag characters hide text in the code",
    "invisible": "Invisible characters hide in the code",
    "homoglyph": "A name mixes letters of two scripts that look alike",
    "nfkc": "A name is written in letters that Python reads as other ones",
}


def _allowed(text: str, match: re.Match[str], kind: str) -> bool:
    """Part of an emoji, a flag, or the mark at the start of a file."""
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    if kind == "tag":
        return before == _FLAG
    found = match.group()
    if found == "\ufeff":
        return match.start() == 0
    return (
        kind == "invisible"
        and set(found) <= set(_JOINERS)
        and _pictorial(before)
        and (_pictorial(after) or not after.strip())
    )


def _pictorial(char: str) -> bool:
    return bool(char) and (char in _JOINERS or unicodedata.category(char) in {"So", "Sk", "Mn"})


def _deceives(word: str) -> str:
    """How a name that isn't ASCII misleads, if it does."""
    if unicodedata.normalize("NFKC", word).isascii():
        return "nfkc"
    scripts = {unicodedata.name(char, "?").split()[0] for char in word if char.isalpha()}
    return "homoglyph" if _LATIN in scripts and scripts & _MIXED else ""


def _finding(rule: str, message: str, where: Span) -> Finding:
    return Finding(
        rule, "unicode", Severity.HIGH, Confidence.HIGH, ("CWE-1007",), "unicode", where, message,
        fix="write the code again without these characters", reference=_REFERENCE, replacement=None,
    )  # fmt: skip
