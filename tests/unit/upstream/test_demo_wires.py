"""The demo model in every protocol: what it streams is what it says whole, and our codecs read both to the end."""

from __future__ import annotations

import base64
import json
import struct
from typing import Any

import pytest

from proxy.api.wires import WIRES
from proxy.errors import WireNotSupported
from proxy.model import Channel
from proxy.upstream import demo_chat, demo_messages, demo_responses
from proxy.upstream.demo import DemoUpstream
from proxy.upstream.demo_reply import Call, Reply
from proxy.wire.feedback import TOOL, with_findings
from proxy.wire.responses import ResponsesCodec
from proxy.wire.sse import SSEDecoder
from tests.messages_wire import Between, Client, answer
from tests.messages_wire import codec as messages_codec
from tests.responses_wire import Client as ResponsesClient
from tests.responses_wire import Road

PATHS = {
    "chat": "/chat/completions",
    "completions": "/completions",
    "fim": "/fim/completions",
    "responses": "/responses",
    "messages": "/messages",
}
TALKING = ("chat", "responses", "messages")
WRITES = {"type": "object", "properties": {"path": {"type": "string"}, "content": {"type": "string"}}, "required": ["path", "content"]}  # fmt: skip
PROMPT = "Write a script that unpacks a tar file"
EDITED = "import subprocess\n\n\ndef ls(path):\n"


def tool(wire: str, name: str = "write_file", schema: dict[str, Any] | None = None) -> dict[str, Any]:
    schema = WRITES if schema is None else schema
    if wire == "messages":
        return {"name": name, "input_schema": schema}
    function = {"name": name, "parameters": schema}
    return {"type": "function", **function} if wire == "responses" else {"type": "function", "function": function}


def request(wire: str, prompt: str, *, tools: bool = False, **more: Any) -> dict[str, Any]:
    body: dict[str, Any] = {"model": "demo", **more}
    if tools:
        body["tools"] = [tool(wire, "read_file"), tool(wire)]
    if wire in {"completions", "fim"}:
        return {"prompt": prompt, **body}
    if wire == "responses":
        return {"input": prompt, **body}
    return {"max_tokens": 100, "messages": [{"role": "user", "content": prompt}], **body}


async def said(wire: str, body: dict[str, Any], *, stream: bool) -> bytes:
    asked = {**body, "stream": stream}
    async with DemoUpstream(pace_s=0.0).send(
        json.dumps(asked).encode(), stream=stream, traceparent=None, wire=wire, headers={}
    ) as answer:
        assert (answer.status, answer.streamed) == (200, stream)
        return b"".join([chunk async for chunk in answer.chunks()])


class Read:
    """What our codec makes of an answer."""

    def __init__(self, wire: str, body: dict[str, Any], raw: bytes, *, stream: bool) -> None:
        parse = next(each.parse for each in WIRES if each.path == PATHS[wire])
        codec = parse(json.dumps(body).encode()).codec(whole=not stream, keep_unknown=False, through=False)
        decoder = SSEDecoder(max_event_bytes=1 << 20)
        frames = (
            [codec.read(event) for event in [*decoder.feed(raw), *decoder.finish()]]
            if stream
            else [codec.read_whole(json.loads(raw))]
        )
        self.texts: dict[Channel, str] = {}
        for frame in frames:
            for channel, text in frame.texts:
                self.texts[channel] = self.texts.get(channel, "") + text
        self.dropped = [name for frame in frames for name in frame.dropped]
        self.complete = codec.complete
        self.tokens = codec.tokens
        self.finish = codec.finish(0, rejected=False)
        self.names = [codec.tool(channel).name for channel in self.texts]


async def read(wire: str, body: dict[str, Any], *, stream: bool) -> Read:
    return Read(wire, body, await said(wire, body, stream=stream), stream=stream)


@pytest.mark.parametrize(
    ("wire", "prompt", "tools"),
    [
        *(pytest.param(wire, "unpack a tar file", False, id=f"{wire}-text") for wire in PATHS if wire != "fim"),
        *(pytest.param(wire, EDITED, False, id=f"{wire}-editor") for wire in ("completions", "fim")),
        *(pytest.param(wire, PROMPT, True, id=f"{wire}-call") for wire in TALKING),
        *(pytest.param(wire, "explain threads", True, id=f"{wire}-prose") for wire in TALKING),
    ],
)
async def test_a_stream_says_what_a_whole_answer_says(wire: str, prompt: str, tools: bool) -> None:
    more: dict[str, Any] = (
        {} if wire in {"responses", "messages", "fim"} else {"stream_options": {"include_usage": True}}
    )
    body = request(wire, prompt, tools=tools, **more)
    streamed, whole = await read(wire, body, stream=True), await read(wire, body, stream=False)
    assert streamed.texts == whole.texts
    assert streamed.tokens == whole.tokens
    assert min(whole.tokens) > 0
    assert streamed.complete
    assert whole.complete
    assert (streamed.dropped, whole.dropped) == ([], [])
    assert streamed.finish == whole.finish
    insecure = "".join(whole.texts.values())
    assert ("shell=True" in insecure) == ("explain" not in prompt)


