"""Values that become code: of a shell, of a query, of a program.

Rules for this file: pure. Counterparts: reading.py says which values come from outside, engine.py asks.
"""

# ruff: noqa: E501 - a row of a table, or a pattern, is one line
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.scan.commands.inner import shell_code
from proxy.scan.commands.programs import SHELLS
from proxy.scan.commands.reading import Reader
from proxy.scan.commands.values import DECODED, DOWNLOAD, HOOK, INPUT, Call, Hit, Value

_SQL: Final = re.compile(
    r"\b(?:select\s[\s\S]{1,300}?\sfrom|insert\s+into|update\s+\S+\s+set|delete\s+from|drop\s+(?:table|database|user)|alter\s+(?:user|role|table)|create\s+(?:user|role|database)|grant\s)\b",
    re.IGNORECASE,
)
_CLIENTS: Final = {
    "mysql": ("-e", "--execute"), "mariadb": ("-e", "--execute"), "psql": ("-c", "--command"), "sqlcmd": ("-Q", "-q"), "sqlite3": (), "sqlite": (),
    "clickhouse-client": ("-q", "--query"), "cqlsh": ("-e", "--execute"), "duckdb": ("-c",), "mongosh": ("--eval",), "mongo": ("--eval",),
}  # fmt: skip
_PROGRAMS: Final = {"python": "c", "python2": "c", "python3": "c", "perl": "eE", "ruby": "e", "node": "ep", "php": "r"}
# What old scripts do for want of `${!name}` and `printf -v`: a name is put together, no command.
_INDIRECT: Final = re.compile(
    r"(?:export |local |declare )?\w*\$\{?\w+\}?\w*\+?=|\$\{\$\w|\w+=[\"']?\$\{?\w*\$|(?:echo|unset|set|export|shift|test|\[) |\$(?!QUERY_|REQUEST_|PATH_INFO|SSH_|REPLY)[A-Z_]{3,}\b"
)
_MAX_TEXT: Final = 50_000
_SAFE_HOLES: Final = frozenset({"#", "?", "$", "!", "0", "PWD", "HOME", "USER", "HOSTNAME", "RANDOM", "process", "()"})


def evaluated(call: Call, text: Reader) -> Iterator[Hit]:
    """`eval`, `sh -c`, `ssh host` with values of others."""
    del text
    if call.name == "eval":
        yield from _eval(call)
    elif (call.name in SHELLS and (code := shell_code(call)) is not None) or (
        call.name in {"su", "runuser"} and (code := shell_code(call)) is not None
    ):
        yield from _pasted(call, code)
    elif call.name == "ssh":
        for arg in call.args[1:]:
            if INPUT in arg.kinds and " " in arg.text.strip():
                yield call.hit("command-built")
                return


def _eval(call: Call) -> Iterator[Hit]:
    kinds = frozenset(kind for arg in call.args for kind in arg.kinds)
    if kinds & {DOWNLOAD, DECODED, HOOK}:
        return
    holes = [hole for arg in call.args for hole in arg.holes if hole not in _SAFE_HOLES]
    line = call.line[:_MAX_TEXT]
    if INPUT in kinds and not _INDIRECT.match(line):
        yield call.hit("eval")
    elif holes:
        yield call.hit("eval-unknown")


def _pasted(call: Call, code: Value) -> Iterator[Hit]:
    if INPUT in code.kinds and not {DOWNLOAD, DECODED} & code.kinds:
        whole = code.text.strip() in {f"${hole}" for hole in code.holes}
        if not (whole and code.text.strip() in {"$@", "$*"}):
            yield call.hit("command-built")
    elif [hole for hole in code.holes if hole not in _SAFE_HOLES]:
        yield call.hit("eval-unknown")


def file_names(call: Call, text: Reader) -> Iterator[Hit]:
    """`find -exec sh -c '… {} …'`, `xargs -I{} sh -c '… {} …'`."""
    del text
    code: Value | None = None
    if call.name == "find":
        words = call.words
        starts = [at for at, word in enumerate(words) if word in {"-exec", "-execdir", "-ok"}]
        for at in starts:
            if at + 3 < len(words) and words[at + 1].rpartition("/")[2] in SHELLS and words[at + 2].endswith("c"):
                code = call.args[at + 3]
                if "{}" in code.text:
                    yield call.hit("file-name-as-code")
    elif (
        call.name in SHELLS
        and "xargs" in call.via
        and (code := shell_code(call)) is not None
        and re.search(r"\{\}|(?<!\w)%(?!\w)", code.text)
    ):
        yield call.hit("file-name-as-code")


def queries(call: Call, text: Reader) -> Iterator[Hit]:
    """Queries of a database client with values pasted in."""
    del text
    options = _CLIENTS.get(call.name)
    if options is None:
        return
    given = [call.args[at + 1] for at, arg in enumerate(call.args[:-1]) if arg.text in options]
    given += [
        arg
        for arg in call.args
        if arg.text.startswith(tuple(f"{each}=" for each in options if each.startswith("--")) or ("\0",))
    ]
    if call.name.startswith("sqlite"):
        given += list(call.args[1:])
    if call.stdin is not None:
        given.append(call.stdin)
    for value in given:
        if INPUT in value.kinds and (_SQL.search(value.text[:_MAX_TEXT]) or call.name.startswith("mongo")):
            yield call.hit("query-built")
            return


def programs(call: Call, text: Reader) -> Iterator[Hit]:
    """`python -c "… $1 …"`."""
    del text
    letters = _PROGRAMS.get(call.name.rstrip("0123456789.") or call.name)
    if letters is None:
        return
    for at, arg in enumerate(call.args[:-1]):
        code = call.args[at + 1]
        given = arg.text[:1] == "-" and arg.text[1:] in tuple(letters)
        if given and INPUT in code.kinds and not {DOWNLOAD, DECODED} & code.kinds:
            yield call.hit("code-built")
            return
