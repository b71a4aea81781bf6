"""Secrets known by the shape around them: private keys, connection strings, headers, command lines, keys that sign.

Each expression is bounded in front of its first fixed character, so the work grows with the text only.
Rules for this file: pure. Counterparts: secrets.py, secret_rules.py (what is said of each).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from proxy.scan.literals import literal_at
from proxy.scan.placeholders import is_placeholder, is_plausible, is_random, is_weak, is_words
from proxy.scan.secret_rules import COMMAND, CONNECTION, HEADER, PASSWORD, PRIVATE_KEY, SIGNING, TOKEN, SecretRule

_MIN_PASSWORD_CHARS: Final = 4
_MIN_SIGNING_CHARS: Final = 3
_COMMON_WORD_CHARS: Final = 8  # in an address, a shorter word ("password", "secret", "pass") is there to be replaced
_KEY_HEAD_CHARS: Final = 200
_ARGUMENT_CHARS: Final = 600  # of the call whose second argument is a key

_PEM: Final = re.compile(
    r"-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----"
    r"(?P<body>[A-Za-z0-9+/=\s\\:,\"'().`*;>#]{16,16384}(?:-----END [A-Z0-9 ]{1,48}-----)?)"
)
_PEM_LINE: Final = re.compile(r"[A-Za-z0-9+/=]{16}")
_URL: Final = re.compile(
    r"(?<![A-Za-z0-9+.-])[a-zA-Z][a-zA-Z0-9+.-]{1,30}://(?P<user>[^\s:/?#@\"'`<>]{0,64}):(?P<value>[^\s/?#@\"'`<>]{1,128})@"
    r"(?P<host>[^\s/?#\"'`<>:,]{1,128})"
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
_CURL_USER: Final = re.compile(
    r"\bcurl\b[^\n]{0,400}?\s(?:-u|--user)[ =]?(?P<quote>[\"']?)(?P<user>[^\s:\"'$<\[]{0,64}):(?P<value>[^\s\"']{1,128})(?P=quote)"
)
_FLAG: Final = re.compile(
    r"(?i)(?:^|\s)--?(?:[a-z]{0,12}-)?(?:password|passwd|token|secret|api-?key)[ =][\"']?(?P<value>[^\s\"']{6,256})"
)
_LOCAL: Final = re.compile(
    r"(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|host|hostname|db|server|proxy|.*\bexample\b.*|.*\.local|\$.*|\{.*)$",
    re.IGNORECASE,
)
# Calls that take a key which signs: as the second argument, or as the first.
_SIGNERS: Final = re.compile(
    r"\b(?:(?:jwt|jsonwebtoken|jose|JWT)\.(?:encode|decode|sign|verify)|createHmac)\s{0,4}\("
    r"|\b(?P<first>hmac\.new|URLSafeTimedSerializer|URLSafeSerializer|TimestampSigner|Fernet)\s{0,4}\("
)
_SIGNER_WORDS: Final = ("jwt", "jsonwebtoken", "jose", "hmac", "serializer", "signer", "fernet")
_MARK: Final = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|(?P<comma>,)|(?P<opens>[(\[{])|(?P<closes>[)\]}])")
_KEY_NAME: Final = re.compile(r"\s{0,40}(?:\w{1,20}\s{0,4}=\s{0,4})?")
_ELSEWHERE: Final = ("${", "{{", "%s", "<", "process.env", "os.environ", "\n", " ")


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
    if "://" in text:
        yield from _addresses(text)
    if "pass" in lowered or "pwd" in lowered or "${" in text or "identified" in lowered:
        yield from _settings(text)
    if "authorization" in lowered or "x-" in lowered:
        yield from _headers(text)
    if "curl" in lowered or " --" in text:
        yield from _commands(text)
    if any(word in lowered for word in _SIGNER_WORDS):
        yield from _signers(text, language)


def signs(value: str) -> bool:
    """Whether a literal where a signing key belongs is one: any is, that isn't looked up."""
    stripped = value.strip()
    return len(stripped) >= _MIN_SIGNING_CHARS and not any(mark in stripped for mark in _ELSEWHERE)


def _private_keys(text: str) -> Iterator[Hit]:
    for match in _PEM.finditer(text):
        if _PEM_LINE.search(match["body"]) and not is_placeholder(match["body"][:_KEY_HEAD_CHARS]):
            yield Hit(PRIVATE_KEY, *match.span())


def _addresses(text: str) -> Iterator[Hit]:
    for match in _URL.finditer(text):
        value, user = match["value"], match["user"]
        common = is_words(value) and not is_weak(value) and len(value) < _COMMON_WORD_CHARS
        local = _LOCAL.match(match["host"]) is not None and not is_random(value)
        if not (is_placeholder(value) or value == user or common or local):
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
        if _is_token(match["value"]):
            yield Hit(HEADER, *match.span("value"))


def _commands(text: str) -> Iterator[Hit]:
    for match in _CURL_USER.finditer(text) if "curl" in text else ():
        value = match["value"]
        if len(value) >= _MIN_PASSWORD_CHARS and value != match["user"] and not is_placeholder(value):
            yield Hit(COMMAND, *match.span("value"))
    for match in _FLAG.finditer(text) if "--" in text else ():
        if _is_token(match["value"]):
            yield Hit(COMMAND, *match.span("value"))


def _is_token(value: str) -> bool:
    return is_random(value) and not is_placeholder(value) and is_plausible(value)


def _signers(text: str, language: str | None) -> Iterator[Hit]:
    for call in _SIGNERS.finditer(text):
        at = call.end() if call["first"] else _second_argument(text, call.end())
        name = _KEY_NAME.match(text, at)
        literal = literal_at(text, name.end(), language) if name else None
        if literal and signs(literal.value):
            yield Hit(SIGNING, literal.start, literal.end)


def _second_argument(text: str, at: int) -> int:
    """Where the second argument of a call begins whose arguments begin at `at`; far behind, where there is none."""
    depth, end = 0, min(len(text), at + _ARGUMENT_CHARS)
    for mark in _MARK.finditer(text, at, end):
        kind = mark.lastgroup
        if kind == "comma" and not depth:
            return mark.end()
        depth += (kind == "opens") - (kind == "closes")
        if depth < 0:
            break
    return len(text)
