"""What an answer tells that it shouldn't, and routes that do more than their method says.

CWE-200, CWE-497, CWE-209, CWE-425, CWE-650.
Late findings.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from proxy.scan.checks import names
from proxy.scan.checks.calls import LIKELY, LOW, MEDIUM, Hit
from proxy.scan.checks.kinds import Function, Kinds, functions_of

_ROUTE = re.compile(
    r"(?:^|\.)(?:route|get|post|put|delete|patch|api_view|api_route|errorhandler|app_errorhandler|exception_handler)$"
)
_GUARDED = re.compile(
    r"login|auth|permission|require|protect|admin_|_admin|jwt|token|role|staff|current_user|secur|owner|session|principal|identity"
    r"|credential|api_key|verify|check_|allow|g\.user|request\.user",
    re.IGNORECASE,
)
_SECRET_KEY = re.compile(
    r"^(?:password|passwd|pwd|password_hash|secret|secret_key|private_key|ssn|credit_card|card_number|cvv)$"
)
_REMOVES = re.compile(r"(?:^|\.)(?:delete|delete_one|delete_many|remove|unlink|rmtree|drop|drop_all|truncate)$")


def answers(kinds: Kinds) -> Iterator[Hit]:
    """Look at all routes of a text."""
    for function in functions_of(kinds):
        routed = [decorator for decorator in function.decorator_list if _is_route(decorator)]
        if routed:
            yield from _internals(function)
            yield from _errors(function)
            yield from _by_address(function, routed)


def _is_route(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and _ROUTE.search(names.dotted(decorator.func, {})) is not None


def _internals(function: Function) -> Iterator[Hit]:
    """The environment, all fields of a record, or a password in an answer."""
    for statement in ast.walk(function):
        if isinstance(statement, ast.Return) and statement.value is not None:
            inside = list(ast.walk(statement.value))
            one = {id(node.value) for node in inside if isinstance(node, (ast.Subscript, ast.Attribute))}
            if any(_tells(node) and id(node) not in one for node in inside):
                yield Hit("internals-in-response", statement, MEDIUM, LIKELY, late=True)


def _tells(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr == "__dict__" or names.dotted(node, {}) == "os.environ"
    if isinstance(node, ast.Call):
        return names.dotted(node.func, {}) in {"vars", "model_to_dict"} and len(node.args) == 1
    if isinstance(node, ast.Dict):
        return any(
            isinstance(key, ast.Constant)
            and _SECRET_KEY.match(str(key.value).lower())
            and isinstance(value, ast.Attribute)
            and _SECRET_KEY.match(value.attr.lower())
            for key, value in zip(node.keys, node.values, strict=True)
        )
    return False


def _errors(function: Function) -> Iterator[Hit]:
    """`except Exception as problem: return f"failed: {problem}"`."""
    for handler in (node for node in ast.walk(function) if isinstance(node, ast.ExceptHandler) and node.name):
        broad = handler.type is None or names.last_word(handler.type) in {"Exception", "BaseException"}
        for statement in handler.body:
            if broad and isinstance(statement, (ast.Return, ast.Raise)) and _shows(statement, str(handler.name)):
                yield Hit("trace-in-response", statement, LOW, LIKELY, "the exception's text is sent", late=True)
                break
    if any("errorhandler" in names.spelled(decorator) for decorator in function.decorator_list):
        for statement in function.body:
            if isinstance(statement, ast.Return) and "format_exc()" in names.spelled(statement):
                yield Hit("trace-in-response", statement, MEDIUM, LIKELY, late=True)


def _shows(statement: ast.Return | ast.Raise, name: str) -> bool:
    """The text of an exception stands in what is sent; in a `raise` only as a detail for the client."""
    sent = statement.value if isinstance(statement, ast.Return) else statement.exc
    if sent is None:
        return False
    if isinstance(statement, ast.Raise) and not (
        isinstance(sent, ast.Call) and names.last_word(sent.func) == "HTTPException"
    ):
        return False
    for node in ast.walk(sent):
        inner = node.value if isinstance(node, ast.FormattedValue) else None
        if isinstance(node, ast.Call) and names.dotted(node.func, {}) in {"str", "repr"} and node.args:
            inner = node.args[0]
        if isinstance(inner, ast.Name) and inner.id == name:
            return True
    return False


# Routes.


def _by_address(function: Function, routed: list[ast.expr]) -> Iterator[Hit]:
    """Pages of administrators open to whoever knows the address; links that remove something."""
    inside = [node for statement in function.body for node in ast.walk(statement)]
    paths = [str(node.value) for decorator in routed for node in ast.walk(decorator) if isinstance(node, ast.Constant)]
    if _only_get(routed):
        changed = next(
            (node for node in inside if isinstance(node, ast.Call) and _REMOVES.search(names.dotted(node.func, {}))),
            None,
        )
        if changed is not None and any(_names_change(path) for path in (*paths, function.name)):
            yield Hit("change-by-get", function, MEDIUM, LIKELY, late=True)
    answered = any(isinstance(node, ast.Return) and node.value is not None for node in inside)
    if answered and any(_ADMIN.match(path) for path in paths) and not _shows_check(function):
        detail = "an administrator's page asks nobody who they are"
        yield Hit("open-endpoint", function, MEDIUM, LIKELY, detail, late=True)


_ADMIN = re.compile(r"^/?(?:[\w-]+/)?admin(?:/|$)")


def _names_change(word: str) -> bool:
    return re.search(r"delete|remove|drop|clear|purge|destroy|reset|wipe", word, re.IGNORECASE) is not None


def _only_get(routed: list[ast.expr]) -> bool:
    for decorator in routed:
        if not isinstance(decorator, ast.Call):
            return False
        tail = names.dotted(decorator.func, {}).rpartition(".")[2]
        methods = next((each.value for each in decorator.keywords if each.arg == "methods"), None)
        if tail not in {"route", "get"} or (
            methods is not None and names.spelled(methods).upper() not in {"['GET']", "('GET',)"}
        ):
            return False
    return True


def _shows_check(function: Function) -> bool:
    """Any decorator, parameter or word of the function speaks of a check; its own address doesn't count."""
    others = [decorator for decorator in function.decorator_list if not _is_route(decorator)]
    parts = [*others, function.args, *function.body]
    return any(_GUARDED.search(names.spelled(part)) for part in parts) or any(
        isinstance(node, ast.keyword) and node.arg == "dependencies"
        for each in function.decorator_list
        for node in ast.walk(each)
    )
