"""Engine "unicode": text that a reader sees otherwise than a compiler does.

Source: "Trojan Source" (CVE-2021-42574, CVE-2021-42694), Unicode TR 36 and 39. Looked for in every language and everywhere:
bidirectional controls, zero-width and other invisible characters, tag characters. In the names of code only: letters of two scripts in one,
and characters that normalisation changes (mathematical letters that spell `eval` are `eval` to Python). Text in other languages, in
strings and comments, is nobody's fault.
Allowed: joiners within emoji and within scripts that need them, variation selectors after emoji, flag tags, a BOM at the start.
Rules for this file: pure; ASCII costs one `isascii()`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from proxy.model import Confidence, Finding, ScanStatus, Severity
from proxy.scan.base import EngineResult, Prepared, PreparedUnit, UnitResult, code_lines
from proxy.scan.checks.metadata import RuleInfo

_RULES_VERSION: Final = "1"


class _Kind(NamedTuple):
    rule: str
    title: str
    severity: Severity
    confidence: Confidence
    message: str
    why: str
    fix: str


_BIDI: Final = _Kind(
    "unicode.bidi",
    "Bidirectional control character",
    Severity.HIGH,
    Confidence.HIGH,
    "A bidirectional control character makes this line read in another order than it runs.",
    "What a reviewer reads isn't what the compiler reads (CVE-2021-42574).",
    "Delete the character, or write it as an escape.",
)
_INVISIBLE: Final = _Kind(
    "unicode.invisible",
    "Invisible character",
    Severity.MEDIUM,
    Confidence.HIGH,
    "An invisible character is hidden in this line.",
    "It hides differences between names, and text that a reader can't see.",
    "Delete the character, or write it as an escape.",
)
_TAG: Final = _Kind(
    "unicode.tags",
    "Text hidden in tag characters",
    Severity.HIGH,
    Confidence.HIGH,
    "Invisible tag characters hide text in this line.",
    "Models and programs read what no person sees: orders to a model, or a payload.",
    "Delete the characters.",
)
_HOMOGLYPH: Final = _Kind(
    "unicode.homoglyph",
    "Name in letters of two scripts",
    Severity.HIGH,
    Confidence.MEDIUM,
    "A name mixes look-alike letters of two scripts.",
    "Two names that look alike are two functions (CVE-2021-42694).",
    "Write the name in one script.",
)
_NFKC: Final = _Kind(
    "unicode.nfkc",
    "Name that the language reads as another one",
    Severity.MEDIUM,
    Confidence.HIGH,
    "A name is written in characters that the language turns into other ones.",
    "Mathematical letters that spell eval are eval to Python, and no search finds them.",
    "Write the name in plain letters.",
)

_CWE: Final = ("CWE-1007",)
_PAGE: Final = "https://cwe.mitre.org/data/definitions/1007.html"
RULES: Final[Mapping[str, RuleInfo]] = MappingProxyType(
    {
        kind.rule: RuleInfo(kind.title, "unicode", _CWE, kind.severity, kind.confidence, kind.why, kind.fix, _PAGE)
        for kind in (_BIDI, _INVISIBLE, _TAG, _HOMOGLYPH, _NFKC)
    }
)

_HIDDEN: Final = re.compile(
    "(?P<bidi>[\u202a-\u202e\u2066-\u2069]+)"
    "|(?P<tag>[\U000e0000-\U000e007f]+)"
    "|(?P<variant>[\ufe00-\ufe0f\U000e0100-\U000e01ef]+)"
    "|(?P<joiner>[\u200c\u200d])"
    "|(?P<zero>[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]+)"
)
_KINDS: Final = {"bidi": _BIDI, "tag": _TAG, "variant": _INVISIBLE, "joiner": _INVISIBLE, "zero": _INVISIBLE}
_BLACK_FLAG: Final = "\U0001f3f4"
_BOM: Final = "\ufeff"
_KEYCAP_BASES: Final = frozenset("0123456789#*")
_HYPHEN: Final = "\u00ad"
_MARKS: Final = frozenset("\u200e\u200f\u061c")  # direction marks: plain punctuation in Arabic and Hebrew text
# Look-alikes of Latin letters come from these; a Latin word with a Han or Kana tail is how people write in Japan and China.
_CONFUSABLE: Final = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU")
_UNITS: Final = frozenset(
    "\u00b5\u03bc\u03a9\u2126\u0394\u03b4\u03c0\u03b1\u03b2\u03b3\u03b5\u03b8\u03bb\u03c3\u03c4\u03c6\u03c9\u03c1\u03b7\u2202\u03a3"
)  # micro, ohm, mathematics
_WORD: Final = re.compile(r"[^\W\d]\w*")
_STRING: Final = re.compile(
    r"\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|#[^\n]*|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/",
    re.DOTALL,
)
_CODE: Final = frozenset(
    {
        "python",
        "javascript",
        "typescript",
        "jsx",
        "tsx",
        "java",
        "kotlin",
        "go",
        "rust",
        "c",
        "cpp",
        "csharp",
        "ruby",
        "php",
        "swift",
        "scala",
        "shell",
        "bash",
        "sql",
        "r",
        "perl",
        "lua",
        "dart",
    }
)


class UnicodeEngine:
    """The engine; it knows every language."""

    name = "unicode"
    version = f"{unicodedata.unidata_version}+{_RULES_VERSION}"

    def warm(self) -> None:
        """Nothing to load."""

    def scan(self, text: Prepared) -> EngineResult:
        """Look at a whole text."""
        findings = tuple(
            _finding(kind, text, start, end) for kind, start, end in _hits(text.text, text.language, first=True)
        )
        lines = code_lines(text.text)
        return EngineResult(ScanStatus.COMPLETE, findings, lines, lines)

    def scan_unit(self, unit: PreparedUnit, state: object) -> UnitResult:  # noqa: ARG002 - an engine's signature
        """Look at one statement; nothing before it matters."""
        hits = _hits(unit.unit.text, unit.language, first=unit.unit.start == 0)
        return UnitResult(tuple(_finding(kind, unit, start, end) for kind, start, end in hits))


def _finding(kind: _Kind, text: Prepared | PreparedUnit, start: int, end: int) -> Finding:
    return Finding(
        rule_id=kind.rule,
        engine=UnicodeEngine.name,
        severity=kind.severity,
        confidence=kind.confidence,
        cwe=_CWE,
        category="unicode",
        span=text.span(start, end),
        message=kind.message,
        fix=kind.fix,
        reference=_PAGE,
    )


def _hits(text: str, language: str | None, *, first: bool) -> Iterator[tuple[_Kind, int, int]]:
    if text.isascii():
        return
    for match in _HIDDEN.finditer(text):
        if not _allowed(match, text, first=first):
            yield _KINDS[str(match.lastgroup)], match.start(), match.end()
    if language in _CODE or language is None:
        yield from _names(text)


def _allowed(match: re.Match[str], text: str, *, first: bool) -> bool:
    """Whether an invisible character does what it is there for."""
    found, at = match.group(), match.start()
    before = text[at - 1] if at else ""
    after = text[match.end()] if match.end() < len(text) else ""
    match match.lastgroup:
        case "tag":
            return before == _BLACK_FLAG and found.endswith("\U000e007f")
        case "variant":
            return len(found) == 1 and (_pictures(before) or before in _KEYCAP_BASES or _letters(before))
        case "joiner":
            pictures = _pictures(before) or before == "\ufe0f" or _tones(before)
            return (pictures and _pictures(after)) or (_shapes(before) and _shapes(after))
        case "zero":
            if found == _BOM:
                return first and at == 0
            return (found in _MARKS and (_shapes(before) or _shapes(after))) or (
                found == _HYPHEN and _letters(before) and not before.isascii()
            )
        case _:
            return False


def _pictures(char: str) -> bool:
    """An emoji or a symbol that may be one."""
    return char != "" and unicodedata.category(char) in {"So", "Sm", "Po"} and not char.isascii()


def _tones(char: str) -> bool:
    return char != "" and "\U0001f3fb" <= char <= "\U0001f3ff"


def _letters(char: str) -> bool:
    """A letter outside of ASCII: variation selectors choose its form."""
    return char != "" and not char.isascii() and unicodedata.category(char)[0] in "LM"


def _shapes(char: str) -> bool:
    """A letter or mark of a script whose letters join or stack (Arabic, Hebrew, Indic ones)."""
    return char != "" and "\u0590" <= char <= "\u109f"


# -- names


def _names(text: str) -> Iterator[tuple[_Kind, int, int]]:
    """Words of the code that aren't what they look like; strings and comments are looked at as prose: only mixed words count."""
    prose = [match.span() for match in _STRING.finditer(text)]
    at = 0
    for match in _WORD.finditer(text):
        word = match.group()
        if word.isascii():
            continue
        while at < len(prose) and prose[at][1] <= match.start():
            at += 1
        if at < len(prose) and prose[at][0] <= match.start():
            continue
        if text[match.start() - 1 : match.start()] == "-" == text[match.end() : match.end() + 1]:
            continue  # a range of letters in an expression: A-Za-z and on
        if _mixed(word):
            yield _HOMOGLYPH, *match.span()
        elif (plain := unicodedata.normalize("NFKC", word)) != word and plain.isascii():
            yield _NFKC, *match.span()


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    """The first word of the character's name, which is its script for letters."""
    return unicodedata.name(char, "").partition(" ")[0]


def _mixed(word: str) -> bool:
    """Whether ASCII letters stand among letters that look like them; units and mathematics are how people write."""
    letters = [char for char in word if char.isalpha()]
    latin = any(char.isascii() for char in letters)
    foreign = [char for char in letters if _script(char) in _CONFUSABLE and char not in _UNITS]
    if foreign and latin:
        # A name may have a part in each script (`user_` and a Russian word); a part that changes scripts is made to mislead.
        return any(_mixed_part(part) for part in re.split(r"[_\d]+", word))
    return False


def _mixed_part(part: str) -> bool:
    letters = [char for char in part if char.isalpha()]
    return any(char.isascii() for char in letters) and any(
        _script(char) in _CONFUSABLE and char not in _UNITS for char in letters
    )
