"""bandit in this process, with our own checks beside it: fragments in, findings in the block's own lines and columns out.

One full test set a process: building a second one changes the first (blacklisting keeps its data on a function). bandit's columns are UTF-8
bytes; ours are code points. Where bandit and an own check speak of one place there is one finding, under bandit's id, judged as ours says.
Rules for this file: no verdicts. Counterparts: visitor.py walks, checks/ look, catalogue.py says what rules mean.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.metadata import version as version_of

from bandit.core import config, test_set

from proxy.extract.fragments import Fragment
from proxy.model import Confidence, Finding, ScanStatus, Severity, Span
from proxy.scan.base import EngineResult, Prepared, PreparedUnit, UnitResult
from proxy.scan.catalogue import rule
from proxy.scan.checks.calls import Hit
from proxy.scan.checks.crypto import PLACEHOLDER
from proxy.scan.checks.facts import Facts
from proxy.scan.checks.fold import Fold, walk
from proxy.scan.checks.late import late
from proxy.scan.checks.metadata import OWN, PREFIX, RuleInfo
from proxy.scan.visitor import FastVisitor, Found

_PACK = "1"  # of our own checks; part of the engine's version, so that cached findings go when they change
_WHOLE_TEXT_TESTS = frozenset({"B110", "B112", "B703"})  # need more than one statement; a lone `except` gets a body made up by us
_BY_OURS = frozenset({"B703"})  # says the same as B308, on less
_SEVERITIES = {"LOW": Severity.LOW, "MEDIUM": Severity.MEDIUM, "HIGH": Severity.HIGH}
_CONFIDENCES = {"LOW": Confidence.LOW, "MEDIUM": Confidence.MEDIUM, "HIGH": Confidence.HIGH}


@dataclass(slots=True)
class _State:
    """What a statement leaves for the next: bandit's imports and the facts of our checks."""

    imports: frozenset[str] = frozenset()
    aliases: dict[str, str] = field(default_factory=dict)
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something was found, in the fragment's lines (from 1) and columns (UTF-8 bytes)."""

    line: int
    column: int
    end_line: int
    end_column: int


class BanditEngine:
    """The engine for Python."""

    name = "bandit"

    def __init__(self) -> None:
        self.version = f"{version_of('bandit')}+{_PACK}"

    @cached_property
    def _tests(self) -> test_set.BanditTestSet:
        return test_set.BanditTestSet(config.BanditConfig(), {})

    def warm(self) -> None:
        """Load bandit and its tests, and look at a line."""
        self.scan(Prepared("import os\n", "python"))

    def scan(self, text: Prepared) -> EngineResult:
        """Look at a whole text."""
        if text.language != "python" and not (text.language is None and looks_like_python(text)):
            return EngineResult(ScanStatus.UNSUPPORTED)
        recovery = text.recovery
        findings: list[Finding] = []
        notes: list[str] = []
        failures: list[str] = []
        for fragment in recovery.fragments:
            tree = fragment.tree
            visitor = FastVisitor(self._tests)
            visitor.visit(tree, fragment.source)
            facts = Facts()
            hits = _fold(facts, tree, _Map(fragment))
            hits.extend(late(tree))
            findings.extend(_findings(visitor.found, hits, _Map(fragment), text))
            notes.extend([visitor.skipped] if visitor.skipped else [])
            failures.extend(visitor.failures)
        return EngineResult(_status(recovery.lines_scanned, recovery.lines_total, bool(recovery.fragments), notes, failures), _once(findings), recovery.lines_scanned, recovery.lines_total, "; ".join([*failures, *notes]))

    def scan_unit(self, unit: PreparedUnit, state: object) -> UnitResult:
        """Look at one statement; `state` holds what the statements before it told."""
        if unit.language != "python":
            return UnitResult(state=state)
        fragment, tree = unit.fragment, unit.tree
        if fragment is None or tree is None:
            return UnitResult(state=state, parsed=False)
        if not tree.body:
            return UnitResult(state=state)
        before = state if isinstance(state, _State) else _State()
        imports, aliases = set(before.imports), dict(before.aliases)
        visitor = FastVisitor(self._tests, imports, aliases)
        visitor.visit(tree, fragment.source)
        facts = before.facts.copy()
        lines = _Map(fragment)
        decorator = _decorator(unit, tree)
        hits = _fold(facts, tree, lines) if decorator is None else Fold(facts).decorate(decorator, lines.start(decorator)[1])
        found = [one for one in visitor.found if one.issue.test_id not in _WHOLE_TEXT_TESTS]
        findings = _findings(found, hits, lines, unit)
        return UnitResult(_once(findings), _State(frozenset(imports), aliases, facts), detail="; ".join(visitor.failures))


def _decorator(unit: PreparedUnit, tree: ast.Module) -> ast.expr | None:
    """The decorator that stands alone in a unit: its function is the next one, whatever was made up below it."""
    if not unit.unit.text.lstrip().startswith("@"):
        return None
    first = tree.body[0]
    if isinstance(first, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return first.decorator_list[0] if first.decorator_list else None
    return first.value if isinstance(first, ast.Expr) else None


def _status(scanned: int, total: int, parsed: bool, notes: Sequence[str], failures: Sequence[str]) -> ScanStatus:  # noqa: FBT001
    if failures:
        return ScanStatus.FAILED
    if not parsed:
        return ScanStatus.UNPARSED
    return ScanStatus.PARTIAL if notes or scanned < total else ScanStatus.COMPLETE


_SIGNS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.With, ast.Try, ast.For, ast.Raise, ast.Assert)


