"""What of a request goes on to a provider of another protocol."""

from __future__ import annotations

from typing import Any

import pytest

from proxy.errors import RequestInvalid
from proxy.upstream.crossing import crossed, free_text_tools, settled

FUNCTION = {"type": "function", "name": "f"}
FREE = {"type": "custom", "name": "g"}


@pytest.mark.parametrize(
    ("wire", "request_", "expected"),
    [
        pytest.param("messages", {"model": "m", "max_tokens": 1, "api_base": "x", "metadata": {}}, {"max_tokens": 1}, id="messages"),
        pytest.param("count_tokens", {"system": "s", "betas": []}, {"system": "s"}, id="count_tokens"),
        pytest.param("responses", {"input": "hi", "store": True, "include": ["x"], "user": "u"}, {"input": "hi"}, id="responses"),
        pytest.param("embeddings", {"input": "hi", "api_key": "x"}, {"input": "hi"}, id="embeddings"),
        pytest.param("chat", {"messages": [], "n": 1, "base_url": "x", "stream": True}, {"messages": [], "n": 1}, id="chat"),
        pytest.param("chat", {"temperature": None}, {}, id="null"),
        pytest.param("completions", {"prompt": "p", "n": 1, "user": "u"}, {"messages": [{"role": "user", "content": "p"}]}, id="completions"),
        pytest.param("completions", {"prompt": ["p"], "suffix": ""}, {"messages": [{"role": "user", "content": "p"}]}, id="one-prompt"),
        pytest.param("messages", {"tools": [{"name": "a"}, {"type": "custom", "name": "b"}]}, {"tools": [{"name": "a"}, {"type": "custom", "name": "b"}]}, id="tools"),
        pytest.param("messages", {"tools": [{"type": "web_search_20250305"}], "tool_choice": {"type": "auto"}}, {}, id="only-what-runs-elsewhere"),
        pytest.param("responses", {"tools": [FUNCTION, FREE, {"type": "web_search"}]}, {"tools": [FUNCTION, FREE]}, id="what-runs-elsewhere"),
        pytest.param("chat", {"tools": [{"type": "function"}]}, {"tools": [{"type": "function"}]}, id="tools-of-a-chat"),
        pytest.param("responses", {"input": [{"role": "user"}], "previous_response_id": None}, {"input": [{"role": "user"}]}, id="items"),
    ],
)  # fmt: skip
def test_what_goes_on(wire: str, request_: dict[str, Any], expected: dict[str, Any]) -> None:
    assert crossed(wire, request_) == expected


@pytest.mark.parametrize(
    ("wire", "request_", "param", "words"),
    [
        pytest.param("messages", {"mcp_servers": [{}]}, "mcp_servers", "'mcp_servers'", id="tool-servers"),
        pytest.param("messages", {"container": "c"}, "container", "'container'", id="container"),
        pytest.param("messages", {"tools": [{"type": "bash_20250124", "name": "bash"}]}, "tools", "'bash_20250124'", id="known-by-type"),
        pytest.param("messages", {"tools": {}}, "tools", "list of objects", id="no-list"),
        pytest.param("messages", {"tools": ["x"]}, "tools", "list of objects", id="no-objects"),
        pytest.param("messages", {"tools": [{"type": "a b\nc"}]}, "tools", "'[?]'", id="words-for-a-type"),
        pytest.param("responses", {"previous_response_id": "r"}, "previous_response_id", "'previous_response_id'", id="stored"),
        pytest.param("responses", {"conversation": {"id": "c"}}, "conversation", "'conversation'", id="conversation"),
        pytest.param("responses", {"prompt": {"id": "p"}}, "prompt", "'prompt'", id="prompt"),
        pytest.param("responses", {"tools": [{"type": "mcp"}]}, "tools", "'mcp'", id="mcp"),
        pytest.param("responses", {"input": [{"type": "item_reference"}]}, "input", "'item_reference'", id="reference"),
        pytest.param("completions", {"prompt": "p", "suffix": "s"}, "suffix", "'suffix'", id="suffix"),
        pytest.param("completions", {"prompt": "p", "echo": True}, "echo", "'echo'", id="echo"),
        pytest.param("completions", {"prompt": ["a", "b"]}, "prompt", "several texts", id="prompts"),
        pytest.param("completions", {"prompt": [1, 2]}, "prompt", "tokens", id="tokens"),
        pytest.param("completions", {"prompt": "p", "best_of": 2}, "best_of", "'best_of' above 1", id="best-of"),
        pytest.param("chat", {"messages": [], "n": 2}, "n", "'n' above 1", id="n"),
    ],
)  # fmt: skip
def test_what_is_refused(wire: str, request_: dict[str, Any], param: str, words: str) -> None:
    with pytest.raises(RequestInvalid, match=words) as caught:
        crossed(wire, request_)
    assert caught.value.param == param


def test_free_text_tools_stand_beside_others_and_inside() -> None:
    inside = {"type": "namespace", "name": "n", "tools": [{"type": "custom", "name": "h"}, "x"]}
    assert free_text_tools({"tools": [FUNCTION, FREE, inside]}) == {"g", "h"}
    assert free_text_tools({}) == frozenset()


def test_only_fields_of_a_chat_are_settled() -> None:
    assert settled({"temperature": 0, "rpm": 5, "stream": True}) == {"temperature": 0}
