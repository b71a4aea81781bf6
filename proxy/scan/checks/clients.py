"""What a client says of itself is believed: whose records it asks for, which role its new account gets.

Late findings: whether the text asks the session instead can only be seen at its end.
CWE-639, CWE-269.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from proxy.scan.checks import names
from proxy.scan.checks.calls import LIKELY, MEDIUM, Hit

Function = ast.FunctionDef | ast.AsyncFunctionDef
_SIGNED_IN = re.compile(r"login_required|jwt_required|token_required|auth_required|requires_auth|IsAuthenticated")
_WHO = re.compile(
    r"current_user|request\.user|g\.user|get_jwt_identity|session|identity|principal|is_admin|is_staff|role|permission|authorize|verify|check|can_"
)
_OWN_ID = re.compile(r"^(?:user|owner|customer|account|member|patient|employee)_?id$", re.IGNORECASE)
_REQUESTED = re.compile(
    r"\brequest\.(?:args|form|json|values|get_json\(\)|GET|POST|query_params|data|headers)\b|^(?:data|body|payload)\b"
)
_JOINING = re.compile(r"register|sign_?up|join|create_?account|new_?user", re.IGNORECASE)
_ROLES = frozenset({"role", "roles", "is_admin", "is_staff", "is_superuser", "permissions", "admin"})


def claimed(tree: ast.Module) -> Iterator[Hit]:
    """Look at a whole text."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.decorator_list:
            decorators = " ".join(names.spelled(decorator) for decorator in node.decorator_list)
            if _SIGNED_IN.search(decorators):
                yield from _other_user(node)
            if _JOINING.search(node.name) or _JOINING.search(decorators):
                yield from _chosen_role(node)


def _other_user(function: Function) -> Iterator[Hit]:
    """`user_id = request.args["user_id"]` where somebody is signed in whom nobody asks."""
    if _WHO.search("\n".join(names.spelled(statement) for statement in function.body)):
        return
    for node in ast.walk(function):
        if (
            isinstance(node, ast.Assign)
            and any(_OWN_ID.match(names.last_word(target)) for target in node.targets)
            and _REQUESTED.search(names.spelled(node.value))
        ):
            yield Hit(
                "insecure-direct-object", node, MEDIUM, LIKELY, "the client says whose records it gets", late=True
            )
            return


def _chosen_role(function: Function) -> Iterator[Hit]:
    """`User(name=..., role=data.get("role"))` where anybody can make an account."""
    for node in ast.walk(function):
        given = node.keywords if isinstance(node, ast.Call) else []
        for keyword in given:
            asked = names.spelled(keyword.value)
            if keyword.arg in _ROLES and (_REQUESTED.search(asked) or _FIELD.fullmatch(asked)):
                yield Hit("role-from-client", node, MEDIUM, LIKELY, "a new account has the role it asks for", late=True)
                return


_FIELD = re.compile(
    r"(?:data|body|payload|user|user_in|form)\.(?:role|roles|is_admin|is_staff|is_superuser|permissions|admin)"
)
