"""What bandit and our own checks found in one text, as one list in the text's own lines and columns.

Where both speak of one place there is one finding, under bandit's id, judged as ours says: policies and people know bandit's ids,
ours knows more of the place. bandit's columns are UTF-8 bytes; ours are code points.
Rules for this file: pure. Counterparts: bandit.py runs both, catalogue.py says what rules mean.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from proxy.extract.fragments import Fragment
from proxy.model import Confidence, Finding, Severity, Span
from proxy.scan.base import Prepared, PreparedUnit
from proxy.scan.catalogue import rule
from proxy.scan.checks.calls import Hit
from proxy.scan.checks.crypto import PLACEHOLDER
from proxy.scan.checks.fixes import unquoted
from proxy.scan.checks.metadata import OWN, PREFIX, RuleInfo
from proxy.scan.visitor import Found

_BY_OURS = frozenset({"B703"})  # says the same as B308, on less
_SEVERITIES = {"LOW": Severity.LOW, "MEDIUM": Severity.MEDIUM, "HIGH": Severity.HIGH}
_CONFIDENCES = {"LOW": Confidence.LOW, "MEDIUM": Confidence.MEDIUM, "HIGH": Confidence.HIGH}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something was found, in the fragment's lines (from 1) and columns (UTF-8 bytes)."""

    line: int
    column: int
    end_line: int
    end_column: int


class Lines:
    """The way from a fragment's positions back to the text it was made of."""

    def __init__(self, fragment: Fragment) -> None:
        self._fragment = fragment
        self._lines = fragment.source.split("\n")

    def start(self, node: ast.AST) -> tuple[int, int]:
        """The original line and column of a statement; line 0 where it was made up to let the text parse."""
        line = getattr(node, "lineno", 1)
        if not self._fragment.lines[min(line, len(self._fragment.lines)) - 1]:
            return 0, 0
        return self._fragment.locate(line, getattr(node, "col_offset", 0))

    def end(self, node: ast.AST) -> int:
        """The original last line of a statement, of one with a body the first; 0 where it was made up."""
        line = getattr(node, "lineno", 1) if getattr(node, "body", None) else getattr(node, "end_lineno", None) or 1
        return self._fragment.lines[min(line, len(self._fragment.lines)) - 1]

    def back(self, line: int, byte: int) -> tuple[int, int]:
        """A line and a byte column as the original line and its column in code points."""
        line = min(max(line, 1), len(self._lines))
        text = self._lines[line - 1]
        column = byte if text.isascii() else len(text.encode()[:byte].decode("utf-8", "ignore"))
        return self._fragment.locate(line, column)


def findings(found: Sequence[Found], hits: Sequence[Hit], lines: Lines, text: Prepared | PreparedUnit) -> list[Finding]:
    """Bandit's findings and ours as one list, in the order of the text."""
    made: list[Finding] = []
    taken: set[int] = set()
    issues = [(one, _of_issue(one)) for one in found if one.issue.test_id not in _BY_OURS]
    near = _Near([place for _, place in issues])
    for hit in _strongest(hits):
        place = _of_node(hit.node)
        same = [at for at in near.at(place) if issues[at][0].issue.test_id in OWN[hit.rule].replaces]
        taken.update(same)
        rule_id = f"{PREFIX}{hit.rule}"
        if same and hit.rule not in _OWN_NAME:
            rule_id = f"bandit.{issues[same[0]][0].issue.test_id}"
        made.extend(_from_hit(hit, rule_id, _span(place, lines, text)))
    made.extend(
        _from_issue(one, _span(place, lines, text)) for at, (one, place) in enumerate(issues) if at not in taken
    )
    return sorted(made, key=lambda finding: (finding.span.start, finding.span.end, finding.rule_id))


class _Near:
    """Which of many places share a line with one, without comparing each with each: a text may hold thousands."""

    def __init__(self, places: Sequence[_Place]) -> None:
        self._by_line: dict[int, list[int]] = {}
        for at, place in enumerate(places):
            for line in _lines_of(place):
                self._by_line.setdefault(line, []).append(at)

    def at(self, place: _Place) -> list[int]:
        """The places, by their numbers, in order."""
        return sorted({at for line in _lines_of(place) for at in self._by_line.get(line, ())[:_A_LINE]})


def _lines_of(place: _Place) -> range:
    return range(place.line, min(place.end_line, place.line + _LONG) + 1)


_A_LINE = 40  # findings of one line that are compared with each other; more stand in generated junk
_LONG = 200  # lines of one place that are looked at
_OWN_NAME = frozenset({"password-hash"})


def _strongest(hits: Sequence[Hit]) -> Iterator[Hit]:
    """The hits, without those that a stronger one at the same lines makes needless."""
    places = [_of_node(hit.node) for hit in hits]
    near = _Near(places)
    for index, hit in enumerate(hits):
        others = [at for at in near.at(places[index]) if at != index and _level(hits[at]) >= _level(hit)]
        repeated = any(hits[at].rule == hit.rule and _holds(places[at], places[index], at < index) for at in others)
        if not repeated and not any(hits[at].rule in _NEEDLESS_BESIDE.get(hit.rule, ()) for at in others):
            yield hit


def _holds(outer: _Place, inner: _Place, first: bool) -> bool:  # noqa: FBT001 - a private tie-breaker
    """One place lies within the other; of two equal ones the first holds the second."""
    if outer == inner:
        return first
    return (outer.line, outer.column) <= (inner.line, inner.column) and (inner.end_line, inner.end_column) <= (
        outer.end_line,
        outer.end_column,
    )


_NEEDLESS_BESIDE = {
    "sql-text": ("sql-injection",),
    "html-from-parameter": ("cross-site-scripting",),
    "path-join": ("path-traversal", "unsafe-upload"),
    "log-injection": ("secret-in-log",),
    "weak-hash": ("password-hash",),
}


