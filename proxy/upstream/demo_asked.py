"""What a request asks of the demo, in one shape for all protocols.

Assistants wrap what they add to a prompt in tags (`<system-reminder>`, `<environment_context>`): those words aren't the person's.
Rules for this file: pure; what isn't of a protocol's shape is left out. Counterparts: demo_script.py and demo_tools.py act on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from proxy.extract.turns import Called, Returned, Said, Turn, turns
from proxy.wire.json import Json, dumps

CHARS_A_TOKEN = 4  # of English and of code, about
# Such tags have names of two words, or one of these; HTML's have neither.
_TAGGED = re.compile(
    r"^[ \t]*<([a-zA-Z]+[_-][\w-]+|context|reminder|instructions)(?:\s[^>\n]*)?>.*?</\1>[ \t]*$\n?",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-zA-Z][\w-]*(?:\s[^>\n]*)?>")
_PERSONS_TAG = re.compile(r"user|task|prompt|question|query|feedback", re.IGNORECASE)
# What feedback.py tells an agent whose call was refused.
_REFUSED = "without this defect"
_FOLDER = re.compile(
    r"(?:working directory|current directory|cwd|working in the directory|workspace root folder)"
    r"[^\w/\n]{0,8}((?:/|[A-Za-z]:\\)[^\s<>\"'`]*)",
    re.IGNORECASE,
)
_INNER = ("function", "custom")


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool that the client runs. `schema` is None where none is declared; a `freeform` one takes text, not JSON."""

    name: str
    schema: Mapping[str, Any] | None = None
    freeform: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A request. `done`: a tool's answer has come since the prompt; `refused`: it says that the call had a defect.

    `forced`: the tool that must be called, or "*" for any; `folder`: where the client works, if it says so.
    """

    prompt: str
    tools: tuple[Tool, ...] = ()
    done: bool = False
    refused: bool = False
    forced: str = ""
    folder: str = ""
    tokens: int = 1
    request: Mapping[str, Any] = field(default_factory=dict)


def read(request: Json, wire: str) -> Asked:
    """Read a request on "chat", "messages" or "responses"."""
    prompt, tagged, returned, folder = "", "", None, ""
    for turn in turns(request, wire):
        if isinstance(turn, Returned):
            returned = turn.text
        elif isinstance(turn, Said) and turn.role != "assistant":
            if found := _FOLDER.search(turn.text):
                folder = found[1]
            if turn.role == "user":
                tagged = turn.text
                if words := _words(turn.text):
                    prompt, returned = words, None
    choice = request.get("tool_choice")
    return Asked(
        prompt or _TAG.sub(" ", tagged),
        tuple(_tools(request)) if choice != "none" and _kind(choice) != "none" else (),
        done=returned is not None,
        refused=_REFUSED in (returned or ""),
        forced=_forced(choice),
        folder=folder,
        tokens=tokens(request, wire),
        request=request,
    )


def tokens(request: Json, wire: str) -> int:
    """About how many a request has."""
    tools = request.get("tools")
    said = sum(len(_text(turn)) for turn in turns(request, wire)) + (len(dumps(tools)) if tools else 0)
    return max(1, said // CHARS_A_TOKEN)


def _text(turn: Turn) -> str:
    return turn.name + str(turn.arguments) if isinstance(turn, Called) else turn.text


def _words(text: str) -> str:
    """A person's own words: without what stands between tags that an assistant added."""
    return _TAGGED.sub(lambda tag: tag[0] if _PERSONS_TAG.search(tag[1]) else "", text).strip()


def _tools(request: Json) -> Iterator[Tool]:
    """The declared tools that have a name."""
    declared = request.get("tools")
    for tool in declared if isinstance(declared, list) else ():
        if not isinstance(tool, dict):
            continue
        inner = next((tool[key] for key in _INNER if isinstance(tool.get(key), dict)), tool)
        schema = inner.get("parameters", inner.get("input_schema"))
        if isinstance(name := inner.get("name"), str) and name:
            freeform = tool.get("type") == "custom" and "input_schema" not in tool
            yield Tool(name, schema if isinstance(schema, dict) else None, freeform)


def _forced(choice: object) -> str:
    """The tool that a `tool_choice` names; "*" for any."""
    if choice == "required" or _kind(choice) == "any":
        return "*"
    if not isinstance(choice, dict):
        return ""
    inner = next((choice[key] for key in _INNER if isinstance(choice.get(key), dict)), choice)
    return name if isinstance(name := inner.get("name"), str) else ""


def _kind(choice: object) -> object:
    return choice.get("type") if isinstance(choice, dict) else None
