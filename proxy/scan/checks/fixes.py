"""Safe forms fitted to the code, where that is cheap and sure; "" elsewhere.

A form is made twice over: as what may stand in the code's place, with its literals, and (`unquoted`) as what a message may show: code that
was held back must not reach the client in the words of its own reason, so no literal of it does.
Rules for this file: what is given back means the same as the code for harmless values, and parses. Nothing is guessed.
"""

from __future__ import annotations

import ast
import re
import shlex

# What a message may quote: words that the safe form itself brings, programs that everybody knows, SQL without its names and values.
_WORDS = frozenset({"...", "data", "Lax", "HS256", "SECRET_KEY", "utf-8"})
_PROGRAMS = frozenset(
    re.findall(
        r"\w+",
        """
        apt awk cat chmod chown convert cp curl cut date df diff dig docker du echo ffmpeg ffprobe file find git grep gunzip
        gzip head host id ifconfig ip kill kubectl ln ls lsof make mkdir mv netstat nmap node npm nslookup openssl perl
        pg_dump ping pip ps python python3 rm rsync scp sed service sort ssh stat systemctl tail tar tee top touch traceroute
        uname uniq unzip uptime wc wget which whoami whois zip
        """,
    )
)
_SQL_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        all and as asc between by cross delete desc distinct drop except exists from full group having in inner insert
        intersect into is join left like limit not null offset on or order outer replace returning right select set table
        then union update using values view where with
        """,
    )
)
_SQL_TOKEN = re.compile(r"'[^']*'?|\"[^\"]*\"?|`[^`]*`?|--.*|/\*[\s\S]*?(?:\*/|\Z)|\w+(?:\.\w+)*|[=<>!]+|[(),;*?]|\S")
_SHORT_WORD = 2  # characters: an option, a separator
_LITERAL_SIGN = re.compile(r"['\"\d]")
_LONG_NUMBER = 6  # digits; what has more may tell something
_QUOTES = re.compile(r"""(['"])(\x00)\1""")
_MANY = 12  # placeholders; more isn't an example anybody reads


def _pieces(node: ast.expr) -> list[str | ast.expr] | None:
    """A pasted text as constants and values; None where it isn't a plain f-string or sum."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        parts: list[str | ast.expr] = []
        for value in node.values:
            if isinstance(value, ast.FormattedValue):
                if value.format_spec is not None or value.conversion != -1:
                    return None
                parts.append(value.value)
            elif isinstance(value, ast.Constant):
                parts.append(str(value.value))
        return parts
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _pieces(node.left), _pieces(node.right)
        return None if left is None or right is None else [*left, *right]
    if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)):
        return [node]
    return None


def argument_list(call: ast.Call, command: ast.expr) -> str:
    """`subprocess.run(f"tar xf {name}", shell=True)` -> `subprocess.run(["tar", "xf", name], check=True)`."""
    parts = _pieces(command)
    if not parts or not isinstance(parts[0], str):
        return ""
    values = [part for part in parts if not isinstance(part, str)]
    line = "".join(part if isinstance(part, str) else "\x00" for part in parts)
    if re.search(r"[|&;<>$`*?~\\(){}\n#]", line) or len(values) > _MANY:
        return ""
    try:
        words = shlex.split(line)
    except ValueError:
        return ""
    rest = iter(values)
    shown = []
    for word in words:
        if word == "\x00":
            shown.append(ast.unparse(next(rest)))
        elif "\x00" in word:
            return ""
        else:
            shown.append(_text(word))
    function = ast.unparse(call.func)
    if function == "os.system":
        return f"subprocess.run([{', '.join(shown)}], check=True)"
    kept = [
        f"{given.arg}={ast.unparse(given.value)}" for given in call.keywords if given.arg not in {"shell", "args", None}
    ]
    if function.endswith("run") and not any(word.startswith("check=") for word in kept):
        kept.append("check=True")
    return f"{function}({', '.join(['[' + ', '.join(shown) + ']', *kept])})"


def parameterised(call: ast.Call, query: ast.expr) -> str:
    """`cur.execute(f"... id = {uid}")` -> `cur.execute("... id = ?", (uid,))`."""
    if len(call.args) != 1 or call.keywords:
        return ""
    parts = _pieces(query)
    if not parts or not isinstance(parts[0], str):
        return ""
    values = [part for part in parts if not isinstance(part, str)]
    text = "".join(part if isinstance(part, str) else "\x00" for part in parts)
    if (
        not values
        or len(values) > _MANY
        or "?" in text
        or re.search(r"(?i)(?:from|into|update|table|join|by)\s+\x00|%\x00|\x00%", text)
    ):
        return ""
    text = _QUOTES.sub(r"\2", text).replace("\x00", "?")
    listed = ", ".join(ast.unparse(value) for value in values) + ("," if len(values) == 1 else "")
    return f"{ast.unparse(call.func)}({_text(text)}, ({listed}))"


def without_keyword(call: ast.Call, keyword: str) -> str:
    """The call without one of its keywords."""
    kept = [ast.unparse(argument) for argument in call.args]
    kept += [
        f"{given.arg}={ast.unparse(given.value)}" if given.arg else f"**{ast.unparse(given.value)}"
        for given in call.keywords
        if given.arg != keyword
    ]
    return f"{ast.unparse(call.func)}({', '.join(kept)})"


def _text(value: str) -> str:
    """A string literal with double quotes where that needs no escapes."""
    made = repr(value)
    return f'"{made[1:-1]}"' if made[0] == "'" and '"' not in made else made


def unquoted(code: str) -> str:
    """The code as a message may show it: `...` stands for what its literals say. What doesn't parse is an instruction of ours.

    Empty where that can't be told: instructions quote nothing.
    """
    try:
        tree = ast.parse(code.strip(), mode="eval")
    except SyntaxError:
        return code if not _LITERAL_SIGN.search(code) else ""
    except (ValueError, RecursionError, MemoryError):
        return ""
    lines = [line.encode() for line in code.strip().split("\n")]
    for node in sorted(_literals(tree), key=lambda node: (node.lineno, node.col_offset), reverse=True):
        first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
        shown = _shown(node).encode()
        lines[first : last + 1] = [lines[first][: node.col_offset] + shown + lines[last][node.end_col_offset :]]
    return b"\n".join(lines).decode()


def _literals(tree: ast.AST) -> list[ast.expr]:
    """The outermost literals that may tell something."""
    found: list[ast.expr] = []
    todo = [tree]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and not _is_plain(node.value)):
            found.append(node)
        else:
            todo.extend(ast.iter_child_nodes(node))
    return found


def _is_plain(value: object) -> bool:
    """A value that tells nothing of the code: a flag, a small number, a word of our own."""
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    if isinstance(value, str):
        return len(value) <= _SHORT_WORD or value in _WORDS or value in _PROGRAMS
    return value is None or value is ... or isinstance(value, bool) or len(str(value)) <= _LONG_NUMBER


def _shown(node: ast.expr) -> str:
    """What stands for a literal."""
    value = getattr(node, "value", None)
    if isinstance(value, str) and (sql := _sql(value)):
        return f'"{sql}"'
    if isinstance(node, ast.JoinedStr) or isinstance(value, str):
        return '"..."'
    return 'b"..."' if isinstance(value, bytes) else "..."


def _sql(text: str) -> str:
    """A query without its names and values; "" where the text is none."""
    words = _SQL_TOKEN.findall(text)
    if not words or words[0].lower() not in {"select", "insert", "update", "delete", "replace", "with"}:
        return ""
    shown: list[str] = []
    for word in words:
        known = word.lower() in _SQL_WORDS or word[0] in "=<>!(),;*?"
        if known or shown[-1] != "...":
            shown.append(word if known else "...")
    text = re.sub(r" (?=[),;])|(?<=\() ", "", " ".join(shown))
    return re.sub(r"(?:\.\.\., )+(?=\.\.\.)", "", text)
