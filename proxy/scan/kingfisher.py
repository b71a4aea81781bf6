"""Provider secrets by the kingfisher SDK: some 500 rules in one native pass.

Only its scanning half is used: validation and revocation ask the network and are never touched. Ignore comments are off, because the model
writes them. Offsets are bytes and become code points here.
Rules for this file: the only importer of kingfisher_sdk. Counterpart: secrets.py knows what assignments look like.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from proxy.model import Confidence, Finding, ScanStatus, Severity, Span
from proxy.scan.base import EngineResult, Prepared, PreparedUnit, UnitResult
from proxy.scan.placeholders import is_placeholder

if TYPE_CHECKING:
    from kingfisher_sdk import Scanner

WINDOW_CHARS = 1_024  # of text before a statement, for rules that need a neighbour (an AWS secret beside its key id)
_CONFIDENCES = {"low": Confidence.LOW, "medium": Confidence.MEDIUM, "high": Confidence.HIGH}
_FIX = "read it from the environment or a secret store"
_REFERENCE = "https://cwe.mitre.org/data/definitions/798.html"


class KingfisherEngine:
    """See the module's docstring. `cache_dir`: where compiled rules are kept; compiling takes seconds."""

    name = "kingfisher"

    def __init__(self, cache_dir: str | None = None) -> None:
        self.version = version("kingfisher-secret-scanner")
        self._cache_dir = cache_dir
        self._scanner: Scanner | None = None

    def warm(self) -> None:
        """Load the rules."""
        self._loaded().scan(b"")

    def scan(self, text: Prepared) -> EngineResult:
        """Look at a whole text."""
        lines = sum(bool(line.strip()) for line in text.text.split("\n"))
        found = tuple(self._finding(text, start, end, name, level) for start, end, name, level in self._hits(text.text))
        return EngineResult(ScanStatus.COMPLETE, found, lines, lines)

    def scan_unit(self, unit: PreparedUnit, state: object) -> UnitResult:
        """Look at one statement behind a window of what came before it."""
        window = state if isinstance(state, str) else ""
        own = unit.unit.text
        following = (window + own)[-WINDOW_CHARS:]
        if len(own.strip()) < 8:  # noqa: PLR2004 - no rule matches so little
            return UnitResult((), following)
        found = []
        for start, end, name, level in self._hits(window + own):
            if end > len(window):
                place = unit.span(max(0, start - len(window)), end - len(window))
                found.append(_made(name, level, place))
        return UnitResult(tuple(found), following)

    def _finding(self, text: Prepared, start: int, end: int, name: str, level: str) -> Finding:
        return _made(name, level, text.span(start, end))

    def _hits(self, text: str) -> list[tuple[int, int, str, str]]:
        raw = text.encode("utf-8", "replace")
        hits = []
        for found in self._loaded().scan(raw):
            if not found.visible or found.is_base64_encoded:
                continue
            where = found.location
            start, end = where["start_offset"], where["end_offset"]
            if not text.isascii():
                start, end = len(raw[:start].decode("utf-8", "ignore")), len(raw[:end].decode("utf-8", "ignore"))
            if not is_placeholder(text[start:end]):
                hits.append((start, end, str(found.rule_id), str(found.confidence)))
        return hits

    def _loaded(self) -> Scanner:
        if self._scanner is None:
            from kingfisher_sdk import DetectionPolicy, Rules, Scanner  # noqa: PLC0415 - native, 50 MB, workers only

            rules = Rules(confidence="medium", cache=self._cache_dir is not None, cache_dir=self._cache_dir)
            self._scanner = Scanner(rules, policy=DetectionPolicy(inline_ignores=False))
        return self._scanner


def _made(name: str, level: str, place: Span) -> Finding:
    short = name.rsplit(".", maxsplit=1)[-1].replace("-", " ")
    return Finding(
        f"kingfisher.{name.lower()}", "kingfisher", Severity.HIGH, _CONFIDENCES.get(level, Confidence.MEDIUM), ("CWE-798",), "secret",
        place, f"A credential stands in the code ({short})", fix=_FIX, reference=_REFERENCE,
    )  # fmt: skip
