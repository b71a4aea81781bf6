"""Engine "secrets": credentials written into code, each with the exact characters that must go.

Rules for this file: linear on any text (long texts are looked at in overlapping windows, expressions are bounded); a message never holds
the value; comments that ask not to look ("pragma: allowlist secret") are not listened to.
Counterparts: secret_rules.py (formats), shapes.py (what stands around), assignments.py (names), placeholders.py (what is no secret).
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version
from typing import Final

from detect_secrets.plugins.jwt import JwtTokenDetector
from detect_secrets.plugins.keyword import KeywordDetector

from proxy.model import Confidence, Finding, ScanStatus, Severity
from proxy.scan.assignments import Assignment, assignments, cores, lower
from proxy.scan.base import EngineResult, Prepared, PreparedUnit, UnitResult, code_lines
from proxy.scan.literals import chains
from proxy.scan.placeholders import bits, is_placeholder, is_plausible, is_random, is_weak, is_words
from proxy.scan.secret_rules import PASSWORD, SIGNING, TOKEN, SecretRule, formats
from proxy.scan.shapes import Hit, shapes, signs
from proxy.scan.window import Window, ending_in

_RULES_VERSION: Final = "1"  # ours; raise it with each change of what is found, so that no cached report outlives it
_WINDOW_CHARS: Final = 4096  # expressions of the plug-ins never see more at once: some are quadratic
_OVERLAP: Final = 1024
_MIN_PASSWORD_CHARS: Final = 4
_MAX_PASSWORD_CHARS: Final = 128
_LONG_TOKEN_CHARS: Final = 16
_LONG_TOKEN_BITS: Final = 3.5  # per character; English without spaces stays below
_MIN_FORMAT_BITS: Final = 2.5
_BITS_CHARS: Final = 80  # of a token, to tell how random it is
_KEYWORD_LINE_CHARS: Final = 300  # detect-secrets' keyword expressions are quadratic in a line

_TOKEN_REST: Final = re.compile(r"[\w\-./+=]{0,8192}")
_WORD_REST: Final = re.compile(r"[\w-]{0,8192}")
_TOKEN_HEAD: Final = re.compile(r"[\s=:\"]{0,4}")
_MARKS: Final = (
    "://",
    "-----",
    "uthorization",
    "curl",
    "jwt",
    "JWT",
    "mac",
    "igner",
    "erializer",
    "ernet",
    "PASSWORD",
    "dentified",
)
# Of a Slack token each number has nine digits or more, and the last part is long; the plug-in takes `xoxb-1-a` too.
_SLACK: Final = re.compile(r"(?i)(?:xox[a-z](?:\.xox[a-z])?-(?:\d{1,2}-)?\d{9,}-(?=[\d-]*[a-z])[\w-]{20,}|https?:)")
_SIGNING_LABELS: Final = frozenset(
    {"string", "secret_key", "secretkey", "jwt_secret", "jwtsecret", "required", "name", "none", "null"}
)
_STAND_IN_KEYS: Final = frozenset(
    {"secret", "key", "test"}
)  # placeholders elsewhere; as a signing key they are used as they are
_FIX: Final = {"python": 'os.environ["{}"]', None: 'os.environ["{}"]'} | dict.fromkeys(
    ("javascript", "typescript", "jsx", "tsx"), "process.env.{}"
)
_REFERENCE: Final = "https://cwe.mitre.org/data/definitions/798.html"


_UNIT_WINDOW_CHARS: Final = 200  # before a statement: the line above, where a value is continued or named
# What a token is made of, and the quotes and spaces that some expressions ask for around it.
_RUN: Final = re.compile(r"[\s=:\"']?[A-Za-z0-9_\-./+=:@~]{16,}[\s\"']?")
_DIGIT: Final = re.compile(r"[0-9]")
# A comparison with the value first; the other forms of the plug-in are covered with better names by assignments.py.
_REVERSED: Final = re.compile(r"[\"'`](?=[^\"'`\s]{0,300}[0-9])[^\"'`\s]{8,300}[\"'`]\s{0,8}[!=]=")
_WORTH: Final = re.compile(r"[\"'`]|://|-----|[A-Za-z0-9_\-./+=:@~]{16}")


class SecretsEngine:
    """The engine; one a worker process."""

    name = "secrets"

    def __init__(self) -> None:
        self.version = f"{version('detect-secrets')}+{_RULES_VERSION}"
        self._keywords = KeywordDetector()

    def warm(self) -> None:
        """Build the plug-ins."""
        formats()

    def scan(self, text: Prepared) -> EngineResult:
        """Look at a whole text, of any language."""
        lines = code_lines(text.text)
        return EngineResult(ScanStatus.COMPLETE, self._find(text.text, text.language, Window()), lines, lines)

    def scan_unit(self, unit: PreparedUnit, state: object) -> UnitResult:  # noqa: ARG002 - an engine's signature
        """Look at one statement and the window before it."""
        text, window = unit.unit.text, unit.before
        if not _worth_a_look(text):
            return UnitResult()
        window = window.last(_UNIT_WINDOW_CHARS)
        return UnitResult(ending_in(unit.unit, self._find(window.text + text, unit.language, window)))

    def _find(self, text: str, language: str | None, window: Window) -> tuple[Finding, ...]:
        taken: list[Hit] = []  # apart from each other, in order
        for hit in self._hits(text, language):
            at = bisect.bisect_right(taken, hit.start, key=_start)
            if (not at or taken[at - 1].end <= hit.start) and (at == len(taken) or hit.end <= taken[at].start):
                taken.insert(at, hit)
        return tuple(_finding(hit, language, text, window) for hit in taken)

    def _hits(self, text: str, language: str | None) -> Iterator[Hit]:
        """The most certain first: what overlaps a hit before it is the same secret."""
        lowered = lower(text)
        named = [
            Hit(rule, each.start, each.end, each.name)
            for each in assignments(text, language)
            if (rule := _rule_of(each))
        ]
        names = {(hit.start, hit.end): hit.name for hit in named}
        for hit in (*_formats(text), *_split_formats(text, language), *shapes(text, lowered, language)):
            yield _with_name(hit, names)
        yield from named
        yield from self._keyword_lines(text)

    def _keyword_lines(self, text: str) -> Iterator[Hit]:
        """detect-secrets' own keyword plug-in, on short lines that compare a literal with a secret."""
        done = 0
        for core in cores(text):
            start, end = text.rfind("\n", 0, core) + 1, (text.find("\n", core) + 1 or len(text) + 1) - 1
            if core < done or end - start > _KEYWORD_LINE_CHARS or not _REVERSED.search(text, start, end):
                continue
            done = end
            for value in self._keywords.analyze_string(text[start:end]):
                if is_random(value) and not is_placeholder(value) and is_plausible(value):
                    at = text.find(value, start)
                    yield Hit(TOKEN, at, at + len(value))


