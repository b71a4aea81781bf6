"""What goes between the parent and a worker: length-prefixed frames.

A request is `marshal` of plain tuples: the parent is trusted. An answer is JSON, a NUL, and the opaque state: a worker has looked at
hostile text with native code, so whatever it sends is read as data and checked piece by piece. Anything else is `Garbled`.
Rules for this file: no I/O. Counterparts: worker.py and pool.py move the frames.
"""

from __future__ import annotations

import json
import marshal  # nosec B302 - requests come from the parent only
from collections.abc import Sequence
from typing import Any, Final, Literal

from proxy.errors import ProxyError
from proxy.model import (
    CodeBlock,
    Confidence,
    EngineRun,
    Finding,
    ScanReport,
    ScanStatus,
    Severity,
    Span,
    StatementReport,
    Unit,
    UnitReport,
)

LENGTH_BYTES: Final = 4
MAX_FRAME_BYTES: Final = 64 * 1024 * 1024  # a block's bound is some 256 KB; what is beyond this is no answer of ours
_FINDING_FIELDS: Final = 15
_RUN_FIELDS: Final = 7

ScanRequest = tuple[Literal["scan"], CodeBlock, tuple[str, ...]]
UnitsRequest = tuple[Literal["units"], str | None, tuple[Unit, ...], bytes]
TextsRequest = tuple[Literal["texts"], tuple[str, ...], tuple[str, ...]]
Request = ScanRequest | UnitsRequest | TextsRequest


class Garbled(ProxyError):
    """A worker or the zygote sent what it never should."""


def framed(payload: bytes) -> bytes:
    """The payload behind its length."""
    return len(payload).to_bytes(LENGTH_BYTES, "big") + payload


def length_of(head: bytes) -> int:
    """The length that a frame's head announces. Raises Garbled."""
    length = int.from_bytes(head, "big")
    if length > MAX_FRAME_BYTES:
        raise Garbled(f"a frame of {length} bytes; at most {MAX_FRAME_BYTES} are possible")
    return length


# -- requests


def scan_request(block: CodeBlock, only: Sequence[str] = ()) -> bytes:
    """Ask for a whole block, by every engine or by those named."""
    return marshal.dumps(("scan", block.text, block.language, block.path, tuple(only)))


def units_request(language: str | None, units: Sequence[Unit], state: bytes) -> bytes:
    """Ask for statements in order."""
    return marshal.dumps(("units", language, [(u.line, u.end_line, u.start, u.text) for u in units], state))


def texts_request(texts: Sequence[str], only: Sequence[str]) -> bytes:
    """Ask for texts of no language, each on its own, by the engines named."""
    return marshal.dumps(("texts", tuple(texts), tuple(only)))


def read_request(payload: bytes) -> Request:
    """The request in a frame."""
    kind, *rest = marshal.loads(payload)  # noqa: S302  # nosec B302 - from the parent, over a private socket pair
    if kind == "scan":
        text, language, path, only = rest
        return "scan", CodeBlock(1, "", text, language, path), only
    if kind == "texts":
        return "texts", *rest
    language, rows, state = rest
    return "units", language, tuple(Unit(*row) for row in rows), state


# -- answers


def report_answer(report: ScanReport) -> bytes:
    """A whole block's report as a payload."""
    return _json([[_finding_row(f) for f in report.findings], [_run_row(r) for r in report.engines]])


def statements_answer(report: StatementReport) -> bytes:
    """A batch's report as a payload."""
    units = [[[_finding_row(f) for f in unit.findings], unit.parsed] for unit in report.units]
    return _json([units, [_run_row(run) for run in report.engines]]) + b"\0" + report.state


def texts_answer(reports: Sequence[ScanReport]) -> bytes:
    """The reports on several texts as a payload."""
    return _json([[[_finding_row(f) for f in each.findings], [_run_row(r) for r in each.engines]] for each in reports])


def read_texts(payload: bytes, lengths: Sequence[int]) -> tuple[ScanReport, ...]:
    """The reports on texts of `lengths` characters. Raises Garbled."""
    rows = _list(_loads(payload), len(lengths))
    return tuple(_report(row, length) for row, length in zip(rows, lengths, strict=True))


def read_report(payload: bytes, length: int) -> ScanReport:
    """The report on a block of `length` characters. Raises Garbled."""
    return _report(_loads(payload), length)


