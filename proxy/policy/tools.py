"""The table of tools from YAML: the shipped one, and an organisation's laid over it.

Rules for this file: an unknown key, role or language is an error that shows its place, as in a policy; every mistake is named, not only the
first. A word of any language alias is taken as the language's own name.
Source: the format in policies/tools.yaml. Counterparts: source.py gives the nodes, extract/tools.py is the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType

import yaml

from proxy.errors import PolicyInvalid
from proxy.extract.languages import language_of
from proxy.extract.tools import Argument, Role, Tools, ToolShape, squashed
from proxy.policy.loader import Read, shipped_directory
from proxy.policy.source import Source, choices, hint, is_null, nearest

FILE_NAME = "tools.yaml"
_TOP_KEYS = ("tools", "keys", "keys_of_language")
_TOP_SYNONYMS = {"names": "tools", "arguments": "keys", "languages": "keys_of_language"}
_TOOL_KEYS = ("name", "also", "arguments", "language", "raw")
_TOOL_SYNONYMS = {
    "tool": "name",
    "aliases": "also",
    "names": "also",
    "args": "arguments",
    "parameters": "arguments",
    "properties": "arguments",
    "lang": "language",
    "freeform": "raw",
    "input": "raw",
}
_ARGUMENT_KEYS = ("is", "language")
_ARGUMENT_SYNONYMS = {"role": "is", "type": "is", "lang": "language"}
_ROLES = {role.value: role for role in Role}
_ROLE_SYNONYMS = {
    "source": "code",
    "content": "code",
    "new": "code",
    "base": "old",
    "before": "old",
    "old_string": "old",
    "file": "path",
    "filename": "path",
    "shell": "command",
    "cmd": "command",
    "diff": "patch",
    "notebook": "cell",
    "lang": "language",
    "ignore": "label",
    "skip": "label",
    "string": "text",
    "prose": "text",
}
_RAW_ROLES = {role.value: role for role in (Role.CODE, Role.COMMAND, Role.PATCH, Role.CELL)}
# What a mistyped language is compared with; any name that an info string may have is taken.
_LANGUAGES = (
    *(
        "python",
        "javascript",
        "typescript",
        "java",
        "kotlin",
        "go",
        "rust",
        "cpp",
        "csharp",
        "php",
        "ruby",
        "perl",
        "swift",
    ),
    *(
        "bash",
        "powershell",
        "sql",
        "html",
        "css",
        "xml",
        "json",
        "yaml",
        "toml",
        "ini",
        "terraform",
        "dockerfile",
        "diff",
    ),
    *("markdown", "text"),
)


def load_tools(path: Path | None, read: Read = Source.read) -> Tools:
    """The shipped table, and the organisation's (if any), which `read` reads, laid over it. Raises PolicyInvalid."""
    shipped = _load(Source.read(shipped_directory() / FILE_NAME, FILE_NAME))
    return shipped if path is None else _load(read(path, str(path))).over(shipped)


def _load(source: Source) -> Tools:
    shown = source.shown
    if not any(line.partition("#")[0].strip() for line in source.text.splitlines()):
        message = f"{shown}: the file is empty; a table of tools begins with `tools:` or `keys:`"
        raise PolicyInvalid(message)
    root = source.compose()
    tools = _Reader(source).tools(root)
    source.fail()
    return tools