@pytest.mark.parametrize("wire", TALKING)
async def test_what_is_asked_to_be_written_comes_in_a_call(wire: str) -> None:
    got = await read(wire, request(wire, PROMPT, tools=True), stream=True)
    text, arguments = got.texts.values()
    assert "write_file" in got.names
    assert text == "You can call `tar` from Python like this:"
    made = json.loads(arguments)
    assert made["path"] == "demo_shell.py"
    assert made["content"].startswith("import subprocess\n")
    assert made["content"].endswith("return target\n")


@pytest.mark.parametrize("wire", TALKING)
@pytest.mark.parametrize(
    "prompt",
    [
        pytest.param("unpack a tar file with subprocess", id="nothing-to-write"),
        pytest.param("Write prose about tar", id="no-code"),
    ],
)
async def test_what_is_not_comes_as_text(wire: str, prompt: str) -> None:
    got = await read(wire, request(wire, prompt, tools=True), stream=True)
    assert len(got.texts) == 1


def history(wire: str, told: str, name: str = "write_file", arguments: dict[str, Any] | None = None) -> dict[str, Any]:
    """The request that holds the answer of a tool."""
    given = arguments or {"path": "a", "content": "b"}
    text = json.dumps(given)
    body = request(wire, PROMPT, tools=True)
    if wire == "responses":
        items = [
            {"role": "user", "content": [{"type": "input_text", "text": PROMPT}]},
            {"type": "function_call", "call_id": "c", "name": name, "arguments": text},
            {"type": "function_call_output", "call_id": "c", "output": told},
        ]
        return {**body, "input": items}
    if wire == "messages":
        reminder = {"type": "text", "text": "<system-reminder>\nwrite sql\n</system-reminder>"}
        body["messages"] += [
            {"role": "assistant", "content": [{"type": "tool_use", "id": "c", "name": name, "input": given}]},
            {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "c", "content": told}, reminder]},
        ]
        return body
    function = {"name": name, "arguments": text}
    body["messages"] += [
        {"role": "assistant", "content": None, "tool_calls": [{"id": "c", "type": "function", "function": function}]},
        {"role": "tool", "tool_call_id": "c", "content": told},
    ]
    return body


@pytest.mark.parametrize("stream", [True, False], ids=["stream", "whole"])
@pytest.mark.parametrize("wire", TALKING)
async def test_a_tools_answer_ends_the_loop(wire: str, stream: bool) -> None:
    got = await read(wire, history(wire, "File written."), stream=stream)
    assert [text[:14] for text in got.texts.values()] == ["The demo model"]
    assert got.finish in {"stop", "end_turn", "completed"}


@pytest.mark.parametrize("wire", TALKING)
async def test_a_new_prompt_begins_anew(wire: str) -> None:
    body = history(wire, "File written.")
    body["input" if wire == "responses" else "messages"].append({"role": "user", "content": "write yaml"})
    got = await read(wire, body, stream=True)
    assert "demo_yaml.py" in "".join(got.texts.values())


@pytest.mark.parametrize("wire", TALKING)
async def test_an_agent_that_is_told_of_a_defect_mends_it(wire: str) -> None:
    told = with_findings(
        history(wire, "no such tool", TOOL, {"reason": "CWE-78. Write the code again without this defect."}), wire
    )
    got = await read(wire, told, stream=True)
    arguments = json.loads(list(got.texts.values())[-1])
    assert "shell=True" not in arguments["content"]
    assert arguments["path"] == "demo_shell.py"


async def test_a_messages_stream_is_in_order() -> None:
    raw = await said("messages", request("messages", PROMPT, tools=True), stream=True)
    client = Client().read(raw)
    whole = json.loads(await said("messages", request("messages", PROMPT, tools=True), stream=False))
    assert client.stopped
    assert client.message is not None
    ids = {"id": 0, "content": 0}
    assert client.message | ids == whole | ids
    assert [{**block, "id": 0} for block in client.content] == [{**block, "id": 0} for block in whole["content"]]
    assert client.names[:3] == ["message_start", "content_block_start", "ping"]
    between = Between(messages_codec())
    decoder = SSEDecoder(max_event_bytes=1 << 20)
    assert answer(between.feed(decoder.feed(raw)).finish()).content == client.content


@pytest.mark.parametrize("prompt", [PROMPT, "unpack a tar file"], ids=["call", "text"])
async def test_a_responses_stream_is_in_order(prompt: str) -> None:
    raw = await said("responses", request("responses", prompt, tools=True), stream=True)
    road = Road(ResponsesCodec(whole=False, keep_unknown=False))
    client = ResponsesClient().read(road.send(*SSEDecoder(max_event_bytes=1 << 20).feed(raw)).end())
    assert (client.ended, road.dropped) == ("completed", [])
    events = [json.loads(line.removeprefix("data: ")) for line in raw.decode().split("\n") if line.startswith("data: ")]
    assert [event["sequence_number"] for event in events] == list(range(len(events)))
    assert events[-1]["response"]["output"] == client.items
    assert client.response["usage"]["total_tokens"] == sum(
        client.response["usage"][key] for key in ("input_tokens", "output_tokens")
    )
    if prompt == "unpack a tar file":  # without a call, so that text comes as it was sent
        assert ResponsesClient().read(raw).items == client.items


