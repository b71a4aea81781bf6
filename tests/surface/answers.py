"""A complete answer of each protocol, streamed and whole, with every field that a provider is known to send; and the request it answers.

Sources: the API references of OpenAI, Anthropic and Mistral, and what OpenRouter, Groq, Azure, vLLM, Perplexity and litellm add.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

Json = Any
Events = tuple[tuple[str | None, Json], ...]

_ARGS: Final = '{"path": "a.py", "content": "x = 1\\n"}'
_TEXT: Final = "Hello there."
_USAGE: Final = {
    "prompt_tokens": 3,
    "completion_tokens": 5,
    "total_tokens": 8,
    "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
    "completion_tokens_details": {"reasoning_tokens": 0, "accepted_prediction_tokens": 0},
    "cost": 0.01,
    "service_tier": "default",
}


@dataclass(frozen=True)
class Surface:
    """One protocol as one kind of client asks it.

    `wholes`: bodies; `streams`: each a list of (name, object); () where it isn't streamed. Each has a few fields only, so that a
    text in each of them is a small matter; all together have all.
    """

    name: str
    path: str
    request: Json
    wholes: Mapping[str, Json]
    streams: Mapping[str, Events] = field(default_factory=dict)
    done: bool = True  # the stream ends with [DONE]


def _token(text: str) -> Json:
    return {
        "token": text,
        "logprob": -0.1,
        "bytes": list(text.encode()),
        "top_logprobs": [{"token": "Hi", "logprob": -2.0, "bytes": [72, 105]}],
    }


def logprobs(*texts: str) -> Json:
    return {"content": [_token(text) for text in texts], "refusal": None}


# -- chat

_CHAT_HEAD: Final = {
    "id": "chatcmpl-1",
    "created": 1,
    "model": "m-served",
    "system_fingerprint": "fp_1",
    "service_tier": "default",
    "provider": "Some",
    "x_groq": {"id": "req_1", "usage": {"queue_time": 0.1}},
}
_ANNOTATION: Final = {
    "type": "url_citation",
    "url_citation": {
        "start_index": 0,
        "end_index": 5,
        "url": "https://example.org/a",
        "title": "A title",
        "content": "What the page says.",
    },
}
_DETAILS: Final = [
    {"type": "reasoning.text", "text": "I think", "signature": "c2ln", "id": "r-1", "format": "x-v1", "index": 0},
    {"type": "reasoning.summary", "summary": "Thought", "index": 1},
    {"type": "reasoning.encrypted", "data": "ZW5j", "index": 2},
]
_MESSAGE: Final = {
    "role": "assistant",
    "name": "helper",
    "content": _TEXT,
    "refusal": None,
    "reasoning": "I think.",
    "reasoning_content": "I think.",
    "reasoning_details": _DETAILS,
    "thinking_blocks": [{"type": "thinking", "thinking": "I think.", "signature": "c2ln"}],
    "provider_specific_fields": {"citations": ["a"]},
    "annotations": [_ANNOTATION],
    "images": [{"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}],
    "audio": {"id": "audio_1", "data": "AAAA", "expires_at": 1, "transcript": "Hello."},
    "function_call": {"name": "write", "arguments": _ARGS},
    "tool_calls": [
        {"id": "call_1", "type": "function", "function": {"name": "write", "arguments": _ARGS}, "extra_content": {"google": {"thought_signature": "c2ln"}}},
        {"id": "call_2", "type": "custom", "custom": {"name": "apply_patch", "input": "x = 1\n"}},
    ],
}  # fmt: skip
_BESIDE: Final = {
    "native_finish_reason": "stop",
    "matched_stop": None,
    "stop_reason": None,
    "content_filter_results": {"hate": {"filtered": False, "severity": "safe"}},
}


def _chat_whole(message: Json, **more: Json) -> Json:
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None, **_BESIDE, **more}
    return {
        **_CHAT_HEAD,
        "object": "chat.completion",
        "choices": [choice],
        "usage": _USAGE,
        "citations": ["https://example.org/a"],
        "search_results": [{"title": "A title", "url": "https://example.org/a", "date": "2026-01-01", "snippet": "It says."}],
        "prompt_filter_results": [{"prompt_index": 0, "content_filter_results": {"hate": {"filtered": False, "severity": "safe"}}}],
    }  # fmt: skip


def _chat_chunk(delta: Json, *, finish: str | None = None, usage: Json = None, **more: Json) -> tuple[None, Json]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish, **more}
    return None, {
        **_CHAT_HEAD,
        "object": "chat.completion.chunk",
        "choices": [choice],
        "usage": usage,
        "obfuscation": "a1",
    }


_CHAT_START: Final = _chat_chunk({"role": "assistant", "content": "", "refusal": None}, **_BESIDE)
_CHAT_USAGE: Final = (None, {**_CHAT_HEAD, "object": "chat.completion.chunk", "choices": [], "usage": _USAGE})


def _chat_stream(*chunks: tuple[str | None, Json], finish: str = "stop") -> Events:
    return (_CHAT_START, *chunks, _chat_chunk({}, finish=finish, logprobs=None, **_BESIDE), _CHAT_USAGE)


def _tool_calls(*pieces: Json) -> Events:
    return _chat_stream(*(_chat_chunk({"tool_calls": [piece]}) for piece in pieces), finish="tool_calls")


_CHAT_STREAMS: Final = {
    "content": _chat_stream(_chat_chunk({"content": "Hello ", "name": "helper"}, logprobs=logprobs("Hel", "lo "), **_BESIDE)),
    "reasoning": _chat_stream(_chat_chunk({"reasoning": "I think.", "reasoning_content": "I think."})),
    "reasoning_details": _chat_stream(_chat_chunk({"reasoning_details": _DETAILS})),
    "thinking": _chat_stream(_chat_chunk({"thinking_blocks": [{"type": "thinking", "thinking": "So.", "signature": "c2ln"}]})),
    "parts": _chat_stream(_chat_chunk({"content": [{"type": "text", "text": "there."}]})),
    "refusal": _chat_stream(_chat_chunk({"refusal": "No."}, logprobs={"content": None, "refusal": [_token("No.")]})),
    "annotations": _chat_stream(_chat_chunk({"annotations": [_ANNOTATION]})),
    "audio": _chat_stream(_chat_chunk({"audio": {"id": "audio_1", "data": "AAAA", "expires_at": 1, "transcript": "Hello."}})),
    "images": _chat_stream(_chat_chunk({"images": [{"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}]})),
    "function_call": _chat_stream(_chat_chunk({"function_call": {"name": "write", "arguments": _ARGS}}), finish="function_call"),
    "tool_call": _tool_calls(
        {"index": 0, "id": "call_1", "type": "function", "function": {"name": "write", "arguments": ""}, "extra_content": {"google": {"thought_signature": "c2ln"}}},
        {"index": 0, "function": {"arguments": _ARGS}},
    ),
    "custom": _tool_calls(
        {"index": 0, "id": "call_2", "type": "custom", "custom": {"name": "apply_patch", "input": ""}},
        {"index": 0, "custom": {"input": "x = 1\n"}},
    ),
}  # fmt: skip


_CHAT_PARTS: Final = {
    "role": "assistant",
    "content": [
        {"type": "text", "text": _TEXT, "annotations": []},
        {"type": "thinking", "thinking": [{"type": "text", "text": "I think."}]},
    ],
}
CHAT: Final = Surface(
    "chat",
    "/chat/completions",
    {"messages": [{"role": "user", "content": "hi"}]},
    {
        "content": _chat_whole({"role": "assistant", "content": _TEXT}, logprobs=logprobs("Hello ", "there.")),
        "message": _chat_whole(_MESSAGE),
        "refusal": _chat_whole(
            {"role": "assistant", "content": None, "refusal": "No."},
            logprobs={"content": None, "refusal": [_token("No.")]},
        ),
        "parts": _chat_whole(_CHAT_PARTS),
    },
    _CHAT_STREAMS,
)
CHAT_FIM: Final = Surface(
    "chat-fim",
    "/chat/completions",
    {"messages": [{"role": "user", "content": "<QUERY>\nimport os\n\n\n{{FILL_HERE}}\n\nx = 1\n</QUERY>"}]},
    {
        "content": _chat_whole({"role": "assistant", "content": "    return 1"}),
        "parts": _chat_whole({"role": "assistant", "content": [{"type": "text", "text": "    return 1"}]}),
    },
    {
        "content": _chat_stream(
            _chat_chunk({"content": "    return "}, logprobs=logprobs("    return ")), _chat_chunk({"content": "1"})
        ),
        "parts": _chat_stream(_chat_chunk({"content": [{"type": "text", "text": "    return 1"}]})),
        "beside": _chat_stream(_chat_chunk({"content": "    return 1", "reasoning": "So.", "refusal": "No."})),
    },
)

# -- completions

_COMPLETION_HEAD: Final = {"id": "cmpl-1", "created": 1, "model": "m-served", "system_fingerprint": "fp_1"}


def _old_logprobs(*tokens: str) -> Json:
    return {
        "tokens": list(tokens),
        "token_logprobs": [-0.1] * len(tokens),
        "top_logprobs": [{"x": -0.5}] * len(tokens),
        "text_offset": [0] * len(tokens),
    }


def _completion(text: str, *, finish: str | None = "stop", logprobs: Json = None, usage: Json = None) -> Json:
    choice = {"text": text, "index": 0, "logprobs": logprobs, "finish_reason": finish, "stop_reason": None}
    return {**_COMPLETION_HEAD, "object": "text_completion", "choices": [choice], "usage": usage}


_COMPLETION_EVENTS: Final = (
    (None, _completion("Hello ", finish=None, logprobs=_old_logprobs("Hel", "lo "))),
    (None, _completion("there.", finish=None)),
    (None, _completion("", finish="stop")),
    (None, {**_COMPLETION_HEAD, "object": "text_completion", "choices": [], "usage": _USAGE}),
)
COMPLETIONS: Final = Surface(
    "completions",
    "/completions",
    {"prompt": "Say hello."},
    {"text": _completion("Hello there.", logprobs=_old_logprobs("Hello ", "there."), usage=_USAGE)},
    {"text": _COMPLETION_EVENTS},
)
COMPLETIONS_FIM: Final = Surface(
    "completions-fim",
    "/completions",
    {"prompt": "import os\n\n\n", "suffix": "\n\nx = 1\n"},
    {"text": _completion("    return 1", logprobs=_old_logprobs("    return ", "1"), usage=_USAGE)},
    {"text": _COMPLETION_EVENTS},
)


def _fim_chunk(delta: Json, finish: str | None = None, usage: Json = None) -> tuple[None, Json]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    head = {"id": "f-1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    return None, {**head, "choices": [choice], "usage": usage}


_FIM_MESSAGE: Final = {"role": "assistant", "content": "    return 1", "tool_calls": None, "prefix": False}
FIM: Final = Surface(
    "fim",
    "/fim/completions",
    {"prompt": "import os\n\n\n", "suffix": "\n\nx = 1\n"},
    {
        "message": {
            "id": "f-1",
            "object": "chat.completion",
            "created": 1,
            "model": "m",
            "choices": [{"index": 0, "message": _FIM_MESSAGE, "finish_reason": "stop"}],
            "usage": _USAGE,
        }
    },
    {
        "delta": (
            _fim_chunk({"role": "assistant", "content": ""}),
            _fim_chunk({"content": "    return "}),
            _fim_chunk({"content": "1"}),
            _fim_chunk({"content": ""}, "stop", _USAGE),
        )
    },
)

# -- messages

_CITATIONS: Final = [
    {"type": "char_location", "cited_text": "What it says.", "document_index": 0, "document_title": "A title", "start_char_index": 0, "end_char_index": 5, "file_id": "file_1"},
    {"type": "web_search_result_location", "cited_text": "What it says.", "url": "https://example.org/a", "title": "A title", "encrypted_index": "ZW5j"},
]  # fmt: skip
_SEARCH: Final = {
    "type": "web_search_tool_result",
    "tool_use_id": "srvtoolu_1",
    "content": [
        {
            "type": "web_search_result",
            "url": "https://example.org/a",
            "title": "A title",
            "encrypted_content": "ZW5j",
            "page_age": "1 day",
        }
    ],
    "caller": {"type": "direct"},
}
_RAN: Final = {
    "type": "code_execution_tool_result",
    "tool_use_id": "srvtoolu_2",
    "content": {
        "type": "code_execution_result",
        "stdout": "1\n",
        "stderr": "",
        "return_code": 0,
        "content": [{"type": "code_execution_output", "file_id": "file_1"}],
    },
}
_BLOCKS: Final = [
    {"type": "thinking", "thinking": "I think.", "signature": "c2ln"},
    {"type": "redacted_thinking", "data": "ZW5j"},
    {"type": "text", "text": _TEXT, "citations": _CITATIONS},
    {
        "type": "server_tool_use",
        "id": "srvtoolu_1",
        "name": "web_search",
        "input": {"query": "what"},
        "caller": {"type": "direct"},
    },
    _SEARCH,
    {"type": "server_tool_use", "id": "srvtoolu_2", "name": "code_execution", "input": {"code": "print(1)"}},
    _RAN,
    {"type": "mcp_tool_use", "id": "mcptoolu_1", "name": "ask", "server_name": "s", "input": {"q": "what"}},
    {
        "type": "mcp_tool_result",
        "tool_use_id": "mcptoolu_1",
        "is_error": False,
        "content": [{"type": "text", "text": "It says."}],
    },
    {
        "type": "tool_use",
        "id": "toolu_1",
        "name": "write",
        "input": {"path": "a.py", "content": "x = 1\n"},
        "caller": {"type": "direct"},
    },
    {"type": "tool_use", "id": "toolu_2", "name": "bash", "input": {"command": "ls -l"}},
]
_MESSAGE_USAGE: Final = {
    "input_tokens": 3,
    "output_tokens": 5,
    "cache_creation_input_tokens": 0,
    "cache_read_input_tokens": 0,
    "cache_creation": {"ephemeral_5m_input_tokens": 0},
    "server_tool_use": {"web_search_requests": 1},
    "service_tier": "standard",
}
_MESSAGE_HEAD: Final = {
    "id": "msg_1",
    "type": "message",
    "role": "assistant",
    "model": "claude-x",
    "container": {"id": "container_1", "expires_at": "2026-01-01T00:00:00Z"},
    "context_management": {"applied_edits": []},
}


def _message(*blocks: Json) -> Json:
    reason = "tool_use" if any(block["type"] == "tool_use" for block in blocks) else "end_turn"
    end = {"stop_reason": reason, "stop_sequence": None}
    return {**_MESSAGE_HEAD, "content": list(blocks), **end, "usage": _MESSAGE_USAGE}


def _message_events(*blocks: Json) -> Events:
    head = {**_message(*blocks), "content": [], "stop_reason": None}
    made: list[Json] = [{"type": "message_start", "message": head}, {"type": "ping"}]
    for at, block in enumerate(blocks):
        made += _block_events(at, block)
    made += [
        {
            "type": "message_delta",
            "delta": {"stop_reason": _message(*blocks)["stop_reason"], "stop_sequence": None},
            "usage": _MESSAGE_USAGE,
            "context_management": {"applied_edits": []},
        },
        {"type": "message_stop"},
    ]
    return tuple((obj["type"], obj) for obj in made)


def _block_events(at: int, block: Json) -> list[Json]:
    deltas: list[Json] = []
    start = dict(block)
    if block["type"] == "text":
        start |= {"text": "", "citations": []}
        deltas = [{"type": "text_delta", "text": piece} for piece in (block["text"],)]
        deltas += [{"type": "citations_delta", "citation": citation} for citation in block["citations"]]
    elif block["type"] == "thinking":
        start |= {"thinking": "", "signature": ""}
        deltas = [{"type": "thinking_delta", "thinking": block["thinking"]}]
        deltas += [{"type": "signature_delta", "signature": block["signature"]}]
    elif "input" in block:
        start["input"] = {}
        deltas = [{"type": "input_json_delta", "partial_json": json.dumps(block["input"])}]
    return [
        {"type": "content_block_start", "index": at, "content_block": start},
        *({"type": "content_block_delta", "index": at, "delta": delta} for delta in deltas),
        {"type": "content_block_stop", "index": at},
    ]


MESSAGES: Final = Surface(
    "messages",
    "/messages",
    {"max_tokens": 100, "messages": [{"role": "user", "content": "hi"}], "stop_sequences": ["###"]},
    {f"{at}-{block['type']}": _message(block) for at, block in enumerate(_BLOCKS)},
    {f"{at}-{block['type']}": _message_events(block) for at, block in enumerate(_BLOCKS)},
    done=False,
)
COUNT: Final = Surface(
    "count_tokens",
    "/messages/count_tokens",
    {"messages": [{"role": "user", "content": "hi"}]},
    {"count": {"input_tokens": 7, "context_management": {"original_input_tokens": 7}}},
)
EMBEDDINGS: Final = Surface(
    "embeddings",
    "/embeddings",
    {"input": "hi"},
    {
        "numbers": {
            "object": "list",
            "data": [{"object": "embedding", "index": 0, "embedding": [0.1, -0.2]}],
            "model": "m-served",
            "usage": {"prompt_tokens": 1, "total_tokens": 1},
        },
        "base64": {"object": "list", "data": [{"object": "embedding", "index": 0, "embedding": "AAAA"}], "model": "m"},
    },
)

# -- responses

_RESPONSE_HEAD: Final = {
    "id": "resp_1",
    "object": "response",
    "created_at": 1,
    "model": "m-served",
    "status": "completed",
    "completed_at": 2,
    "error": None,
    "incomplete_details": None,
    "parallel_tool_calls": True,
    "temperature": 1.0,
    "service_tier": "default",
    "truncation": "disabled",
    "background": False,
    "top_logprobs": 0,
    "usage": {"input_tokens": 3, "input_tokens_details": {"cached_tokens": 0}, "output_tokens": 5, "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": 8},
}  # fmt: skip
_CITED: Final = [
    {"type": "url_citation", "start_index": 0, "end_index": 5, "url": "https://example.org/a", "title": "A title"},
    {"type": "file_citation", "file_id": "file_1", "filename": "a.txt", "index": 0},
    {"type": "container_file_citation", "container_id": "c_1", "file_id": "file_1", "filename": "a.txt", "start_index": 0, "end_index": 1},
]  # fmt: skip
_ITEMS: Final = [
    {"id": "rs_1", "type": "reasoning", "status": "completed", "summary": [{"type": "summary_text", "text": "I think."}], "content": [{"type": "reasoning_text", "text": "I think."}], "encrypted_content": "ZW5j"},
    {"id": "msg_1", "type": "message", "status": "completed", "role": "assistant", "phase": "final_answer", "content": [{"type": "output_text", "text": _TEXT, "annotations": _CITED, "logprobs": []}, {"type": "refusal", "refusal": "No."}]},
    {"id": "ws_1", "type": "web_search_call", "status": "completed", "action": {"type": "search", "query": "what", "sources": [{"type": "url", "url": "https://example.org/a"}]}},
    {"id": "fs_1", "type": "file_search_call", "status": "completed", "queries": ["what"], "results": [{"file_id": "file_1", "filename": "a.txt", "score": 0.5, "text": "It says.", "attributes": {"a": "b"}}]},
    {"id": "ci_1", "type": "code_interpreter_call", "status": "completed", "container_id": "c_1", "code": "print(1)\n", "outputs": [{"type": "logs", "logs": "1\n"}, {"type": "image", "url": "https://example.org/i.png"}]},
    {"id": "ig_1", "type": "image_generation_call", "status": "completed", "result": "AAAA", "revised_prompt": "A cat.", "size": "1024x1024"},
    {"id": "ml_1", "type": "mcp_list_tools", "server_label": "s", "error": None, "tools": [{"name": "f", "description": "It does.", "input_schema": {"type": "object"}, "annotations": None}]},
    {"id": "mc_1", "type": "mcp_call", "status": "completed", "server_label": "s", "name": "f", "arguments": "{}", "output": "It says.", "error": None, "approval_request_id": None},
    {"id": "fc_1", "type": "function_call", "status": "completed", "call_id": "call_1", "name": "write", "arguments": _ARGS},
    {"id": "ctc_1", "type": "custom_tool_call", "status": "completed", "call_id": "call_2", "name": "apply_patch", "input": "x = 1\n"},
    {"id": "ls_1", "type": "local_shell_call", "status": "completed", "call_id": "call_3", "action": {"type": "exec", "command": ["ls", "-l"], "env": {"A": "b"}, "timeout_ms": None, "user": None, "working_directory": None}},
    {"id": "sh_1", "type": "shell_call", "status": "completed", "call_id": "call_4", "action": {"commands": ["ls -l"], "max_output_length": 100, "timeout_ms": 100}, "environment": None},
    {"id": "ap_1", "type": "apply_patch_call", "status": "completed", "call_id": "call_5", "operation": {"type": "update_file", "path": "a.py", "diff": "@@\n-x = 1\n+x = 2\n"}},
    {"id": "cu_1", "type": "computer_call", "status": "completed", "call_id": "call_6", "action": {"type": "type", "text": "hello"}, "pending_safety_checks": [{"id": "sc_1", "code": "c", "message": "Look out."}]},
    {"id": "ma_1", "type": "mcp_approval_request", "server_label": "s", "name": "f", "arguments": "{}"},
]  # fmt: skip
_EVENTS_OF: Final = {
    "output_text": ("response.output_text", "text"),
    "refusal": ("response.refusal", "refusal"),
    "reasoning_text": ("response.reasoning_text", "text"),
    "summary_text": ("response.reasoning_summary_text", "text"),
}
_CALL_EVENTS: Final = {
    "function_call": ("response.function_call_arguments", "arguments"),
    "custom_tool_call": ("response.custom_tool_call_input", "input"),
    "mcp_call": ("response.mcp_call_arguments", "arguments"),
    "code_interpreter_call": ("response.code_interpreter_call_code", "code"),
}


def response_events(items: list[Json], **more: Json) -> tuple[tuple[str, Json], ...]:
    """A stream that says all items as the API does."""
    opening = {**_RESPONSE_HEAD, "status": "in_progress", "output": [], "usage": None, "completed_at": None}
    made: list[Json] = [{"type": f"response.{name}", "response": opening} for name in ("created", "in_progress")]
    for at, item in enumerate(items):
        made += _item_events(at, item)
    made.append({"type": "response.completed", "response": {**_RESPONSE_HEAD, "output": items, **more}})
    return tuple((obj["type"], {**obj, "sequence_number": number}) for number, obj in enumerate(made))


def _item_events(at: int, item: Json) -> list[Json]:
    place = {"item_id": item["id"], "output_index": at}
    empty: Json = {key: [] for key in ("summary", "content") if key in item}
    stem, key = _CALL_EVENTS.get(item["type"], ("", ""))
    empty |= {key: ""} if key else {}
    empty |= {"status": "in_progress"} if "status" in item else {}
    made: list[Json] = [{"type": "response.output_item.added", "output_index": at, "item": {**item, **empty}}]
    for spot, index, outer in (
        ("summary", "summary_index", "response.reasoning_summary_part"),
        ("content", "content_index", "response.content_part"),
    ):
        for number, part in enumerate(item.get(spot) or ()):
            made += _part_events({**place, index: number}, outer, part)
    if item["type"] == "web_search_call":
        made += [{"type": f"response.web_search_call.{state}", **place} for state in ("in_progress", "completed")]
    if item["type"] == "image_generation_call":
        partial = {"partial_image_b64": "AAAA", "partial_image_index": 0}
        made.append({"type": "response.image_generation_call.partial_image", **place, **partial})
    if stem:
        made += [{"type": f"{stem}.delta", **place, "delta": piece} for piece in [item[key]] if piece]
        named = {"name": item["name"]} if item["type"] == "function_call" else {}
        made.append({"type": f"{stem}.done", **place, key: item[key], **named})
    return [*made, {"type": "response.output_item.done", "output_index": at, "item": item}]


def _part_events(place: Json, outer: str, part: Json) -> list[Json]:
    stem, key = _EVENTS_OF[part["type"]]
    lists: Json = {"annotations": []} if part.get("annotations") else {}
    extra: Json = {"logprobs": []} if part["type"] == "output_text" else {}
    made: list[Json] = [{"type": f"{outer}.added", **place, "part": {**part, key: "", **lists}}]
    made += [
        {"type": f"{stem}.delta", **place, "delta": piece, **extra, "obfuscation": "a1"}
        for piece in [part[key]]
        if piece
    ]
    made += [
        {"type": "response.output_text.annotation.added", **place, "annotation_index": number, "annotation": each}
        for number, each in enumerate(part.get("annotations") or ())
    ]
    return [
        *made,
        {"type": f"{stem}.done", **place, key: part[key], **extra},
        {"type": f"{outer}.done", **place, "part": part},
    ]


def _response(*items: Json) -> Json:
    said = [part["text"] for item in items if item["type"] == "message" for part in item["content"] if "text" in part]
    return {**_RESPONSE_HEAD, "output": list(items), "output_text": "".join(said)}


RESPONSES: Final = Surface(
    "responses",
    "/responses",
    {"input": "hi"},
    {item["type"]: _response(item) for item in _ITEMS},
    {
        **{item["type"]: response_events([item]) for item in _ITEMS},
        "transcript": (
            *response_events([])[:2],
            ("response.audio.delta", {"type": "response.audio.delta", "delta": "AAAA"}),
            ("response.audio.transcript.delta", {"type": "response.audio.transcript.delta", "delta": "Hello."}),
            ("response.audio.transcript.done", {"type": "response.audio.transcript.done"}),
            *response_events([])[2:],
        ),
    },
    done=False,
)

SURFACES: Final = (
    CHAT, CHAT_FIM, COMPLETIONS, COMPLETIONS_FIM, FIM, MESSAGES, COUNT, EMBEDDINGS, RESPONSES,
)  # fmt: skip


def named(name: str) -> Surface:
    """The surface of this name."""
    return next(surface for surface in SURFACES if surface.name == name)
