"""Tool calls through the real server: what is clean arrives as it was sent, what is insecure never does."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.provider import STREAM_HEAD, Step, chunk, response
from tests.running import House, events, running

CLEAN = 'import subprocess\n\n\ndef ls(path):\n    return subprocess.run(["ls", path], check=True)\n'
BAD = "import subprocess\n\n\ndef ls(path):\n    return subprocess.run('ls ' + path, shell=True)\n"
KEY = "AKIA" + "Q3VX7MTNRB5LZ2WD"
SECRET = f'AWS_ACCESS_KEY_ID = "{KEY}"\n'
BEFORE = "import subprocess\n\n\ndef run(cmd):\n    subprocess.run(cmd, shell=True)\n\n\ndef other():\n    return 1\n"


HALF = "import subprocess\n\n\ndef run(cmd):\n    subprocess.run(\n        'ls ' + cmd,\n    )\n"


def streamed(calls: list[dict[str, Any]], cut: int = 7) -> list[Step]:
    """The calls as a provider streams them: interleaved, their arguments in pieces."""
    steps: list[Step] = [STREAM_HEAD, chunk({"role": "assistant", "content": None})]
    texts = [call["function"].pop("arguments") for call in calls]
    for at, call in enumerate(calls):
        head = {"index": at, **call, "function": {**call["function"], "arguments": ""}}
        steps.append(chunk({"tool_calls": [head]}))
    for start in range(0, max(map(len, texts)), cut):
        for at, text in enumerate(texts):
            if piece := text[start : start + cut]:
                steps.append(chunk({"tool_calls": [{"index": at, "function": {"arguments": piece}}]}))
    return [*steps, chunk({}, finish="tool_calls"), b"data: [DONE]\n\n"]


def call(name: str, number: int = 0, **arguments: Any) -> dict[str, Any]:
    function = {"name": name, "arguments": json.dumps(arguments)}
    return {"id": f"call_{number}", "type": "function", "function": function}


def whole(calls: list[dict[str, Any]]) -> list[Step]:
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": None, "tool_calls": calls},
        "finish_reason": "tool_calls",
    }
    return response({"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]})


class Answer:
    """What a client has of an answer."""

    def __init__(self, raw: bytes, *, stream: bool, ref: str) -> None:
        self.raw = raw
        self.ref = ref
        self.text = ""
        self.calls: dict[int, dict[str, str]] = {}
        self.finish = ""
        for event in events(raw) if stream else [json.loads(raw)]:
            if event == "[DONE]":
                continue
            (choice,) = event["choices"]
            said = choice["delta" if stream else "message"]
            self.text += said.get("content") or ""
            for at, piece in enumerate(said.get("tool_calls") or ()):
                made = self.calls.setdefault(piece.get("index", at), {"name": "", "arguments": ""})
                for key in made:
                    made[key] += piece["function"].get(key) or ""
            self.finish = choice["finish_reason"] or self.finish

    @property
    def arguments(self) -> list[Any]:
        return [json.loads(self.calls[at]["arguments"]) for at in sorted(self.calls)]


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with running(tmp_path_factory.mktemp("calls")) as made:
        yield made


def decisions(house: House, raw_ref: str) -> list[dict[str, Any]]:
    return [body for kind, body in house.records(raw_ref) if kind == "block.decision"]


async def ask(house: House, calls: list[dict[str, Any]], *, stream: bool, **more: Any) -> Answer:
    script = streamed(json.loads(json.dumps(calls))) if stream else whole(calls)
    house.provider.scripts["any"] = script
    status, headers, raw = await house.ask("any", stream=stream, **more)
    assert status == 200
    return Answer(raw, stream=stream, ref=headers["x-codeward-ref"])


@pytest.mark.parametrize("stream", [True, False])
async def test_clean_calls_arrive_as_they_were_sent(house: House, stream: bool) -> None:
    calls = [call("write", path="app.py", content=CLEAN), call("bash", 1, command="ls -l")]
    answer = await ask(house, calls, stream=stream)
    assert answer.arguments == [{"path": "app.py", "content": CLEAN}, {"command": "ls -l"}]
    assert (answer.text, answer.finish) == ("", "tool_calls")


@pytest.mark.parametrize("stream", [True, False])
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        pytest.param("write", {"path": "app.py", "content": BAD}, id="written"),
        pytest.param("Edit", {"file_path": "a.py", "old_string": CLEAN[-50:], "new_string": BAD}, id="edited"),
        pytest.param("bash", {"command": f"cat > app.py <<'EOF'\n{BAD}EOF\n"}, id="heredoc"),
        pytest.param(
            "apply_patch",
            {"input": "*** Begin Patch\n*** Add File: a.py\n" + "".join(f"+{line}\n" for line in BAD.split("\n")[:-1]) + "*** End Patch"},
            id="patch",
        ),
        pytest.param("my_own_tool", {"where": "x", "payload": BAD, "language": "python"}, id="unknown-tool"),
    ],
)  # fmt: skip
async def test_an_insecure_call_is_refused_and_its_clean_sibling_stays(
    house: House, name: str, arguments: dict[str, str], stream: bool
) -> None:
    answer = await ask(house, [call(name, **arguments), call("read", 1, path="b.py")], stream=stream)
    assert answer.arguments == [{"path": "b.py"}]
    assert "shell=True" not in json.dumps(answer.arguments)
    assert "CWE-78" in answer.text
    assert answer.finish == "tool_calls"
    alone = await ask(house, [call(name, **arguments)], stream=stream)
    assert (alone.calls, alone.finish) == ({}, "stop")
    assert name in alone.text
    assert "path" not in arguments or arguments["path"] + " line 5" in alone.text


@pytest.mark.parametrize("stream", [True, False])
@pytest.mark.parametrize(
    ("name", "arguments", "where"),
    [
        pytest.param("write", {"path": "c.py", "content": SECRET}, "content", id="written"),
        pytest.param("deploy", {"env": {"AWS_ACCESS_KEY_ID": KEY}}, "env", id="a-setting"),
    ],
)
async def test_a_secret_is_taken_out_of_its_string(
    house: House, name: str, arguments: dict[str, Any], where: str, stream: bool
) -> None:
    answer = await ask(house, [call(name, **arguments)], stream=stream)
    assert KEY.encode() not in answer.raw
    assert answer.arguments[0].keys() == arguments.keys()
    assert answer.arguments[0][where]


async def test_what_stood_in_the_file_is_not_blamed_on_the_edit(house: House) -> None:
    shown = [
        {"role": "user", "content": "make it two"},
        {
            "role": "assistant",
            "tool_calls": [{"id": "r", "type": "function", "function": {"name": "read", "arguments": '{"path": "a.py"}'}}],
        },
        {"role": "tool", "tool_call_id": "r", "content": BEFORE},
    ]  # fmt: skip
    quiet = call("edit", path="a.py", edits=[{"oldText": "    return 1\n", "newText": "    return 2\n"}])
    answer = await ask(house, [quiet], stream=True, messages=shown)
    assert (len(answer.calls), answer.text) == (1, "")
    again = call("write", path="a.py", content=BEFORE.replace("return 1", "return 2"))
    answer = await ask(house, [again], stream=True, messages=shown)
    assert (len(answer.calls), answer.text) == (1, "")


async def test_an_edit_of_one_line_is_read_in_its_file(house: House) -> None:
    shown = [
        {"role": "user", "content": "let it expand globs"},
        {
            "role": "assistant",
            "tool_calls": [{"id": "r", "type": "function", "function": {"name": "read", "arguments": '{"path": "a.py"}'}}],
        },
        {"role": "tool", "tool_call_id": "r", "content": HALF},
    ]  # fmt: skip
    edit = call("edit", path="a.py", edits=[{"oldText": "    )\n", "newText": "        shell=True,\n    )\n"}])
    answer = await ask(house, [edit], stream=True, messages=shown)
    assert answer.calls == {}
    assert "CWE-78" in answer.text


async def test_the_record_names_the_tool_and_its_files(house: House) -> None:
    answer = await ask(house, [call("write", path="app.py", content=BAD)], stream=True)
    (decision,) = decisions(house, answer.ref)
    assert (decision["tool"], decision["paths"], decision["action"]) == ("write", ["app.py"], "reject")
    assert decision["pieces"] >= 1


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param('{"path": "a.py", "content": "impo', id="truncated"),
        pytest.param("not json at all", id="no-json"),
        pytest.param("[" * 20_000, id="deep"),
        pytest.param('{"content": "' + "x = 1\\n" * 200_000 + '"}', id="large"),
    ],
)
async def test_arguments_that_cannot_be_read_are_decided_and_recorded(house: House, arguments: str) -> None:
    bad = {"id": "c", "type": "function", "function": {"name": "write", "arguments": arguments}}
    house.provider.scripts["any"] = streamed([bad], cut=50_000)
    status, headers, raw = await house.ask("any", stream=True)
    assert status == 200
    assert raw.endswith(b"data: [DONE]\n\n")
    (decision,) = decisions(house, headers["x-codeward-ref"])
    assert decision["statuses"]


async def test_two_hundred_calls_at_once(house: House) -> None:
    calls = [call("write", at, path=f"f{at}.py", content=f"x = {at}\n") for at in range(127)]
    calls[50] = call("write", 50, path="bad.py", content=BAD)
    answer = await ask(house, calls, stream=False)
    assert len(answer.calls) == 126
    assert "CWE-78" in answer.text
