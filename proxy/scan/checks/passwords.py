"""Passwords: how long they must be, how they are kept, sent, compared and changed.

CWE-521, CWE-522, CWE-256, CWE-312, CWE-261, CWE-598, CWE-620, CWE-208.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from proxy.scan.checks import names
from proxy.scan.checks.calls import LIKELY, LOW, MAYBE, MEDIUM, SURE, Call, Hit
from proxy.scan.checks.facts import HOLE, PARAM, REQUEST, Fact, Facts
from proxy.scan.checks.kinds import Function, Kinds, functions_of

_ONE = re.compile(r"(?:^|_)(?:pass(?:word|wd|phrase)?|pwd|passwort|pw)\d?$", re.IGNORECASE)
_HASHED = re.compile(r"hash|digest|crypt|encod|salt|derive|secur", re.IGNORECASE)
_SHORTEST = 8  # NIST SP 800-63B, 5.1.1.1: characters of a password that a user chooses


def length(node: ast.expr, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """`len(password) >= 4`."""
    if not isinstance(node, ast.Compare):
        return
    sides = [node.left, *node.comparators]
    for at, operator in enumerate(node.ops):
        least = _least(sides[at], operator, sides[at + 1])
        if least is not None and 1 < least < _SHORTEST:
            yield Hit("weak-password-rule", node, MEDIUM, LIKELY, f"{least} characters are enough")
            return
    del fact, facts


def _least(left: ast.expr, operator: ast.cmpop, right: ast.expr) -> int | None:
    """How many characters a password needs where the comparison holds, or where it doesn't."""
    if _measures(left) and (number := _number(right)) is not None:
        more = {ast.GtE: 0, ast.Lt: 0, ast.Gt: 1, ast.LtE: 1}.get(type(operator))
    elif _measures(right) and (number := _number(left)) is not None:
        more = {ast.LtE: 0, ast.Gt: 0, ast.Lt: 1, ast.GtE: 1}.get(type(operator))
    else:
        return None
    return None if more is None else number + more


def _measures(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call)
        and names.dotted(node.func, {}) == "len"
        and len(node.args) == 1
        and _ONE.search(_key_of(node.args[0])) is not None
    )


def _number(node: ast.expr) -> int | None:
    return node.value if isinstance(node, ast.Constant) and type(node.value) is int else None


