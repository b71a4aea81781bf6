"""The demo's tool calls: which declared tool writes or runs code, and arguments that fit its schema.

What a tool is, and what each of its arguments is, says policies/tools.yaml: the table that answers are read by.
Source: JSON Schema 2020-12 as far as tools declare it. Rules for this file: deterministic; no schema makes it fail.
Counterparts: policy/tools.py, demo_asked.py.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from proxy.extract.tools import Role, Tools, ToolShape, squashed
from proxy.policy.tools import load_tools
from proxy.upstream.demo_asked import Tool
from proxy.upstream.demo_reply import Call
from proxy.wire.json import dumps

# Tools by their name in the table, the best first.
_WRITING = ("write_file", "editor", "apply_patch", "bash", "edit", "execute_python", "run_code")
_RUNNING = ("bash", "execute_python", "run_code")
_SECOND = frozenset(
    {"append", "appendfile", "monitor", "startprocess", "backgroundprocess"}
)  # of the same kind, but worse
# With these an agent says that it is done.
_CLOSING = frozenset({"attemptcompletion", "finalanswer", "complete", "taskcomplete", "finish", "submit"})
_BEARING = frozenset({Role.CODE, Role.CELL, Role.COMMAND, Role.PATCH})
# Anthropic's own tools are declared by a type, without a schema; others that lack one get the first argument that bears code.
_SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    "editor": {"properties": {"command": {"enum": ["create"]}, "path": {}, "file_text": {}}},
    "bash": {"properties": {"command": {}}},
    "apply_patch": {"properties": {"input": {}}},
}
_MAX_DEPTH = 6  # of what is filled in; a schema may refer to itself
_EOF = "DEMO_EOF"


@dataclass(frozen=True, slots=True)
class Wish:
    """Code for a call. `run`: it is to be run, not kept in a file. `words`: for a reader."""

    code: str
    path: str
    language: str
    words: str
    folder: str = ""
    run: bool = False

    def patch(self) -> str:
        """The code as a new file, in the format of apply_patch."""
        lines = "".join(f"+{line}\n" for line in self.code.splitlines())
        return f"*** Begin Patch\n*** Add File: {self.path}\n{lines}*** End Patch"

    def command(self) -> str:
        """The code as a command for a shell."""
        head = "python3 -" if self.run and self.language == "python" else f"cat > {shlex.quote(self.path)}"
        return f"{head} <<'{_EOF}'\n{self.code}{_EOF}\n"


def call_for(tools: Sequence[Tool], wish: Wish, forced: str) -> Call | None:
    """A call that does what is wished, or None where no tool can."""
    chosen = _chosen(tools, _RUNNING + _WRITING if wish.run else _WRITING, forced)
    if chosen is None:
        return None
    if chosen.freeform:
        return Call(chosen.name, _raw(chosen, wish), freeform=True)
    return Call(chosen.name, _Filling(chosen, wish).arguments())


def closing(tools: Sequence[Tool], words: str) -> Call | None:
    """The call that ends an agent's loop, where it has a tool for that."""
    chosen = next((tool for tool in tools if squashed(tool.name) in _CLOSING and not tool.freeform), None)
    if chosen is None:
        return None
    return Call(chosen.name, _Filling(chosen, Wish(words, "", "text", words)).arguments())


def _chosen(tools: Sequence[Tool], names: Sequence[str], forced: str) -> Tool | None:
    known = {name: at for at, name in reversed(list(enumerate(names)))}
    able = [tool for tool in tools if _shape(tool).name in known]
    best = min(able, key=lambda tool: (known[_shape(tool).name], squashed(tool.name) in _SECOND), default=None)
    if forced in {"", "*"}:
        return best or (tools[0] if forced and tools else None)
    return next((tool for tool in tools if tool.name == forced), best)


def _raw(tool: Tool, wish: Wish) -> str:
    match _shape(tool).raw:
        case Role.PATCH:
            return wish.patch()
        case Role.COMMAND:
            return wish.command()
        case _:
            return wish.code


@lru_cache(maxsize=1)
def _table() -> Tools:
    return load_tools(None)


def _shape(tool: Tool) -> ToolShape:
    return _table().shape(tool.name) or ToolShape("")


