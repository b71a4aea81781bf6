"""What the functions of a text tell of each other: records that only some of them check, helpers that put internals into answers, tokens.

Late findings, as late.py's, which calls these.
CWE-639, CWE-209, CWE-215, CWE-613.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from proxy.scan.checks import names, tokens
from proxy.scan.checks.calls import LIKELY, MAYBE, MEDIUM, Hit
from proxy.scan.checks.kinds import Function, Kinds, functions_of

_SIGNED_IN = re.compile(
    r"login_required|jwt_required|token_required|auth_required|requires_auth|current_user|get_current|IsAuthenticated|LoginRequired|authenticat"
)
_OWNERSHIP = re.compile(
    r"current_user|owner|user_id|user\.id|request\.user|g\.user|get_jwt_identity|permission|author|session\[|session\.get\(['\"]|tenant|organi[sz]ation|org_id|team|is_admin|is_staff|can_\w+\(|check_|authorize|\.acl"
)
_LOOKUPS = re.compile(
    r"(?:^|\.)(?:get|get_or_404|filter_by|filter|get_object_or_404|find_one|find|one|one_or_404|first|scalar_one|get_by_id|by_id|find_by_id|fetch|load)$"
)
_LONG = 4_000  # characters of a function; longer ones aren't one look-up


def by_id(tree: ast.Module) -> Iterator[Hit]:
    """A record is looked up by the id in the request, and nobody asks whose it is."""
    suspects = {function: found for function in _functions(tree) if (found := _unowned(function)) is not None}
    owners = {each for each in _functions(tree) if _OWNER_COMPARED.search(_body(each))} if suspects else set()
    for function, found in suspects.items():
        sure = LIKELY if len(owners) > (function in owners) else MAYBE
        yield Hit("insecure-direct-object", found, MEDIUM, sure, "the record is looked up by its id alone", late=True)


_OWNER_COMPARED = re.compile(
    r"current_user\.(?:id|pk|get_id)|request\.user\b|(?:owner|user)_id\s*[!=]=|g\.user\.id|get_jwt_identity\("
)


def _functions(tree: ast.Module) -> Iterator[Function]:
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node
        elif isinstance(node, ast.ClassDef):
            yield from (inner for inner in node.body if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef)))


def _body(function: Function) -> str:
    return "\n".join(names.spelled(statement) for statement in function.body)


def _unowned(function: Function) -> ast.Call | None:
    """The look-up by an id alone, in a function that knows who asks and doesn't use it."""
    who = _signed_in(function)
    if who is None:
        return None
    body = _body(function)
    if len(body) > _LONG:
        return None
    if _OWNERSHIP.search(body) or (who and re.search(rf"\b{re.escape(who)}\b", body)):
        return None
    named = {each.arg for each in function.args.args if each.arg.endswith(("_id", "id", "pk", "uuid", "_no", "number"))}
    ids = (named | _requested(function)) - {who}
    return next((node for node in ast.walk(function) if isinstance(node, ast.Call) and _looks_up(node, ids)), None)


def _signed_in(function: Function) -> str | None:
    """The parameter that holds who asks, "" where only a decorator makes sure that somebody does; None where nothing does."""
    if not function.decorator_list:
        return None
    arguments = [*function.args.posonlyargs, *function.args.args]
    defaults = dict(zip(reversed([each.arg for each in arguments]), reversed(function.args.defaults), strict=False))
    for each in arguments:
        given = [node for node in (each.annotation, defaults.get(each.arg)) if node is not None]
        if any("Depends" in (shown := names.spelled(node)) and _SIGNED_IN.search(shown) for node in given):
            return each.arg
    return "" if any(_SIGNED_IN.search(names.spelled(decorator)) for decorator in function.decorator_list) else None


def _requested(function: Function) -> set[str]:
    """The names that a request's fields go into: `data = request.get_json()`, `number = request.args["invoice_id"]`."""
    return {
        target.id
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and _FIELDS.search(names.spelled(node.value))
        for target in node.targets
        if isinstance(target, ast.Name) and (_BODY.search(target.id) or target.id.endswith("id"))
    }


_FIELDS = re.compile(r"\brequest\.(?:get_json\(|json\b|args\b|form\b|GET\b|POST\b|data\b|query_params\b)")
_BODY = re.compile(r"^(?:data|body|payload|form|args|params|\w*json)$")