def _report(row: object, length: int) -> ScanReport:
    findings, runs = _pair(row)
    return ScanReport(tuple(_finding(row, length) for row in _list(findings)), tuple(_run(row) for row in _list(runs)))


def read_statements(payload: bytes, units: Sequence[Unit]) -> StatementReport:
    """The report on `units`. Raises Garbled."""
    head, mark, state = payload.partition(b"\0")
    rows, runs = _pair(_loads(head))
    if not mark or len(_list(rows)) != len(units):
        raise Garbled("an answer that isn't about the statements that were asked for")
    end = max((unit.start + len(unit.text) for unit in units), default=0)
    return StatementReport(tuple(_unit(row, end) for row in rows), state, tuple(_run(row) for row in _list(runs)))


def hello(pid: int) -> bytes:
    """What a worker says first."""
    return _json(pid)


def read_hello(payload: bytes) -> int:
    """The process id that a worker says first. Raises Garbled."""
    return _number(_loads(payload))


# -- pieces


def _finding_row(finding: Finding) -> list[Any]:
    span = finding.span
    return [
        finding.rule_id,
        finding.engine,
        int(finding.severity),
        int(finding.confidence),
        list(finding.cwe),
        finding.category,
        [span.start, span.end, span.line, span.end_line, span.column],
        finding.message,
        finding.fix,
        finding.reference,
        finding.replacement,
        finding.late,
        list(finding.unless),
        [list(lines) for lines in finding.path],
        list(finding.also),
    ]


def _run_row(run: EngineRun) -> list[Any]:
    spent = round(float(run.duration_ms), 3)
    return [run.engine, run.version, run.status.value, run.lines_scanned, run.lines_total, spent, run.detail]


def _finding(row: object, length: int) -> Finding:
    fields = _list(row, _FINDING_FIELDS)
    rule, engine, severity, confidence, cwe, category, span, message, fix, reference, replacement, late, *told = fields
    unless, path, also = (_list(each) for each in told)
    if not isinstance(late, bool) or not (replacement is None or isinstance(replacement, str)):
        raise Garbled("a finding's field has the wrong type")
    try:
        levels = Severity(_number(severity)), Confidence(_number(confidence))
    except ValueError as error:
        raise Garbled("a severity or confidence that doesn't exist") from error
    return Finding(
        rule_id=_text(rule),
        engine=_text(engine),
        severity=levels[0],
        confidence=levels[1],
        cwe=tuple(_text(each) for each in _list(cwe)),
        category=_text(category),
        span=_span(span, length),
        message=_text(message),
        fix=_text(fix),
        reference=_text(reference),
        replacement=replacement,
        late=late,
        unless=tuple(_text(each) for each in unless),
        path=tuple(_lines(each) for each in path),
        also=tuple(_text(each) for each in also),
    )


def _lines(row: object) -> tuple[int, int]:
    first, last = (_number(each) for each in _list(row, 2))
    return first, last


def _span(row: object, length: int) -> Span:
    start, end, line, end_line, column = (_number(each) for each in _list(row, 5))
    if not (0 <= start <= end <= length and 1 <= line <= end_line and column >= 0):
        raise Garbled("a finding lies outside of the text")
    return Span(start, end, line, end_line, column)


def _unit(row: object, end: int) -> UnitReport:
    findings, parsed = _pair(row)
    return UnitReport(tuple(_finding(each, end) for each in _list(findings)), parsed=parsed is True)


def _run(row: object) -> EngineRun:
    engine, version, status, scanned, total, spent, detail = _list(row, _RUN_FIELDS)
    if not isinstance(spent, float):
        raise Garbled("a duration that is no number")
    try:
        known = ScanStatus(_text(status))
    except ValueError as error:
        raise Garbled("a status that doesn't exist") from error
    return EngineRun(_text(engine), _text(version), known, _number(scanned), _number(total), spent, _text(detail))


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _loads(payload: bytes) -> object:
    try:
        read: object = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise Garbled("an answer that is no JSON") from error
    return read


def _list(value: object, length: int | None = None) -> list[Any]:
    if not isinstance(value, list) or length not in {None, len(value)}:
        raise Garbled("an answer of the wrong shape")
    return value


def _pair(value: object) -> tuple[Any, Any]:
    first, second = _list(value, 2)
    return first, second


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Garbled("an answer of the wrong shape")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise Garbled("an answer of the wrong shape")
    return value
