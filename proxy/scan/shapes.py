"""Secrets known by the shape around them: private keys, connection strings, headers, command lines, keys that sign.

Each expression is bounded in front of its first fixed character, so the work grows with the text only.
Rules for this file: pure. Counterparts: secrets.py, secret_rules.py (what is said of each).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from proxy.scan.command_lines import command_passwords
from proxy.scan.encoded import decoded
from proxy.scan.placeholders import is_common, is_placeholder, is_plausible, is_random, is_weak, is_words
from proxy.scan.secret_calls import credential_arguments, signs
from proxy.scan.secret_rules import (
    COMMAND,
    CONNECTION,
    HASH,
    HEADER,
    LOGIN,
    PASSWORD,
    PRIVATE_KEY,
    SIGNING,
    TOKEN,
    WEAK,
    SecretRule,
)
from proxy.scan.secret_settings import settings

_COMMON_WORD_CHARS: Final = 8  # in an address, a shorter word ("password", "secret", "pass") is there to be replaced
_MIN_BASIC_CHARS: Final = 8
_KEY_HEAD_CHARS: Final = 200

# What a header of a key and its lines are kept apart by where they stand in literals: "\n", quotes, a `+`, a list.
_APART: Final = r"(?:[\s\"'`+,.()*;>#|]|\\[nrt\\])"
_PEM: Final = re.compile(
    r"-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----"
    rf"{_APART}{{0,200}}(?:[A-Z][A-Za-z-]{{2,20}}:[ ][^\n\\\"']{{0,100}}{_APART}{{1,80}}){{0,4}}"
    r"(?P<body>[A-Za-z0-9+/=]{16}[A-Za-z0-9+/=\s\\:,\"'().`*;>#|]{0,16384}(?:-----END [A-Z0-9 ]{1,48}-----)?)"
)
# PuTTY's own form, and the key of a JSON Web Key: the private exponent beside the public part.
_PUTTY: Final = re.compile(
    r"PuTTY-User-Key-File-[23]: [^\n]{1,60}\n[^\0]{0,4000}?Private-Lines: \d{1,3}\n(?P<body>[A-Za-z0-9+/=\n]{32,8192})"
)
_JWK: Final = re.compile(r"[\"']?\bd[\"']?\s{0,4}:\s{0,4}[\"'](?P<body>[A-Za-z0-9_-]{40,1024})[\"']")
_JWK_MARK: Final = re.compile(r"[\"']?\bkty[\"']?\s{0,4}:\s{0,4}[\"'](?:RSA|EC|OKP)[\"']")
_URL: Final = re.compile(
    r"(?<![A-Za-z0-9+.-])[a-zA-Z][a-zA-Z0-9+.-]{1,30}://(?P<user>[^\s:/?#@\"'`<>]{0,64}):(?P<value>[^\s/?#@\"'`<>]{1,128})@"
    r"(?P<host>[^\s/?#\"'`<>:,]{1,128})"
)
_BUILT: Final = re.compile(r"\{|\$[({A-Za-z]|\\\(|%[sv]|^:")  # a piece of the address that is put in where it runs
# Keys that are digits only and known by their provider's name beside them.
_BY_NAME: Final = re.compile(
    r"(?i)(?<![\w.-])(?P<name>[\w.-]{0,24}(?:snyk|sonar(?:qube|cloud)?|softlayer|heroku|datadog|pagerduty|rollbar|bugsnag|mailchimp|codecov|coveralls)[\w.-]{0,24})"
    r"[\"'`]?\]?\s{0,4}(?:=>|[:=]{1,2})\s{0,4}[\"'`]?(?P<value>[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![\w-])"
)
_NO_KEY_NAME: Final = re.compile(
    r"(?i)(?:id|sha\d{0,3}|commit|hash|project|org|app|digest|version|ref|rev|checksum|md5)$"
)
# The bcrypt, crypt, Argon2, PBKDF2 and scrypt hashes of passwords as their libraries write them.
_HASH: Final = re.compile(
    r"\$2[abxy]\$\d{2}\$[./A-Za-z0-9]{53}|\$(?:1|5|6|y|apr1)\$(?:rounds=\d{1,9}\$)?[./A-Za-z0-9]{1,22}\$(?:[./A-Za-z0-9]{8,64}\$)?[./A-Za-z0-9]{22,86}"
    r"|\$argon2(?:id?|d)\$v=\d{1,3}\$[\w=,]{1,60}\$[A-Za-z0-9+/]{11,64}\$[A-Za-z0-9+/]{16,128}"
    r"|pbkdf2[_:]sha(?:1|256|512)[$:]\d{3,8}\$[\w./+-]{1,64}\$[A-Za-z0-9+/=]{28,128}|scrypt:\d{1,8}:\d{1,3}:\d{1,3}\$\w{8,32}\$[0-9a-f]{64,128}"
)
# ADO and ODBC: "Server=...;User Id=sa;Password=...;"
_ADO: Final = re.compile(r"(?i);\s{0,3}(?:password|pwd)\s{0,3}=\s{0,3}(?P<value>[^;\"'\s]{4,64})(?=[;\"'\s]|$)")
_SQL: Final = re.compile(
    r"(?i)\b(?:create|alter)\s{1,8}(?:role|user|login)\b[^;\n]{0,160}?\b(?:password|identified\s{1,8}by)\s{0,4}=?\s{0,4}'(?P<value>[^'\n]{3,64})'"
)
# Spring, shell and compose defaults: ${auth.jwt.key:value}, ${DB_PASSWORD:-value}
_DEFAULT: Final = re.compile(
    r"(?i)\$\{[\w.-]{0,40}(?P<kind>pass(?:word|wd)?|pwd|secret|token|key)[\w.]{0,20}(?::-|:=|:|-)(?P<value>[^\s}\"'`]{6,256})\}"
)
_AUTHORIZATION: Final = re.compile(
    r"(?i)(?:authorization|x-[a-z-]{0,30}(?:token|key|auth))[\"'`]?\]?\s{0,4}[:=,]\s{0,4}[frb]?[\"'`]?"
    r"(?:(?:bearer|basic|token|apikey|digest)\s{1,4})?(?P<value>[\w\-./+=~:]{8,1024})"
)
_LOCAL: Final = re.compile(
    r"(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|host|hostname|db|server|proxy|.*\bexample\b.*|.*\.local|\$.*|\{.*)$",
    re.IGNORECASE,
)


class Hit(NamedTuple):
    """A secret at `start:end`; `name` is what the code calls it."""

    rule: SecretRule
    start: int
    end: int
    name: str = ""


def shapes(text: str, lowered: str, language: str | None) -> Iterator[Hit]:
    """Every hit; `lowered` is the text in lower case."""
    if "private key" in lowered:
        yield from _private_keys(text)
    if "putty-user-key" in lowered or "kty" in lowered:
        yield from _other_keys(text)
    if "://" in text:
        yield from _addresses(text)
    if "pass" in lowered or "pwd" in lowered or "${" in text or "identified" in lowered:
        yield from _settings(text)
    if "authorization" in lowered or "x-" in lowered:
        yield from _headers(text)
    yield from _commands(text, lowered)
    yield from _arguments(text, lowered, language)
    yield from _named_apart(text, lowered)
    yield from _by_provider(text)
    if "$" in text:
        yield from _hashes(text)


def _private_keys(text: str) -> Iterator[Hit]:
    for match in _PEM.finditer(text):
        if not is_placeholder(match["body"][:_KEY_HEAD_CHARS]):
            yield Hit(PRIVATE_KEY, *match.span())


def _other_keys(text: str) -> Iterator[Hit]:
    for match in _PUTTY.finditer(text):
        yield Hit(PRIVATE_KEY, *match.span("body"))
    for match in _JWK.finditer(text) if _JWK_MARK.search(text) else ():
        if is_random(match["body"]):
            yield Hit(PRIVATE_KEY, *match.span("body"))


def _addresses(text: str) -> Iterator[Hit]:
    for match in _URL.finditer(text):
        value, user = match["value"], match["user"]
        common = is_words(value) and not is_weak(value) and len(value) < _COMMON_WORD_CHARS
        local = _LOCAL.match(match["host"]) is not None and not is_random(value)
        if not (is_placeholder(value) or value == user or common or local or _BUILT.search(value)):
            yield Hit(CONNECTION, *match.span("value"))


def _settings(text: str) -> Iterator[Hit]:
    for match in _ADO.finditer(text):
        if not is_placeholder(match["value"]) and is_plausible(match["value"]):
            yield Hit(CONNECTION, *match.span("value"))
    for match in _SQL.finditer(text):
        if not is_placeholder(match["value"]):
            yield Hit(PASSWORD, *match.span("value"))
    for match in _DEFAULT.finditer(text):
        if is_random(match["value"]) and not is_placeholder(match["value"]):
            yield Hit(PASSWORD if match["kind"].lower().startswith("p") else TOKEN, *match.span("value"))


def _headers(text: str) -> Iterator[Hit]:
    for match in _AUTHORIZATION.finditer(text):
        if _is_token(match["value"]) or _is_basic(match["value"]):
            yield Hit(HEADER, *match.span("value"))


def _commands(text: str, lowered: str) -> Iterator[Hit]:
    for start, end, guessable in command_passwords(text, lowered):
        yield Hit(WEAK if guessable else COMMAND, start, end)


def _is_basic(value: str) -> bool:
    """Whether the value is the base64 of user:password, as of HTTP's Basic scheme."""
    user, colon, password = (decoded(value, least=_MIN_BASIC_CHARS) or "").partition(":")
    return bool(user and colon and password) and not is_placeholder(password) and password != user


