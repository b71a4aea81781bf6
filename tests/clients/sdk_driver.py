"""Asks with the official SDKs, as a program would, and says what the program is given. Runs in the SDKs' own environment.

One job a line of standard input, one account a line of standard output: {"text", "calls": [[name, arguments]], "end", "error"}.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import anthropic
import openai

Account = dict[str, Any]
_FIELDS = {"path": {"type": "string"}, "content": {"type": "string"}, "new_string": {"type": "string"}}
_SCHEMA = {"type": "object", "properties": _FIELDS, "required": ["path"]}
_NAMES = ("write_file", "replace")
_MAX_TOKENS = 512
_TIMEOUT_S = 90


def _openai(job: Account) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{job['base']}/v1", api_key=job["key"], timeout=_TIMEOUT_S)


def _chat_arguments(job: Account) -> Account:
    tools = [{"type": "function", "function": {"name": name, "parameters": _SCHEMA}} for name in _NAMES]
    return {"model": job["model"], "messages": [{"role": "user", "content": job["prompt"]}], "tools": tools}


def _chat_account(choice: Any) -> Account:
    calls = [[call.function.name, call.function.arguments] for call in choice.message.tool_calls or ()]
    return {"text": choice.message.content or "", "calls": calls, "end": choice.finish_reason}


def chat(job: Account) -> Account:
    return _chat_account(_openai(job).chat.completions.create(**_chat_arguments(job)).choices[0])


def chat_stream(job: Account) -> Account:
    text, end, calls = "", "", {}
    more = {"stream": True, "stream_options": {"include_usage": True}}
    for chunk in _openai(job).chat.completions.create(**_chat_arguments(job), **more):
        for choice in chunk.choices:
            text += choice.delta.content or ""
            end = choice.finish_reason or end
            for part in choice.delta.tool_calls or ():
                call = calls.setdefault(part.index, ["", ""])
                call[0] += part.function.name or ""
                call[1] += part.function.arguments or ""
    return {"text": text, "calls": [calls[at] for at in sorted(calls)], "end": end}


def chat_helper(job: Account) -> Account:
    with _openai(job).chat.completions.stream(**_chat_arguments(job)) as stream:
        for _ in stream:
            pass
        return _chat_account(stream.get_final_completion().choices[0])


def _responses_arguments(job: Account) -> Account:
    tools = [{"type": "function", "name": name, "parameters": _SCHEMA, "strict": False} for name in _NAMES]
    return {"model": job["model"], "input": job["prompt"], "tools": tools}


def _responses_account(response: Any) -> Account:
    calls = [[item.name, item.arguments] for item in response.output if item.type == "function_call"]
    return {"text": response.output_text, "calls": calls, "end": response.status}


def responses(job: Account) -> Account:
    return _responses_account(_openai(job).responses.create(**_responses_arguments(job)))


def responses_helper(job: Account) -> Account:
    with _openai(job).responses.stream(**_responses_arguments(job)) as stream:
        for _ in stream:
            pass
        return _responses_account(stream.get_final_response())


def _messages_arguments(job: Account) -> Account:
    tools = [{"name": name, "input_schema": _SCHEMA} for name in _NAMES]
    messages = [{"role": "user", "content": job["prompt"]}]
    return {"model": job["model"], "max_tokens": _MAX_TOKENS, "messages": messages, "tools": tools}


def _messages_account(message: Any) -> Account:
    text = "".join(block.text for block in message.content if block.type == "text")
    calls = [[block.name, json.dumps(block.input)] for block in message.content if block.type == "tool_use"]
    return {"text": text, "calls": calls, "end": message.stop_reason}


def _anthropic(job: Account) -> anthropic.Anthropic:
    return anthropic.Anthropic(base_url=job["base"], api_key=job["key"], timeout=_TIMEOUT_S)


def messages(job: Account) -> Account:
    return _messages_account(_anthropic(job).messages.create(**_messages_arguments(job)))


def messages_helper(job: Account) -> Account:
    with _anthropic(job).messages.stream(**_messages_arguments(job)) as stream:
        for _ in stream:
            pass
        return _messages_account(stream.get_final_message())


def _completion_arguments(job: Account) -> Account:
    prompt = f"# {job['prompt']}\nimport subprocess\n\n\ndef run(cmd):\n"
    return {"model": job["model"], "prompt": prompt, "suffix": '\n\nprint(run("ls"))\n', "max_tokens": _MAX_TOKENS}


def completions(job: Account) -> Account:
    choice = _openai(job).completions.create(**_completion_arguments(job)).choices[0]
    return {"text": choice.text, "calls": [], "end": choice.finish_reason}


def completions_stream(job: Account) -> Account:
    text, end = "", ""
    for chunk in _openai(job).completions.create(**_completion_arguments(job), stream=True):
        text += chunk.choices[0].text
        end = chunk.choices[0].finish_reason or end
    return {"text": text, "calls": [], "end": end}


WAYS: dict[str, Callable[[Account], Account]] = {
    function.__name__: function
    for function in (
        chat,
        chat_stream,
        chat_helper,
        responses,
        responses_helper,
        messages,
        messages_helper,
        completions,
        completions_stream,
    )
}


def main() -> None:
    """Answer job after job."""
    for line in sys.stdin:
        job = json.loads(line)
        try:
            account = {**WAYS[job["way"]](job), "error": ""}
        except Exception as error:  # noqa: BLE001 - what an SDK raises is what is looked at
            account = {"text": "", "calls": [], "end": "", "error": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(account) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
