"""Is this value a secret, or does it stand for one? Placeholders, lookups, documented examples, words.

Rules for this file: pure, linear, never a list of secrets: only of what isn't one. Counterparts: assignments.py, secrets.py, kingfisher.py.
"""

# ruff: noqa: E501 - a row of a table, and an example, is one line
from __future__ import annotations

import math
import re
from collections import Counter
from typing import Final

# Whole words that make a value a stand-in wherever they occur in it.
_STANDS_IN: Final = re.compile(
    r"""change[-_ ]?(?:me|this|it)|replace[-_ ]?(?:me|this|with)|your[-_ ]|[-_ ]here\b|placeholder|redacted|(?<![a-z])example(?![a-z])"""
    r"""|(?<![a-z])sample(?![a-z])|(?<![a-z])dummy|(?<![a-z])fake(?![a-z])|insert[-_ ]|todo\b|fixme"""
    r"""|\bnot[-_ ]a[-_ ]real|(?-i:xxx|XXX)|\*\*\*|\.\.\.|\u2026"""
    r"""|(?:^|[-_ ])my[-_ ](?:api|secret|token|key|pass)|^(?:put|enter|add|set|use|get|see|from|paste)[-_ ]|<[^>]*>$""",
    re.IGNORECASE,
)
# A value that is computed, looked up or formatted where it stands.
_LOOKED_UP: Final = re.compile(
    r"\$\{|\$\(|^\$[A-Za-z_]|\{\{|%\(|%[sdr]|\{[A-Za-z_][\w.\[\]'\"!:]*\}|\{\}|^<.*>?$|^\[.*\]$|^@\w+$|environ|getenv|process\.env|^ENC\[|^vault:"
    r"|^arn:|^ssm:|^secret(?:s)?[:./]|^/run/secrets/|^op://|\bENV\["
)
_DOCUMENTED: Final = re.compile(
    r"EXAMPLE\b|(?:EXAMPLE|SAMPLE|FAKE|DUMMY|TEST)_?(?:KEY|TOKEN|SECRET)\b|4eC39HqLyjWDarjtT1zdp7dc|TYooMQauvdEDq54NiTphI7jx"  # the last two: Stripe's
    # the header, the claims and the signature of the token on the front page of jwt.io
    r"|eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lI|SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"
)
_WORDS: Final = frozenset(
    {
        "none",
        "null",
        "nil",
        "undefined",
        "true",
        "false",
        "empty",
        "default",
        "string",
        "text",
        "value",
        "test",
        "testing",
        "tests",
        "secret",
        "secrets",
        "password",
        "passwd",
        "pass",
        "pwd",
        "token",
        "key",
        "apikey",
        "api_key",
        "username",
        "user",
        "name",
        "email",
        "hidden",
        "required",
        "optional",
        "invalid",
        "valid",
        "unknown",
        "missing",
        "public",
        "private",
        "bearer",
        "basic",
        "digest",
        "unused",
        "foo",
        "bar",
        "baz",
        "foobar",
        "abc",
        "abcd",
        "abc123",
        "xyz",
        "123",
        "1234",
        "12345",
        "123456",
        "1234567890",
        "something",
        "anything",
        "hash",
        "hashed",
    }
)
_WEAK: Final = frozenset(
    {
        "admin",
        "administrator",
        "root",
        "toor",
        "letmein",
        "qwerty",
        "welcome",
        "postgres",
        "mysql",
        "guest",
        "master",
        "dragon",
        "monkey",
        "hunter",
        "supersecret",
        "supersecretkey",
        "super_secret",
        "super-secret",
        "secretkey",
        "secret_key",
        "mysecret",
        "mysecretkey",
        "topsecret",
        "iloveyou",
        "sa",
    }
)
# Passwords that are tried first; as placeholders they stay in code that runs.
_COMMON: Final = frozenset(
    [
        "password",
        "passw0rd",
        "p@ssword",
        "p@ssw0rd",
        "password1",
        "password12",
        "password123",
        "password1234",
        "pass",
        "pass123",
        "pass1234",
        "passwd",
        "pwd",
        "changeme",
        "changeit",
        "change_me",
        "change-me",
        "changethis",
        "secret",
        "secret123",
        "admin",
        "admin123",
        "admin1234",
        "admin@123",
        "root",
        "root123",
        "toor",
        "test",
        "test123",
        "test1234",
        "testpassword",
        "testpass",
        "default",
        "guest",
        "welcome",
        "welcome1",
        "welcome123",
        "letmein",
        "qwerty",
        "qwerty123",
        "abc123",
        "abcd1234",
        "1234",
        "12345",
        "123456",
        "1234567",
        "12345678",
        "123456789",
        "1234567890",
        "111111",
        "000000",
        "123123",
        "654321",
        "123321",
        "iloveyou",
        "master",
        "postgres",
        "mysql",
        "mongo",
        "redis",
        "rabbitmq",
        "guest123",
        "user123",
        "user",
        "demo",
        "demo123",
        "example",
        "tiger",
        "sa",
    ]
)
_NOT_AT_START: Final = ("/", "./", "../", "~/", "http://", "https://", "#", "--", ".", "data:", "urn:", "refs/", "@")
_NOT_INSIDE: Final = ("(", "[", "{", "://", "<", "=>", "::", "\\u", "\\x", "\\d", "\\w")
_FILLED: Final = re.compile(r"#{6,}|X{6,}|0{16,}")  # filled up by hand
_RUN: Final = re.compile(r"(.)\1{4,}")  # xxxxx, 00000, -----
_COUNTED: Final = re.compile(
    r"0?12345[67890]{0,5}|0123|98765[43210]{0,5}|abcd(?:e(?:f(?:gh?)?)?)?|deadbeef|qwerty|test", re.IGNORECASE
)
_LOWER_WORDS: Final = re.compile(r"[A-Za-z]+(?:[-_. ][A-Za-z]+)*")
_UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_MIN_RANDOM_BITS: Final = 2.8  # per character; of ten characters or more, words and names stay below
_MIN_TOKEN_CHARS: Final = 8
_MIN_DIGITS: Final = 4  # of a password that is a number
_MIN_CLASSES: Final = 2  # different characters; a value of one or two repeats itself
_RUN_SHARE: Final = 2  # a run that makes up half the value isn't random
_TOKEN_CHARS: Final = 160  # of a token; a key block is longer, and has runs of its own
_SHORT_CHARS: Final = 32  # a longer value that counts up somewhere is still a value
_RANDOM_SHARE: Final = 0.8  # of the most that a short value can have


