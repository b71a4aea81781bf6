"""The kinds of output items of the Responses API: which of their fields are text, and where that text goes.

Source: the OpenAI API reference, "The response object" and "Streaming events"; the item types of the official Python SDK 2.54.
An item is a message, reasoning, a call, or a report of what the provider itself has done. A call that the client acts on (`applied`)
waits for the end of the turn. A type that isn't in the table keeps its labels only.
Rules for this file: a table, no code. Counterparts: responses_reading.py and responses_writing.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One type of item.

    `whole`: the field that a client or the provider acts on, held whole. `tool`: the tool that it goes to ("": the item's name).
    `stem`: of the events that carry it ("": it has none, the item shows it). `lists`: fields that hold parts. `texts`: fields that are
    Markdown. `fields`: fields that hold words in a shape of their own; they are looked at together and go on as they came or not at all.
    """

    whole: str = ""
    tool: str = ""
    origin: str = "tool_call"
    stem: str = ""
    applied: bool = False
    lists: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text of a part: the item and the field that it stands in, the key of the part and of the `.done` event that repeats it."""

    item: str
    field: str
    label: str
    key: str
    stem: str


OTHER = Kind()
MESSAGE = "message"
OUTPUT_TEXT = "output_text"

KINDS: Mapping[str, Kind] = {
    MESSAGE: Kind(lists=("content",)),
    "reasoning": Kind(lists=("summary", "content")),
    "function_call": Kind("arguments", stem="response.function_call_arguments", applied=True),
    "custom_tool_call": Kind("input", origin="custom_tool_call", stem="response.custom_tool_call_input", applied=True),
    "local_shell_call": Kind("action", "local_shell_call", applied=True),
    "shell_call": Kind("action", "shell_call", applied=True),
    "apply_patch_call": Kind("operation", "apply_patch_call", applied=True),
    "computer_call": Kind("action", "computer_call", applied=True, fields=("actions", "pending_safety_checks")),
    "mcp_approval_request": Kind("arguments", applied=True),
    "mcp_call": Kind("arguments", stem="response.mcp_call_arguments", texts=("output",), fields=("error",)),
    "code_interpreter_call": Kind(
        "code", "code_interpreter", stem="response.code_interpreter_call_code", fields=("outputs",)
    ),
    "program": Kind("code", "program"),
    "program_output": Kind(texts=("result",)),
    "image_generation_call": Kind(texts=("revised_prompt",)),
    "web_search_call": Kind(fields=("action",)),
    "file_search_call": Kind(fields=("queries", "results")),
    "tool_search_call": Kind(fields=("arguments",)),
    "tool_search_output": Kind(fields=("tools",)),
    "additional_tools": Kind(fields=("tools",)),
    "mcp_list_tools": Kind(fields=("tools", "error")),
    **{
        f"{name}_output": Kind(texts=("output",))
        for name in ("function_call", "custom_tool_call", "local_shell_call", "apply_patch_call")
    },
    **{f"{name}_output": Kind(fields=("output",)) for name in ("shell_call", "computer_call")},
}

SPOKEN: Mapping[str, Spoken] = {
    spoken.label: spoken
    for spoken in (
        Spoken(MESSAGE, "content", OUTPUT_TEXT, "text", "response.output_text"),
        Spoken(MESSAGE, "content", "refusal", "refusal", "response.refusal"),
        Spoken("reasoning", "content", "reasoning_text", "text", "response.reasoning_text"),
        Spoken("reasoning", "summary", "summary_text", "text", "response.reasoning_summary_text"),
    )
}


@dataclass(frozen=True, slots=True)
class PartEvents:
    """How the parts of a field are announced."""

    stem: str
    index: str


PARTS: Mapping[str, PartEvents] = {
    "content": PartEvents("response.content_part", "content_index"),
    "summary": PartEvents("response.reasoning_summary_part", "summary_index"),
}

# What an event's stem (its name without `.delta` or `.done`) is about: a text of a part, or an item's type.
SPOKEN_STEMS: Mapping[str, Spoken] = {spoken.stem: spoken for spoken in SPOKEN.values()}
CALL_STEMS: Mapping[str, str] = {
    **{kind.stem: name for name, kind in KINDS.items() if kind.stem},
    "response.mcp_call.arguments": "mcp_call",  # two spellings of 2025
    "response.code_interpreter_call.code": "code_interpreter_call",
}
# These repeat piecemeal what stands whole in the item, and there it is read.
REPEATED_STEMS = ("response.shell_call_command", "response.apply_patch_call_operation_diff")


# Fields of the response object that repeat the request: the client's own words.
ECHOES = frozenset({
    "instructions", "tools", "tool_choice", "input", "metadata", "text", "prompt", "reasoning", "previous_response_id", "user",
    "safety_identifier", "prompt_cache_key", "conversation",
})  # fmt: skip
