"""Text that a machine will interpret, pasted together with what somebody outside can choose: SQL, shell, Python, LDAP, XPath, NoSQL.

CWE-89, CWE-78, CWE-94/95, CWE-90, CWE-643, CWE-943. The sink is the call that hands the text over.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from proxy.scan.checks import names
from proxy.scan.checks.calls import HIGH, INFO, LIKELY, LOW, MAYBE, MEDIUM, SURE, Call, Hit
from proxy.scan.checks.combining import pasted
from proxy.scan.checks.facts import CODE, HOLE, LOCAL, NONE, PARAM, REQUEST, SHELL, SQL, Fact, Facts
from proxy.scan.checks.fixes import argument_list, parameterised

SQL_TEXT = re.compile(
    r"\bselect\b[\s\S]{1,400}?\bfrom\b|\binsert\s+(?:or\s+\w+\s+|ignore\s+)?into\b|\bupdate\b[\s\S]{1,200}?\bset\b|\bdelete\s+from\b|\b(?:drop|alter|create|truncate)\s+(?:table|database|user|view|index|schema|role)\b"
    r"|\bunion\s+(?:all\s+)?select\b|\breplace\s+into\b|\bgrant\s+\w+|\bwhere\s+[\w.`\"]+\s*(?:=|like|in|<|>)|\border\s+by\b|\bexec(?:ute)?\s+\w+",
    re.IGNORECASE,
)
_VALUE_PLACE = re.compile(
    r"(?:['\"%]|=|<|>|\blike|\bin\s*\(|\bvalues\s*\(|\bbetween|\band|\blimit|\boffset|\border\s+by|\bby|\bwhere|,)\s*[('\"%]*$",
    re.IGNORECASE,
)
_NAME_PLACE = re.compile(
    r"\b(?:from|join|into|table|update|database|schema|view|index|exists|using|on|only|set)\s+[`\"\[]?(?:[\w.]+\.)?$|\binto\s+\S+\s*\([^()]*$|^\s*$|select\s+(?:distinct\s+)?$",
    re.IGNORECASE,
)


def _places(text: str) -> tuple[bool, bool]:
    """Whether a hole stands where a value does, and whether one stands where a name does."""
    value = name = False
    at = text.find(HOLE)
    while at >= 0:
        before = text[:at]
        if _NAME_PLACE.search(before[-60:]):
            name = True
        elif _VALUE_PLACE.search(before[-40:]):
            value = True
        at = text.find(HOLE, at + 1)
    return value, name


def sql(call: Call) -> Iterator[Hit]:
    """A query pasted together and executed."""
    query, node = (
        call.arg(0, "query" if "query" in call.keywords else "sql"),
        call.expr(0, "query" if "query" in call.keywords else "sql"),
    )
    if node is None:
        return
    steered = query.risk(SQL)
    if query.holes and SQL_TEXT.search(query.text or ""):
        value, name = _places(query.text or "")
        fix = parameterised(call.node, node)
        if query.clean & SQL and steered == query.risk(SQL) == NONE and query.taint:
            yield Hit("sql-injection", call.node, INFO)
        elif steered >= LOCAL:
            yield Hit("sql-injection", call.node, HIGH, SURE, "a value from outside is pasted into the query", fix)
        elif value:
            yield Hit(
                "sql-injection",
                call.node,
                HIGH,
                SURE if steered == PARAM or pasted(node) else LIKELY,
                "a value is pasted into the query",
                fix,
            )
        elif name and steered == PARAM:
            yield Hit("sql-injection", call.node, MEDIUM, MAYBE, "a name is pasted into the query")
        else:
            yield Hit("sql-injection", call.node, LOW, MAYBE, "a name is pasted into the query")
    elif steered >= LOCAL and call.tail in {
        "execute",
        "executescript",
        "executemany",
        "raw",
        "read_sql",
        "read_sql_query",
    }:
        yield Hit(
            "sql-injection",
            call.node,
            HIGH,
            SURE if steered == REQUEST else LIKELY,
            "the query itself comes from outside",
        )


def sql_text(node: ast.expr, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """A query pasted together, wherever it is executed: judged where the pasting stands, so that cut code is judged too."""
    if not fact.holes or not pasted(node):
        if fact.constant and SQL_TEXT.search(fact.text or ""):
            yield Hit("sql-text", node, INFO)
        return
    text = fact.text or ""
    if not SQL_TEXT.search(text) or not _STATEMENT.match(text) or _SENTENCE.match(text):
        return
    value, _ = _places(text)
    if fact.taint and fact.clean & SQL:
        yield Hit("sql-text", node, INFO)
    elif value and fact.risk(SQL) >= LOCAL:
        yield Hit("sql-text", node, MEDIUM, SURE)
    elif value and _QUOTED_HOLE.search(text):
        yield Hit("sql-text", node, MEDIUM, LIKELY)
    elif value:
        yield Hit("sql-text", node, MEDIUM if fact.risk(SQL) else LOW, MAYBE)
    else:
        yield Hit("sql-text", node, INFO if facts.function is None else LOW, MAYBE)


_STATEMENT = re.compile(
    r"[\s(]*(?:select|insert|update|delete|drop|alter|create|truncate|replace|with|merge|union|exec|call|grant)\b",
    re.IGNORECASE,
)


def sql_piece(node: ast.stmt, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """`sql += f" AND name IN ({names})"`: a piece of a query with a value pasted in."""
    value = getattr(node, "value", None)
    if (
        value is None
        or not isinstance(node, ast.AugAssign)
        or not any(_QUERY_NAME.search(word) for word in facts.targets)
    ):
        return
    text = (fact.text or "")[-_PIECE_CHARS:]
    if (
        not pasted(value)
        or not fact.holes
        or fact.clean & SQL
        or any(_MARKS.search(word) for word in names.words(value))
    ):
        return
    if _QUOTED_HOLE.search(text) and _PIECE.search(text):
        yield Hit("sql-text", node, MEDIUM, LIKELY)


_PIECE_CHARS = 400
_QUERY_NAME = re.compile(r"(?:^|_)(?:sql|query|stmt|statement|where|conditions?|clause)$", re.IGNORECASE)
_MARKS = re.compile(r"mark|place_?holder|param|bind|qs$|^ph|fields?$|columns?$|table", re.IGNORECASE)
_PIECE = re.compile(
    r"\b(?:and|or|where|having)\s+[\w.`\"]+\s*(?:=|<|>|!=|like\b|(?:not\s+)?in\b)|\border\s+by\b", re.IGNORECASE
)
_SENTENCE = re.compile(
    r"[\s(]*(?:Select|Insert|Update|Delete|Create|Replace|Drop)\s+(?:an?|the|your|one|this|some)\s+[a-z]"
)
_QUOTED_HOLE = re.compile(rf"['\"]%?{HOLE}|=\s*{HOLE}|\(\s*{HOLE}")
_SHELL_CALLS = frozenset(
    {
        "os.system",
        "os.popen",
        "system",
        "popen",
        "subprocess.getoutput",
        "subprocess.getstatusoutput",
        "commands.getoutput",
        "commands.getstatusoutput",
        "getoutput",
        "getstatusoutput",
        "popen2.popen2",
        "asyncio.create_subprocess_shell",
        "create_subprocess_shell",
        "pty.spawn",
        "os.popen2",
        "os.popen3",
    }
)
_SHELL_WORDS = 3  # sh -c line
_RUNNERS = frozenset({"run", "call", "check_call", "check_output", "Popen"})
_SHELLS = frozenset({"sh", "bash", "/bin/sh", "/bin/bash", "cmd", "cmd.exe", "powershell", "zsh", "/usr/bin/env"})


def shell(call: Call) -> Iterator[Hit]:
    """A command line that a shell reads."""
    if call.tail == "subprocess_shell":
        yield from _command(call, call.arg(1, "cmd"), call.expr(1, "cmd"), "os-command")
    elif call.name in _SHELL_CALLS or call.tail == "create_subprocess_shell":
        yield from _command(
            call, call.arg(0, "command"), call.expr(0, "command" if "command" in call.keywords else "cmd"), "os-command"
        )
    elif call.tail in _RUNNERS and ("subprocess" in call.name or call.tail in {"Popen", "check_output", "check_call"}):
        command, node = call.arg(0, "args"), call.expr(0, "args")
        if call.flag("shell"):
            yield from _command(call, command, node, "shell-true")
        elif isinstance(node, (ast.List, ast.Tuple)):
            yield from _listed(call, node)
        elif command.risk(SHELL) >= REQUEST and command.kind != "list":
            yield Hit("shell-true", call.node, HIGH, SURE, "the whole command comes from outside")


def _command(call: Call, command: Fact, node: ast.expr | None, rule: str) -> Iterator[Hit]:
    if node is None or (command.constant and not isinstance(node, ast.List)):
        return
    risk = command.risk(SHELL)
    if command.taint and not risk:
        yield Hit(rule, call.node, LOW, MAYBE)
    elif command.kind == "constant":
        yield Hit(rule, call.node, LOW, LIKELY)
    else:
        fix = argument_list(call.node, node) if rule == "shell-true" or call.name == "os.system" else ""
        what = _named(node, command)
        yield Hit(
            rule,
            call.node,
            HIGH,
            SURE if risk or command.holes or rule == "shell-true" else LIKELY,
            f"{what} reaches a shell",
            fix,
            fix if fix and rule == "shell-true" else None,
        )


def _named(node: ast.expr, command: Fact) -> str:
    if command.roots:
        return f"`{command.roots[-1]}`"
    inner = next(
        (
            child.id
            for part in ast.walk(node)
            if isinstance(part, ast.FormattedValue)
            for child in ast.walk(part)
            if isinstance(child, ast.Name)
        ),
        None,
    )
    return f"`{inner}`" if inner else "a value that isn't constant"


def program(call: Call) -> Iterator[Hit]:
    """A program chosen from outside."""
    given = (
        call.args[1:]
        if call.tail == "subprocess_exec"
        else call.args[:1]
        if call.tail != "create_subprocess_exec"
        else call.args
    )
    if any(fact.risk(SHELL) >= LOCAL for fact in given):
        yield Hit("os-command", call.node, HIGH, LIKELY, "what is started comes from outside")


def _listed(call: Call, node: ast.List | ast.Tuple) -> Iterator[Hit]:
    """`["sh", "-c", line]` is a shell all the same; so is a program chosen from outside."""
    first = node.elts[0] if node.elts else None
    if (
        first is not None
        and not isinstance(first, (ast.Constant, ast.Starred))
        and call.arg(0).risk(SHELL) >= LOCAL
        and _first_steered(first, call)
    ):
        yield Hit("shell-true", call.node, HIGH, LIKELY, "what is started comes from outside")
        return
    values = [element.value if isinstance(element, ast.Constant) else None for element in node.elts]
    if (
        len(values) >= _SHELL_WORDS
        and values[0] in _SHELLS
        and values[1] in {"-c", "/c", "-Command", "-lc"}
        and values[2] is None
    ):
        yield Hit(
            "shell-true", call.node, HIGH, SURE if call.arg(0).risk(SHELL) else LIKELY, "the line is read by a shell"
        )


def _first_steered(node: ast.expr, call: Call) -> bool:
    root = node.value if isinstance(node, (ast.Subscript, ast.Attribute)) else node
    known = call.facts.get(root.id) if isinstance(root, ast.Name) else None
    return known is not None and known.risk(SHELL) >= LOCAL


_ORDERING = re.compile(r"(?:^|_)(?:col(?:umn)?|sort\w*|order\w*|direction|field)$", re.IGNORECASE)


def fallback(call: Call) -> Iterator[Hit]:
    """`column = COLUMNS.get(key, key)`: what the table doesn't know is taken as it came."""
    given = call.node.args
    if (
        len(given) <= 1
        or call.base.kind != "constants"
        or not any(_ORDERING.search(word) for word in call.facts.targets)
    ):
        return
    same = isinstance(given[0], (ast.Name, ast.Call)) and _asked(given[0]) == _asked(given[1])
    if same and call.args[1].risk(SQL):
        yield Hit("sql-injection", call.node, MEDIUM, LIKELY, "what the table doesn't know is taken as it came")