def looks_like_python(text: Prepared) -> bool:
    """A text of unknown language parses as Python and holds what only Python has.

    Prose, JSON, configuration and calls of other languages parse at times: a statement with a keyword is wanted, or a call of Python's own.
    """
    if text.recovery.step not in {"as-is", "dedented"} or len(text.recovery.fragments) != 1:
        return False
    tree = text.recovery.fragments[0].tree
    return any(isinstance(statement, _SIGNS) or _pythonic(statement) for statement in tree.body)


def _pythonic(statement: ast.stmt) -> bool:
    """A call that only Python spells so: of a module of the standard library, or with keyword arguments."""
    value = getattr(statement, "value", None)
    if isinstance(value, ast.Await):
        value = value.value
    if not isinstance(value, ast.Call):
        return False
    root = value.func
    while isinstance(root, (ast.Attribute, ast.Call)):
        root = root.value if isinstance(root, ast.Attribute) else root.func
    attribute = isinstance(value.func, ast.Attribute)
    return bool(value.keywords) or (isinstance(root, ast.Name) and (root.id in sys.stdlib_module_names if attribute else root.id in {"print", "exec", "eval", "open"}))


def _fold(facts: Facts, tree: ast.Module, lines: _Map) -> list[Hit]:
    fold = Fold(facts)
    hits: list[Hit] = []
    for statement in walk(tree.body):
        line, column = lines.start(statement)
        if line:  # else made up by us, to let the text parse
            hits.extend(fold.step(statement, column))
    return hits


class _Map:
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

    def back(self, line: int, byte: int) -> tuple[int, int]:
        """A line and a byte column as the original line and its column in code points."""
        line = min(max(line, 1), len(self._lines))
        text = self._lines[line - 1]
        column = byte if text.isascii() else len(text.encode()[:byte].decode("utf-8", "ignore"))
        return self._fragment.locate(line, column)


def _findings(found: Sequence[Found], hits: Sequence[Hit], lines: _Map, text: Prepared | PreparedUnit) -> list[Finding]:
    """bandit's findings and ours as one list, in the order of the text."""
    made: list[Finding] = []
    taken: set[int] = set()
    issues = [(one, _of_issue(one)) for one in found if one.issue.test_id not in _BY_OURS]
    for hit in _strongest(hits):
        place = _of_node(hit.node)
        same = [one for one, where in issues if one.issue.test_id in OWN[hit.rule].replaces and where.line <= place.end_line and place.line <= where.end_line]
        taken.update(id(one) for one in same)
        named = next((f"bandit.{one.issue.test_id}" for one in same if hit.rule not in _OWN_NAME), f"{PREFIX}{hit.rule}")
        made.extend(_from_hit(hit, named, _span(place, lines, text)))
    made.extend(_from_issue(one, _span(where, lines, text)) for one, where in issues if id(one) not in taken)
    return sorted(made, key=lambda finding: (finding.span.start, finding.span.end, finding.rule_id))


_OWN_NAME = frozenset({"password-hash"})


def _strongest(hits: Sequence[Hit]) -> Iterator[Hit]:
    """The hits, without those that a stronger one at the same lines makes needless."""
    places = [(hit, _of_node(hit.node)) for hit in hits]
    for hit, place in places:
        stronger = _NEEDLESS_BESIDE.get(hit.rule, ())
        if not any(other.rule in stronger and where.line <= place.end_line and place.line <= where.end_line and _level(other) >= _level(hit) for other, where in places):
            yield hit


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
    yield Finding(rule_id, "bandit", severity, confidence, hit.cwe or info.cwe, info.category, span, message, hit.fix or info.fix, info.reference, hit.replacement, late=hit.late)


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
    if isinstance(parent, ast.Compare) or len(value) < _SHORTEST or PLACEHOLDER.search(value) or not _MIXED.search(value) or _WORDS.search(value):
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
    return Finding(rule_id, "bandit", severity, confidence, cwe, info.category, span, info.title, info.fix, info.reference)


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
            return _Place(line, column, max(line, first.lineno - 1) if isinstance(node, ast.stmt) and _header_end(node) > line else line, _LINE_END)
        return _Place(line, column, line, first.col_offset)
    return _Place(line, column, getattr(node, "end_lineno", None) or line, getattr(node, "end_col_offset", None) or column)


_LINE_END = 1 << 20  # clamped to the line's length


def _header_end(node: ast.stmt) -> int:
    """The last line of a header's own expressions."""
    ends = [child.end_lineno or 0 for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
    arguments = getattr(node, "args", None)
    if isinstance(arguments, ast.arguments):
        ends += [child.end_lineno or 0 for child in ast.walk(arguments) if isinstance(child, (ast.arg, ast.expr))]
    return max(ends, default=0)


def _span(place: _Place, lines: _Map, text: Prepared | PreparedUnit) -> Span:
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


def _once(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Each finding once: two tests of a rule may speak of one place."""
    seen: dict[tuple[str, int, int], Finding] = {}
    for finding in findings:
        key = (finding.rule_id, finding.span.start, finding.span.end)
        held = seen.get(key)
        if held is None or (finding.severity, finding.confidence) > (held.severity, held.confidence):
            seen[key] = finding
    return tuple(seen.values())