def _worth_a_look(text: str) -> bool:
    """Whether a statement could hold a secret at all: most hold no literal and no long word."""
    if not _WORTH.search(text):
        return False
    return bool(cores(text)) or _DIGIT.search(text) is not None or any(mark in text for mark in _MARKS)


def _start(hit: Hit) -> int:
    return hit.start


def _with_name(hit: Hit, names: dict[tuple[int, int], str]) -> Hit:
    """The hit with the name that the code gives the same characters."""
    return hit._replace(name=hit.name or names.get((hit.start, hit.end), ""))


# -- providers' formats


def _formats(text: str) -> Iterator[Hit]:
    """Each token is a long run of such characters with a digit in it, so only these are looked at."""
    for run in _RUN.finditer(text):
        lowered = run.group().lower()
        fitting = [each for each in formats() if any(hint in lowered for hint in each.hints)]
        for start, end in _windows(*run.span()) if fitting and _DIGIT.search(lowered) else ():
            for each in fitting:
                for pattern in each.patterns:
                    for match in pattern.finditer(text, start, end):
                        yield from _format_hit(each.rule, match, text, at_edge=end < run.end())


def _split_formats(text: str, language: str | None) -> Iterator[Hit]:
    """Tokens written in several literals."""
    for chain in chains(text, language):
        for hit in _formats(chain.value):
            yield Hit(hit.rule, chain.start, chain.end)


