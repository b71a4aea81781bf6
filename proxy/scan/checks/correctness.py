"""Slips that become weaknesses where something relies on the result: one too far, never ending, never looked at, long gone.

CWE-193, CWE-252, CWE-462, CWE-477, CWE-595, CWE-835.
Late findings. Each shows in the text alone; none needs to know where a value comes from.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from proxy.scan.checks import names
from proxy.scan.checks.calls import LIKELY, LOW, MAYBE, Call, Hit
from proxy.scan.checks.kinds import Kinds, every

_LOOPS = (ast.For, ast.While)
_LEAVING = (ast.Break, ast.Return, ast.Raise, ast.Yield, ast.YieldFrom, ast.Await)


def slips(kinds: Kinds) -> Iterator[Hit]:
    """Look at a whole text."""
    for index in every(kinds, ast.Subscript):
        measured = _length_of(index.slice)
        if measured and _loaded(index) and measured == names.spelled(index.value):
            yield Hit("index-past-end", index, late=True)
        yield from _searched_slice(index)
    for loop in every(kinds, ast.For):
        yield from _one_too_far(loop)
    for asking in every(kinds, ast.While):
        yield from _up_to_length(asking)
        yield from _endless(asking)
    for compared in every(kinds, ast.Compare):
        yield from _identity(compared)
    for table in every(kinds, ast.Dict):
        yield from _twice(table)
    for call in every(kinds, ast.Call):
        yield from _unmatched(call)
    for handler in every(kinds, ast.ExceptHandler):
        yield from _swallowed(handler)


def _loaded(node: ast.Subscript) -> bool:
    return isinstance(node.ctx, ast.Load) and isinstance(node.value, (ast.Name, ast.Attribute))


def _length_of(node: ast.expr) -> str:
    """What `len(x)` measures, "" where it is none."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len" and len(node.args) == 1:
        return names.spelled(node.args[0])
    return ""


def _number(node: ast.expr | None) -> int | None:
    return node.value if isinstance(node, ast.Constant) and type(node.value) is int else None


# One too far.


def _one_too_far(loop: ast.For) -> Iterator[Hit]:
    """`for i in range(len(rows) + 1): rows[i]`."""
    given = loop.iter
    if not (isinstance(given, ast.Call) and names.dotted(given.func, {}) == "range" and given.args):
        return
    end = given.args[0] if len(given.args) == 1 else given.args[1]
    if isinstance(end, ast.BinOp) and isinstance(end.op, ast.Add) and (_number(end.right) or 0) > 0:
        listed = _length_of(end.left)
        if listed and isinstance(loop.target, ast.Name) and _used_unchecked(loop, listed, loop.target.id):
            yield Hit("index-past-end", loop, late=True)


def _up_to_length(loop: ast.While) -> Iterator[Hit]:
    """`while i <= len(rows): rows[i]`."""
    test = loop.test
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.LtE):
        listed = _length_of(test.comparators[0])
        if listed and isinstance(test.left, ast.Name) and _used_unchecked(loop, listed, test.left.id):
            yield Hit("index-past-end", loop, late=True)


def _used_unchecked(loop: ast.For | ast.While, listed: str, index: str) -> bool:
    """The list is read at the index before anything is asked of the index."""
    inside = [node for statement in loop.body for node in ast.walk(statement)]
    tests = [node.test for node in inside if isinstance(node, (ast.If, ast.IfExp, ast.While, ast.Assert))]
    asked = any(
        isinstance(node, ast.Name) and node.id == index and not _indexes(test, index)
        for test in tests
        for node in ast.walk(test)
    )
    caught = any(isinstance(node, ast.Try) for node in inside)
    return (
        not asked
        and not caught
        and any(
            isinstance(node, ast.Subscript)
            and isinstance(node.ctx, ast.Load)
            and isinstance(node.slice, ast.Name)
            and node.slice.id == index
            and names.spelled(node.value) == listed
            for node in inside
        )
    )


def _indexes(test: ast.expr, index: str) -> bool:
    """Whether a condition speaks of the index only to read an element: `if rows[i] == wanted`."""
    read = sum(
        isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Name) and node.slice.id == index
        for node in ast.walk(test)
    )
    named = sum(isinstance(node, ast.Name) and node.id == index for node in ast.walk(test))
    return read == named