def _is_token(value: str) -> bool:
    return is_random(value) and not is_placeholder(value) and is_plausible(value)


def _arguments(text: str, lowered: str, language: str | None) -> Iterator[Hit]:
    for each in credential_arguments(text, lowered, language):
        if each.kind == "key" and signs(each.value):
            yield Hit(SIGNING, each.start, each.end)
        elif each.kind == "login" and is_common(each.value):
            yield Hit(WEAK, each.start, each.end)
        elif each.kind == "login" and signs(each.value) and not is_placeholder(each.value):
            yield Hit(LOGIN, each.start, each.end)


def _named_apart(text: str, lowered: str) -> Iterator[Hit]:
    rules = {"password": PASSWORD, "token": TOKEN, "connection": CONNECTION}
    for each in settings(text, lowered):
        yield Hit(WEAK if each.guessable else rules[each.kind], each.start, each.end, each.name)


def _by_provider(text: str) -> Iterator[Hit]:
    for match in _BY_NAME.finditer(text):
        if not _NO_KEY_NAME.search(match["name"]) and not is_placeholder(match["value"]):
            yield Hit(TOKEN, *match.span("value"), match["name"])


def _hashes(text: str) -> Iterator[Hit]:
    for match in _HASH.finditer(text):
        yield Hit(HASH, *match.span())
