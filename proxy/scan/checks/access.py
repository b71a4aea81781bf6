"""Who may do what: fields and roles taken from the client as they are.

CWE-915, CWE-639, CWE-863, CWE-501. Decidable at the statement; late.py holds what only the whole text can tell.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from proxy.scan.checks import names
from proxy.scan.checks.calls import LIKELY, LOW, MAYBE, MEDIUM, Call, Hit
from proxy.scan.checks.facts import PARAM, REQUEST, Fact, Facts
from proxy.scan.checks.sources import source_of

_ROLE = re.compile(
    r"^(?:x-)?(?:user[-_])?(?:role|roles|is[-_]?admin|is[-_]?staff|is[-_]?superuser|permissions?|privileges?|access[-_]?level|admin|user[-_]?type)$",
    re.IGNORECASE,
)
_UPDATES = re.compile(
    r"(?:^|_)(?:data|details|updates?|changes|info|payload|fields|patch|body|attrs|attributes|properties|settings|values|params|new_\w+|\w+_(?:data|details|updates?|changes|info|payload|fields|settings|dict))$",
    re.IGNORECASE,
)


def spread(call: Call) -> Iterator[Hit]:
    """`User(**request.json)`."""
    if (
        call.keywords.get("**", Fact()).risk(511) == REQUEST
        and call.tail
        not in {
            "dict",
            "url_for",
            "render_template",
            "format",
            "get",
            "post",
            "render",
            "validate",
            "model_validate",
        }
        and not call.tail.endswith(("Schema", "Form", "Request", "In", "DTO", "Serializer", "Validator", "Params"))
    ):
        yield Hit("mass-assignment", call.node, MEDIUM, LIKELY)


def update(call: Call) -> Iterator[Hit]:
    """`user.update(request.json)`."""
    node = call.expr(0)
    given = call.arg(0)
    if node is None or isinstance(node, (ast.Dict, ast.Constant)) or len(call.node.args) != 1:
        return
    owner = call.node.func.value if isinstance(call.node.func, ast.Attribute) else None
    if given.risk(511) == REQUEST and not re.search(r"hash|md5|sha|hmac|digest|h$|headers|session$|config", call.owner):
        yield Hit("mass-assignment", call.node, MEDIUM, LIKELY)
    elif (
        isinstance(node, ast.Name)
        and given.risk(511) == PARAM
        and node.id in given.roots
        and _UPDATES.search(node.id)
        and owner is not None
        and _stored(owner, call.facts)
    ):
        yield Hit("mass-assignment", call.node, LOW, MAYBE)


def _stored(owner: ast.expr, facts: Facts) -> bool:
    """The thing changed belongs to somebody else: a parameter, or an element of a store.

    What stands under a fixed name in an element (`store[key]["settings"]`) is a bag of whatever its owner likes, and no record.
    """
    if isinstance(owner, ast.Subscript):
        return not isinstance(owner.slice, ast.Constant)
    known = facts.get(owner.id) if isinstance(owner, ast.Name) else None
    return (
        known is not None
        and known.taint == PARAM
        and not isinstance(owner, ast.Attribute)
        and not re.search(
            r"kwargs|config|options|opts|defaults|context|ctx|env|params|result|headers|data$|dict$",
            getattr(owner, "id", ""),
        )
    )


def assigned(call: Call) -> Iterator[Hit]:
    """`setattr(user, key, value)` for whatever keys came in."""
    key = call.arg(1)
    if (
        call.name == "setattr"
        and call.expr(1) is not None
        and not isinstance(call.expr(1), ast.Constant)
        and key.risk(511) == REQUEST
    ):
        yield Hit("mass-assignment", call.node, MEDIUM, LIKELY)


def all_fields(node: ast.AST, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """`fields = "__all__"` in a form or serializer."""
    if fact.text == "__all__" and any(names.last_word(target) == "fields" for target in getattr(node, "targets", ())):
        yield Hit("mass-assignment", node, LOW, LIKELY, "every field of the model is taken")
    elif any(
        names.last_word(target) == "permission_classes" for target in getattr(node, "targets", ())
    ) and "AllowAny" in ast.unparse(node):
        yield Hit("open-endpoint", node, LOW, MAYBE)
    del facts


def role(node: ast.AST, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """A role that the client states is believed."""
    for child in ast.walk(getattr(node, "test", node)):
        asked = _asked(child)
        if asked is not None and _ROLE.match(asked[1]) and _of_request(asked[0], facts):
            yield Hit("role-from-client", child, MEDIUM, LIKELY)
            return
        if isinstance(child, ast.Compare) and _claims_power(child, facts):
            yield Hit("role-from-client", child, MEDIUM, LIKELY)
            return
    del fact


_POWERS = frozenset(
    {"admin", "administrator", "root", "superuser", "superadmin", "staff", "manager", "owner", "moderator", "true"}
)


def _claims_power(node: ast.Compare, facts: Facts) -> bool:
    """`role == "admin"`, where the name holds what the request says."""
    known = facts.get(node.left.id) if isinstance(node.left, ast.Name) else None
    if known is None or known.taint != REQUEST or not _ROLE.match(getattr(node.left, "id", "").replace("_", "-")):
        return False
    told = [child.value for child in ast.walk(node.comparators[0]) if isinstance(child, ast.Constant)]
    return any(str(each).lower() in _POWERS for each in told)


def _asked(node: ast.AST) -> tuple[ast.expr, str] | None:
    """What is asked for a constant key, and the key."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return node.value, str(node.slice.value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
        first = node.args[0] if node.args else None
        return (node.func.value, str(first.value)) if isinstance(first, ast.Constant) else None
    return None


def _of_request(node: ast.expr, facts: Facts) -> bool:
    known = facts.get(node.id) if isinstance(node, ast.Name) else None
    return source_of(names.dotted(node, facts.aliases) + ".") == REQUEST or (
        known is not None and known.taint == REQUEST
    )


CALLS = {"update": (update,), "setattr": (assigned,)}
SPREAD = (spread,)
STATEMENTS = {ast.Assign: (all_fields,), ast.If: (role,)}
