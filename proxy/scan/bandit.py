"""bandit in this process, with our own checks beside it, on whole texts and statement by statement.

One full test set a process: building a second one changes the first (blacklisting keeps its data on a function).
Rules for this file: no verdicts, no positions. Counterparts: visitor.py walks, checks/ look, joining.py makes one list of what both found.
"""

from __future__ import annotations

import ast
import marshal
import sys
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version as version_of
from typing import Any

from bandit.core import config, test_set

from proxy.extract.fragments import Fragment, Recovery
from proxy.model import Finding, ScanStatus
from proxy.scan.base import EngineResult, Prepared, PreparedUnit, UnitResult
from proxy.scan.checks.calls import Hit
from proxy.scan.checks.facts import PLAIN_VERSION, Facts
from proxy.scan.checks.fold import Fold, Otherwise, walk
from proxy.scan.checks.late import late
from proxy.scan.joining import Lines, findings, once
from proxy.scan.visitor import FastVisitor

_PACK = "4"  # of our own checks; part of the engine's version, so that cached findings go when they change
# Need more than one statement; a lone `except` gets a body made up by us.
_WHOLE_TEXT_TESTS = frozenset({"B110", "B112", "B703"})
_TOO_DEEP = "nested too deeply"


@dataclass(slots=True)
class _Names:
    """What the imports so far brought, as bandit's tests read it."""

    imports: set[str] = field(default_factory=set)
    aliases: dict[str, str] = field(default_factory=dict)
    written: bytes = b""  # as marshal bytes

    def copy(self) -> _Names:
        """Names that can be added to alone."""
        return _Names(set(self.imports), dict(self.aliases))

    def plain(self) -> bytes:
        """The names as bytes; most statements leave them as they are."""
        if not self.written:
            self.written = marshal.dumps((sorted(self.imports), self.aliases), PLAIN_VERSION)
        return self.written


@dataclass(slots=True)
class _State:
    """What a statement leaves for the next: bandit's names and the facts of our checks."""

    names: _Names = field(default_factory=_Names)
    facts: Facts = field(default_factory=Facts)

    def plain(self) -> object:
        """The state as plain values, for states.py."""
        return self.names.plain(), self.facts.plain()


@dataclass(slots=True)
class _Outcome:
    """What the pieces of a whole text gave. Notes tell what was left out, failures what broke."""

    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


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

    def restored(self, plain: Any) -> object:  # noqa: ANN401 - what `plain` gave, after a journey
        """For states.py."""
        written, facts = plain
        imports, aliases = marshal.loads(written)  # noqa: S302  # nosec B302 - made by our own workers
        return _State(_Names(set(imports), aliases, written), Facts.restored(facts))

    def scan(self, text: Prepared) -> EngineResult:
        """Look at a whole text."""
        if text.language != "python" and not (text.language is None and looks_like_python(text)):
            return EngineResult(ScanStatus.UNSUPPORTED)
        recovery = text.recovery
        state, outcome = _State(), _Outcome()
        for fragment in recovery.fragments:
            state = self._look(fragment, state, text, outcome)
        status = _status(recovery, outcome)
        detail = "; ".join([*outcome.failures, *outcome.notes])
        return EngineResult(status, once(outcome.findings), recovery.lines_scanned, recovery.lines_total, detail)

    def _look(self, fragment: Fragment, state: _State, text: Prepared, outcome: _Outcome) -> _State:
        """Look at one piece of a text; what the pieces before it told still holds."""
        tree, lines = fragment.tree, Lines(fragment)
        names = state.names.copy()
        visitor = FastVisitor(self._tests, names.imports, names.aliases)
        hits: list[Hit] = []
        try:
            visitor.visit(tree, fragment.source)
            hits.extend(_fold(state.facts, tree, lines))
            hits.extend(late(tree))
        except RecursionError:
            outcome.failures.append(_TOO_DEEP)
        outcome.findings.extend(findings(visitor.found, hits, lines, text))
        outcome.notes.extend([visitor.skipped] if visitor.skipped else [])
        outcome.failures.extend(visitor.failures)
        return _State(names, state.facts)

    def scan_unit(self, unit: PreparedUnit, state: object) -> UnitResult:
        """Look at one statement; `state` holds what the statements before it told."""
        if unit.language != "python" or not unit.code_lines:
            return UnitResult(state=state)
        fragment, tree = unit.fragment, unit.tree
        if fragment is None or tree is None:
            return UnitResult(state=state, parsed=False)
        if not tree.body:
            return UnitResult(state=state)
        before = state if isinstance(state, _State) else _State()
        facts = before.facts.copy()
        names = before.names.copy() if "import" in fragment.source else before.names
        visitor = FastVisitor(self._tests, names.imports, names.aliases)
        lines = Lines(fragment)
        try:
            visitor.visit(tree, fragment.source)
            hits = _fold(facts, tree, lines, unit)
        except RecursionError:
            return UnitResult(state=state, parsed=False, detail=_TOO_DEEP)
        found = [one for one in visitor.found if one.issue.test_id not in _WHOLE_TEXT_TESTS]
        seen = once(findings(found, hits, lines, unit)) if found or hits else ()
        return UnitResult(seen, _State(names, facts), detail="; ".join(visitor.failures))


def _decorator(unit: PreparedUnit, tree: ast.Module) -> ast.expr | None:
    """The decorator that stands alone in a unit: its function is the next one, whatever was made up below it."""
    if not unit.unit.text.lstrip().startswith("@"):
        return None
    first = tree.body[0]
    if isinstance(first, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return first.decorator_list[0] if first.decorator_list else None
    return first.value if isinstance(first, ast.Expr) else None


def _margin(text: str) -> int:
    """The indentation of a unit."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    return len(first) - len(first.lstrip())


def _status(recovery: Recovery, outcome: _Outcome) -> ScanStatus:
    if outcome.failures:
        return ScanStatus.FAILED
    if not recovery.fragments:
        return ScanStatus.UNPARSED
    whole = recovery.lines_scanned >= recovery.lines_total and not outcome.notes
    return ScanStatus.COMPLETE if whole else ScanStatus.PARTIAL


_SIGNS = (
    ast.Import,
    ast.ImportFrom,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.With,
    ast.Try,
    ast.For,
    ast.Raise,
    ast.Assert,
)


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
    return bool(value.keywords) or (
        isinstance(root, ast.Name)
        and (root.id in sys.stdlib_module_names if attribute else root.id in {"print", "exec", "eval", "open"})
    )


def _fold(facts: Facts, tree: ast.Module, lines: Lines, unit: PreparedUnit | None = None) -> list[Hit]:
    """Feed the statements of a whole text, or of one unit."""
    fold = Fold(facts)
    above = unit.unit.line - 1 if unit is not None else 0
    margin = _margin(unit.unit.text) if unit is not None else None
    decorator = _decorator(unit, tree) if unit is not None else None
    if decorator is not None:
        return fold.decorate(decorator, lines.start(decorator)[1])
    hits: list[Hit] = []
    for statement in walk(tree.body):
        if isinstance(statement, Otherwise):
            line, column = lines.start(statement.owner)
            at = column if line else margin
            if at is not None:
                (fold.catch if isinstance(statement.owner, ast.ExceptHandler) else fold.turn)(at)
            continue
        line, column = lines.start(statement)
        if line:  # else made up by us, to let the text parse
            facts.lines = (above + line, above + max(line, lines.end(statement)))
            hits.extend(fold.step(statement, column))
    return hits