def _windows(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Pieces of `start:end`; what is shorter than the overlap is whole in one of them."""
    while start + _WINDOW_CHARS < end:
        yield start, start + _WINDOW_CHARS
        start += _WINDOW_CHARS - _OVERLAP
    yield start, end


def _format_hit(rule: SecretRule, match: re.Match[str], text: str, *, at_edge: bool) -> Iterator[Hit]:
    # Only the AWS secret's expression has a group around the value; the first characters of others may be what stands before it.
    start, end = match.span(match.lastindex or 0) if rule.name == "aws-access-key" else match.span()
    if head := _TOKEN_HEAD.match(text, start, end):
        start = head.end()
    # A longer token than the expression knows must go to its end; so must one that a window cut.
    whole = rule.name == "jwt" or (at_edge and match.end() == match.endpos)
    if rest := (_TOKEN_REST if whole else _WORD_REST).match(text, end):
        end = rest.end()
    value = text[start:end].rstrip('" \t\r\n')
    if rule.name == "jwt" and not JwtTokenDetector.is_formally_valid(value):
        return
    if rule.name == "slack-token" and not _SLACK.match(value):
        return
    if not is_placeholder(value) and bits(value[:_BITS_CHARS]) >= _MIN_FORMAT_BITS:
        yield Hit(rule, start, start + len(value))


# -- names


def _rule_of(each: Assignment) -> SecretRule | None:
    value = each.value
    if each.kind == "signing" and each.quoted and each.tight and signs(value) and value.lower() not in _SIGNING_LABELS:
        return SIGNING
    if is_placeholder(value) or not is_plausible(value):
        return None
    if each.kind == "password":
        return PASSWORD if is_random(value) or _is_password(each) else None
    return TOKEN if is_random(value) or _is_long_token(each) else None


def _is_password(each: Assignment) -> bool:
    """Whether a value that doesn't look generated is a password all the same."""
    value = each.value
    if not (each.quoted and each.tight and _MIN_PASSWORD_CHARS <= len(value) <= _MAX_PASSWORD_CHARS):
        return False
    if is_words(value):
        return is_weak(value)
    return any(char.isalpha() for char in value) and any(char.isdigit() or char in "!@#$%^&*?~+=" for char in value)


def _is_long_token(each: Assignment) -> bool:
    value = each.value
    long = len(value) >= _LONG_TOKEN_CHARS and bits(value) >= _LONG_TOKEN_BITS
    return long and each.quoted and each.tight and not is_words(value) and not value.isidentifier()


# -- words


def _finding(hit: Hit, language: str | None, text: str, window: Window) -> Finding:
    rule, value = hit.rule, text[hit.start : hit.end]
    if rule is SIGNING and value.lower() not in _STAND_IN_KEYS and is_placeholder(value):
        rule = replace(rule, confidence=Confidence.LOW, severity=Severity.MEDIUM)
    return Finding(
        rule_id=rule.id,
        engine=SecretsEngine.name,
        severity=rule.severity,
        confidence=rule.confidence,
        cwe=rule.cwe,
        category="secret",
        span=window.span(text, hit.start, hit.end),
        message=f"{rule.noun} is written into the code.",
        fix=lookup(variable_of(hit.name) or rule.variable, language),
        reference=_REFERENCE,
    )


def variable_of(name: str) -> str:
    """A name of the code as one of the environment: `self.apiKey` -> `API_KEY`."""
    last = re.split(r"[.\[\]\"']", name)[-1]
    return "_".join(re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", last)).upper()


def lookup(variable: str, language: str | None) -> str:
    """How the language reads a variable of the environment."""
    return _FIX.get(language, "Read {} from the environment or a secret store.").format(variable)
