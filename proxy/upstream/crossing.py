"""What of a request goes on to a provider that is asked in another protocol.

Only known fields go on, whatever else a body holds: litellm takes an address, a key, a file or a callback as a field like any other.
A field that changes what the answer is, and that the other protocol has no word for, is refused with its name; one that doesn't (a
cache's key, a label) is left out. Tools that the client's usual provider runs by itself are left out too, because the model can do
without them; those that it only knows by their type are refused.
Rules for this file: pure. Counterpart: litellm.py translates what is left.
"""

from __future__ import annotations

from collections.abc import Mapping

from proxy.errors import RequestInvalid
from proxy.upstream.base import CHAT_FIELDS
from proxy.wire.json import Json
from proxy.wire.labels import shown

_FIELDS: Mapping[str, frozenset[str]] = {
    "chat": CHAT_FIELDS - {"stream", "stream_options"},
    "messages": frozenset({
        "max_tokens", "messages", "output_config", "output_format", "stop_sequences", "system", "temperature", "thinking", "tool_choice",
        "tools", "top_p",
    }),
    "responses": frozenset({
        "input", "instructions", "max_output_tokens", "parallel_tool_calls", "reasoning", "temperature", "text", "tool_choice", "tools",
        "top_p", "truncation",
    }),
    "completions": frozenset({
        "frequency_penalty", "logit_bias", "max_tokens", "presence_penalty", "seed", "stop", "temperature", "top_p",
    }),
    "embeddings": frozenset({"dimensions", "encoding_format", "input"}),
}  # fmt: skip
_REFUSED: Mapping[str, tuple[str, ...]] = {
    "messages": ("container", "mcp_servers"),
    "responses": ("previous_response_id", "conversation", "prompt"),
    "completions": ("suffix", "echo", "logprobs"),
}
_ONE = ("n", "best_of")
_ONE_ANSWER = frozenset({"chat", "completions"})
_OWN_TOOLS: Mapping[str, frozenset[str]] = {  # those that the request itself says everything of
    "messages": frozenset({"custom"}),
    "responses": frozenset({"function", "custom", "namespace"}),
}
_RUN_ELSEWHERE: Mapping[str, tuple[str, ...]] = {  # by how their types begin, which end with a date
    "messages": ("web_search", "web_fetch", "code_execution", "tool_search"),
    "responses": ("web_search", "image_generation", "code_interpreter", "tool_search"),
}
_STORED = "item_reference"


def crossed(wire: str, request: Json) -> Json:
    """The fields of a request that go on. Raises RequestInvalid naming what can't."""
    wire = "messages" if wire == "count_tokens" else wire
    for key in _REFUSED.get(wire, ()):
        if request.get(key) not in (None, "", False, [], {}):
            raise _refused(repr(key), key)
    made = {key: value for key, value in request.items() if key in _FIELDS[wire] and value is not None}
    for key in _ONE if wire in _ONE_ANSWER else ():
        if request.get(key) not in (None, 1):
            raise _refused(f"{key!r} above 1", key)
    if wire == "completions":
        return _as_chat(request, made)
    if "tools" in made and wire in _OWN_TOOLS:
        made["tools"] = _tools(wire, made["tools"])
        if not made["tools"]:
            del made["tools"]
            made.pop("tool_choice", None)
    items = made.get("input")
    if wire == "responses" and isinstance(items, list) and any(item.get("type") == _STORED for item in items):
        raise _refused(f"an item of the type {_STORED!r}", "input")
    return made


def settled(params: Mapping[str, object]) -> Json:
    """What the configuration sets for each request that doesn't say it itself."""
    return {key: value for key, value in params.items() if key in _FIELDS["chat"]}


def free_text_tools(request: Json) -> frozenset[str]:
    """The names of the tools of a Responses request that take text and no arguments."""
    tools = list(request.get("tools") or ())
    tools += [
        inner
        for tool in tools
        if isinstance(inside := tool.get("tools"), list)
        for inner in inside
        if isinstance(inner, dict)
    ]
    return frozenset(str(tool.get("name", "")) for tool in tools if tool.get("type") == "custom")


def _as_chat(request: Json, made: Json) -> Json:
    """A completion's prompt as what a user says."""
    prompt = request.get("prompt")
    if isinstance(prompt, list) and len(prompt) == 1:
        prompt = prompt[0]
    if not isinstance(prompt, str):
        raise _refused("a prompt of tokens or of several texts", "prompt")
    return {**made, "messages": [{"role": "user", "content": prompt}]}


def _tools(wire: str, tools: object) -> list[Json]:
    if not isinstance(tools, list) or not all(isinstance(tool, dict) for tool in tools):
        message = "'tools' must be a list of objects."
        raise RequestInvalid(message, param="tools")
    kept = []
    for tool in tools:
        name = tool.get("type") or "custom"
        if name in _OWN_TOOLS[wire]:
            kept.append(tool)
        elif not str(name).startswith(_RUN_ELSEWHERE[wire]):
            raise _refused(f"a tool of the type {shown(str(name))!r}", "tools")
    return kept


def _refused(what: str, param: str) -> RequestInvalid:
    message = (
        f"This model's provider speaks another protocol, which has nothing for {what}. Send the request without it."
    )
    return RequestInvalid(message, param=param)