def _looks_up(node: ast.Call, ids: set[str]) -> bool:
    if not _LOOKUPS.search(names.dotted(node.func, {})):
        return False
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    return any(
        isinstance(child, ast.Name)
        and child.id in ids
        and (not _BODY.search(child.id) or _ID_KEY.search(names.spelled(part)))
        for part in given
        for child in ast.walk(part)
    )


_ID_KEY = re.compile(r"""\[['"]\w*id['"]\]|\.get\(['"]\w*id['"]""", re.IGNORECASE)


_ERROR_ROUTES = re.compile(
    r"(?:^|\.)(?:app_)?(?:errorhandler|error_handler|exception_handler|route|get|post|put|delete|patch|exception)$"
)


def shown_internals(tree: ast.Module) -> Iterator[Hit]:
    """A trace or the local variables of a frame go into an answer, by way of a helper of the text or directly."""
    routes = {each for each in _functions(tree) if any(_routed(decorator) for decorator in each.decorator_list)}
    called = {
        names.dotted(node.func, {}).rpartition(".")[2]
        for route in routes
        for statement in ast.walk(route)
        if isinstance(statement, ast.Return)
        for node in ast.walk(statement)
        if isinstance(node, ast.Call)
    }
    for each in _functions(tree):
        if each in routes or each.name in called:
            yield from _internals_of(each)


def _routed(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and _ERROR_ROUTES.search(names.dotted(decorator.func, {})) is not None


def _internals_of(function: Function) -> Iterator[Hit]:
    for statement in _own_nodes(function):
        if isinstance(statement, ast.Return) and statement.value is not None:
            for node in ast.walk(statement.value):
                if isinstance(node, ast.Attribute) and node.attr in {"f_locals", "f_globals"}:
                    yield Hit("trace-in-response", node, MEDIUM, LIKELY, "the variables of a frame are sent", late=True)
                    return


def endless_tokens(tree: ast.Module) -> Iterator[Hit]:
    """`claims = {...}; jwt.encode(claims, key)`, and nothing in between says when the token ends."""
    for scope in [*(node for node in ast.walk(tree) if isinstance(node, Function)), tree]:
        yield from _everlasting(scope)


def _everlasting(scope: Function | ast.Module) -> Iterator[Hit]:
    """`claims = {...}; jwt.encode(claims, key)`, and nothing in between says when the token ends."""
    inside = list(_own_nodes(scope))
    for node in inside:
        if not (isinstance(node, ast.Call) and names.dotted(node.func, {}).endswith("jwt.encode") and node.args):
            continue
        claims = node.args[0]
        keys = _keys_without_end(inside, claims.id) if isinstance(claims, ast.Name) else None
        if keys is not None:
            yield Hit("jwt-no-expiry", node, MEDIUM if tokens.SUBJECTS & keys else None, late=True)


def _own_nodes(scope: Function | ast.Module) -> Iterator[ast.AST]:
    """What stands in a scope, without the functions in it."""
    todo: list[ast.AST] = list(scope.body)
    while todo:
        node = todo.pop()
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            todo.extend(ast.iter_child_nodes(node))


def _keys_without_end(nodes: list[ast.AST], name: str) -> set[str] | None:
    """The keys of the dict that a name holds; None where it may say when the token ends."""
    keys: set[str] | None = None
    for node in nodes:
        if isinstance(node, ast.Constant) and node.value == "exp":
            return None
        if isinstance(node, ast.Call) and names.dotted(node.func, {}) in {f"{name}.update", f"{name}.setdefault"}:
            return None
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets):
            if not isinstance(node.value, ast.Dict) or not all(
                isinstance(key, ast.Constant) for key in node.value.keys
            ):
                return None
            keys = {str(key.value) for key in node.value.keys if isinstance(key, ast.Constant)}
    return keys


_PARTS = re.compile(r"""\.split\(['"]\.['"]""")
_DECODES = frozenset({"b64decode", "urlsafe_b64decode"})
_LOOKED_AT = re.compile(r"hmac|verify|signature_valid|compare_digest|public_key|jwks?\b|jwt\.decode", re.IGNORECASE)


def unsigned_claims(kinds: Kinds) -> Iterator[Hit]:
    """The claims of a token taken out of its second part, and the third never looked at."""
    for function in functions_of(kinds) if "loads" in kinds.words and kinds.words & _DECODES else ():
        text = names.spelled(function)
        taken = "json.loads(" in text and "b64decode(" in text and _PARTS.search(text) is not None
        if taken and not _LOOKED_AT.search(text):
            detail = "the claims are read without the signature"
            yield Hit("jwt-unverified", function, MEDIUM, LIKELY, detail, late=True)
