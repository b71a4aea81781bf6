"""What may change between a look and the act: files asked about by name, locks that may not have been taken.

CWE-367, CWE-414.
Late findings.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from proxy.scan.checks import names
from proxy.scan.checks.calls import LIKELY, LOW, MAYBE, MEDIUM, Hit
from proxy.scan.checks.kinds import Function, Kinds, every, functions_of

_ASKS = re.compile(r"^(?:os\.access|(?:os\.)?path\.(?:exists|isfile|islink|isdir|getsize|lexists)|os\.l?stat)$")
_ACTS = frozenset(
    {"open", "os.remove", "os.unlink", "os.rename", "os.chmod", "os.chown", "shutil.copy", "shutil.move", "shutil.rmtree"}
)  # fmt: skip
_MADE = re.compile(r"(?:^|\.)(?:R?Lock|(?:Bounded)?Semaphore|Condition)$")
_LOOKS = frozenset({"access", "exists", "isfile", "islink", "isdir", "getsize", "lexists", "stat", "lstat"})
_LOCK = re.compile(r"lock|mutex|guard|semaphore|(?:^|_)sem(?:_|$)", re.IGNORECASE)


def races(kinds: Kinds) -> Iterator[Hit]:
    """Look at a whole text."""
    for branch in every(kinds, ast.If) if kinds.words & _LOOKS else ():
        yield from _asked_by_name(branch)
    if "acquire" in kinds.words:
        locks = _locks(kinds)
        for statement in every(kinds, ast.Expr):
            yield from _maybe_taken(statement, locks)
    for function in functions_of(kinds) if "access" in kinds.words else ():
        yield from _left_unless(function)
    for attempt in every(kinds, ast.Try) if "LOCK_NB" in kinds.words else ():
        yield from _lock_passed_over(attempt)


def _asked_by_name(branch: ast.If) -> Iterator[Hit]:
    """`if os.access(path, os.R_OK): open(path)`."""
    asked = {
        names.spelled(node.args[0]): names.dotted(node.func, {})
        for node in ast.walk(branch.test)
        if isinstance(node, ast.Call) and node.args and _ASKS.match(names.dotted(node.func, {}))
    }
    if not asked:
        return
    for statement in branch.body:
        for node in ast.walk(statement):
            if not (isinstance(node, ast.Call) and node.args and names.dotted(node.func, {}) in _ACTS):
                continue
            how = asked.get(names.spelled(node.args[0]))
            if how is not None and (how == "os.access" or _changes(node)):
                yield Hit("check-then-use", node, LOW, LIKELY if how == "os.access" else MAYBE, late=True)
                return


def _changes(node: ast.Call) -> bool:
    """Reading what was there a moment ago fails at worst; writing and removing hit what somebody else put there."""
    if names.dotted(node.func, {}) != "open":
        return True
    mode = (
        node.args[1] if len(node.args) > 1 else next((each.value for each in node.keywords if each.arg == "mode"), None)
    )
    return isinstance(mode, ast.Constant) and str(mode.value).startswith(("w", "a"))


def _left_unless(function: Function) -> Iterator[Hit]:
    """`if not os.access(path, os.R_OK): return`, and then `open(path)`."""
    asked: set[str] = set()
    for statement in function.body:
        for node in ast.walk(statement) if asked else ():
            acts = isinstance(node, ast.Call) and node.args and names.dotted(node.func, {}) in _ACTS
            if acts and isinstance(node, ast.Call) and names.spelled(node.args[0]) in asked:
                yield Hit("check-then-use", node, LOW, LIKELY, late=True)
                return
        if isinstance(statement, ast.If) and isinstance(statement.body[-1], (ast.Return, ast.Raise)):
            asked |= {
                names.spelled(node.args[0])
                for node in ast.walk(statement.test)
                if isinstance(node, ast.Call) and node.args and names.dotted(node.func, {}) == "os.access"
            }


def _locks(kinds: Kinds) -> set[str]:
    """The names that are given a lock."""
    return {
        names.last_word(target)
        for node in every(kinds, ast.Assign)
        if isinstance(node.value, ast.Call) and _MADE.search(names.dotted(node.value.func, {}))
        for target in node.targets
    }


def _maybe_taken(statement: ast.Expr, locks: set[str]) -> Iterator[Hit]:
    """`lock.acquire(timeout=2)` and on, whether it was taken or not."""
    call = statement.value
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "acquire"):
        return
    name = names.last_word(call.func.value)
    if name not in locks and not _LOCK.search(name):
        return
    given = {each.arg: each.value for each in call.keywords}
    blocking = given.get("blocking", call.args[0] if call.args else None)
    wait = given.get("timeout", call.args[1] if len(call.args) > 1 else None)
    tries = isinstance(blocking, ast.Constant) and blocking.value is False
    if tries or (isinstance(wait, ast.Constant) and wait.value not in {None, -1}):
        yield Hit("lock-unchecked", call, MEDIUM, LIKELY, late=True)


def _lock_passed_over(attempt: ast.Try) -> Iterator[Hit]:
    """A file's lock that is tried, and the failure passed over."""
    tried = any(
        isinstance(node, ast.Attribute) and node.attr == "LOCK_NB"
        for statement in attempt.body
        for node in ast.walk(statement)
    )
    passed = any(all(isinstance(each, ast.Pass) for each in handler.body) for handler in attempt.handlers)
    alone = len(attempt.body) == 1 and isinstance(attempt.body[0], ast.Expr)
    if tried and passed and alone:
        yield Hit("lock-unchecked", attempt.body[0], MEDIUM, LIKELY, late=True)
