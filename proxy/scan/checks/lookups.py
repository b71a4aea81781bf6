"""Queries of directories, trees and documents pasted together: LDAP, XPath, MongoDB.

CWE-90, CWE-643, CWE-943.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from proxy.scan.checks import names
from proxy.scan.checks.calls import HIGH, LIKELY, MEDIUM, SURE, Call, Hit
from proxy.scan.checks.combining import pasted
from proxy.scan.checks.facts import HOLE, QUERY, REQUEST, SQL, Fact, Facts


def queries(call: Call) -> Iterator[Hit]:
    """LDAP filters and XPath expressions."""
    position = {
        "search_s": 2,
        "search_ext_s": 2,
        "search": 1 if "ldap" in call.name or call.has("search_filter") else -1,
    }.get(call.tail, 0)
    ldap = position != 0
    for given in [call.arg(position, "search_filter"), call.arg(position, "filterstr")] if ldap else [call.arg(0)]:
        looks = "(" in (given.text or "") and "=" in (given.text or "") if ldap else "/" in (given.text or "")
        if given.holes and looks and given.risk(QUERY):
            yield Hit(
                "ldap-injection" if ldap else "xpath-injection",
                call.node,
                HIGH,
                SURE if given.risk(QUERY) == REQUEST else LIKELY,
            )
            return


_BASE = re.compile(rf"(?:^|,)(?:ou|dc|cn|o|uid)={HOLE}", re.IGNORECASE)


def base(call: Call) -> Iterator[Hit]:
    """A search that begins where the request says: `search_s(f"ou={unit},dc=example,dc=org", ...)`."""
    given = call.arg(0, "base")
    if given.risk(QUERY) == REQUEST and _BASE.search(given.text or ""):
        yield Hit("ldap-injection", call.node, HIGH, LIKELY, "the request chooses where the search begins")


_NODES = re.compile(rf"\[[^\]]*{HOLE}")


def nodes(call: Call) -> Iterator[Hit]:
    """`root.find(f".//person[name='{name}']")`."""
    given = call.arg(0, "path")
    if given.holes and given.risk(QUERY) and _NODES.search(given.text or "") and re.search(r"[/@.]", given.text or ""):
        yield Hit("xpath-injection", call.node, HIGH if given.risk(QUERY) == REQUEST else MEDIUM, LIKELY)


_FILTER = re.compile(
    rf"^\s*\((?:[&|!]\s*\([^{HOLE}]*|(?:uid|cn|sn|mail|givenName|sAMAccountName|userPrincipalName|objectClass|objectCategory|memberOf|member|memberUid|ou|dc|dn"
    rf"|employeeNumber|employeeID|displayName|distinguishedName|telephoneNumber)[~<>]?)=\*?{HOLE}\*?\)",
    re.IGNORECASE,
)


def ldap_filter(node: ast.expr, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """An LDAP filter pasted together, wherever it is searched with."""
    if fact.holes and pasted(node) and _FILTER.match(fact.text or "") and not fact.clean & QUERY:
        yield Hit("ldap-injection", node, HIGH if fact.taint == REQUEST else MEDIUM, LIKELY)
    del facts


def nosql(call: Call) -> Iterator[Hit]:
    """A query document taken from the request as it is."""
    node = call.expr(0)
    if (
        call.arg(0).risk(SQL) == REQUEST
        and isinstance(node, (ast.Name, ast.Attribute, ast.Call, ast.Subscript))
        and re.search(r"(?:db|mongo|collection|coll)\b|\busers\b", ast.unparse(call.node.func))
    ):
        yield Hit("nosql-injection", call.node, MEDIUM, LIKELY)
    elif isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and key.value == "$where" and not isinstance(value, ast.Constant):
                yield Hit("nosql-injection", call.node, HIGH, LIKELY)
            elif _FIELD.match(names.spelled(value)):
                yield Hit("nosql-injection", call.node, MEDIUM, LIKELY, "the body can hold an operator for a value")
                return


_FIELD = re.compile(r"^(?:flask\.)?request\.(?:json|get_json\(\))(?:\[[^\]]+\]|\.get\([^)]+\))$")


CALLS = {
    **dict.fromkeys(("search_s", "search_ext_s", "search", "xpath", "XPath"), (queries,)),
    **dict.fromkeys(("search_s", "search_ext_s"), (queries, base)),
    **dict.fromkeys(("find_one", "update_one", "delete_one", "delete_many", "aggregate"), (nosql,)),
    "find": (nosql, nodes),
    **dict.fromkeys(("findall", "findtext", "iterfind"), (nodes,)),
}  # fmt: skip
EXPRESSIONS = dict.fromkeys((ast.JoinedStr, ast.BinOp, ast.Call), (ldap_filter,))
