"""Engine "secrets": credentials written into code, each with the exact characters that must go.

Rules for this file: linear on any text (long texts are looked at in overlapping windows, expressions are bounded); a message never holds
the value; comments that ask not to look ("pragma: allowlist secret") are not listened to.
Counterparts: secret_rules.py (formats), shapes.py (what stands around), assignments.py (names), placeholders.py (what is no secret).
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.metadata import version
from typing import Final

from detect_secrets.plugins.keyword import KeywordDetector

from proxy.model import Confidence, Finding, ScanStatus, Severity
from proxy.scan.assignments import Assignment, assignments, cores, lower
from proxy.scan.base import EngineResult, Prepared, PreparedUnit, UnitResult, code_lines
from proxy.scan.placeholders import (
    bits,
    filled,
    is_common,
    is_placeholder,
    is_plausible,
    is_random,
    is_uuid,
    is_weak,
    is_words,
)
from proxy.scan.secret_calls import HINTS, signs
from proxy.scan.secret_rules import PASSWORD, SIGNING, TOKEN, WEAK, SecretRule
from proxy.scan.shapes import Hit, shapes
from proxy.scan.token_formats import all_formats, tokens
from proxy.scan.window import Window, ending_in

_RULES_VERSION: Final = "2"  # ours; raise it with each change of what is found, so that no cached report outlives it
_MIN_PASSWORD_CHARS: Final = 4
_MAX_PASSWORD_CHARS: Final = 128
_MIN_GUESSABLE_CHARS: Final = 6
_LONG_TOKEN_CHARS: Final = 16
_LONG_TOKEN_BITS: Final = 3.5  # per character; English without spaces stays below
_KEYWORD_LINE_CHARS: Final = 300  # detect-secrets' keyword expressions are quadratic in a line

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
_SIGNING_LABELS: Final = frozenset(
    {"string", "secret_key", "secretkey", "jwt_secret", "jwtsecret", "required", "name", "none", "null"}
)
_TYPES: Final = frozenset(
    {"password", "pass", "secret", "test", "example", "default", "user", "demo"}
)  # without quotes: names
# Names whose value people make up; `allPass` is none, and a token or a key in words is a label.
_HOLDS_A_WORD: Final = re.compile(
    r"(?i)passw|passphrase|pwd|(?:^|[_.-])pass$|(?:^|[_.-]|client|app|api|jwt)secret$|api[_-]?key$"
)
# A UUID is the name of something, except where these give it.
_KEEPS_UUIDS: Final = re.compile(
    r"(?i)api[_-]?key|secret|pass|access[_-]?(?:key|token)|auth[_-]?(?:key|token)|licen[cs]e|private"
)
_STAND_IN_KEYS: Final = frozenset(
    {"secret", "key", "test"}
)  # placeholders elsewhere; as a signing key they are used as they are
_FIX: Final[Mapping[str | None, str]] = {
    "python": 'os.environ["{}"]', None: 'os.environ["{}"]',
    **dict.fromkeys(("javascript", "typescript", "jsx", "tsx"), "process.env.{}"),
    **dict.fromkeys(("java", "kotlin"), 'System.getenv("{}")'),
    "scala": 'sys.env("{}")', "go": 'os.Getenv("{}")', "rust": 'std::env::var("{}")?', "c": 'getenv("{}")', "cpp": 'std::getenv("{}")',
    "csharp": 'Environment.GetEnvironmentVariable("{}")', "php": "getenv('{}')", "ruby": "ENV.fetch('{}')", "perl": "$ENV{{{}}}",
    "swift": 'ProcessInfo.processInfo.environment["{}"]', "bash": '"${}"', "powershell": "$env:{}", "lua": 'os.getenv("{}")',
    "dart": "Platform.environment['{}']", "elixir": 'System.fetch_env!("{}")', "r": 'Sys.getenv("{}")',
}  # fmt: skip
_VARIABLE_WORDS: Final = frozenset(
    re.findall(
        r"\w+",
        """
        ACCESS ACCOUNT ADMIN ANTHROPIC API APP APPLICATION AUTH AWS AZURE BEARER BILLING BOT BROKER CLIENT CODE CONFIG
        CONNECTION CONSUMER COOKIE CREDENTIAL CREDENTIALS CSRF DATABASE DB DEPLOY DEV DISCORD DJANGO ENCRYPTION FLASK FTP GCP
        GIT GITHUB GITLAB GOOGLE HASH HMAC ID INTERNAL JWT KEY LDAP LICENSE LOGIN MAIL MASTER MONGO MONGODB MYSQL NPM OAUTH
        OPENAI ORACLE PASS PASSCODE PASSPHRASE PASSWD PASSWORD PAYMENT PG POSTGRES POSTGRESQL PRIVATE PROD PROVIDER PROXY
        PUBLIC PWD RABBITMQ REDIS REFRESH ROOT S3 SALT SECRET SENDGRID SERVER SERVICE SESSION SIGNING SLACK SMTP SQL SSH
        STORAGE STRIPE SUPABASE TELEGRAM TEST TOKEN TWILIO URL USER USERNAME VAULT WEBHOOK
        """,
    )
)
_REFERENCE: Final = "https://cwe.mitre.org/data/definitions/798.html"


_UNIT_WINDOW_CHARS: Final = 200  # before a statement: the line above, where a value is continued or named
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
        all_formats()

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
        for hit in (*tokens(text, lowered, language), *shapes(text, lowered, language)):
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
    if cores(text) or _DIGIT.search(text) is not None or any(mark in text for mark in _MARKS):
        return True
    lowered = lower(text)
    return any(hint in lowered for hint in HINTS)


def _start(hit: Hit) -> int:
    return hit.start


def _with_name(hit: Hit, names: dict[tuple[int, int], str]) -> Hit:
    """The hit with the name that the code gives the same characters."""
    return hit._replace(name=hit.name or names.get((hit.start, hit.end), ""))


# -- names


def _rule_of(each: Assignment) -> SecretRule | None:
    value, given = each.value, each.tight and each.quoted
    if each.kind == "signing" and given and signs(value) and value.lower() not in _SIGNING_LABELS:
        return SIGNING if not filled(value) else None
    if each.kind == "password" and each.tight and is_common(value) and not is_weak(value) and _settles(each):
        return WEAK
    if is_placeholder(value) or not is_plausible(value) or (is_uuid(value) and not _KEEPS_UUIDS.search(each.name)):
        return None
    if each.kind == "password":
        return PASSWORD if is_random(value) or _is_password(each) else WEAK if _is_guessable(each) else None
    return TOKEN if is_random(value) or _is_long_token(each) else WEAK if _is_guessable(each) else None


def _settles(each: Assignment) -> bool:
    """Whether a common word is given to the name as its value: `password = "password"`, not a label or the name of a field."""
    return not each.value.istitle() and (each.quoted or each.value.lower() not in _TYPES)


def _is_guessable(each: Assignment) -> bool:
    """Whether the value is one word that isn't a label: in lower case, or a few together."""
    value = each.value
    word = each.quoted and each.tight and value.isalpha() and len(value) >= _MIN_GUESSABLE_CHARS and not value.istitle()
    return word and _HOLDS_A_WORD.search(each.name) is not None


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
    """A name of the code as one of the environment, in words that everybody knows: `self.apiKey` -> `API_KEY`.

    The name may be a key or an option inside of a literal, and no message quotes those.
    """
    last = re.split(r"[.\[\]\"']", name)[-1]
    said = [word.upper() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", last)]
    return "_".join(word for word in said if word in _VARIABLE_WORDS or len(word) == 1)


def lookup(variable: str, language: str | None) -> str:
    """How the language reads a variable of the environment."""
    return _FIX.get(language, "Read {} from the environment or a secret store.").format(variable)
