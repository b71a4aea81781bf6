"""Tools that are called in tags: Cline's and Roo's XML tools, gptme's `<tool-use>`, `<function_calls>`, Qwen's and Hermes' `<tool_call>`.

The bodies of ```tool fences are read here too (tool_fences.py). Source: wire.md 3. Nothing in a tool is unseen: what stands in no argument
is one without a name. Entities are left alone, as the tools do.
Rules for this file: pure; linear in the text; tags are looked for one after the other, never nested.
Counterparts: envelopes.py finds where a tool begins and ends in a text that streams in; tool_args.py says what an argument is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from proxy.extract.json_strings import read
from proxy.extract.tool_fences import calls_in, is_tool_fence

# Tools whose body is no row of arguments but a text: code, a command, JSON.
UNTAGGED = frozenset(
    {
        "tool_call", "tool_code", "source", "codeblock", "sourcecode", "execute_bash", "execute_ipython", "execute_python",
        "boltAction", "dyad-write", "lov-write",
    }
)  # fmt: skip
# Tags around tools, or around their arguments.
_AROUND = frozenset(
    {"function_calls", "invoke", "tool-use", "tool_use", "tools", "boltArtifact", "args", "file", "function"}
)
TOOL_TAGS = UNTAGGED | {
    "write_to_file", "replace_in_file", "apply_diff", "execute_command", "insert_content", "search_and_replace", "create_file",
    "edit_file", "write_file", "append_to_file", "new_file", "create_new_file", "str_replace", "str_replace_editor",
    "insert_edit_into_file",
    "apply_patch", "run_command", "run_terminal_cmd", "run_in_terminal", "run_shell_command", "use_mcp_tool", "str_replace_based_edit_tool",
    "notebook_edit", "multi_edit", "edit_notebook", "tool-use", "tool_use", "function_calls", "invoke", "boltArtifact",
}  # fmt: skip

NEVER_CLOSED = "a tool call in tags is never closed"
NO_TOOL = "a tool call in tags that isn't one"

_TAG = re.compile(r"<(/?)([A-Za-z_][\w:.-]*+)(?:=([\w.-]++))?((?:\s[^<>]*+)?)>")
_NAME = re.compile(r"\b(?:name|path|filePath|file_path|type)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')")
_ATTRIBUTE = re.compile(r"([\w:-]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')")
_CDATA = re.compile(r"\s*+<!\[CDATA\[")
_FUNCTION = re.compile(r"\s*+<function=")  # Qwen's coders
_FIRST_BREAK = re.compile(r"[ \t]*+(?:\r\n|\n|\r)")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its name, the value behind `=`, where it ends. `argument`: the name of what it opens, if that is an argument."""

    name: str
    value: str
    attributes: str
    closes: bool
    start: int
    end: int

    @property
    def argument(self) -> str:
        """The tag's name where a text follows that is an argument, else ""."""
        alone = self.closes or self.attributes.endswith("/")
        return "" if alone or self.name in _AROUND or self.name in TOOL_TAGS - UNTAGGED else self.name


@dataclass(frozen=True, slots=True)
class XmlTool:
    """A tool call: `arguments` as (name, text, where the text begins); a name of "" is text beside the arguments. `unread` as in parts."""

    name: str
    arguments: tuple[tuple[str, str, int], ...]
    unread: str = ""
    body: str | None = None  # the arguments as JSON, where that is how they were written

    @property
    def json(self) -> str:
        """The arguments as a tool call would hold them."""
        if self.body is not None:
            return self.body
        # An argument may come twice: nobody knows which one the tool takes, so both are said.
        said = ", ".join(f"{_json(name)}: {_json(text)}" for name, text, _ in self.arguments)
        return f"{{{said}}}"


def tag_after(text: str, at: int) -> Tag | None:
    """The next tag at or behind a place."""
    found = _TAG.search(text, at)
    if found is None:
        return None
    return Tag(found[2], found[3] or "", found[4], bool(found[1]), found.start(), found.end())


def xml_tools(text: str) -> tuple[XmlTool, ...]:
    """The tools that a text calls in tags, in order; what stands beside them is a tool without a name."""
    if is_tool_fence(text):
        return tuple(XmlTool(name, args, "" if ended else NEVER_CLOSED) for name, args, ended in calls_in(text))
    reader = _Reader(text)
    reader.run()
    return tuple(reader.tools)


def xml_tool(text: str) -> XmlTool:
    """All that a text calls in tags as one call, for who looks at what is in it and not at how often it is run.

    An argument that comes again has its number behind its name.
    """
    tools = xml_tools(text)
    if not tools:
        return XmlTool("", (("", text, 0),), NO_TOOL)
    counts: dict[str, int] = {}
    arguments = []
    for tool in tools:
        for name, value, start in tool.arguments:
            counts[name] = counts.get(name, 0) + 1
            arguments.append((name if counts[name] == 1 else f"{name}_{counts[name]}", value, start))
    unread = "; ".join(dict.fromkeys(tool.unread for tool in tools if tool.unread))
    return XmlTool(tools[0].name, tuple(arguments), unread, tools[0].body if len(tools) == 1 else None)


