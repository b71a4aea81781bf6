"""Code in YAML: steps of workflows and playbooks, commands of containers, files that stand in a ConfigMap or a cloud-init.

Rules for this file: pure, linear, line by line.
Source: the references of GitHub Actions, GitLab CI, Azure Pipelines, CircleCI, Ansible, Kubernetes and cloud-init.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.extract.languages import language_of, language_of_path
from proxy.scan.inside.commands import exec_form, language_behind
from proxy.scan.inside.piece import Piece, single

_YAML_KEY: Final = re.compile(
    r"^(?P<lead>[ ]*(?:-[ ]+)*)(?:ansible\.(?:builtin|windows)\.)?"
    r"(?P<key>run|script|before_script|after_script|shell|win_shell|win_command|raw|cmd|commands?|inline|inlineScript|bash|pwsh|powershell|user_data|userdata|runcmd|bootcmd"
    r"|args|entrypoint|test|content|[\w-]{1,60}\.(?:py|sh|bash|js|mjs|ts|rb|php|pl|ps1|bat|sql|conf|lua|go))[ ]*:[ ]*(?P<rest>.*)$"
)
_WORDS_ONLY: Final = frozenset({"args", "entrypoint", "test"})  # words of a command; code only where an option says so
_LANGUAGES: Final = {
    "pwsh": "powershell",
    "powershell": "powershell",
    "win_shell": "powershell",
    "win_command": "batch",
}
_BLOCK_MARK: Final = re.compile(r"[|>][+-]?\d?[+-]?\s*(?:#.*)?$")
_ITEM: Final = re.compile(r"^(?P<lead>[ ]*-[ ]+)(?P<rest>\S.*)$")
_NEIGHBOUR: Final = re.compile(
    r"^\s*(?:-\s+)?(?P<key>shell|uses|path|dest|scriptType|task)\s*:\s*[\"']?(?P<value>[^\s\"'#]+)"
)
_SHELL: Final = re.compile(r"^[ ]{1,40}shell:[ \t]*(pwsh|powershell|python|cmd|node)\b", re.MULTILINE)
_DEFAULTS: Final = re.compile(r"^[ ]{0,40}defaults:[ \t]*$", re.MULTILINE)
_SHELLS: Final = {
    "pwsh": "powershell",
    "powershell": "powershell",
    "pscore": "powershell",
    "ps": "powershell",
    "cmd": "batch",
    "batch": "batch",
}
_NEAR: Final = 12  # lines around a key that may say what it is


def steps(text: str) -> Iterator[Piece]:
    """The pieces of a YAML file."""
    rows = text.split("\n")
    usual = _usual(text)
    at = 0
    while at < len(rows):
        found = _YAML_KEY.match(rows[at])
        if found is None:
            at += 1
            continue
        key = found["key"]
        language = _language(rows, at, len(found["lead"]), key, usual)
        made, at = _value(rows, at, found, language)
        if key != "content" or language is not None:
            yield from made


def _value(rows: list[str], at: int, found: re.Match[str], language: str | None) -> tuple[list[Piece], int]:
    """The pieces of a key's value, and the line behind it."""
    rest = found["rest"].strip()
    number = at + 1
    if _BLOCK_MARK.fullmatch(rest):
        piece, at = _block(rows, number, len(found["lead"]), language)
        return [piece], at
    if not rest or rest.startswith("#"):
        listed, at = _list(rows, number, len(found["lead"]), language)
        return (_code_of(listed) or ([] if found["key"] in _WORDS_ONLY else listed)), at
    if rest[0] == "[":
        return list(exec_form(number, rows[at])), number
    if rest[0] in "{&*!":
        return [], number
    if found["key"] in _WORDS_ONLY or (found["key"] == "shell" and language_of(rest.split()[0]) is not None):
        return [], number
    return [single(number, rows[at], found.start("rest"), language)], number


def _usual(text: str) -> str:
    """The shell of steps that name none."""
    defaults = _DEFAULTS.search(text)
    named = _SHELL.search(text, defaults.end(), defaults.end() + 200) if defaults else None
    return "bash" if named is None else _SHELLS.get(named.group(1)) or language_of(named.group(1)) or "bash"


def _language(rows: list[str], at: int, indent: int, key: str, usual: str) -> str | None:
    """What a key's value is written in: its own name, or the keys beside it, say so."""
    if "." in key:
        return language_of_path(key)
    if key in _LANGUAGES:
        return _LANGUAGES[key]
    said = _beside(rows, at, indent)
    if key == "content":
        path = said.get("path") or said.get("dest") or ""
        return language_of_path(path)
    if "uses" in said and "github-script" in said["uses"]:
        return "javascript"
    name = said.get("shell") or said.get("scriptType") or ""
    if "task" in said and said["task"].lower().startswith(("powershell", "azurepowershell")):
        return "powershell"
    return _SHELLS.get(name.lower()) or (language_of(name) if name and key != "shell" else None) or usual


def _beside(rows: list[str], at: int, indent: int) -> dict[str, str]:
    """The telling keys of the same item, and of the one it belongs to."""
    said: dict[str, str] = {}
    for step in (-1, 1):
        near = at + step
        if step < 0 and rows[at].lstrip().startswith("- "):
            continue
        while 0 <= near < len(rows) and abs(near - at) <= _NEAR:
            row = rows[near]
            own = len(row) - len(row.lstrip(" "))
            opens = row.lstrip().startswith("- ")
            if row.strip() and step > 0 and (own < indent or (opens and own < indent)):
                break
            if (found := _NEIGHBOUR.match(row)) is not None and own <= indent:
                said.setdefault(found["key"], found["value"])
            if step < 0 and opens and own < indent:
                break
            near += step
    return said


def _code_of(words: list[Piece]) -> list[Piece]:
    """Of the words of a command those that are code."""
    found = language_behind([piece.text.strip() for piece in words])
    if found is None:
        return []
    words[found[1]].language = found[0]
    return [words[found[1]]]


def _block(rows: list[str], at: int, indent: int, language: str | None) -> tuple[Piece, int]:
    """A block scalar: the lines that stand further in than its key."""
    piece = Piece(language)
    width: int | None = None
    while at < len(rows):
        row = rows[at]
        own = len(row) - len(row.lstrip(" "))
        if row.strip():
            if own <= indent:
                break
            width = own if width is None else width
        before = min(width or 0, own)
        piece.add(at + 1, before, row[before:])
        at += 1
    return piece, at


def _list(rows: list[str], at: int, indent: int, language: str | None) -> tuple[list[Piece], int]:
    """The items of a list of commands, each a piece."""
    made: list[Piece] = []
    while at < len(rows):
        row = rows[at]
        if not row.strip() or row.lstrip().startswith("#"):
            at += 1
            continue
        found = _ITEM.match(row)
        if found is None or len(row) - len(row.lstrip(" ")) < indent:
            break
        rest = found.group("rest")
        at += 1
        if _BLOCK_MARK.fullmatch(rest.strip()):
            piece, at = _block(rows, at, len(row) - len(row.lstrip(" ")), language)
            made.append(piece)
        elif _mapping(rest):
            break
        else:
            made.append(single(at, row, found.start("rest"), language))
    return made, at


def _mapping(rest: str) -> bool:
    return re.match(r"[\w.-]+:(?:\s|$)", rest) is not None
