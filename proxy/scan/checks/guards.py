"""Which names a test checks before they are used: membership of a list, equality, a pattern, a validating function.

Coarse on purpose: a checked name counts as harmless from the test on, in every branch. What only asks whether something is there
(truth, None, "", a length, a file's existence) is no check.
Counterpart: flow.py and fold.py tell the facts.
"""

from __future__ import annotations

import ast

from proxy.scan.checks import names
from proxy.scan.checks.facts import NONE, Facts

_CHECKING_METHODS = frozenset(
    {
        "isalnum",
        "isdigit",
        "isdecimal",
        "isnumeric",
        "isalpha",
        "isidentifier",
        "is_relative_to",
        "relative_to",
        "issubset",
        "issuperset",
        "fullmatch",
        "isascii",
    }
)
_NOT_TELLING = frozenset({"scheme", "method", "content_type", "mimetype"})  # says nothing of where the value leads
_PATTERNS = frozenset({"match", "fullmatch", "search", "startswith"})
_TELLING_PARTS = frozenset({"..", "/", "\\", "\n", "\r", ";", "://", "//", "\x00", "<", ":", "__"})


def guarded(test: ast.expr, facts: Facts) -> set[str]:
    """The names that a test checks."""
    found: set[str] = set()
    todo = [test]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.BoolOp):
            todo.extend(node.values)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            todo.append(node.operand)
        elif isinstance(node, ast.Compare):
            found |= _compared(node, facts)
        elif isinstance(node, ast.Call):
            found |= _called(node, facts)
        elif isinstance(node, (ast.NamedExpr, ast.Await)):
            todo.append(node.value)
    return found


def _compared(node: ast.Compare, facts: Facts) -> set[str]:
    left, operator, right = node.left, node.ops[0], node.comparators[0]
    if names.last_word(left) in _NOT_TELLING:
        return set()
    if isinstance(operator, (ast.In, ast.NotIn)):
        return _member(left, right, facts)
    if isinstance(operator, (ast.Eq, ast.NotEq)):
        told = names.dotted(left, facts.aliases).endswith((".status_code", "__name__"))
        return set() if told or _empty(left) or _empty(right) else _values(left) | _values(right)
    if isinstance(operator, (ast.Is, ast.IsNot)) and isinstance(left, ast.Call):
        return _called(left, facts)
    return set()


def _member(left: ast.expr, right: ast.expr, facts: Facts) -> set[str]:
    """The names that `left in right` checks."""
    if names.last_word(right) in {"algorithms_available", "algorithms_guaranteed"}:
        return set()  # the broken ones are in there too
    if isinstance(left, ast.Constant):
        return _values(right) if left.value in _TELLING_PARTS else set()
    held = facts.get(right.id) if isinstance(right, ast.Name) else None
    return set() if held is not None and held.taint != NONE and held.kind != "list" else _values(left)


def _called(node: ast.Call, facts: Facts) -> set[str]:
    name = names.dotted(node.func, facts.aliases)
    tail = node.func.attr if isinstance(node.func, ast.Attribute) else name
    arguments = {found for argument in node.args for found in _values(argument)}
    owner = _values(node.func.value) if isinstance(node.func, ast.Attribute) else set()
    if tail in {"any", "all"} and node.args and isinstance(inner := node.args[0], (ast.GeneratorExp, ast.ListComp)):
        return {found for generator in inner.generators for found in _values(generator.iter)} | _values(inner.elt)
    if tail == "isinstance":
        return arguments if len(node.args) > 1 and "ast." in ast.unparse(node.args[1]) else set()
    if tail == "startswith" and _scheme(node):
        return set()  # says nothing of the host
    if tail in _CHECKING_METHODS or names.CHECKING.search(tail):
        return arguments | owner
    if tail in _PATTERNS and owner | arguments:
        return arguments | (owner if tail == "startswith" else set())
    return set()


def _scheme(node: ast.Call) -> bool:
    first = node.args[0] if node.args else None
    return isinstance(first, ast.Constant) and str(first.value).startswith(("http", "-", "#"))


def _empty(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and (
        node.value is None or node.value == "" or isinstance(node.value, (bool, int, float))
    )


def _values(node: ast.expr) -> set[str]:
    """The names whose values stand in an expression; functions and modules that are only called don't count."""
    called = {id(child.func) for child in ast.walk(node) if isinstance(child, ast.Call)}
    found = {child.id for child in ast.walk(node) if isinstance(child, ast.Name) and id(child) not in called}
    found |= {
        f"self.{child.attr}"
        for child in ast.walk(node)
        if isinstance(child, ast.Attribute) and isinstance(child.value, ast.Name) and child.value.id == "self"
    }
    return found - {"self", "os", "re", "len", "request"}


def checked_by(call: ast.Call, facts: Facts) -> set[str]:
    """The names that a call standing alone checks: `validate(path)`, `path.relative_to(base)`."""
    return _called(call, facts)
