"""bandit's visitor, faster, with the same findings.

Node types without tests are walked past, contexts are made only where a test will read them, line ranges only for what was found,
and scores aren't kept. A plug-in that raises is remembered, not swallowed. Suppression comments are ignored.

Source: bandit 1.9.4, bandit/core/node_visitor.py and tester.py. tests/unit/scan/test_bandit_visitor.py holds the two equal.
Counterpart: bandit.py.
"""

# ruff: noqa: SLF001 - bandit's tests keep their id, their data and the way up the tree in private names
from __future__ import annotations

import ast
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from bandit.core import context as bandit_context
from bandit.core import issue as bandit_issue
from bandit.core import test_set
from bandit.core import utils as bandit_utils

_BIDIRECTIONAL = re.compile("[\u202a-\u202e\u2066-\u2069\u200f]")
_SHARED = frozenset({ast.Load, ast.Store, ast.Del})  # one object for all nodes: they have no place in the tree
_FILE_NAME = "snippet.py"
_SUM_OPERANDS = 150  # literals added up in one expression: bandit joins all of them at each one
_SELECTS = 150  # of the word in one literal: bandit's pattern for queries is quadratic in it
_KEYS = 3_000  # of one dict: bandit looks each up among all of them, for names of passwords
_STRING_TEST = "hardcoded_password_string"
_SQL_TEST = "hardcoded_sql_expressions"
# What a plug-in that trips over a tree raises: it becomes FAILED, never clean. Anything else ends the worker's scan, which is FAILED too.
_PLUGIN_ERRORS = (ArithmeticError, AttributeError, LookupError, RecursionError, SyntaxError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Found:
    """An issue and the node it was found at."""

    issue: bandit_issue.Issue
    node: ast.AST


class FastVisitor:
    """Visits one parsed text. `imports` and `aliases` are bandit's and go on growing."""

    def __init__(
        self, tests: test_set.BanditTestSet, imports: set[str] | None = None, aliases: dict[str, str] | None = None
    ) -> None:
        self.imports: set[str] = set() if imports is None else imports
        self.aliases: dict[str, str] = {} if aliases is None else aliases
        self.found: list[Found] = []
        self.failures: list[str] = []
        self.skipped = ""
        self._tests: Mapping[str, list[Any]] = tests.tests

    def visit(self, tree: ast.Module, source: str) -> None:
        """Look at a parsed text, each node before what it holds; without recursion, because texts nest as deep as they like."""
        todo = _children(tree)
        while todo:
            node = todo.pop()
            visit = self.by_kind.get(type(node))
            if visit is not None:
                visit(self, node)
            elif tests := self._tests.get(type(node).__name__):
                self._run(tests, node, {})
            todo.extend(_children(node))
        if _BIDIRECTIONAL.search(source):  # what the file tests look for
            self._file(source)

    def _run(self, tests: list[Any], node: ast.AST, extra: dict[str, Any], ranged: ast.AST | None = None) -> None:
        raw: dict[str, Any] = {
            "imports": self.imports,
            "import_aliases": self.aliases,
            "node": node,
            "filename": _FILE_NAME,
            "file_data": None,
            "lineno": getattr(node, "lineno", None),
            "col_offset": getattr(node, "col_offset", None),
            "end_col_offset": getattr(node, "end_col_offset", None),
            **extra,
        }
        seen = bandit_context.Context(raw)
        for test in tests:
            issue = self._outcome(test, seen)
            if issue is not None:
                self._keep(issue, test, node, ranged or node)

    def _outcome(self, test: Any, seen: bandit_context.Context) -> bandit_issue.Issue | None:  # noqa: ANN401 - bandit's tests are untyped
        try:
            return test(seen, test._config) if hasattr(test, "_config") else test(seen)
        except _PLUGIN_ERRORS as error:
            self.failures.append(f"{getattr(test, '_test_id', test.__name__)}: {type(error).__name__}")
            return None

    def _keep(self, issue: bandit_issue.Issue, test: Any, node: ast.AST, ranged: ast.AST) -> None:  # noqa: ANN401
        if issue.lineno is None:
            issue.lineno = getattr(node, "lineno", 0)
        if issue.linerange == []:
            issue.linerange = bandit_utils.linerange(ranged)
        if issue.col_offset == -1:
            issue.col_offset = getattr(node, "col_offset", 0)
        issue.end_col_offset = getattr(node, "end_col_offset", 0)
        if not issue.test_id:
            issue.test_id = test._test_id
        self.found.append(Found(issue, node))

    def _function(self, node: ast.FunctionDef) -> None:
        self._run(
            self._tests.get("FunctionDef", []), node, {"function": node, "qualname": f".{node.name}", "name": node.name}
        )

    def _call(self, node: ast.Call) -> None:
        name = bandit_utils.get_call_name(node, self.aliases)
        self._run(self._tests.get("Call", []), node, {"call": node, "qualname": name, "name": name.split(".")[-1]})

    def _import(self, node: ast.Import | ast.ImportFrom, kind: str = "Import") -> None:
        module = ""
        for name in node.names:
            if name.asname:
                self.aliases[name.asname] = name.name
            self.imports.add(name.name)
            module = name.name
        self._run(self._tests.get(kind, []), node, {"module": module})

    def _import_from(self, node: ast.ImportFrom) -> None:
        if node.module is None:
            self._import(node)
            return
        last = ""
        for name in node.names:
            full = f"{node.module}.{name.name}"
            self.aliases[name.asname or name.name] = full
            self.imports.add(full)
            last = name.name
        self._run(self._tests.get("ImportFrom", []), node, {"module": node.module, "name": last})

    def _constant(self, node: ast.Constant) -> None:
        parent: ast.AST = node._bandit_parent  # type: ignore[attr-defined]
        if isinstance(parent, ast.Expr):
            return
        if isinstance(node.value, str):
            self._run(self._bounded(node.value, parent), node, {"str": node.value}, parent)
        elif isinstance(node.value, bytes):
            self._run(self._tests.get("Bytes", []), node, {"bytes": node.value}, parent)

    def _bounded(self, value: str, parent: ast.AST) -> list[Any]:
        """The tests of a literal, without the one that would take seconds on it."""
        tests = self._tests.get("Str", [])
        if isinstance(parent, ast.Dict) and len(parent.keys) > _KEYS:
            self.skipped = f"a dict of more than {_KEYS} keys was not searched for passwords"
            return [test for test in tests if test.__name__ != _STRING_TEST]
        if isinstance(parent, ast.BinOp) and self._summed(parent):
            self.skipped = f"a sum of more than {_SUM_OPERANDS} literals was not read as a query"
        elif len(value) > _SELECTS and value.lower().count("select") > _SELECTS:
            self.skipped = f"a literal with more than {_SELECTS} selects was not read as a query"
        else:
            return tests
        return [test for test in tests if test.__name__ != _SQL_TEST]

    def _summed(self, node: ast.BinOp) -> bool:
        """The sum that the node stands in is a long one; counted once at its top."""
        top: ast.AST = node
        while isinstance(top, ast.BinOp) and not hasattr(top, "_codeward_long"):
            parent = getattr(top, "_bandit_parent", None)
            if not isinstance(parent, ast.BinOp):
                break
            top = parent
        if not hasattr(top, "_codeward_long"):
            top._codeward_long = _operands(top) > _SUM_OPERANDS  # type: ignore[attr-defined]
        long: bool = top._codeward_long  # type: ignore[attr-defined]
        node._codeward_long = long  # type: ignore[attr-defined]
        return long

    def _file(self, source: str) -> None:
        readable = source.replace("coding", "c0ding").encode(
            "utf-8", "surrogatepass"
        )  # an encoding comment in the text is none of ours
        raw = {
            "file_data": io.BytesIO(readable),
            "filename": _FILE_NAME,
            "lineno": 0,
            "linerange": [0, 1],
            "col_offset": 0,
        }
        for test in self._tests.get("File", []):
            issue = self._outcome(test, bandit_context.Context(dict(raw)))
            if issue is not None:
                issue.end_col_offset = 0
                issue.linerange = issue.linerange or [0, 1]
                issue.test_id = issue.test_id or test._test_id
                self.found.append(Found(issue, ast.Module([], [])))

    by_kind: ClassVar[Mapping[type[ast.AST], Callable[..., None]]] = {
        ast.FunctionDef: _function,
        ast.Call: _call,
        ast.Import: _import,
        ast.ImportFrom: _import_from,
        ast.Constant: _constant,
    }


def _children(node: ast.AST) -> list[ast.AST]:
    """What a node holds, the last first, each with the way up and on that bandit's tests read."""
    found: list[ast.AST] = []
    for name in node._fields:
        value = getattr(node, name, None)
        if isinstance(value, list):
            last = len(value) - 1
            for index, item in enumerate(value):
                if isinstance(item, ast.AST):
                    item._bandit_parent = node  # type: ignore[attr-defined]
                    item._bandit_sibling = value[index + 1] if index < last else None  # type: ignore[attr-defined]
                    found.append(item)
        elif isinstance(value, ast.AST) and type(value) not in _SHARED:
            value._bandit_parent = node  # type: ignore[attr-defined]
            value._bandit_sibling = None  # type: ignore[attr-defined]
            found.append(value)
    found.reverse()
    return found


def _operands(node: ast.AST) -> int:
    """How many values a sum adds up, without recursion."""
    count, todo = 0, [node]
    while todo:
        current = todo.pop()
        if isinstance(current, ast.BinOp):
            todo += [current.left, current.right]
        else:
            count += 1
    return count