def _key_of(node: ast.expr) -> str:
    """The word of a value: its name, its key, what is asked for (`form.get("password")`)."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in {"get", "pop", "getlist", "get_argument"} and node.args:
            first = node.args[0]
            return str(first.value) if isinstance(first, ast.Constant) else ""
        return _key_of(node.func.value) if node.func.attr in {"strip", "encode", "decode"} else ""
    return names.last_word(node)


_ROOM = re.compile(r"\{(\d{1,2}),\d{0,3}\}")


def shape(call: Call) -> Iterator[Hit]:
    """`re.match(r"^[a-z]{4,}$", password)`."""
    node = call.expr(1, "string")
    if call.owner not in {"re", "regex"} or node is None or not _ONE.search(_key_of(node)):
        return
    least = [int(found) for found in _ROOM.findall(call.arg(0, "pattern").text or "")]
    if least and max(least) < _SHORTEST and len(least) == 1:
        yield Hit("weak-password-rule", call.node, MEDIUM, LIKELY, f"{least[0]} characters are enough")


def empty(call: Call) -> Iterator[Hit]:
    """A database or a directory that is opened without a password."""
    for given in call.node.keywords:
        if given.arg in {"password", "passwd"} and isinstance(given.value, ast.Constant) and given.value.value == "":
            if re.search(r"connect|Connection|create_pool|create_engine|login|bind", call.tail):
                yield Hit("weak-password-rule", call.node, MEDIUM, LIKELY, "no password is asked for")
            return


def validators(node: ast.stmt, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """`AUTH_PASSWORD_VALIDATORS = []`."""
    value = getattr(node, "value", None)
    if (
        isinstance(value, (ast.List, ast.Tuple))
        and not value.elts
        and any(names.last_word(target) == "AUTH_PASSWORD_VALIDATORS" for target in getattr(node, "targets", ()))
    ):
        yield Hit("weak-password-rule", node, MEDIUM, SURE, "any password is taken")
    del fact, facts


# Kept.


def _plain(node: ast.expr | None, fact: Fact) -> bool:
    """The password as it came: a name or a field, and nothing that hashes in between."""
    if node is None or _HASHED.search(fact.kind) or _HASHED.search(names.spelled(node)):
        return False
    return (
        isinstance(node, (ast.Name, ast.Attribute, ast.Subscript, ast.Call)) and _ONE.search(_key_of(node)) is not None
    )


def kept(call: Call) -> Iterator[Hit]:
    """`User(name=name, password=request.form["password"])`."""
    for given in call.node.keywords:
        fact = call.keywords.get(given.arg or "", Fact())
        if given.arg in {"password", "passwd", "pwd"} and fact.taint == REQUEST and _plain(given.value, fact):
            yield Hit("password-kept-plain", call.node, MEDIUM, LIKELY)


_STORES = re.compile(r"^\s*(?:insert\s+into|update\s+\S+\s+set)\b", re.IGNORECASE)


def queried(call: Call) -> Iterator[Hit]:
    """`cursor.execute("INSERT INTO users (name, password) ...", (name, request.form["password"]))`."""
    values = call.expr(1, "parameters")
    if not _STORES.search(call.arg(0).text or "") or not isinstance(values, (ast.Tuple, ast.List)):
        return
    for each in values.elts:
        held = call.facts.get(each.id) if isinstance(each, ast.Name) else Fact(REQUEST)
        if held is not None and held.taint >= PARAM and _plain(each, held):
            sure = LIKELY if held.taint == REQUEST else MAYBE  # a caller may have hashed it
            yield Hit("password-kept-plain", call.node, MEDIUM, sure)
            return


def written(call: Call) -> Iterator[Hit]:
    """`book.write(name + ":" + password)`, `json.dump({"password": password}, file)`."""
    if call.tail == "dump" and call.owner not in {"json", "yaml", "pickle", "toml"}:
        return
    if re.search(r"(?:^|\.)(?:stdin|proc\w*|ssh\w*|shell|sock\w*|session|writer|channel|tty)$", call.owner):
        return
    for argument in call.node.args[:1]:
        shown = argument.values if isinstance(argument, ast.Dict) else list(names.shown(argument))
        for value in shown:
            known = call.facts.get(value.id) if isinstance(value, ast.Name) else Fact()
            if known is not None and isinstance(value, (ast.Name, ast.Attribute)) and _plain(value, known):
                yield Hit("password-kept-plain", call.node, MEDIUM, LIKELY, "it is written as it is")
                return


def in_cookie(call: Call) -> Iterator[Hit]:
    """`response.set_cookie("password", password)`."""
    value = call.expr(1, "value")
    if _plain(value, call.arg(1, "value")):
        yield Hit("password-kept-plain", call.node, MEDIUM, LIKELY, "the browser keeps it as it is")


def encoded(call: Call) -> Iterator[Hit]:
    """`base64.b64encode(password)`: anybody can turn it back."""
    node = call.expr(0)
    function = call.facts.function
    around = [*call.facts.targets, function.name if function is not None else ""]
    basic = any(re.search(r"auth|header|basic|cred", word, re.IGNORECASE) for word in around)  # HTTP wants it so
    if not basic and node is not None and _ONE.search(_key_of(node)):
        yield Hit("password-kept-plain", call.node, MEDIUM, MAYBE, "base64 hides nothing")


_IN_ADDRESS = re.compile(rf"^(?:https?://|{HOLE})[^ ]*[?&](?:password|passwd|pwd|pass)={HOLE}", re.IGNORECASE)


def in_address(node: ast.expr, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """`f"https://host/login?password={password}"`: addresses are logged on the way."""
    if fact.holes and isinstance(node, (ast.JoinedStr, ast.BinOp)) and _IN_ADDRESS.search(fact.text or ""):
        yield Hit("password-in-address", node, MEDIUM, LIKELY)
    del facts


# Compared and changed.

_SECRET_NAME = re.compile(
    r"pass|pwd|token|secret|signature|hmac|(?:^|_)(?:mac|otp|pin|key|digest)(?:_|$)", re.IGNORECASE
)
_CHANGES = re.compile(
    r"^(?:change|update|set|edit|modify|new)_?(?:my_?|user_?|account_?)?pass(?:word|wd)$", re.IGNORECASE
)
_PATH = re.compile(r"""['"][^'"]*/(?:change|update|set|edit)?[-_]?password/?['"]""", re.IGNORECASE)
_PROOF = re.compile(
    r"check_password|verify|old|current_pass|authenticate|compare|token|confirm_|reauth|otp|admin|PasswordChangeForm"
    r"|is_staff|superuser|permission",
    re.IGNORECASE,
)


def handled(kinds: Kinds) -> Iterator[Hit]:
    """Look at all functions of a text."""
    for function in functions_of(kinds):
        yield from _letter_by_letter(function)
        yield from _changed(function)


def _letter_by_letter(function: Function) -> Iterator[Hit]:
    """A loop that compares two secrets and leaves at the first difference."""
    named = [argument.arg for argument in function.args.args]
    if sum(_SECRET_NAME.search(word) is not None for word in (*named, function.name)) < 1 or len(named) < len(
        ("a", "b")
    ):
        return
    for loop in (node for node in ast.walk(function) if isinstance(node, (ast.For, ast.While))):
        for branch in (node for node in ast.walk(loop) if isinstance(node, ast.If)):
            if _leaves_false(branch) and _elements_differ(branch.test, loop, set(named)):
                yield Hit("timing-unsafe", branch, LOW, LIKELY, "the loop ends at the first difference", late=True)
                return


def _leaves_false(branch: ast.If) -> bool:
    last = branch.body[-1]
    return isinstance(last, ast.Return) and isinstance(last.value, ast.Constant) and last.value.value is False


def _elements_differ(test: ast.expr, loop: ast.For | ast.While, named: set[str]) -> bool:
    """`a[i] != b[i]`, or `x != y` of `zip(a, b)`, where both are parameters."""
    if not (isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.NotEq)):
        return False
    sides = [test.left, test.comparators[0]]
    if all(isinstance(side, ast.Subscript) for side in sides):
        return all(names.last_word(side.value) in named for side in sides if isinstance(side, ast.Subscript))
    zipped = loop.iter if isinstance(loop, ast.For) else None
    return (
        isinstance(zipped, ast.Call)
        and names.dotted(zipped.func, {}) == "zip"
        and all(names.last_word(given) in named for given in zipped.args)
        and all(isinstance(side, ast.Name) for side in sides)
    )


def _changed(function: Function) -> Iterator[Hit]:
    """A view that gives whoever has the session a new password, without a look at the old one."""
    routed = any(_PATH.search(names.spelled(decorator)) for decorator in function.decorator_list)
    if not routed and not _CHANGES.match(function.name):
        return
    text = names.spelled(function)
    if (
        "request." in text
        and not _PROOF.search(text)
        and re.search(r"set_password|\.password\w*\s*=|password\s*=", text)
    ):
        yield Hit("password-change-unproved", function, MEDIUM, LIKELY, late=True)


_ACCOUNTS = frozenset(
    {
        "User",
        "Users",
        "Account",
        "Member",
        "Customer",
        "Admin",
        "Person",
        "Employee",
        "Student",
        "Credential",
        "Credentials",
    }
)
CALLS = {
    **dict.fromkeys(("match", "fullmatch", "search"), (shape,)),
    **dict.fromkeys(sorted(_ACCOUNTS), (kept,)),
    **dict.fromkeys(("execute", "executemany"), (queried,)),
    **dict.fromkeys(("write", "dump", "writelines"), (written,)),
    "set_cookie": (in_cookie,),
    **dict.fromkeys(("b64encode", "urlsafe_b64encode", "encodebytes", "standard_b64encode"), (encoded,)),
}
KEYWORDS = dict.fromkeys(("password", "passwd"), (empty,))
EXPRESSIONS = {ast.Compare: (length,), ast.JoinedStr: (in_address,), ast.BinOp: (in_address,)}
STATEMENTS = {ast.Assign: (validators,)}