async def test_a_response_repeats_its_request() -> None:
    body = request("responses", "hi", tools=True, instructions="be brief", metadata={"a": "b"}, temperature=0.5)
    whole = json.loads(await said("responses", body, stream=False))
    assert {key: whole[key] for key in ("instructions", "metadata", "temperature", "tools")} == {
        key: body[key] for key in ("instructions", "metadata", "temperature", "tools")
    }
    assert (whole["tool_choice"], whole["top_p"]) == ("auto", 1.0)


async def test_several_prompts_have_several_choices() -> None:
    body = request("completions", "", n=2, stream_options={"include_usage": True})
    body["prompt"] = ["unpack a tar file", "explain threads"]
    for stream in (True, False):
        got = await read("completions", body, stream=stream)
        texts = [text for _, text in sorted((channel.choice, text) for channel, text in got.texts.items())]
        assert texts[0] == texts[1] != texts[2] == texts[3]
        assert got.tokens[1] > 100
    tokens = await read("completions", {**body, "prompt": [1, 2], "n": None}, stream=False)
    assert len(tokens.texts) == 1


@pytest.mark.parametrize("stream", [True, False], ids=["stream", "whole"])
async def test_an_editor_may_ask_for_several(stream: bool) -> None:
    got = await read("fim", request("fim", EDITED, n=2), stream=stream)
    assert len(got.texts) == 2
    assert len(set(got.texts.values())) == 1


async def test_a_chat_with_a_hole_is_an_editors() -> None:
    prompt = "<QUERY>\nimport subprocess\n\n\ndef ls(path):\n{{FILL_HERE}}\n</QUERY>"
    for stream in (True, False):
        got = await read("chat", request("chat", prompt, n=2), stream=stream)
        assert set(got.texts.values()) == {'    return subprocess.run("ls -l " + path, shell=True)\n'}


async def test_a_call_stands_in_each_choice() -> None:
    for stream in (True, False):
        got = await read("chat", request("chat", PROMPT, tools=True, n=2), stream=stream)
        assert len(got.texts) == 4


@pytest.mark.parametrize("stream", [True, False], ids=["stream", "whole"])
@pytest.mark.parametrize("wire", ["chat", "responses"])
async def test_a_free_text_tool_gets_a_patch(wire: str, stream: bool) -> None:
    body = request(wire, PROMPT)
    body["tools"] = [{"type": "custom", "name": "apply_patch", "format": {"type": "grammar"}}]
    if wire == "chat":
        body["tools"] = [{"type": "custom", "custom": {"name": "apply_patch"}}]
    got = await read(wire, body, stream=stream)
    patch = list(got.texts.values())[-1]
    assert patch.startswith("*** Begin Patch\n*** Add File: demo_shell.py\n+import subprocess\n")
    assert patch.endswith("\n*** End Patch")


async def test_counts_and_embeddings() -> None:
    body = request("messages", "How many?", tools=True)
    counted = json.loads(await said("count_tokens", body, stream=False))
    whole = json.loads(await said("messages", body, stream=False))
    assert counted == {"input_tokens": whole["usage"]["input_tokens"]}

    async def rows(given: Any, **more: Any) -> list[Any]:
        raw = await said("embeddings", {"model": "demo", "input": given, **more}, stream=False)
        made = json.loads(raw)
        assert made["usage"]["prompt_tokens"] == made["usage"]["total_tokens"]
        return [row["embedding"] for row in made["data"]]

    (one,), two = await rows("the cat sat"), await rows(["the cat sat", "prices of rye"])
    assert one == two[0] != two[1]
    assert len(one) == 64
    assert sum(number * number for number in one) == pytest.approx(1)
    assert len((await rows("the cat sat", dimensions=7))[0]) == 7
    (packed,) = await rows("the cat sat", encoding_format="base64")
    assert struct.unpack("<64f", base64.b64decode(packed)) == pytest.approx(one)
    assert len(await rows([1, 2, 3])) == 1
    assert len(await rows([[1, 2], [3]])) == 2
    assert len(await rows("")) == 1


async def test_it_knows_every_protocol_and_no_other() -> None:
    for wire in (*PATHS, "embeddings", "count_tokens"):
        assert await said(wire, {"model": "demo", "prompt": "x", "input": "x", "messages": []}, stream=False)
    with pytest.raises(WireNotSupported):
        await said("telepathy", {}, stream=False)


def test_a_call_may_stand_without_words() -> None:
    alone = Reply("", Call("write", "{}"))
    assert [block["type"] for block in demo_messages.whole(alone)["content"]] == ["tool_use"]
    assert [item["type"] for item in demo_responses.whole(alone)["output"]] == ["function_call"]
    assert demo_chat.whole(alone)["choices"][0]["message"]["content"] is None


@pytest.mark.parametrize("wire", ["chat", "completions"])
async def test_a_stream_has_no_usage_that_nobody_asked_for(wire: str) -> None:
    assert b'"usage"' not in await said(wire, request(wire, "explain threads"), stream=True)
