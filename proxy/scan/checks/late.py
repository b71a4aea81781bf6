"""What only a whole text can tell: a check that isn't there.

Late findings: the fence closes and the notice follows, nothing is held for them. All are careful: a text that shows any sign of a check is
left alone.
CWE-862, CWE-639, CWE-347, CWE-352, CWE-915, CWE-601, CWE-22.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from proxy.scan.checks import names
from proxy.scan.checks.calls import LIKELY, MAYBE, MEDIUM, Hit
from proxy.scan.checks.cleartext import mails
from proxy.scan.checks.clients import claimed
from proxy.scan.checks.correctness import slips
from proxy.scan.checks.exposure import answers
from proxy.scan.checks.kinds import every, kinds_of
from proxy.scan.checks.members import members
from proxy.scan.checks.passwords import handled
from proxy.scan.checks.races import races
from proxy.scan.checks.requested import amplified, numbers, shared
from proxy.scan.checks.whole import by_id, endless_tokens, shown_internals, unsigned_claims

Function = ast.FunctionDef | ast.AsyncFunctionDef
_CHANGING = frozenset({"POST", "PUT", "DELETE", "PATCH"})
_ROUTES = frozenset({"route", "get", "post", "put", "delete", "patch", "api_view", "api_route"})
_GUARDING = re.compile(
    r"login|auth|permission|require|protect|admin|jwt|token|role|user_passes|staff|current_user|secur|owner|session|principal|identity|access|credential|api_key|verify|allow|csrf|signature|hmac|g\.user|request\.user",
    re.IGNORECASE,
)
_PUBLIC = re.compile(
    r"login|log_?in|register|sign_?up|signin|webhook|callback|health|ping|contact|subscribe|forgot|reset|search|echo|predict|upload_?test|index|home|hello|feedback|token|logout|verify|public|status",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"(?:^|\.)(?:delete|commit|save|remove|unlink|rmtree|update|destroy|drop|insert|create|delete_one|delete_many|update_one|insert_one|pop|write|add|put_item|executescript)$"
)
_ACTOR = re.compile(
    r"^(?:(?:actor|acting|requesting|requester|current|active|logged_in|caller|session|auth\w*|editor|operator|viewer|member|accessor|client|initiator|my|usr|u|user|requestor|account|admin|manager|modifier|updater|person|participant|staff|employee)_?(?:user)?_?(?:id|role|name)?(?:entifier)?|\w*_role|role|\w*user_?(?:id|role|identifier))$",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^(?:\w*_)?(?:signature|sign|sig|hmac|mac|checksum)(?:_\w+)?$", re.IGNORECASE)
_LISTS = re.compile(
    r"^(?:ALLOWED|PERMITTED|VALID|TRUSTED|APPROVED|SAFE|ACCEPTED|WHITELISTED?|AUTHORIZED|EXPECTED|EDITABLE|UPDATABLE|MUTABLE|PUBLIC)_|_(?:WHITELIST|ALLOWLIST)$",
    re.IGNORECASE,
)
# What the list is of, the rule, and what a function is called (or takes) that should have looked at it.
_LIST_RULES = tuple(
    (re.compile(words, re.IGNORECASE), rule, re.compile(uses, re.IGNORECASE))
    for words, rule, uses in (
        (r"csrf", "csrf-token-unused", r"csrf|token|request|form|header|session|user"),
        (r"sign|sig|hash|digest", "signature-unused", r"sign|sig|hash|digest|message|payload|verify"),
        (
            r"field|attr|key|column|prop",
            "mass-assignment",
            r"field|update|edit|modify|change|data|patch|attr|profile|settings",
        ),
        (r"domain|host|url|redirect|origin", "open-redirect", r"redirect|url|link|next|target|host|domain|goto|dest"),
        (r"dir|path|folder|file", "path-traversal", r"path|file|folder|dir|read|load|open"),
    )
)
_LOOKS_UP = 2  # parameters: who asks, and what is asked for


def late(tree: ast.Module) -> Iterator[Hit]:
    """Look at a whole text."""
    kinds = kinds_of(tree)
    used = {node.id for node in every(kinds, ast.Name) if isinstance(node.ctx, ast.Load)}
    yield from _unused_lists(tree, used)
    if "encode" in kinds.words:
        yield from endless_tokens(tree)
    if kinds.words & {"f_locals", "f_globals"}:
        yield from shown_internals(tree)
    yield from by_id(tree)
    yield from claimed(tree)
    for check in (slips, races, handled, numbers, shared, amplified, answers, mails, members, unsigned_claims):
        yield from check(kinds)
    guarded = _guarded(tree)
    for function, owner in _functions(tree):
        routed = _route_of(function)
        if routed is not None:
            if not guarded:
                yield from _open_route(function, routed)
        elif owner is None and not guarded and _django_view(function):
            yield from _open_view(function)
        elif owner is None:
            yield from _unused_parameters(function)


_HOOKS = frozenset(
    {
        "before_request",
        "before_app_request",
        "AuthenticationMiddleware",
        "LoginRequiredMixin",
        "LoginRequiredMiddleware",
    }
)


def _guarded(tree: ast.Module) -> bool:
    """One place of the text asks for all routes: dependencies of a router, a hook before each request."""
    return any(
        (isinstance(node, ast.keyword) and node.arg == "dependencies")
        or (isinstance(node, ast.Name) and node.id in {*_HOOKS, "decorators"})
        or (isinstance(node, ast.Attribute) and node.attr in _HOOKS)
        for node in ast.walk(tree)
    )


def _django_view(function: Function) -> bool:
    """`def view(request, pk)` without a decorator that says who may."""
    arguments = function.args.args
    return len(arguments) > 1 and arguments[0].arg == "request" and not function.decorator_list


def _open_view(function: Function) -> Iterator[Hit]:
    """A view of Django that removes what the address names."""
    text = names.spelled(function)
    if _PUBLIC.search(function.name) or re.search(r"request\.user|permission|owner|session|token|auth", text):
        return
    if re.search(r"\.objects\b|get_object_or_404", text) and re.search(r"\.delete\(\)", text):
        yield Hit(
            "missing-authorization",
            function,
            MEDIUM,
            LIKELY,
            f"`{function.name}` removes records for anybody",
            late=True,
        )


def _functions(tree: ast.Module) -> Iterator[tuple[Function, ast.ClassDef | None]]:
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node, None
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    yield inner, node


def _unused_lists(tree: ast.Module, used: set[str]) -> Iterator[Hit]:
    """A list of what is allowed that nothing is compared with."""
    functions = [node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    named = {each.name for each in functions} | {given.arg for each in functions for given in each.args.args}
    if not functions:
        return
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if (
                name in used
                or not _LISTS.search(name)
                or not isinstance(node.value, (ast.List, ast.Set, ast.Tuple, ast.Dict, ast.Constant))
            ):
                continue
            row = next((each for each in _LIST_RULES if each[0].search(name)), None)
            if row is not None:
                sure = LIKELY if any(row[2].search(word) for word in named) else MAYBE
                yield Hit(
                    row[1], node, MEDIUM, sure, f"`{name}` is defined and nothing is checked against it", late=True
                )


def _route_of(function: Function) -> tuple[str, set[str]] | None:
    """The path and the methods of a route."""
    for decorator in function.decorator_list:
        name = names.dotted(decorator.func if isinstance(decorator, ast.Call) else decorator, {})
        tail = name.rpartition(".")[2]
        if tail in _ROUTES and isinstance(decorator, ast.Call):
            path = next((str(argument.value) for argument in decorator.args if isinstance(argument, ast.Constant)), "")
            methods = {tail.upper()} if tail.upper() in {*_CHANGING, "GET"} else set()
            for keyword in decorator.keywords:
                if keyword.arg == "methods":
                    methods |= {
                        str(node.value).upper() for node in ast.walk(keyword.value) if isinstance(node, ast.Constant)
                    }
            return path, methods
    return None


def _shows_check(function: Function) -> bool:
    """Any word of the function, its decorators or its parameters speaks of a check."""
    return any(_GUARDING.search(word) for word in _all_words(function))


_DATABASE = re.compile(r"(?:get_|db_|async_?)?session(?:local|dep|maker)?$", re.IGNORECASE)


def _all_words(function: Function) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Name):
            yield "" if _DATABASE.match(node.id) else node.id
        elif isinstance(node, ast.Attribute):
            given = isinstance(node.ctx, ast.Store)  # `user.is_admin = True` asks nobody
            yield "" if given or node.attr == "session" else node.attr  # `db.session` is no sign of a check
        elif isinstance(node, (ast.Subscript, ast.Compare)):
            held = node.value if isinstance(node, ast.Subscript) else node.comparators[0]
            yield "session" if isinstance(held, ast.Name) and held.id == "session" else ""
        elif isinstance(node, (ast.arg, ast.keyword)):
            yield "" if _DATABASE.match(node.arg or "") else node.arg or ""


def _open_route(function: Function, routed: tuple[str, set[str]]) -> Iterator[Hit]:
    """A route that changes something for anybody."""
    path, methods = routed
    if _PUBLIC.search(function.name) or _PUBLIC.search(path) or _shows_check(function):
        return
    changes = [
        node for node in ast.walk(function) if isinstance(node, ast.Call) and _STATE.search(names.dotted(node.func, {}))
    ]
    administers = re.search(r"admin|delete|config|internal", path, re.IGNORECASE) is not None
    if (methods & _CHANGING and changes) or (administers and (changes or "DELETE" in methods)):
        yield Hit(
            "missing-authorization",
            function,
            MEDIUM,
            LIKELY if administers or "DELETE" in methods else MAYBE,
            f"`{function.name}` changes state for anybody",
            late=True,
        )


def _unused_parameters(function: Function) -> Iterator[Hit]:
    """Who asks, or what signs the message, is a parameter that nothing looks at."""
    if _stub(function) or function.decorator_list:
        return
    listed = [argument.arg for argument in [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]]
    used = {node.id for statement in function.body for node in ast.walk(statement) if isinstance(node, ast.Name)}
    unused = [name for name in listed if name not in used]
    if len(listed) < _LOOKS_UP or not unused:
        return
    if any(_SIGNATURE.match(name) for name in unused):
        yield Hit("signature-unused", function, MEDIUM, LIKELY, "the signature is taken and never checked", late=True)
    elif any(_ACTOR.match(name) for name in unused) and len(unused) < len(listed) and _touches_store(function):
        yield Hit(
            "missing-authorization",
            function,
            MEDIUM,
            LIKELY,
            f"`{next(name for name in unused if _ACTOR.match(name))}` is never looked at",
            late=True,
        )


def _stub(function: Function) -> bool:
    body = [
        statement
        for statement in function.body
        if not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))
    ]
    return not body or all(isinstance(statement, (ast.Pass, ast.Raise)) for statement in body)


def _touches_store(function: Function) -> bool:
    """The function reads or changes an element of a store by one of its other parameters."""
    parameters = {argument.arg for argument in function.args.args}
    return any(
        isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Name) and node.slice.id in parameters
        for statement in function.body
        for node in ast.walk(statement)
    ) or any(
        isinstance(node, ast.Call) and _STATE.search(names.dotted(node.func, {}))
        for statement in function.body
        for node in ast.walk(statement)
    )
