"""What a request may decide that it shouldn't: sizes, places in lists, settings of the program, whom something is sent to.

CWE-400, CWE-770, CWE-129, CWE-118, CWE-454, CWE-488, CWE-501, CWE-941, CWE-99, CWE-1236, CWE-646.
Numbers lose their danger for texts with `int()`; how large they are only a comparison tells, so sizes are looked at function by function.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from proxy.scan.checks import names
from proxy.scan.checks.calls import HIGH, LIKELY, LOW, MAYBE, MEDIUM, Call, Hit
from proxy.scan.checks.facts import EVERY, LINE, REQUEST, URL, Fact, Facts
from proxy.scan.checks.kinds import Function, Kinds, every, functions_of

_REQUESTED = re.compile(
    r"\b(?:request|req)\.(?:args|form|values|json|get_json|GET|POST|query_params|data|headers|cookies)\b"
    r"|\bself\.get_(?:query_|body_)?argument\("
)


_ASKED = frozenset({"request", "req", "get_argument", "get_query_argument", "get_body_argument"})
# Sizes and places.


def numbers(kinds: Kinds) -> Iterator[Hit]:
    """Numbers of a request that say how much or which, and that nothing bounds."""
    for function in functions_of(kinds) if "int" in kinds.words and kinds.words & _ASKED else ():
        text = names.spelled(function)
        if "int(" in text and _REQUESTED.search(text):
            yield from _of_function(function)


def _of_function(function: Function) -> Iterator[Hit]:
    inside = list(ast.walk(function))
    bounded = _compared(inside)
    given = {
        target.id
        for node in inside
        if isinstance(node, ast.Assign) and _is_number(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    } - bounded
    caught = any(
        isinstance(node, ast.ExceptHandler) and "IndexError" in names.spelled(node.type or ast.Constant(None))
        for node in inside
    )

    def open_number(node: ast.expr) -> bool:
        return _is_number(node) or (isinstance(node, ast.Name) and node.id in given)

    for node in inside:
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and open_number(node.slice):
            if not caught and not isinstance(node.value, ast.Dict):
                yield Hit("index-from-request", node, LOW, LIKELY, late=True)
        elif isinstance(node, ast.Call) and _takes_size(node) and any(open_number(each) for each in node.args):
            yield Hit("size-from-request", node, MEDIUM, LIKELY, late=True)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            sides = (node.left, node.right)
            if any(open_number(each) for each in sides) and any(_is_text(each) for each in sides):
                yield Hit("size-from-request", node, MEDIUM, LIKELY, late=True)


def _is_number(node: ast.expr) -> bool:
    """`int(request.args["n"])`."""
    return (
        isinstance(node, ast.Call)
        and names.dotted(node.func, {}) == "int"
        and len(node.args) == 1
        and _REQUESTED.search(names.spelled(node.args[0])) is not None
    )


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, (ast.List, ast.JoinedStr)) or (
        isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes))
    )


def _takes_size(node: ast.Call) -> bool:
    return names.dotted(node.func, {}) in {"range", "bytearray", "bytes", "time.sleep", "sleep", "asyncio.sleep"}


def _compared(inside: list[ast.AST]) -> set[str]:
    """The names that a comparison, `min` or a check speaks of."""
    found: set[str] = set()
    for node in inside:
        told = isinstance(node, ast.Compare) or (
            isinstance(node, ast.Call)
            and (names.dotted(node.func, {}) in {"min", "clamp"} or names.CHECKING.search(names.dotted(node.func, {})))
        )
        if told:
            found |= {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    return found


# Settings, sessions and what all users share.

_PROGRAM = re.compile(r"^(?:os\.environ|(?:\w+\.)*(?:config|settings)|globals\(\)|locals\(\)|__builtins__|vars\(\))$")


_ROLE = re.compile(r"^(?:user_?)?(?:role|roles|is_?admin|is_?staff|is_?superuser|permissions?|admin)$", re.IGNORECASE)
_SESSION = re.compile(r"(?:flask\.|request\.|self\.)*session")


def stored(node: ast.stmt, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """`os.environ[request.form["name"]] = ...`, `session["plan"] = request.form["plan"]`."""
    for target in getattr(node, "targets", ()):
        if not isinstance(target, ast.Subscript):
            continue
        owner = names.spelled(target.value)
        key = target.slice
        chosen = not isinstance(key, ast.Constant) and _REQUESTED.search(names.spelled(key)) is not None
        if _PROGRAM.match(owner) and (chosen or (owner == "os.environ" and fact.taint == REQUEST)):
            yield Hit("state-from-request", node, MEDIUM, LIKELY)
        elif _SESSION.fullmatch(owner) and fact.taint == REQUEST and fact.clean != EVERY:
            role = isinstance(key, ast.Constant) and _ROLE.search(str(key.value)) is not None
            yield Hit("role-from-client", node) if role else Hit("trusted-from-request", node, LOW, LIKELY)
    del facts


def updated(call: Call) -> Iterator[Hit]:
    """`globals().update(request.get_json())`."""
    if _PROGRAM.match(names.spelled(call.node.func).rpartition(".")[0]) and call.arg(0).taint == REQUEST:
        yield Hit("state-from-request", call.node, MEDIUM, LIKELY)


def shared(kinds: Kinds) -> Iterator[Hit]:
    """What belongs to one user, kept where all users find it."""
    if not kinds.words & _ASKED:
        return
    for function in functions_of(kinds) if ast.Global in kinds.nodes else ():
        if function.decorator_list and _REQUESTED.search(names.spelled(function)):
            yield from _global_of_request(function)
    yield from _module_wide(kinds)
    for node in every(kinds, ast.ClassDef):
        if any(names.spelled(base).endswith("RequestHandler") for base in node.bases):
            yield from _class_wide(node)


def _global_of_request(function: Function) -> Iterator[Hit]:
    inside = list(ast.walk(function))
    listed = {name for node in inside if isinstance(node, ast.Global) for name in node.names}
    for node in inside:
        if not isinstance(node, ast.Assign) or not _REQUESTED.search(names.spelled(node.value)):
            continue
        if any(isinstance(target, ast.Name) and target.id in listed for target in node.targets):
            yield Hit("shared-between-users", node, MEDIUM, LIKELY, late=True)
            return


def _module_wide(kinds: Kinds) -> Iterator[Hit]:
    """`profile["mail"] = request.form["mail"]`, where `profile` is one dict of the module."""
    module = next(every(kinds, ast.Module), None)
    empty = {
        target.id
        for node in (module.body if module is not None else ())
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)
        for target in node.targets
        if isinstance(target, ast.Name) and not names.CONSTANT.match(target.id)
    }
    classes = {node.name for node in every(kinds, ast.ClassDef)}
    objects = {
        target.id
        for node in (module.body if module is not None else ())
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and names.last_word(node.value.func) in classes
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for function in functions_of(kinds) if empty or objects else ():
        for node in ast.walk(function):
            if not (isinstance(node, ast.Assign) and _REQUESTED.search(names.spelled(node.value))):
                continue
            for target in node.targets:
                held = (
                    isinstance(target, ast.Subscript)
                    and isinstance(target.slice, ast.Constant)
                    and _is_one(target.value, empty)
                )
                kept = isinstance(target, ast.Attribute) and _is_one(target.value, objects)
                if held or kept:
                    yield Hit("shared-between-users", node, MEDIUM, LIKELY, late=True)
                    return


def _is_one(node: ast.expr, known: set[str]) -> bool:
    return isinstance(node, ast.Name) and node.id in known


def _class_wide(owner: ast.ClassDef) -> Iterator[Hit]:
    """A list or a dict of the class that its handlers fill: it is one for all requests."""
    shared_names = {
        target.id
        for node in owner.body
        if isinstance(node, ast.Assign) and isinstance(node.value, (ast.List, ast.Dict, ast.Set))
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(owner):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"append", "add", "update"}
        ):
            held = node.func.value
            if isinstance(held, ast.Attribute) and held.attr in shared_names and _REQUESTED.search(names.spelled(node)):
                yield Hit("shared-between-users", node, MEDIUM, LIKELY, late=True)
                return


# Whom something is sent to, and what is written.


def connected(call: Call) -> Iterator[Hit]:
    """`socket.create_connection((request.args["host"], 25))`, `sock.sendto(data, (request.args["host"], 514))`."""
    at = 1 if call.tail == "sendto" else 0
    node = call.expr(at, "address")
    if not isinstance(node, ast.Tuple) or not node.elts:
        return
    first = node.elts[0]
    known = call.facts.get(first.id) if isinstance(first, ast.Name) else None
    asked = _REQUESTED.search(names.spelled(first)) is not None
    if asked or (known is not None and known.risk(URL) == REQUEST):
        yield Hit(
            "server-side-request-forgery",
            call.node,
            HIGH,
            LIKELY,
            "the request chooses the host",
            cwe=("CWE-918", "CWE-941", "CWE-99"),
        )


def mailed(call: Call) -> Iterator[Hit]:
    """`server.sendmail(sender, request.form["to"], text)`."""
    at, word = (3, "recipient_list") if call.tail == "send_mail" else (1, "to_addrs")
    if call.arg(at, word).risk(LINE) == REQUEST:
        yield Hit("recipient-from-request", call.node, LOW, LIKELY)


def killed(call: Call) -> Iterator[Hit]:
    """`os.kill(int(request.form["pid"]), 9)`: whose process it is nobody asks."""
    node = call.expr(0)
    if call.owner != "os" or node is None:
        return
    known = (call.facts.get(each.id) for each in ast.walk(node) if isinstance(each, ast.Name))
    if _REQUESTED.search(names.spelled(node)) or any(fact is not None and fact.taint == REQUEST for fact in known):
        yield Hit("process-from-request", call.node, MEDIUM, LIKELY)


def amplified(kinds: Kinds) -> Iterator[Hit]:
    """`data, sender = sock.recvfrom(512); sock.sendto(table[data], sender)`."""
    scopes = [*functions_of(kinds), *every(kinds, ast.Module)] if "recvfrom" in kinds.words else []
    for function in scopes:
        asked = {
            target.elts[1].id: names.spelled(target.elts[0])
            for node in ast.walk(function)
            if isinstance(node, ast.Assign) and names.spelled(node.value).partition("(")[0].endswith(".recvfrom")
            for target in node.targets
            if isinstance(target, ast.Tuple) and len(target.elts) == len(("data", "sender"))
            if isinstance(target.elts[1], ast.Name)
        }
        for node in ast.walk(function) if asked else ():
            if isinstance(node, ast.Call) and names.last_word(node.func) == "sendto" and len(node.args) > 1:
                sender = names.last_word(node.args[-1])
                if sender in asked and names.spelled(node.args[0]) != asked[sender]:
                    yield Hit("amplified-reply", node, LOW, MAYBE, late=True)
                    break
    for node in every(kinds, ast.ClassDef):
        if any(names.spelled(each).endswith("DatagramRequestHandler") for each in node.bases):
            sent = next(
                (
                    each
                    for each in ast.walk(node)
                    if isinstance(each, ast.Call) and names.spelled(each.func) == "self.wfile.write"
                ),
                None,
            )
            if sent is not None:
                yield Hit("amplified-reply", sent, LOW, MAYBE, late=True)


_FORMULA_SAFE = re.compile(r"escape|sanit|clean|plain|quote|safe|prefix|strip|neutral|formula", re.IGNORECASE)


def row(call: Call) -> Iterator[Hit]:
    """`writer.writerow([request.form["comment"]])`: a spreadsheet runs what begins with `=`."""
    node = call.expr(0)
    if node is None or _FORMULA_SAFE.search(names.spelled(node)):
        return
    given = call.arg(0)
    if given.taint == REQUEST and given.clean != EVERY:
        yield Hit("csv-formula", call.node, MEDIUM, LIKELY)


def claimed_type(node: ast.expr, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """`if sent.content_type != "image/png"`: the sender says what it is."""
    if not isinstance(node, ast.Compare) or not isinstance(node.ops[0], (ast.Eq, ast.NotEq, ast.In, ast.NotIn)):
        return
    left = node.left
    if (
        isinstance(left, ast.Attribute)
        and left.attr in {"content_type", "mimetype"}
        and isinstance(left.value, ast.Name)
    ):
        known = facts.get(left.value.id)
        if known is not None and known.taint == REQUEST and "files" in known.kind.lower():
            yield Hit("type-from-client", node, LOW, MAYBE)
    del fact


CALLS = {
    "update": (updated,),
    **dict.fromkeys(("create_connection", "connect", "connect_ex", "sendto"), (connected,)),
    **dict.fromkeys(("sendmail", "send_mail"), (mailed,)),
    **dict.fromkeys(("kill", "killpg"), (killed,)),
    **dict.fromkeys(("writerow", "writerows"), (row,)),
}
STATEMENTS = {ast.Assign: (stored,)}
EXPRESSIONS = {ast.Compare: (claimed_type,)}