class _Reader:
    """The readers of one file, by the kind of value."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def tools(self, root: yaml.MappingNode) -> Tools:
        fields = self._fields(root, _TOP_KEYS, _TOP_SYNONYMS, "key")
        keys: dict[str, Argument] = {}
        lines: dict[str, int] = {}
        for word, node in self._pairs(fields.get("keys")):
            role = self._role(word, _ROLES)
            for item in self._items(node):
                self._key(item, None if role is None else Argument(role), keys, lines)
        for word, node in self._pairs(fields.get("keys_of_language")):
            language = self._language(word)
            for item in self._items(node):
                self._key(item, Argument(Role.CODE, language), keys, lines)
        return Tools(MappingProxyType(self._shapes(fields.get("tools"))), MappingProxyType(keys))

    # -- the parts of a table

    def _key(
        self, node: yaml.Node, argument: Argument | None, keys: dict[str, Argument], lines: dict[str, int]
    ) -> None:
        """A key of `keys`, once in a file."""
        word = self._squashed(node, "key")
        if word in lines:
            self._source.complain(
                node, f"the key {node.value!r} stands twice", f"it stands in line {lines[word]} already"
            )
        elif word and argument is not None:
            keys[word], lines[word] = argument, node.start_mark.line + 1

    def _shapes(self, node: yaml.Node | None) -> dict[str, ToolShape]:
        shapes: dict[str, ToolShape] = {}
        lines: dict[str, int] = {}
        if node is not None and not isinstance(node, yaml.SequenceNode):
            self._source.complain(node, "`tools` is a list", "begin each tool with `- name:`")
            return shapes
        for item in self._items(node):
            fields = self._fields(item, _TOOL_KEYS, _TOOL_SYNONYMS, "key of a tool")
            if "name" not in fields:
                self._source.complain(item, "a tool needs a `name`", choices(_TOOL_KEYS))
                continue
            shape = self._shape(fields)
            for name in (fields["name"], *self._items(fields.get("also"))):
                word = self._squashed(name, "name")
                if word in lines:
                    advice = f"it stands in line {lines[word]} already"
                    self._source.complain(name, f"the tool {name.value!r} stands twice", advice)
                elif word:
                    shapes[word], lines[word] = shape, name.start_mark.line + 1
        return shapes

    def _shape(self, fields: dict[str, yaml.Node]) -> ToolShape:
        arguments: dict[str, Argument] = {}
        for key, value in self._pairs(fields.get("arguments")):
            word, argument = self._squashed(key, "argument"), self._argument(value)
            if word in arguments:
                self._source.complain(key, f"the argument {key.value!r} stands twice", "case, `_` and `-` don't count")
            elif word and argument is not None:
                arguments[word] = argument
        language = self._language(fields["language"]) if "language" in fields else None
        raw = self._role(fields["raw"], _RAW_ROLES) if "raw" in fields else None
        return ToolShape(str(fields["name"].value), MappingProxyType(arguments), language, raw)

    def _argument(self, node: yaml.Node) -> Argument | None:
        """`code`, or `{is: code, language: sql}`."""
        if not isinstance(node, yaml.MappingNode):
            role = self._role(node, _ROLES)
            return None if role is None else Argument(role)
        fields = self._fields(node, _ARGUMENT_KEYS, _ARGUMENT_SYNONYMS, "key of an argument")
        if "is" not in fields:
            self._source.complain(node, "an argument needs an `is`", choices(list(_ROLES)))
            return None
        role = self._role(fields["is"], _ROLES)
        language = self._language(fields["language"]) if "language" in fields else None
        return None if role is None else Argument(role, language)

    # -- values

    def _fields(
        self, node: yaml.Node, allowed: Sequence[str], synonyms: dict[str, str], kind: str
    ) -> dict[str, yaml.Node]:
        fields = {}
        for key, value in self._pairs(node):
            if key.value not in allowed:
                self._source.complain(key, f"unknown {kind} {key.value!r}", hint(key.value, allowed, synonyms))
            else:
                fields[key.value] = value
        return fields

    def _pairs(self, node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
        """The members of a mapping that have a value."""
        if node is None:
            return []
        if not isinstance(node, yaml.MappingNode):
            self._source.complain(node, "expected a mapping of keys to values")
            return []
        for key, value in node.value:
            if is_null(value):
                self._source.complain(key, f"{key.value!r} has no value", "give one, or take the key out")
        return [(key, value) for key, value in node.value if not is_null(value)]

    def _items(self, node: yaml.Node | None) -> list[yaml.Node]:
        """A list's members; a single value stands for a list of one."""
        if node is None:
            return []
        return list(node.value) if isinstance(node, yaml.SequenceNode) else [node]

    def _text(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode):
            self._source.complain(node, "expected a word, not a list or a mapping")
            return ""
        if not node.value.strip():
            self._source.complain(node, "expected a word, found nothing")
        return str(node.value).strip()

    def _squashed(self, node: yaml.Node, kind: str) -> str:
        text = self._text(node)
        if text and not squashed(text):
            self._source.complain(node, f"{text!r} is no {kind}", "use up to 64 characters, of them a letter or digit")
        return squashed(text)

    def _role(self, node: yaml.Node, roles: dict[str, Role]) -> Role | None:
        text = self._text(node)
        if text and text not in roles:
            known = {synonym: word for synonym, word in _ROLE_SYNONYMS.items() if word in roles}
            self._source.complain(node, f"unknown kind of argument {text!r}", hint(text, list(roles), known))
        return roles.get(text)

    def _language(self, node: yaml.Node) -> str | None:
        text = self._text(node)
        language = language_of(text)
        if text and language is None:
            guess = nearest(text, _LANGUAGES)
            self._source.complain(node, f"unknown language {text!r}", f"did you mean {guess!r}?" if guess else "")
        return language
