"""What a call runs as shell text of its own: `sh -c`, `eval`, `ssh host …`, a heredoc to a shell, a file that the text wrote.

Rules for this file: pure. Counterpart: reading.py reads what is found here.
"""

from __future__ import annotations

from typing import Final

from proxy.extract.shell_traced import Traced
from proxy.scan.commands.arguments import arguments
from proxy.scan.commands.programs import SHELLS
from proxy.scan.commands.values import Call, Value, together

_WITH_CODE: Final = frozenset({"su", "script", "flock", "runuser"})


def inner_code(call: Call, files: dict[str, Value]) -> Value | None:
    """The shell text that a call runs: an option's value, its words, what it reads, a file that this text wrote."""
    if call.name == "eval":
        return spaced(call.args)
    if call.name == "ssh":
        return _remote(call)
    if call.name == "trap":
        return call.args[0] if call.args else None
    if call.name in {"source", "."}:
        return files.get(call.args[0].text) if call.args else None
    if call.name in _WITH_CODE:
        return shell_code(call)
    return _shell(call, files) if call.name in SHELLS else None


def _shell(call: Call, files: dict[str, Value]) -> Value | None:
    found = shell_code(call)
    if found is not None:
        return found
    free = arguments(call.args, "oO").free
    if not free:
        return call.stdin
    return files.get(free[0].text)


def shell_code(call: Call) -> Value | None:
    """The value of `-c`, also where it stands together with other letters (`-lc`)."""
    args = list(call.args)
    for at, arg in enumerate(args[:-1]):
        text = arg.text
        if text in {"--command", "-c"} or (text.startswith("-") and not text.startswith("--") and text.endswith("c")):
            return next((each for each in args[at + 1 :] if not each.text.startswith("-") or each.text == "-"), None)
    return None


def _remote(call: Call) -> Value | None:
    free = arguments(call.args, "bcDEeFIiJLlmOopQRSWw").free
    words = free[1:]
    return spaced(tuple(words)) if words else call.stdin


def spaced(args: tuple[Value, ...]) -> Value | None:
    """Words as `eval` and `ssh` join them."""
    if not args:
        return None
    return together([each for arg in args for each in (Value(Traced(" ")), arg)][1:])