def _level(hit: Hit) -> Severity:
    return _pick(hit.severity, OWN[hit.rule].severity)


def _pick(*offers: Severity | None) -> Severity:
    return next((offer for offer in offers if offer is not None), Severity.MEDIUM)


def _from_hit(hit: Hit, rule_id: str, span: Span) -> Iterator[Finding]:
    info = OWN[hit.rule]
    severity = _pick(hit.severity, info.severity)
    if severity is Severity.INFO and rule_id.startswith(PREFIX):
        return  # looked at, and found ordinary
    confidence = hit.confidence or info.confidence or Confidence.MEDIUM
    message = f"{info.title}: {hit.detail}" if hit.detail else info.title
    yield Finding(
        rule_id,
        "bandit",
        severity,
        confidence,
        hit.cwe or info.cwe,
        info.category,
        span,
        message,
        unquoted(hit.fix) or info.fix,
        info.reference,
        hit.replacement,
        late=hit.late,
        path=hit.path,
    )


def _from_issue(one: Found, span: Span) -> Finding:
    rule_id = f"bandit.{one.issue.test_id}"
    info = rule(rule_id)
    if one.issue.test_id in _PASSWORD_TESTS:
        return replace(_plain(one, rule_id, info, span), severity=_password(one))
    return _plain(one, rule_id, info, span)


def _password(one: Found) -> Severity:
    """How likely the literal is a password at all: what is compared, empty, a word, or a placeholder isn't one."""
    parent = getattr(one.node, "_bandit_parent", None)
    value = one.issue.text.partition("'")[2].rpartition("'")[0]
    if (
        isinstance(parent, ast.Compare)
        or len(value) < _SHORTEST
        or PLACEHOLDER.search(value)
        or not _MIXED.search(value)
        or _WORDS.search(value)
    ):
        return Severity.INFO
    return Severity.LOW


_PASSWORD_TESTS = frozenset({"B105", "B106", "B107"})
_SHORTEST = 6  # characters
_MIXED = re.compile(r"(?=.*[A-Za-z])(?=.*[\d!@#$%^&*])[^\s]+$")
_WORDS = re.compile(r"passwo?r?d|secret|token|admin|user|test|key|%s|\{|/|\.\.|^\w+_\w+_\w+$", re.IGNORECASE)


def _plain(one: Found, rule_id: str, info: RuleInfo, span: Span) -> Finding:
    severity = _pick(info.severity, _SEVERITIES.get(one.issue.severity))
    confidence = info.confidence or _CONFIDENCES.get(one.issue.confidence, Confidence.LOW)
    cwe = info.cwe or (f"CWE-{one.issue.cwe.id}",)
    return Finding(
        rule_id, "bandit", severity, confidence, cwe, info.category, span, info.title, info.fix, info.reference
    )


def _of_issue(one: Found) -> _Place:
    node = one.node
    if isinstance(node, ast.Module):  # the tests of the whole file tell a line only
        return _Place(one.issue.lineno, max(one.issue.col_offset - 1, 0), one.issue.lineno, one.issue.col_offset)
    if isinstance(node, ast.Constant):
        while isinstance(parent := getattr(node, "_bandit_parent", None), ast.expr):
            node = parent
    return _of_node(node)


def _of_node(node: ast.AST) -> _Place:
    """Where a node stands; of a statement with a body its header."""
    line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
    body = getattr(node, "body", None)
    if isinstance(body, list) and body and isinstance(node, ast.stmt | ast.ExceptHandler):
        first = body[0]
        if first.lineno > line:
            return _Place(
                line,
                column,
                max(line, first.lineno - 1) if isinstance(node, ast.stmt) and _header_end(node) > line else line,
                _LINE_END,
            )
        return _Place(line, column, line, first.col_offset)
    return _Place(
        line, column, getattr(node, "end_lineno", None) or line, getattr(node, "end_col_offset", None) or column
    )


_LINE_END = 1 << 20  # clamped to the line's length


def _header_end(node: ast.stmt) -> int:
    """The last line of a header's own expressions."""
    ends = [child.end_lineno or 0 for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
    arguments = getattr(node, "args", None)
    if isinstance(arguments, ast.arguments):
        ends += [child.end_lineno or 0 for child in ast.walk(arguments) if isinstance(child, (ast.arg, ast.expr))]
    return max(ends, default=0)


def _span(place: _Place, lines: Lines, text: Prepared | PreparedUnit) -> Span:
    first, column = lines.back(place.line, place.column)
    last, end_column = lines.back(place.end_line, place.end_column)
    starts = _starts(text)
    whole = text.text if isinstance(text, Prepared) else text.unit.text
    start = _offset(whole, starts, first, column)
    return text.span(start, max(start + 1, _offset(whole, starts, last, end_column)) if start < len(whole) else start)


def _starts(text: Prepared | PreparedUnit) -> Sequence[int]:
    if isinstance(text, Prepared):
        return text.line_starts
    starts = [0]
    for line in text.unit.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _offset(whole: str, starts: Sequence[int], line: int, column: int) -> int:
    """The offset of a position, kept inside its line."""
    at = min(max(line, 1), len(starts)) - 1
    start = starts[at]
    end = whole.find("\n", start)
    return min(start + column, len(whole) if end < 0 else end)


def once(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Each finding once: two tests of a rule may speak of one place."""
    seen: dict[tuple[str, int, int], Finding] = {}
    for finding in findings:
        key = (finding.rule_id, finding.span.start, finding.span.end)
        held = seen.get(key)
        if held is None or (finding.severity, finding.confidence) > (held.severity, held.confidence):
            seen[key] = finding
    return tuple(seen.values())
