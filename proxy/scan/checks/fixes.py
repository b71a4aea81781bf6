"""Safe forms fitted to the code, where that is cheap and sure; "" elsewhere.

Rules for this file: what is given back means the same as the code for harmless values, and parses. Nothing is guessed.
"""

from __future__ import annotations

import ast
import re
import shlex

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