def _asked(node: ast.expr) -> str:
    """What a value is called: its name, or the first argument of the call that fetches it."""
    if isinstance(node, ast.Call):
        return ast.unparse(node.func) + (ast.unparse(node.args[0]) if node.args else "")
    return ast.unparse(node)


_COMMAND_LINE = re.compile(
    rf"^\s*(?:sudo\s+)?(?:echo|rm|ls|cat|cp|mv|tar|ping|curl|wget|git|grep|find|chmod|chown|mkdir|docker|ssh|scp|convert|ffmpeg|python3?)\s[^{HOLE}]*{HOLE}"
)
_MAKES_COMMAND = re.compile(r"command|cmd|script|shell|exec", re.IGNORECASE)


def command_line(node: ast.stmt, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """A function gives back a command line with a bare parameter in it."""
    function = facts.function
    if (
        isinstance(node, ast.Return)
        and function is not None
        and _MAKES_COMMAND.search(function.name)
        and fact.risk(SHELL)
        and fact.kind == "text"
        and _COMMAND_LINE.match(fact.text or "")
    ):
        yield Hit("os-command", node, LOW, MAYBE, "a value is pasted into a command line")


def fragment(call: Call) -> Iterator[Hit]:
    """A piece of SQL pasted together for a query builder."""
    node = call.expr(0)
    if node is not None and pasted(node) and call.arg(0).holes and call.arg(0).risk(SQL) and len(call.node.args) == 1:
        yield Hit("sql-injection", call.node, HIGH if call.arg(0).risk(SQL) >= LOCAL else MEDIUM, LIKELY)


def interpreter(call: Call) -> Iterator[Hit]:
    """Text run as Python by another interpreter of the process."""
    if any(fact.risk(CODE) >= LOCAL for fact in call.args):
        yield Hit("code-execution", call.node, HIGH, LIKELY, "the text comes from outside")


def remote_shell(call: Call) -> Iterator[Hit]:
    """A command line for another machine."""
    command = call.arg(0, "command")
    if command.risk(SHELL) and (command.holes or command.risk(SHELL) >= LOCAL):
        yield Hit("remote-command", call.node, HIGH if command.risk(SHELL) >= LOCAL else MEDIUM, LIKELY)


def code(call: Call) -> Iterator[Hit]:
    """Text run as Python."""
    if call.name not in {"eval", "exec", "builtins.eval", "builtins.exec", "execfile"}:
        return
    source, node = call.arg(0), call.expr(0)
    if node is None or source.constant or source.kind == "constant" or (source.taint and not source.risk(CODE)):
        yield Hit("code-execution", call.node, INFO)
    elif (
        call.tail == "eval"
        and len(call.args) > 1
        and isinstance(globals_ := call.expr(1), ast.Dict)
        and "__builtins__" in ast.unparse(globals_)
    ):
        yield Hit(
            "code-execution",
            call.node,
            MEDIUM,
            SURE if source.taint else LIKELY,
            "an emptied `__builtins__` can be got round",
        )
    elif source.risk(CODE) >= LOCAL:
        yield Hit("code-execution", call.node, HIGH, SURE, "the text comes from outside")
    elif source.risk(CODE):
        inside = len(call.node.args) > 1 and not isinstance(
            call.expr(1), ast.Dict
        )  # in somebody's namespace: a debugger, a loader
        yield Hit("code-execution", call.node, HIGH, MAYBE if inside else LIKELY, "the caller chooses the text")
    else:
        yield Hit("code-execution", call.node, MEDIUM, LIKELY)


def loading(call: Call) -> Iterator[Hit]:
    """A module chosen from outside."""
    if call.arg(0, "name").risk(CODE) == REQUEST:
        yield Hit("dynamic-import", call.node, HIGH, LIKELY)


def attribute(call: Call) -> Iterator[Hit]:
    """An attribute chosen from outside and called or set."""
    if call.name in {"getattr", "setattr"} and call.arg(1).risk(CODE) == REQUEST:
        yield Hit("dynamic-attribute", call.node, MEDIUM, LIKELY)


CALLS = {
    **dict.fromkeys(("execute", "executemany", "executescript", "raw", "text", "query", "read_sql", "read_sql_query", "fetch",
        "fetchrow", "fetchval", "fetch_all", "fetch_one", "query_db", "RawSQL", "run_query", "execute_query", "mogrify",
        "execute_sql", "run_sql", "queryRaw", "sql"), (sql,)),
    **dict.fromkeys(("system", "popen", "getoutput", "getstatusoutput", "create_subprocess_shell", "run", "call", "check_call",
        "check_output", "Popen", "spawn"), (shell,)),
    **dict.fromkeys(("eval", "exec", "execfile"), (code,)),
    **dict.fromkeys(("import_module", "__import__"), (loading,)),
    "get": (fallback,),
    **dict.fromkeys(("getattr", "setattr"), (attribute,)),
    **dict.fromkeys(("distinct", "having", "group_by", "order_by", "filter", "where"), (fragment,)),
    **dict.fromkeys(("runcode", "runsource", "run_string", "run_in_subinterp", "interact"), (interpreter,)),
    **dict.fromkeys(("execl", "execle", "execlp", "execv", "execve", "execvp", "execvpe", "spawnl", "spawnv", "spawnlp",
        "spawnvp", "startfile", "create_subprocess_exec", "subprocess_exec"), (program,)),
    "subprocess_shell": (shell,),
    "exec_command": (remote_shell,),
}  # fmt: skip
EXPRESSIONS = dict.fromkeys((ast.JoinedStr, ast.BinOp, ast.Call), (sql_text,))
STATEMENTS = {ast.AugAssign: (sql_piece,), ast.Return: (command_line,)}