def is_placeholder(value: str) -> bool:
    """Whether the value stands for a secret instead of being one."""
    stripped = value.strip().strip("\"'`")
    if not stripped or stripped.lower() in _WORDS:
        return True
    if _DOCUMENTED.search(stripped) or _STANDS_IN.search(stripped) or _LOOKED_UP.search(stripped):
        return True
    run = _RUN.search(stripped)
    repeats = run is not None and (run.end() - run.start()) * _RUN_SHARE >= len(stripped)
    filled = len(stripped) <= _TOKEN_CHARS and _FILLED.search(stripped) is not None
    return filled or repeats or len(set(stripped)) <= _MIN_CLASSES


def filled(value: str) -> bool:
    """Whether the value is filled up with one character where the secret would stand."""
    return _FILLED.search(value) is not None


def bits(value: str) -> float:
    """Shannon entropy per character."""
    count = len(value)
    return -sum(n / count * math.log2(n / count) for n in Counter(value).values()) if count else 0.0


def is_uuid(value: str) -> bool:
    """Whether the value is a UUID."""
    return _UUID.fullmatch(value) is not None


def is_words(value: str) -> bool:
    """Whether the value is made of words only: an identifier, a label, a sentence."""
    return _LOWER_WORDS.fullmatch(value) is not None


def is_random(value: str) -> bool:
    """Whether the value looks generated: long enough, letters with digits (or enough of either), not counted up."""
    if len(value) < _MIN_TOKEN_CHARS or any(each.isspace() for each in value):
        return False
    digits = sum(each.isdigit() for each in value)
    if len(value) <= _SHORT_CHARS and len(_COUNTED.sub("", value)) < _MIN_TOKEN_CHARS:
        return False
    return digits > 0 and bits(value) >= min(_MIN_RANDOM_BITS, math.log2(len(value)) * _RANDOM_SHARE)


def is_common(value: str) -> bool:
    """Whether the value is one of the passwords that everybody tries first."""
    return value.lower() in _COMMON or (value.isdigit() and _MIN_DIGITS <= len(value) < _MIN_TOKEN_CHARS)


def is_weak(value: str) -> bool:
    """Whether the value is a word that people do use as a password."""
    return value.lower() in _WEAK


def is_plausible(value: str) -> bool:
    """Whether the value could be a credential: not a path, an address, a sentence, a piece of code or of markup."""
    if any(each.isspace() for each in value) or value.startswith(_NOT_AT_START):
        return False
    return not any(mark in value for mark in _NOT_INSIDE)
