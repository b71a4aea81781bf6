"""Providers' tokens in a text: written whole, in several literals, or encoded.

Each token is a long run of the characters that tokens are made of, so only such runs are looked at, and each only for the formats whose
fixed word it holds; what is longer than a window is looked at in overlapping ones.
Rules for this file: pure, linear on any text. Counterparts: secret_rules.py and providers.py (the formats), secrets.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from detect_secrets.plugins.jwt import JwtTokenDetector

from proxy.model import Confidence
from proxy.scan.encoded import decoded_runs
from proxy.scan.literals import chains
from proxy.scan.placeholders import bits, is_placeholder
from proxy.scan.providers import provider_formats
from proxy.scan.secret_rules import ENCODED, Format, SecretRule, formats
from proxy.scan.shapes import Hit

_WINDOW_CHARS: Final = 4096  # expressions of the plug-ins never see more at once: some are quadratic
_OVERLAP: Final = 1024
_MIN_FORMAT_BITS: Final = 2.5
_BITS_CHARS: Final = 80  # of a token, to tell how random it is
_BEFORE_CHARS: Final = 8
# What a token is made of, and the quotes and spaces that some expressions ask for around it.
_RUN: Final = re.compile(r"[\s=:\"']?[A-Za-z0-9_\-./+=:@~$]{16,}[\s\"']?")
_DIGIT: Final = re.compile(r"[0-9]")
_TOKEN_REST: Final = re.compile(r"[\w\-./+=]{0,8192}", re.ASCII)
_WORD_REST: Final = re.compile(r"[\w-]{0,8192}", re.ASCII)
_TOKEN_HEAD: Final = re.compile(r"[\s=:\"]{0,4}")
# Of a Slack token each number has nine digits or more, and the last part is long; the plug-in takes `xoxb-1-a` too.
_SLACK: Final = re.compile(r"(?i)(?:xox[a-z](?:\.xox[a-z])?-(?:\d{1,2}-)?\d{9,}-(?=[\d-]*[a-z])[\w-]{20,}|https?:)")
_DIGEST: Final = re.compile(r"(?i)sha(?:1|256|384|512)[:\-=]$")  # the sum of a file or an image may begin like a token
_KEY_HEADER: Final = "PRIVATE KEY-----"
# Letters only, now and then.
_NO_DIGITS: Final = frozenset({"huggingface-token"})
_CASES: Final = re.compile(r"(?=.*[a-z]{2})(?=.*[A-Z]{2}).*[A-Z][a-z]+[A-Z][a-z]*[A-Z]")


@lru_cache(maxsize=1)
def all_formats() -> tuple[Format, ...]:
    """Every format, the certain ones first; built once a process."""
    return tuple(sorted((*formats(), *provider_formats()), key=lambda each: each.rule.confidence, reverse=True))


def tokens(text: str, lowered: str, language: str | None) -> Iterator[Hit]:
    """Every token, the ones written whole first."""
    yield from _whole(text, lowered)
    for chain in chains(text, language):
        for hit in _whole(chain.value, chain.value.lower()):
            yield Hit(hit.rule, chain.start, chain.end)
    for run in decoded_runs(text):
        certain = [hit for hit in _whole(run.value, run.value.lower()) if hit.rule.confidence is Confidence.HIGH]
        if certain or _KEY_HEADER in run.value:
            yield Hit(ENCODED, run.start, run.end)


def _whole(text: str, lowered: str) -> Iterator[Hit]:
    likely = [each for each in all_formats() if any(hint in lowered for hint in each.hints)]
    for run in _RUN.finditer(text) if likely else ():
        piece = run.group().lower()
        digits = _DIGIT.search(piece) is not None
        fitting = [each for each in likely if (digits or each.rule.name in _NO_DIGITS) and _has(piece, each.hints)]
        for start, end in _windows(*run.span()) if fitting else ():
            for each in fitting:
                yield from _of_format(each, text, start, end, run.end())


def _has(piece: str, hints: Sequence[str]) -> bool:
    return any(hint in piece for hint in hints)


def _of_format(each: Format, text: str, start: int, end: int, last: int) -> Iterator[Hit]:
    for pattern in each.patterns:
        for match in pattern.finditer(text, start, end):
            yield from _hit(each.rule, match, text, at_edge=end < last)


def _windows(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Pieces of `start:end`; what is shorter than the overlap is whole in one of them."""
    while start + _WINDOW_CHARS < end:
        yield start, start + _WINDOW_CHARS
        start += _WINDOW_CHARS - _OVERLAP
    yield start, end


def _hit(rule: SecretRule, match: re.Match[str], text: str, *, at_edge: bool) -> Iterator[Hit]:
    # Only the AWS secret's expression has a group around the value; the first characters of others may be what stands before it.
    start, end = match.span(match.lastindex or 0) if rule.name == "aws-access-key" else match.span()
    if head := _TOKEN_HEAD.match(text, start, end):
        start = head.end()
    # A longer token than the expression knows must go to its end; so must one that a window cut.
    whole = rule.name == "jwt" or (at_edge and match.end() == match.endpos)
    if rest := (_TOKEN_REST if whole else _WORD_REST).match(text, end):
        end = rest.end()
    value = text[start:end].rstrip('" \t\r\n')
    if _is_token(rule, value) and not _DIGEST.search(text, max(0, start - _BEFORE_CHARS), start):
        yield Hit(rule, start, start + len(value))


def _is_token(rule: SecretRule, value: str) -> bool:
    if rule.name == "jwt" and not JwtTokenDetector.is_formally_valid(value):
        return False
    if rule.name == "slack-token" and not _SLACK.match(value):
        return False
    if rule.name in _NO_DIGITS and not (_DIGIT.search(value) or _CASES.match(value)):
        return False
    return not is_placeholder(value) and bits(value[:_BITS_CHARS]) >= _MIN_FORMAT_BITS
