"""What was found in a request: which secrets, how often and where; and which characters nobody sees.

Rules for this file: pure; nothing here but `Found.value` holds a secret, and that goes into no record. Counterparts: screening.py asks the
engines, verdict.py says what becomes of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from proxy.model import Confidence, Finding, ScanReport, ScanStatus, Severity, Span
from proxy.prompt.texts import Voice

SECRET_ENGINES: Final = ("secrets", "kingfisher")
ENGINES: Final = (*SECRET_ENGINES, "unicode")
_CONTROLS: Final = frozenset({"unicode.bidi", "unicode.tags"})
_INVISIBLE: Final = "unicode.invisible"
_MIN_RUN: Final = 2  # one comes along with pasted text; several in a row hide something
_BROKEN: Final = (ScanStatus.FAILED, ScanStatus.TIMED_OUT, ScanStatus.OVERSIZE)  # the worst first


class Hit(NamedTuple):
    """A secret's place in a view of a text, and who says so."""

    view: int
    start: int
    end: int
    rule: str
    engine: str
    severity: Severity
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Seen:
    """What scans said of a text, without a word of it: this is kept between requests. `hidden`: characters by rule."""

    hits: tuple[Hit, ...] = ()
    hidden: tuple[tuple[str, int], ...] = ()
    status: ScanStatus = ScanStatus.COMPLETE


@dataclass(slots=True)
class Found:
    """One secret of a request: where it was found, in which spellings, and how often it stands in the request."""

    value: str = field(repr=False)
    rule: str
    engine: str
    severity: Severity
    confidence: Confidence
    fingerprint: str = ""
    places: list[Voice] = field(default_factory=list)
    count: int = 0
    spellings: dict[str, None] = field(default_factory=dict, repr=False)  # in order
    waiver: str = ""  # the id of the one that lets it leave

    def finding(self) -> Finding:
        """What a waiver is asked about; where it stands is the request's matter."""
        return Finding(
            self.rule, self.engine, self.severity, self.confidence, (), "secret", Span(0, 0, 1, 1), "", fingerprint=self.fingerprint
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hidden:
    """Characters that nobody sees, in one text. `fresh`: no answer has been given to it yet."""

    rule: str
    chars: int
    voice: Voice
    fresh: bool


def seen_of(report: ScanReport, *, view: int = 0, start: int = 0) -> Seen:
    """What counts of a report on a piece of a view that begins at `start`."""
    hits = tuple(
        Hit(view, start + each.span.start, start + each.span.end, each.rule_id, each.engine, each.severity, each.confidence)
        for each in report.findings
        if _counts(each)
    )  # fmt: skip
    statuses = {run.status for run in report.engines} or {ScanStatus.FAILED}
    return Seen(hits, tuple(_hidden(report.findings).items()), _worst(statuses))


def joined(seen: Iterable[Seen]) -> Seen:
    """What was seen of a text in its views and their pieces; these overlap, so the most that one shows is what is hidden."""
    hits: list[Hit] = []
    chars: dict[str, int] = {}
    statuses = set()
    for each in seen:
        hits += each.hits
        statuses.add(each.status)
        for rule, count in each.hidden:
            chars[rule] = max(chars.get(rule, 0), count)
    return Seen(_merged(hits), tuple(chars.items()), _worst(statuses))


def _merged(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """One hit for what several engines say of the same characters, under the name of the surest."""
    made: list[Hit] = []
    for hit in sorted(hits, key=lambda each: (*each[:3], SECRET_ENGINES.index(each.engine), each.rule)):
        if made and made[-1].view == hit.view and hit.start < made[-1].end:
            last = made[-1]
            surer = hit if (hit.severity, hit.confidence) > (last.severity, last.confidence) else last
            made[-1] = surer._replace(start=last.start, end=max(last.end, hit.end))
        else:
            made.append(hit)
    return tuple(made)


def _worst(statuses: set[ScanStatus]) -> ScanStatus:
    return next((each for each in _BROKEN if each in statuses), ScanStatus.COMPLETE)


def _counts(finding: Finding) -> bool:
    likely = finding.severity >= Severity.MEDIUM and finding.confidence >= Confidence.MEDIUM
    return finding.engine in SECRET_ENGINES and likely


def _hidden(findings: Sequence[Finding]) -> dict[str, int]:
    """Hidden characters by rule; the merely invisible ones count where they stand in a row."""
    chars: dict[str, int] = {}
    runs: list[list[int]] = []
    for finding in findings:
        span = finding.span
        if finding.rule_id in _CONTROLS:
            chars[finding.rule_id] = chars.get(finding.rule_id, 0) + span.end - span.start
        elif finding.rule_id == _INVISIBLE and runs and runs[-1][1] == span.start:
            runs[-1][1] = span.end
        elif finding.rule_id == _INVISIBLE:
            runs.append([span.start, span.end])
    if rows := sum(end - start for start, end in runs if end - start >= _MIN_RUN):
        chars[_INVISIBLE] = rows
    return chars
