"""Engine "kingfisher": the token formats of 488 providers, in one pass of a vector automaton (0.06 ms for 10 KB).

Source: the PyPI package kingfisher-secret-scanner (MongoDB), offline. Validation and revocation are other classes of it and never used; its
ignore comments are off, since the model writes them too. Offsets come in bytes.
Counterparts: secrets.py (names and shapes), placeholders.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

import kingfisher_sdk

from proxy.model import Confidence, Finding, ScanStatus, Severity, Span
from proxy.scan.base import EngineResult, Prepared, PreparedUnit, UnitResult, code_lines
from proxy.scan.literals import chains
from proxy.scan.placeholders import bits, is_placeholder
from proxy.scan.secrets import lookup
from proxy.scan.window import Window, ending_in

_OURS: Final = "1"  # raise it with each change of what is found, so that no cached report outlives it
_MIN_BITS: Final = 2.0
_CONFIDENCES: Final = {"high": Confidence.HIGH, "medium": Confidence.MEDIUM}
_NAME_CHARS: Final = 80  # before a value in pieces: some rules ask for the provider's name there
_CODE: Final = re.compile(r"[\"'`]\s*[+.,]\s|\s[+.]\s*[\"'`]|\$\{")
# A credential has a digit and stands in quotes, in a comment or in a long word; most statements have neither.
_WORTH: Final = re.compile(r"[0-9][^\n]*[\"'`]|[\"'`][^\n]*[0-9]|[A-Za-z0-9_\-./+=:@~]{16}|-----")
# Many of the rules want space, a quote or the end behind a token; in a sentence, an e-mail or a table it may be a comma, a bracket, a star.
_PUNCTUATED: Final = re.compile(r"(?<=[A-Za-z0-9_\-=!]{8})[,.:!?)\]}>*|&]+(?=[\s\"'`,.:!?)\]}>*|&]|\Z)")
_KEY_BLOCK: Final = "PRIVATE KEY"
_VARIABLE: Final = "API_TOKEN"


class KingfisherEngine:
    """The engine; one a worker process. Compiled rules are kept in `cache_dir`, which only we may write."""

    name = "kingfisher"

    def __init__(self, cache_dir: Path | None = None) -> None:
        self.version = f"{kingfisher_sdk.__version__}+{_OURS}"
        self._cache_dir = cache_dir
        self._scanner: kingfisher_sdk.Scanner | None = None

    def warm(self) -> None:
        """Compile the rules (3 s), or load them (0.3 s)."""
        self._compile().scan("warm")

    def _compile(self) -> kingfisher_sdk.Scanner:
        self._scanner = _compiled(self._cache_dir)
        return self._scanner

    def scan(self, text: Prepared) -> EngineResult:
        """Look at a whole text, of any language."""
        findings = self._find(text.text, text.language, Window())
        lines = code_lines(text.text)
        return EngineResult(ScanStatus.COMPLETE, findings, lines, lines)

    def scan_unit(self, unit: PreparedUnit, state: object) -> UnitResult:  # noqa: ARG002 - an engine's signature
        """Look at one statement and the window before it."""
        text, window = unit.unit.text, unit.before
        if not _WORTH.search(text):
            return UnitResult()
        return UnitResult(ending_in(unit.unit, self._find(window.text + text, unit.language, window)))

    def _find(self, text: str, language: str | None, window: Window) -> tuple[Finding, ...]:
        scanner = self._scanner or self._compile()
        data = text.encode("utf-8", "replace")
        places = _Places(text, data)
        findings: list[Finding] = []
        taken: set[tuple[str, int, int]] = set()
        for hit in self._hits(text, data):
            start, end = places.at(hit.location["start_offset"]), places.at(hit.location["end_offset"])
            if hit.visible and _is_secret(text[start:end]) and (hit.rule_id, start, end) not in taken:
                taken.add((hit.rule_id, start, end))
                findings.append(_finding(hit, window.span(text, start, end), language))
        for chain in chains(text, language, len(window.text)):
            name = text[max(0, chain.start - _NAME_CHARS) : chain.start].rpartition("\n")[2]
            hits = scanner.scan((name + chain.value).encode("utf-8", "replace")) if _is_secret(chain.value) else []
            findings += [
                _finding(hit, window.span(text, chain.start, chain.end), language) for hit in hits if hit.visible
            ]
        return tuple(findings)

    def _hits(self, text: str, data: bytes) -> Iterator[kingfisher_sdk.Finding]:
        """What is found, also with space in the place of what stands behind a token."""
        scanner = self._scanner or self._compile()
        yield from scanner.scan(data)
        spaced = _PUNCTUATED.sub(lambda found: " " * len(found[0]), text)
        if spaced != text:
            yield from scanner.scan(spaced.encode("utf-8", "replace"))


@lru_cache(maxsize=4)
def _compiled(cache_dir: Path | None) -> kingfisher_sdk.Scanner:
    """The rules, once a process: they keep nothing of what they look at."""
    rules = kingfisher_sdk.Rules(confidence="medium", cache=cache_dir is not None, cache_dir=cache_dir)
    return kingfisher_sdk.Scanner(rules, policy=kingfisher_sdk.DetectionPolicy(inline_ignores=False))


def _is_secret(value: str) -> bool:
    """Not a placeholder, and not a piece of code between two quotes (`' + user + ':'`)."""
    glued = _CODE.search(value) is not None and _KEY_BLOCK not in value
    return not glued and not is_placeholder(value) and bits(value) >= _MIN_BITS


def _finding(hit: kingfisher_sdk.Finding, span: Span, language: str | None) -> Finding:
    name = hit.rule_id.removeprefix("kingfisher.")
    return Finding(
        rule_id=f"kingfisher.{name}",
        engine=KingfisherEngine.name,
        severity=Severity.HIGH,
        confidence=_CONFIDENCES.get(hit.confidence, Confidence.MEDIUM),
        cwe=("CWE-798",),
        category="secret",
        span=span,
        message=f"A credential ({_title(name)}) is written into the code.",
        fix=lookup(_VARIABLE, language),
        reference="https://cwe.mitre.org/data/definitions/798.html",
    )


def _title(name: str) -> str:
    """The rule's name in words: `betterleaks.github-pat` -> `github pat`."""
    return " ".join(re.findall(r"[a-z0-9]+", name.rpartition("betterleaks.")[2].lower()))


class _Places:
    """Byte offsets as code points: one count per line, then within the line."""

    def __init__(self, text: str, data: bytes) -> None:
        self._text = text
        self._data = data
        self._ascii = len(text) == len(data)

    def at(self, offset: int) -> int:
        """The code point at a byte offset."""
        return offset if self._ascii else len(self._data[:offset].decode("utf-8", "ignore"))
