"""The demo model through the real server, in every protocol, under the default policy: what a new user sees in the first minute."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from openai import AsyncOpenAI

from proxy.upstream.demo import DemoUpstream
from tests.running import House, content, running
from tests.server.test_wires import ENDS, PATHS, heard

STREAMED = pytest.mark.parametrize("stream", [True, False], ids=["stream", "whole"])
INSECURE = "unpack a tar file with subprocess"
SECURE = "unpack a tar file with subprocess, securely"
WRITE = "Write a script for it: "
CODE = 'subprocess.run(["tar", "-x", "-f", name, "-C", target], check=True)'
EDITED = "import subprocess\n\n\ndef ls(path):\n"
WRITES = {"type": "object", "properties": {"path": {"type": "string"}, "content": {"type": "string"}}, "required": ["path", "content"]}  # fmt: skip


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    models = [{"model_name": "*", "litellm_params": {"model": "demo"}}]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DemoUpstream.__init__, "__defaults__", (0.0,))  # at no one's pace
        async with running(tmp_path_factory.mktemp("demo"), model_list=models) as made:
            yield made


@pytest.fixture
async def openai(house: House) -> AsyncIterator[AsyncOpenAI]:
    async with AsyncOpenAI(base_url=house.base + "/v1", api_key="none", max_retries=0) as client:
        yield client


async def ask(house: House, wire: str, prompt: str, *, stream: bool, **more: Any) -> bytes:
    said: dict[str, Any] = {"messages": [{"role": "user", "content": prompt}]}
    if wire in {"completions", "fim"}:
        said = {"prompt": prompt}
    elif wire == "responses":
        said = {"input": prompt}
    body = {"model": "any-name", "max_tokens": 100, "stream": stream, **said, **more}
    body |= {"stream_options": {"include_usage": True}} if wire in {"chat", "completions"} else {}
    status, headers, raw = await house.post(body, path=PATHS.get(wire, "/v1/chat/completions"))
    assert status == 200, raw
    closed = await house.closed(headers["x-codeward-ref"])
    assert (closed["error"], closed["dropped_fields"], closed["upstream_complete"]) == ("", [], True)
    assert closed["model_served"] == "demo"
    assert min(closed["tokens_in"], closed["tokens_out"]) > 0
    return raw


def text_of(wire: str, raw: bytes, *, stream: bool) -> str:
    if wire in {"responses", "messages"}:
        text, ended = heard(wire, raw, stream=stream)
        assert ended == ENDS[wire]
        return text
    frames = [raw.decode()]
    if stream:
        frames = [line.removeprefix("data: ") for line in raw.decode().split("\n") if line.startswith("data: ")]
        assert frames.pop() == "[DONE]"
    choices = [choice for frame in frames for choice in json.loads(frame)["choices"]]
    assert choices[-1]["finish_reason"] == "stop"
    if wire == "completions":
        return "".join(choice["text"] for choice in choices)
    return "".join(choice["delta" if stream else "message"].get("content") or "" for choice in choices)


@STREAMED
@pytest.mark.parametrize("wire", ["chat", "completions", "responses", "messages"])
async def test_insecure_text_is_held_back_and_secure_text_is_not(house: House, wire: str, stream: bool) -> None:
    text = text_of(wire, await ask(house, wire, INSECURE, stream=stream), stream=stream)
    assert text.startswith("You can call `tar`")
    assert "shell=True" not in text.partition("CWE-78")[0]
    assert "CWE-78" in text
    text = text_of(wire, await ask(house, wire, SECURE, stream=stream), stream=stream)
    assert CODE in text
    assert "CWE-" not in text


@STREAMED
@pytest.mark.parametrize("wire", ["completions", "fim"])
async def test_an_editor_gets_no_insecure_suggestion(house: House, wire: str, stream: bool) -> None:
    async def suggestion(prompt: str) -> str:
        return text_of(wire, await ask(house, wire, prompt, stream=stream, suffix="\n"), stream=stream)

    assert await suggestion(EDITED) == ""
    assert await suggestion("# safe\n" + EDITED) == '    return subprocess.run(["ls", "-l", "--", path], check=True)'


@STREAMED
@pytest.mark.parametrize("prompt", [INSECURE, SECURE], ids=["insecure", "secure"])
async def test_a_chats_call(openai: AsyncOpenAI, prompt: str, stream: bool) -> None:
    asked: dict[str, Any] = {
        "model": "gpt-5",
        "messages": [{"role": "user", "content": WRITE + prompt}],
        "tools": [{"type": "function", "function": {"name": "write_file", "parameters": WRITES, "strict": True}}],
    }
    if stream:
        async with openai.chat.completions.stream(**asked) as events:
            (choice,) = (await events.get_final_completion()).choices
    else:
        (choice,) = (await openai.chat.completions.create(**asked)).choices
    calls = choice.message.tool_calls or []
    held_back(prompt, str(choice.message.content), [call.function.arguments for call in calls])
    assert choice.finish_reason == ("tool_calls" if calls else "stop")
    if calls:
        reply = {"role": "assistant", "content": None, "tool_calls": [calls[0].model_dump(exclude={"index"})]}
        told = {"role": "tool", "tool_call_id": calls[0].id, "content": "written"}
        after = await openai.chat.completions.create(**{**asked, "messages": [*asked["messages"], reply, told]})
        assert str(after.choices[0].message.content).startswith("The demo model")
        assert after.choices[0].finish_reason == "stop"


@STREAMED
@pytest.mark.parametrize("prompt", [INSECURE, SECURE], ids=["insecure", "secure"])
async def test_a_responses_call(openai: AsyncOpenAI, prompt: str, stream: bool) -> None:
    asked: dict[str, Any] = {
        "model": "gpt-5",
        "input": WRITE + prompt,
        "tools": [{"type": "function", "name": "write_file", "parameters": WRITES, "strict": True}],
    }
    if stream:
        async with openai.responses.stream(**asked) as events:
            made = await events.get_final_response()
    else:
        made = await openai.responses.create(**asked)
    assert made.status == "completed"
    held_back(prompt, made.output_text, [item.arguments for item in made.output if item.type == "function_call"])


@STREAMED
@pytest.mark.parametrize("prompt", [INSECURE, SECURE], ids=["insecure", "secure"])
async def test_a_messages_call(house: House, prompt: str, stream: bool) -> None:
    tools = [{"name": "Write", "input_schema": WRITES}]
    raw = await ask(house, "messages", WRITE + prompt, stream=stream, tools=tools)
    if stream:
        events = [
            json.loads(line.removeprefix("data: ")) for line in raw.decode().split("\n") if line.startswith("data: ")
        ]
        deltas = [event["delta"] for event in events if event["type"] == "content_block_delta"]
        text = "".join(delta.get("text", "") for delta in deltas)
        written = "".join(delta.get("partial_json", "") for delta in deltas)
        calls = [written] if written else []
    else:
        content = json.loads(raw)["content"]
        text = "".join(block.get("text", "") for block in content)
        calls = [json.dumps(block["input"]) for block in content if block["type"] == "tool_use"]
    held_back(prompt, text, calls)


def held_back(prompt: str, text: str, calls: list[str]) -> None:
    """An insecure call gave way to its reason; a secure one arrived."""
    if prompt == INSECURE:
        assert calls == []
        assert "CWE-78" in text
    else:
        (arguments,) = map(json.loads, calls)
        assert arguments["path"] == "demo_shell.py"
        assert CODE in arguments["content"]
        assert "CWE-" not in text


async def test_numbers(openai: AsyncOpenAI, house: House) -> None:
    made = await openai.embeddings.create(model="demo", input=["a text", "a text", "b"])
    vectors = [row.embedding for row in made.data]
    assert vectors[0] == vectors[1] != vectors[2]
    body = {"model": "demo", "messages": [{"role": "user", "content": "count to ten"}]}
    status, _, raw = await house.post(body, path="/v1/messages/count_tokens")
    assert (status, json.loads(raw)) == (200, {"input_tokens": 3})


async def test_an_agent_mends_what_was_refused(tmp_path: Any) -> None:
    policy = tmp_path / "feedback.yaml"
    policy.write_text("name: feedback\nextends: baseline\ncalls: feedback\n", encoding="utf-8")
    models = [{"model_name": "demo", "litellm_params": {"model": "demo"}}]
    asked: dict[str, Any] = {
        "model": "demo",
        "messages": [{"role": "user", "content": WRITE + INSECURE}],
        "tools": [{"type": "function", "function": {"name": "write_file", "parameters": WRITES}}],
    }
    settings: dict[str, Any] = {"policy.path": str(policy)}
    async with running(tmp_path / "data", model_list=models, **settings) as house:
        _, _, raw = await house.post(asked)
        message = json.loads(raw)["choices"][0]["message"]
        (refused,) = message["tool_calls"]
        assert refused["function"]["name"] == "security_policy_block"
        told = {"role": "tool", "tool_call_id": refused["id"], "content": "no such tool"}
        _, _, raw = await house.post({**asked, "messages": [*asked["messages"], message, told]})
        (call,) = json.loads(raw)["choices"][0]["message"]["tool_calls"]
        assert CODE in json.loads(call["function"]["arguments"])["content"]


async def test_the_manual_shows_what_the_demo_says(house: House) -> None:
    _, headers, raw = await house.post({"model": "demo", "messages": [{"role": "user", "content": INSECURE}]})
    said = content(raw).replace(headers["x-codeward-ref"], "PP769Q")
    for name in ("README.md", "docs/messages.md"):
        text = (Path(__file__).parents[2] / name).read_text(encoding="utf-8")
        _, begin, rest = text.partition("Code block 1 was held back")
        shown = begin + rest.partition("\n```")[0]
        assert begin, name
        assert shown in said, name