# Never ending.


def _endless(loop: ast.While) -> Iterator[Hit]:
    """A loop whose condition nothing in it can change, and that nothing leaves."""
    inside = [node for statement in loop.body for node in ast.walk(statement)]
    if loop.orelse or any(isinstance(node, _LEAVING) for node in inside) or _ends_program(inside):
        return
    if isinstance(loop.test, ast.Constant):
        if loop.test.value and _reads_on(loop):
            yield Hit("endless-loop", loop, None, None, "what is read may have ended", late=True)
    elif isinstance(loop.test, ast.Compare) and _plain(loop.test) and not _changed(loop.test, inside):
        yield Hit("endless-loop", loop, late=True)


def _ends_program(inside: list[ast.AST]) -> bool:
    return any(
        isinstance(node, ast.Call) and names.dotted(node.func, {}).endswith(("exit", "abort", "_exit", "quit", "fail"))
        for node in inside
    )


def _plain(test: ast.Compare) -> bool:
    """Orders of names and numbers: what they hold changes only where they are given another value."""
    sides = [test.left, *test.comparators]
    ordered = all(isinstance(operator, (ast.Lt, ast.LtE, ast.Gt, ast.GtE)) for operator in test.ops)
    return ordered and all(isinstance(side, ast.Name) or _number(side) is not None for side in sides)


def _changed(test: ast.Compare, inside: list[ast.AST]) -> bool:
    wanted = {side.id for side in (test.left, *test.comparators) if isinstance(side, ast.Name)}
    shared = any(isinstance(node, (ast.Global, ast.Nonlocal)) for node in inside)
    capital = all(names.CONSTANT.match(name) for name in wanted)
    given = {node.id for node in inside if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    return shared or capital or bool(wanted & given)


_READS = frozenset({"recv", "read", "readline"})


def _reads_on(loop: ast.While) -> bool:
    """`while True: data += source.recv(4096)`: the end of what is read is never seen."""
    return len(loop.body) == 1 and any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _READS
        for statement in loop.body
        if isinstance(statement, ast.AugAssign)
        for node in ast.walk(statement.value)
    )


# Taken for another.


def _identity(node: ast.Compare) -> Iterator[Hit]:
    """`state is "open"`, `id(a) == id(b)`: two equal values need not be one object."""
    sides = [node.left, *node.comparators]
    if any(isinstance(operator, (ast.Is, ast.IsNot)) for operator in node.ops):
        if any(_literal(side) for side in sides):
            yield Hit("identity-compared", node, late=True)
    elif isinstance(node.ops[0], (ast.Eq, ast.NotEq)) and all(
        isinstance(side, ast.Call) and names.dotted(side.func, {}) == "id" for side in sides
    ):
        yield Hit("identity-compared", node, LOW, MAYBE, late=True)


def _literal(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, (str, bytes, int, float)) and not isinstance(node.value, bool)
    return isinstance(node, (ast.List, ast.Dict, ast.Set, ast.Tuple))


_KEYS = 2_000  # of a table; larger ones are data


def _twice(node: ast.Dict) -> Iterator[Hit]:
    """A key that stands twice: the first value is lost."""
    known: dict[str, ast.expr] = {}
    for key, value in list(zip(node.keys, node.values, strict=True))[:_KEYS]:
        if not (isinstance(key, ast.Constant) and isinstance(key.value, str)):  # tables of numbers are made by machines
            continue
        if key.value in known and names.spelled(known[key.value]) != names.spelled(value):
            yield Hit("duplicate-key", key, late=True)
        known[key.value] = value


# Never looked at.

_MATCHES = frozenset({"match", "search", "fullmatch"})
_OF_MATCH = frozenset({"group", "groups", "groupdict", "start", "end", "span"})


def _unmatched(node: ast.Call) -> Iterator[Hit]:
    """`re.search(pattern, text).group(1)`, where nothing may match."""
    func = node.func
    if not (isinstance(func, ast.Attribute) and func.attr in _OF_MATCH and isinstance(func.value, ast.Call)):
        return
    asked = func.value.func
    if isinstance(asked, ast.Attribute) and asked.attr in _MATCHES and names.dotted(asked.value, {}) in {"re", "regex"}:
        yield Hit("result-unchecked", node, late=True)