class _Reader:
    """A text of tools, tag by tag."""

    def __init__(self, text: str) -> None:
        self.tools: list[XmlTool] = []
        self._text = text
        self._open = ""  # the tag of the tool that is open
        self._name = ""
        self._arguments: list[tuple[str, str, int]] = []
        self._stray: list[tuple[str, str, int]] = []
        self._tool_use = False
        self._data_ends = True  # there may be an end of CDATA further on
        self._unread = ""

    def run(self) -> None:
        at = 0
        while (tag := tag_after(self._text, at)) is not None:
            self._beside(at, tag.start)
            at = self._take(tag)
        self._beside(at, len(self._text))
        if self._open:
            self._unread = NEVER_CLOSED
            self._finish()
        if self._stray:
            self.tools.append(XmlTool("", tuple(self._stray), "" if self.tools else NO_TOOL))

    def _take(self, tag: Tag) -> int:
        """Take a tag and what belongs to it; where to read on."""
        if tag.closes:
            self._words(tag)
            if tag.name == self._open:
                self._finish()
            return tag.end
        if tag.name == "invoke" or (tag.name == "function" and tag.value):
            self._begin(tag.name, tag.value or _named(tag.attributes))
            self._words(tag)
        elif tag.name in _AROUND:
            self._words(tag)
            self._tool_use = tag.name in {"tool-use", "tool_use"}
        elif self._open:
            return self._argument(tag)
        elif tag.name in UNTAGGED or self._tool_use:
            return self._whole(tag)
        else:
            self._begin(tag.name, tag.name)
            self._attributes(tag)
        return tag.end

    def _begin(self, tag: str, name: str) -> None:
        if self._open:
            self._unread = NEVER_CLOSED
            self._finish()
        self._open, self._name = tag, name

    def _finish(self) -> None:
        self.tools.append(XmlTool(self._name, tuple(self._arguments), self._unread))
        self._open = self._name = self._unread = ""
        self._arguments.clear()

    def _beside(self, start: int, end: int) -> None:
        if self._text[start:end].strip():
            (self._arguments if self._open else self._stray).append(("", self._text[start:end], start))

    def _words(self, tag: Tag) -> None:
        """What a tag says beside the names that are read off it."""
        said = tag.attributes.strip().removesuffix("/")
        if said and said not in {f'name="{_named(said)}"', f"name='{_named(said)}'"}:
            self._stray.append(("", said, self._text.index(said, tag.start + len(tag.name))))

    def _argument(self, tag: Tag) -> int:
        if tag.attributes.endswith("/"):
            self._attributes(tag)
            return tag.end
        self._words(tag)
        name = (tag.value or _named(tag.attributes) or tag.name) if tag.name == "parameter" else tag.name
        start, end, after = self._body(tag)
        self._arguments.append((name, self._text[start:end], start))
        return after

    def _whole(self, tag: Tag) -> int:
        """A tool whose body is a text."""
        if _FUNCTION.match(self._text, tag.end):
            return tag.end
        start, end, after = self._body(tag)
        body = self._text[start:end]
        unread, self._unread = self._unread, ""
        if tag.name in {"tool_call", "tool_code"} and body.lstrip()[:1] == "{":
            self.tools.append(_json_tool(body, start, unread))
            return after
        self._attributes(tag)
        name = "command" if tag.name == "execute_bash" or 'type="shell"' in tag.attributes else "content"
        name = "code" if tag.name in {"execute_ipython", "execute_python", "tool_code"} else name
        self._arguments.append((name, body, start))
        self._name, self._unread = tag.name, unread
        self._finish()
        return after

    def _attributes(self, tag: Tag) -> None:
        if _ATTRIBUTE.sub("", tag.attributes).strip(" \t\r\n/"):
            self._words(tag)
        begin = self._text.index(tag.attributes, tag.start) if tag.attributes else tag.end
        for found in _ATTRIBUTE.finditer(tag.attributes):
            group = 2 if found[2] is not None else 3
            name = "path" if found[1] == "args" else found[1]
            self._arguments.append((name, found[group], begin + found.start(group)))

    def _body(self, tag: Tag) -> tuple[int, int, int]:
        """Where what a tag encloses begins and ends, and where its end tag does. CDATA is taken off, and the first line break.

        Without an end tag it is all that follows: looking for the end of each of many would cost.
        """
        closing = f"</{tag.name}>"
        start, end = tag.end, self._text.find(closing, tag.end)
        data = _CDATA.match(self._text, start)
        if data is not None:
            start = data.end()
            last = self._text.find("]]>", start) if self._data_ends else -1
            self._data_ends = last >= 0
            after = self._text.find(closing, last) if end >= 0 and last >= 0 else -1
            if after >= 0:
                self._beside(last + len("]]>"), after)
                return start, last, after + len(closing)
            end = -1 if last >= 0 else end
        elif (first := _FIRST_BREAK.match(self._text, start)) is not None and (end < 0 or first.end() <= end):
            start = first.end()
        if end < 0:
            self._unread = NEVER_CLOSED
            return start, len(self._text), len(self._text)
        return start, end, end + len(closing)


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _named(attributes: str) -> str:
    found = _NAME.search(attributes)
    return (found[1] or found[2] or "") if found else ""


def _json_tool(body: str, start: int, unread: str) -> XmlTool:
    """A call as JSON: `{"name": ..., "arguments": {...}}`. Its strings, by the key that leads to each; `body` is all of it."""
    reading = read(body)
    values = [each for each in reading.strings if not each.key]
    name = next((each.text for each in values if each.path in {("name",), ("function", "name"), ("function",)}), "")
    arguments = [
        (_key(each.path), each.text, start + each.start + 1)
        for each in values
        if each.text != name or each.path[-1:] != ("name",)
    ]
    return XmlTool(name, tuple(arguments), unread or (reading.unread and NO_TOOL), body)


def _key(path: Sequence[str | int]) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")
