"""What an expression is for certain: `7 * 42 - x > 200` where `x` was given 106 and nothing else.

Only whole numbers, truth values and short texts are worked out, and only where nothing could have changed a name since. A result that
isn't certain is None. Rules for this file: pure; the work is bounded. Counterparts: branches.py for where names may be trusted.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from proxy.scan.checks.facts import Exact, Facts

_DEPTH: Final = 12  # operators in operators; people stop at 5
_LARGEST: Final = 1 << 31  # of a number: beyond, languages differ and nobody writes it
_LONGEST: Final = 200  # characters of a text
_ARITHMETIC: Final[Mapping[type[ast.operator], Callable[[Any, Any], Any]]] = MappingProxyType(
    {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod}
)  # fmt: skip
_ORDER: Final[Mapping[type[ast.cmpop], Callable[[Any, Any], bool]]] = MappingProxyType(
    {ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt,
     ast.GtE: operator.ge}
)  # fmt: skip


def exact(node: ast.expr | None, facts: Facts, depth: int = 0) -> Exact | None:
    """The value of an expression; None where it isn't certain."""
    if depth > _DEPTH:
        return None
    made: Exact | None = None
    match node:
        case ast.Constant(value=bool() | int() | str()):
            made = node.value  # type: ignore[assignment] # narrowed by the pattern
        case ast.Name():
            made = facts.exact(node.id)
        case ast.BinOp():
            made = _worked_out(node.op, exact(node.left, facts, depth + 1), exact(node.right, facts, depth + 1))
        case ast.UnaryOp():
            made = _turned(node.op, exact(node.operand, facts, depth + 1))
        case ast.Compare(ops=[test], comparators=[right]):
            made = _compared(test, exact(node.left, facts, depth + 1), exact(right, facts, depth + 1))
        case ast.BoolOp():
            made = _united(node, [exact(each, facts, depth + 1) for each in node.values])
        case ast.IfExp() if (test_value := exact(node.test, facts, depth + 1)) is not None:
            made = exact(node.body if test_value else node.orelse, facts, depth + 1)
        case ast.Subscript():
            made = _picked(exact(node.value, facts, depth + 1), exact(node.slice, facts, depth + 1))
    return made if _is_small(made) else None


def _is_small(value: Exact | None) -> bool:
    return len(value) <= _LONGEST if isinstance(value, str) else value is None or abs(value) < _LARGEST


def _worked_out(op: ast.operator, left: Exact | None, right: Exact | None) -> Exact | None:
    if isinstance(left, str) and isinstance(right, str):
        return left + right if isinstance(op, ast.Add) else None
    work = _ARITHMETIC.get(type(op))
    if work is None or not isinstance(left, int) or not isinstance(right, int):
        return None
    if isinstance(op, (ast.FloorDiv, ast.Mod)) and not right:
        return None
    return int(work(left, right))


def _turned(op: ast.unaryop, value: Exact | None) -> Exact | None:
    if value is None:
        return None
    if isinstance(op, ast.Not):
        return not value
    return -value if isinstance(op, ast.USub) and isinstance(value, int) else None


def _compared(test: ast.cmpop, left: Exact | None, right: Exact | None) -> bool | None:
    if left is None or right is None or isinstance(left, str) is not isinstance(right, str):
        return None
    if isinstance(test, (ast.In, ast.NotIn)) and isinstance(left, str) and isinstance(right, str):
        return (left in right) is isinstance(test, ast.In)
    order = _ORDER.get(type(test))
    return None if order is None else order(left, right)


def _united(node: ast.BoolOp, values: list[Exact | None]) -> bool | None:
    """Whether all or any of the parts hold; one part may be enough to say."""
    decisive = isinstance(node.op, ast.Or)
    if any(value is not None and bool(value) is decisive for value in values):
        return decisive
    return None if None in values else not decisive


def _picked(text: Exact | None, at: Exact | None) -> str | None:
    """A character of a text."""
    if not isinstance(text, str) or not isinstance(at, int) or not -len(text) <= at < len(text):
        return None
    return text[at]
