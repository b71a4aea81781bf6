"""Code that would be held back is asked for again, and the new version is delivered only where it is clean and still the same task."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.messages_wire import HEAD
from tests.provider import STREAM_HEAD, Step, chunk, response, streamed, whole
from tests.running import House, content, events, running

OWN = "name: own\nextends: baseline\nrepair: {attempts: 2, seconds: 5}\n"
BAD = "import subprocess\n\n\ndef ls(path):\n    subprocess.run('ls ' + path, shell=True)\n"
GOOD = 'import subprocess\n\n\ndef ls(path):\n    subprocess.run(["ls", path], check=True)\n'
OTHER = 'import subprocess\n\n\ndef show(path):\n    subprocess.run(["ls", path], check=True)\n'
AGAIN = "Write this code again"


def fenced(code: str) -> str:
    return f"Here:\n\n```python\n{code}```\n\nDone.\n"


def asked_again(body: dict[str, Any]) -> bool:
    return AGAIN in json.dumps(body)


def scripted(first: Sequence[Step], *repairs: str | Sequence[Step]) -> Any:
    """Answers first with a script, and to each request for a repair with the next text."""
    left = list(repairs)

    def play(body: dict[str, Any]) -> Sequence[Step]:
        if not asked_again(body):
            return first
        answer = left.pop(0)
        return whole(fenced(answer)) if isinstance(answer, str) else answer

    return play


async def ask(
    house: House, *, stream: bool = False, **more: Any
) -> tuple[str, bytes, list[tuple[str, dict[str, Any]]]]:
    body = {"model": "m", "stream": stream, "messages": [{"role": "user", "content": "list files"}], **more}
    status, headers, raw = await house.post(body)
    assert status == 200
    await house.closed(headers["x-codeward-ref"])
    return content(raw), raw, house.records(headers["x-codeward-ref"])


def bodies(records: list[tuple[str, dict[str, Any]]], kind: str) -> list[dict[str, Any]]:
    return [body for each, body in records if each == kind]


@pytest.fixture
async def house(tmp_path: Path) -> Any:
    policy = tmp_path / "own.yaml"
    policy.write_text(OWN)
    async with running(tmp_path / "data", models=["m"], anthropic=["c"], **{"policy.path": str(policy)}) as made:
        yield made


@pytest.mark.parametrize("stream", [False, True])
async def test_insecure_in_clean_out_and_one_line_says_so(house: House, stream: bool) -> None:
    text = fenced(BAD)
    first = streamed([text[at : at + 7] for at in range(0, len(text), 7)], usage=True) if stream else whole(text)
    house.provider.scripts["m"] = scripted(first, GOOD)
    said, raw, records = await ask(house, stream=stream, stream_options={"include_usage": True} if stream else None)
    assert said.startswith(fenced(GOOD).rstrip("\n"))
    assert "shell=True" not in raw.decode()
    told = said.removeprefix(fenced(GOOD).rstrip("\n")).strip().splitlines()
    assert len(told) == 1
    assert told[0].startswith("> Repaired: code block 1 (CWE-78 ")
    usage = (
        next(e["usage"] for e in events(raw) if isinstance(e, dict) and e.get("usage"))
        if stream
        else json.loads(raw)["usage"]
    )
    assert (usage["prompt_tokens"], usage["completion_tokens"], usage["total_tokens"]) == (6, 10, 16)
    repair = bodies(records, "block.repair")
    assert [(body["attempt"], body["outcome"], body["tokens_in"]) for body in repair] == [(1, "repaired", 3)]
    assert repair[0]["before_sha256"] != repair[0]["after_sha256"] != ""
    decided = bodies(records, "block.decision")[0]
    assert (decided["action"], decided["repaired"]["action"]) == ("allow", "reject")
    assert bodies(records, "exchange.close")[0]["tokens_out"] == 10
    asked = house.provider.requests[-1]
    assert asked["max_tokens"] == 4096
    assert not asked.get("stream")


async def test_a_model_that_repeats_the_flaw_ends_in_the_policys_action(house: House) -> None:
    house.provider.scripts["m"] = scripted(whole(fenced(BAD)), BAD, BAD)
    said, raw, records = await ask(house)
    assert "held back" in said
    assert "shell=True" not in raw.decode()
    assert [body["outcome"] for body in bodies(records, "block.repair")] == ["findings remain"] * 2
    assert bodies(records, "block.decision")[0]["action"] == "reject"
    assert json.loads(raw)["usage"]["total_tokens"] == 24


async def test_the_second_attempt_may_do_it(house: House) -> None:
    house.provider.scripts["m"] = scripted(whole(fenced(BAD)), BAD.replace("ls ", "ls -l "), GOOD)
    said, _, records = await ask(house)
    assert GOOD in said
    assert [body["outcome"] for body in bodies(records, "block.repair")] == ["findings remain", "repaired"]
    assert "ls -l" in json.dumps(house.provider.requests[-1])


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (OTHER, "another task"),
        ("pass\n", "another task"),
        (whole("I can't."), "another task"),
        (whole("```javascript\nfunction ls(path) {\n  x();\n  y();\n  z();\n}\n```\n"), "another task"),
        (whole("```python\ndef ls(path):\n    return ((\n    oops ]]\n    x = = 3\n```\n"), "can't be read"),
        (response(b"{}", status="500 Internal Server Error"), "upstream_error"),
        (response(b"no json"), "upstream_malformed"),
        ([STREAM_HEAD, chunk({"content": GOOD}), b"data: [DONE]\n\n"], "upstream_malformed"),
    ],
)
async def test_what_is_no_repair_is_not_taken(house: House, answer: Any, outcome: str) -> None:
    house.provider.scripts["m"] = scripted(whole(fenced(BAD)), answer, answer, answer, answer)
    said, raw, records = await ask(house)
    assert "held back" in said
    assert "shell=True" not in raw.decode()
    outcomes = [body["outcome"] for body in bodies(records, "block.repair")]
    assert outcomes[0].startswith(outcome.partition("_")[0])
    assert len(outcomes) == 2


async def test_time_is_bounded(house: House) -> None:
    house.provider.scripts["m"] = scripted(whole(fenced(BAD)), [20.0, *whole(fenced(GOOD))])
    said, _, records = await ask(house)
    assert "held back" in said
    assert [body["outcome"] for body in bodies(records, "block.repair")] == ["out of time"]


async def test_clean_code_is_not_asked_for_again(house: House) -> None:
    house.provider.scripts["m"] = scripted(whole(fenced(GOOD)))
    said, _, records = await ask(house)
    assert said == fenced(GOOD)
    assert bodies(records, "block.repair") == []
    assert len(house.provider.requests) == 1


async def test_the_code_of_a_tool_call_is_repaired_in_its_arguments(house: House) -> None:
    arguments = json.dumps({"file_path": "src/ls.py", "content": BAD})
    call = {"id": "call_1", "type": "function", "function": {"name": "write_file", "arguments": arguments}}
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": None, "tool_calls": [call]},
        "finish_reason": "tool_calls",
    }
    first = response({"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]})
    house.provider.scripts["m"] = scripted(first, GOOD)
    _, raw, records = await ask(
        house, tools=[{"type": "function", "function": {"name": "write_file", "parameters": {}}}]
    )
    message = json.loads(raw)["choices"][0]["message"]
    assert json.loads(message["tool_calls"][0]["function"]["arguments"]) == {"file_path": "src/ls.py", "content": GOOD}
    assert message["content"].startswith("> Repaired: code block 1 (CWE-78")
    assert bodies(records, "block.decision")[0]["action"] == "allow"


async def test_on_the_other_protocols(house: House) -> None:
    def messages(body: dict[str, Any]) -> Sequence[Step]:
        code = GOOD if asked_again(body) else BAD
        return response({**HEAD, "content": [{"type": "text", "text": fenced(code)}], "stop_reason": "end_turn"})

    house.provider.scripts["c"] = messages
    body = {"model": "c", "max_tokens": 99, "messages": [{"role": "user", "content": "list files"}]}
    _, _, raw = await house.post(body, path="/v1/messages")
    answer = json.loads(raw)
    assert GOOD in answer["content"][0]["text"]
    assert answer["usage"] == {"input_tokens": 14, "output_tokens": 2}

    def responses(body: dict[str, Any]) -> Sequence[Step]:
        part = {"type": "output_text", "text": fenced(GOOD if asked_again(body) else BAD), "annotations": []}
        item = {"type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": [part]}
        usage = {"input_tokens": 4, "output_tokens": 6, "total_tokens": 10}
        head = {"id": "resp_1", "object": "response", "created_at": 1, "model": "m", "status": "completed"}
        return response({**head, "output": [item], "usage": usage})

    house.provider.scripts["m"] = responses
    _, _, raw = await house.post({"model": "m", "input": "list files"}, path="/v1/responses")
    answer = json.loads(raw)
    assert GOOD in answer["output"][0]["content"][0]["text"]
    assert answer["usage"]["total_tokens"] == 20


async def test_the_demo_model_mends_its_own_code(tmp_path: Path) -> None:
    policy = tmp_path / "own.yaml"
    policy.write_text(OWN)
    overrides: dict[str, Any] = {"policy.path": str(policy), "model_list": []}
    async with running(tmp_path / "data", **overrides) as house:
        body = {"model": "demo", "messages": [{"role": "user", "content": "unpack a tar file with subprocess"}]}
        _, _, raw = await house.post(body)
        said = content(raw)
        assert "> Repaired: code block 1" in said
        assert "shell=True" not in said
        assert "subprocess.run([" in said