def _searched_slice(node: ast.Subscript) -> Iterator[Hit]:
    """`line[line.find(":"):]`: -1 where it isn't there, and the slice begins at the end."""
    if not isinstance(node.slice, ast.Slice):
        return
    for edge in (node.slice.lower, node.slice.upper):
        if (
            isinstance(edge, ast.Call)
            and isinstance(edge.func, ast.Attribute)
            and edge.func.attr in {"find", "rfind"}
            and names.spelled(edge.func.value) == names.spelled(node.value)
        ):
            yield Hit("result-unchecked", node, late=True)
            return


def _swallowed(handler: ast.ExceptHandler) -> Iterator[Hit]:
    """`except: pass` takes the end of the program too (`KeyboardInterrupt`, `SystemExit`), and nobody hears of anything."""
    whole = handler.type is None or names.dotted(handler.type, {}) == "BaseException"
    if whole and all(isinstance(each, (ast.Pass, ast.Continue)) for each in handler.body):
        yield Hit("error-swallowed", handler, LOW, LIKELY, late=True)


# Long gone: by the full name, what stands for it today.
_GONE = {
    "cgi.escape": "html.escape(text)",
    "cgi.parse_qs": "urllib.parse.parse_qs(query)",
    "ssl.wrap_socket": "ssl.create_default_context().wrap_socket(sock, server_hostname=host)",
    "ssl.match_hostname": "ssl.create_default_context()",
    "ssl.RAND_pseudo_bytes": "os.urandom(16)",
    "inspect.getargspec": "inspect.getfullargspec(function)",
    "inspect.formatargspec": "inspect.signature(function)",
    "time.clock": "time.perf_counter()",
    "platform.linux_distribution": "platform.freedesktop_os_release()",
    "platform.dist": "platform.freedesktop_os_release()",
    "os.popen2": "subprocess.run([...])",
    "os.popen3": "subprocess.run([...])",
    "os.popen4": "subprocess.run([...])",
    "os.tempnam": "tempfile.NamedTemporaryFile()",
    "os.tmpnam": "tempfile.NamedTemporaryFile()",
    "os.getcwdu": "os.getcwd()",
    "os.errno": "errno",
    "base64.encodestring": "base64.encodebytes(data)",
    "base64.decodestring": "base64.decodebytes(data)",
    "imp.load_source": "importlib.util.spec_from_file_location(name, path)",
    "imp.load_module": "importlib.import_module(name)",
    "imp.find_module": "importlib.util.find_spec(name)",
    "string.maketrans": "str.maketrans(old, new)",
    "string.join": "separator.join(parts)",
    "crypt.crypt": "argon2.PasswordHasher().hash(password)",
    "gettext.lgettext": "gettext.gettext(text)",
    "thread.start_new_thread": "threading.Thread(target=work).start()",
    "asyncio.get_event_loop_policy": "asyncio.Runner()",
    "plistlib.readPlist": "plistlib.load(file)",
    "plistlib.writePlist": "plistlib.dump(value, file)",
    "xml.etree.ElementTree.Element.getchildren": "list(element)",
    "fractions.gcd": "math.gcd(a, b)",
    "macpath.join": "os.path.join(a, b)",
    "commands.getoutput": "subprocess.run([...])",
    "commands.getstatusoutput": "subprocess.run([...])",
    "md5.new": "hashlib.sha256(data)",
    "sha.new": "hashlib.sha256(data)",
    "urllib.urlopen": "urllib.request.urlopen(url)",
    "urllib.urlretrieve": "urllib.request.urlretrieve(url)",
    "urllib.urlencode": "urllib.parse.urlencode(fields)",
    "collections.Mapping": "collections.abc.Mapping",
    "rfc822.Message": "email.message_from_file(file)",
    "mimetools.Message": "email.message_from_file(file)",
    "sys.setcheckinterval": "sys.setswitchinterval(seconds)",
}


def obsolete(call: Call) -> Iterator[Hit]:
    """A function that was removed: it fails, or a shim of nobody's keeps it alive."""
    name = call.name
    safe = _GONE.get(name)
    if safe is not None:
        yield Hit("obsolete-call", call.node, LOW, fix=safe)


CALLS = dict.fromkeys({name.rpartition(".")[2] for name in _GONE}, (obsolete,))
