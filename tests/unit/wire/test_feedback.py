"""Feedback to an agent: what stands in for a refused call, how it is answered, how often."""

from __future__ import annotations

import json
from typing import Any

import pytest

from proxy.wire import feedback

WHY = feedback.arguments("CWE-78: no shell.")
REASON = json.loads(WHY)["reason"]
USER = {"role": "user", "content": "go on"}


def chat(number: int = 0) -> list[dict[str, Any]]:
    call = {"id": f"c{number}", "type": "function", "function": {"name": feedback.TOOL, "arguments": WHY}}
    other = {"id": f"o{number}", "type": "function", "function": {"name": "read", "arguments": "{}"}}
    return [
        {"role": "assistant", "content": None, "tool_calls": [call, other]},
        {"role": "tool", "tool_call_id": f"c{number}", "content": "no such tool"},
        {"role": "tool", "tool_call_id": f"o{number}", "content": "text"},
    ]


def messages(number: int = 0) -> list[dict[str, Any]]:
    call = {"type": "tool_use", "id": f"c{number}", "name": feedback.TOOL, "input": json.loads(WHY)}
    return [
        {"role": "assistant", "content": [{"type": "text", "text": "x"}, call]},
        {
            "role": "user",
            "content": [
                {"type": "tool_result", "tool_use_id": f"c{number}", "content": "no such tool", "is_error": True},
                {"type": "tool_result", "tool_use_id": "other", "content": "text"},
            ],
        },
    ]


def responses(number: int = 0) -> list[dict[str, Any]]:
    return [
        {"type": "function_call", "call_id": f"c{number}", "name": feedback.TOOL, "arguments": WHY},
        {"type": "function_call_output", "call_id": f"c{number}", "output": "no such tool"},
        {"type": "function_call_output", "call_id": "other", "output": "text"},
    ]


MADE = {"chat": (chat, "messages"), "messages": (messages, "messages"), "responses": (responses, "input")}


@pytest.mark.parametrize("wire", MADE)
def test_the_clients_answer_becomes_the_findings(wire: str) -> None:
    make, key = MADE[wire]
    body = {"model": "m", key: [USER, *make()]}
    told = feedback.with_findings(body, wire)
    text = json.dumps(told[key][2:])
    assert "no such tool" not in text
    assert text.count(json.dumps(REASON)[1:-1]) == 1
    assert '"text"' in text
    assert body[key][2] == make()[1]


@pytest.mark.parametrize("wire", MADE)
def test_rounds_are_counted_since_a_person_spoke(wire: str) -> None:
    make, key = MADE[wire]
    history = [USER, *make(1), *make(2)]
    assert feedback.rounds({key: history}, wire) == 2
    assert feedback.rounds({key: [*history, USER]}, wire) == 0
    assert feedback.rounds({key: [*history, USER, *make(3)]}, wire) == 1


def test_a_person_may_speak_in_parts() -> None:
    spoken = {
        "role": "user",
        "content": [{"type": "text", "text": "stop"}, {"type": "tool_result", "tool_use_id": "x"}],
    }
    assert feedback.rounds({"messages": [*messages(), spoken]}, "messages") == 0


@pytest.mark.parametrize(
    ("wire", "body"),
    [
        pytest.param("chat", {"messages": [USER]}, id="nothing"),
        pytest.param("completions", {"prompt": "x"}, id="no-history"),
        pytest.param("responses", {"input": "text"}, id="text"),
        pytest.param("chat", {"messages": [{"tool_calls": "x"}, {"tool_calls": ["x", {"function": "y"}]}]}, id="odd"),
        pytest.param("messages", {"messages": [{"role": "user", "content": ["x"]}]}, id="odd-part"),
    ],
)  # fmt: skip
def test_other_requests_stay_as_they_are(wire: str, body: dict[str, Any]) -> None:
    assert feedback.with_findings(body, wire) is body
    assert feedback.rounds(body, wire) == 0


@pytest.mark.parametrize(
    "arguments", [pytest.param("{", id="no-json"), pytest.param("[]", id="list"), pytest.param(None, id="none")]
)
def test_arguments_that_a_client_changed_still_tell_the_model_to_mend_it(arguments: Any) -> None:
    call = {"id": "c", "type": "function", "function": {"name": feedback.TOOL, "arguments": arguments}}
    body = {"messages": [{"tool_calls": [call]}, "odd", {"role": "tool", "tool_call_id": "c", "content": "?"}]}
    told = feedback.with_findings(body, "chat")
    assert "Write the code again" in told["messages"][2]["content"]
    assert told["messages"][1] == "odd"


def test_only_a_client_with_tools_can_answer() -> None:
    assert feedback.declares_tools({"tools": [{}]})
    assert not feedback.declares_tools({"tools": []})
