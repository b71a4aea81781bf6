"""The names of tools that a request declares, in its list and in what it tells the model."""

from __future__ import annotations

from typing import Any

import pytest

from proxy.extract.tool_names import MAX_NAMES, declared_tools

PROMPT = """You are Cline.

## my_tool
Usage:
<my_tool>
<path>File path here</path>
</my_tool>

  <other.tool> <arg>x</arg></other.tool>

<attempt_completion>
<result>
Your answer
</result>
</attempt_completion>

<div>
<p>HTML</p>
</div>

<never_closed>
<path>x</path>

Say <inline_tool><a>b</a></inline_tool> and
<no_argument>
words
</no_argument>
"""


@pytest.mark.parametrize(
    ("body", "wire", "names"),
    [
        pytest.param({"tools": [{"type": "function", "function": {"name": "a_b"}}, {"type": "custom", "custom": {"name": "c"}}]}, "chat", {"a_b", "c"}, id="chat"),
        pytest.param({"functions": [{"name": "old_one"}]}, "chat", {"old_one"}, id="legacy"),
        pytest.param({"tools": [{"name": "read"}, {"type": "bash_20250124", "name": "bash"}]}, "messages", {"read", "bash"}, id="messages"),
        pytest.param({"tools": [{"type": "function", "name": "f"}, {"type": "namespace", "name": "n", "tools": [{"name": "g"}]}, {"type": "web_search"}]}, "responses", {"f", "n", "g"}, id="responses"),
        pytest.param({"tools": "x", "functions": [1, {"name": 2}, {"name": "a b"}, {"name": "table"}, {"name": "x" * 80}]}, "chat", set(), id="none-of-them"),
        pytest.param({"messages": [{"role": "system", "content": PROMPT}]}, "chat", {"my_tool", "other.tool"}, id="prompt"),
        pytest.param({"messages": [{"role": "developer", "content": [{"type": "text", "text": PROMPT}]}]}, "chat", {"my_tool", "other.tool"}, id="developer"),
        pytest.param({"system": [{"type": "text", "text": PROMPT}], "messages": []}, "messages", {"my_tool", "other.tool"}, id="system"),
        pytest.param({"instructions": PROMPT, "input": "x"}, "responses", {"my_tool", "other.tool"}, id="instructions"),
        pytest.param({"messages": [{"role": "user", "content": PROMPT}]}, "chat", set(), id="what-people-say"),
        pytest.param({"prompt": PROMPT}, "completions", set(), id="no-conversation"),
    ],
)  # fmt: skip
def test_declared(body: dict[str, Any], wire: str, names: set[str]) -> None:
    assert declared_tools(body, wire) == names


def test_their_number_is_bounded() -> None:
    tools = [{"name": f"tool_{number}"} for number in range(2 * MAX_NAMES)]
    prompt = "".join(f"<said_{number}>\n<a>b</a>\n</said_{number}>\n" for number in range(2 * MAX_NAMES))
    names = declared_tools({"tools": tools, "system": prompt, "messages": []}, "messages")
    assert len(names) == MAX_NAMES
    assert "tool_0" in names


@pytest.mark.parametrize("piece", ["<a>\n", "<my_tool>\n<a>\n", "<my_tool>" + " " * 100, "<"])
def test_a_long_prompt_ends(piece: str) -> None:
    """Work that grows faster than the text would pass the suite's time limit."""
    declared_tools({"instructions": piece * (1_000_000 // len(piece))}, "responses")
