"""Agent feedback through the real server: the refused call comes back as its own findings, three times at most."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from proxy.wire import feedback
from tests.running import House, running
from tests.server.test_calls import BAD, Answer, call, streamed, whole

POLICY = "name: agents\nextends: [baseline]\ncalls: feedback\n"
TOOLS = [{"type": "function", "function": {"name": "write", "parameters": {"type": "object"}}}]


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    folder: Path = tmp_path_factory.mktemp("agents")
    (folder / "agents.yaml").write_text(POLICY)
    async with running(folder, **{"policy.path": str(folder / "agents.yaml")}) as made:
        yield made


async def ask(house: House, history: list[dict[str, Any]], *, stream: bool, **more: Any) -> Answer:
    calls = [call("write", path="app.py", content=BAD)]
    house.provider.scripts["any"] = streamed(calls) if stream else whole(calls)
    status, headers, raw = await house.ask("any", stream=stream, messages=history, **more)
    assert status == 200
    return Answer(raw, stream=stream, ref=headers["x-codeward-ref"])


@pytest.mark.parametrize("stream", [True, False])
async def test_an_agent_is_told_in_the_calls_own_answer(house: House, stream: bool) -> None:
    history: list[dict[str, Any]] = [{"role": "user", "content": "write it"}]
    for _ in range(feedback.MAX_ROUNDS):
        answer = await ask(house, history, stream=stream, tools=TOOLS)
        assert b"shell=True" not in answer.raw.replace(b"shell=True)` ", b"")
        assert (len(answer.calls), answer.finish) == (1, "tool_calls")
        (made,) = answer.calls.values()
        assert made["name"] == feedback.TOOL
        assert "CWE-78" in json.loads(made["arguments"])["reason"]
        assert "CWE-78" in answer.text
        told = {"id": "c", "type": "function", "function": made}
        history += [
            {"role": "assistant", "content": answer.text, "tool_calls": [told]},
            {"role": "tool", "tool_call_id": "c", "content": "no such tool"},
        ]
    last = await ask(house, history, stream=stream, tools=TOOLS)
    assert (last.calls, last.finish) == ({}, "stop")
    seen = house.provider.requests[-1]["messages"]
    assert "no such tool" not in json.dumps(seen)
    assert "CWE-78" in seen[2]["content"]


@pytest.mark.parametrize("stream", [True, False])
async def test_a_client_without_tools_gets_words(house: House, stream: bool) -> None:
    answer = await ask(house, [{"role": "user", "content": "write it"}], stream=stream)
    assert (answer.calls, answer.finish) == ({}, "stop")
    assert "CWE-78" in answer.text