class _Filling:
    """One call's arguments."""

    def __init__(self, tool: Tool, wish: Wish) -> None:
        self._shape = _shape(tool)
        self._wish = wish
        self._root: Mapping[str, Any] = tool.schema or _SCHEMAS.get(self._shape.name) or {}
        self._all_required = tool.schema is None

    def arguments(self) -> str:
        """The arguments as JSON."""
        return dumps(self._object(self._root, 0)).decode()

    def _object(self, schema: Mapping[str, Any], depth: int) -> dict[str, Any]:
        """What is required, and where that bears no code, what may."""
        schema = self._resolved(schema)
        properties = _mapping(schema.get("properties"))
        required = schema.get("required")
        names = [key for key in required if isinstance(key, str)] if isinstance(required, list) else []
        names = list(properties) if self._all_required else names
        if not any(self._bears(key, properties.get(key), depth) for key in names):
            bearing = next((key for key in properties if self._bears(key, properties[key], depth)), None)
            names += [key for key in properties if key == bearing or (bearing and self._role(key) is Role.PATH)]
        return {key: self._value(key, properties.get(key), depth) for key in dict.fromkeys(names)}

    def _bears(self, key: str, schema: object, depth: int) -> bool:
        if self._role(key) in _BEARING:
            return True
        items = _mapping(_mapping(schema).get("items"))
        inner = _mapping(self._resolved(items).get("properties"))
        return depth < _MAX_DEPTH and any(self._bears(key, value, depth + 1) for key, value in inner.items())

    def _role(self, key: str) -> Role | None:
        word = squashed(key)
        argument = self._shape.arguments.get(word) or _table().keys.get(word)
        return None if argument is None else argument.role

    def _value(self, key: str, declared: object, depth: int) -> Any:  # noqa: ANN401 - JSON
        schema = self._resolved(_mapping(declared))
        if "const" in schema:
            return schema["const"]
        role = self._role(key)
        if isinstance(choices := schema.get("enum"), list) and choices:
            return next((word for word in ("create", "code", self._wish.language) if word in choices), choices[0])
        kind = _kind(schema)
        if kind == "string":
            return self._string(key, role, schema)
        if kind == "array":
            return self._array(key, role, schema, depth)
        if kind == "object":
            return self._object(schema, depth + 1) if depth < _MAX_DEPTH else {}
        return {"boolean": False, "null": None}.get(kind, schema.get("minimum", 1))

    def _string(self, key: str, role: Role | None, schema: Mapping[str, Any]) -> str:
        wish = self._wish
        if role is Role.PATH:
            return self._path(schema)
        if role is Role.LABEL:
            return "create" if squashed(key) == "command" else "."  # what an editor does; where a command runs
        said = {
            Role.CODE: wish.code,
            Role.CELL: wish.code,
            Role.PATCH: wish.patch(),
            Role.COMMAND: wish.command(),
            Role.LANGUAGE: wish.language,
            Role.OLD: "",
        }
        default = schema.get("default")
        words = default if isinstance(default, str) else wish.words
        return words if role is None else said.get(role, words)

    def _path(self, schema: Mapping[str, Any]) -> str:
        """The file; as an absolute path where the tool says that it takes those only."""
        wish = self._wish
        if wish.folder and "absolute" in str(schema.get("description", "")).lower():
            return f"{wish.folder.rstrip('/')}/{wish.path}"
        return wish.path

    def _array(self, key: str, role: Role | None, schema: Mapping[str, Any], depth: int) -> list[Any]:
        """One item, where it bears code or must be there."""
        items = self._resolved(_mapping(schema.get("items")))
        if role is Role.COMMAND and _kind(items) == "string":
            return [self._wish.command()] if key.endswith("s") else ["bash", "-c", self._wish.command()]
        needed = schema.get("minItems", 0)
        if depth < _MAX_DEPTH and (self._bears(key, schema, depth) or (isinstance(needed, int) and needed > 0)):
            return [self._value(key, items, depth + 1)]
        return []

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """A schema in the place of a reference to it, or of several of which one holds: the first that isn't null."""
        for _ in range(_MAX_DEPTH):
            several = next((schema[word] for word in ("anyOf", "oneOf", "allOf") if schema.get(word)), None)
            if isinstance(schema.get("$ref"), str):
                schema = self._referred(schema["$ref"])
            elif isinstance(several, list) and "properties" not in schema:
                options = [_mapping(option) for option in several]
                schema = next((option for option in options if option.get("type") != "null"), {})
            else:
                break
        return schema

    def _referred(self, reference: str) -> Mapping[str, Any]:
        """`#/$defs/Edit` of the tool's own schema."""
        found: Mapping[str, Any] = self._root
        for step in reference.removeprefix("#").split("/")[1:]:
            found = _mapping(found.get(step))
        return found


def _kind(schema: Mapping[str, Any]) -> str:
    """The type that is filled in; one of several that isn't null, and text where none is said."""
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = next((one for one in kind if one != "null"), "null")
    if isinstance(kind, str):
        return kind
    return "object" if "properties" in schema else "array" if "items" in schema else "string"


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
