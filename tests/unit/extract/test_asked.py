"""Which languages a request is about."""

from __future__ import annotations

from typing import Any

import pytest

from proxy.extract.asked import languages_asked


def _chat(*texts: str, role: str = "user") -> dict[str, Any]:
    return {"messages": [{"role": role, "content": text} for text in texts]}


@pytest.mark.parametrize(
    ("body", "languages"),
    [
        (_chat("write it in Go please"), ("go",)),
        (_chat("```ts\nx\n```\nmend src/app.py and lib/util.py"), ("python", "typescript")),
        (_chat("a Flask route and a Dockerfile"), ("dockerfile", "python")),
        (_chat("use C++ and node, not C#"), ("cpp", "javascript", "csharp")),
        (_chat("hello, let us go on"), ()),
        (_chat("python", role="system"), ()),
        (
            {
                "messages": [
                    {
                        "role": "assistant",
                        "tool_calls": [{"id": "1", "function": {"name": "read", "arguments": '{"path": "a/b.rb"}'}}],
                    }
                ]
            },
            ("ruby",),
        ),
        ({"messages": 7}, ()),
    ],
)
def test_languages_are_told_by_fences_files_and_names(body: dict[str, Any], languages: tuple[str, ...]) -> None:
    assert languages_asked(body, "chat") == languages


def test_only_the_end_of_what_was_said_counts() -> None:
    long = "x " * 40_000
    assert languages_asked(_chat("rust", long), "chat") == ()
    assert languages_asked(_chat("rust", long, "more"), "chat") == ()
    tool = {
        "messages": [
            {"role": "user", "content": "java"},
            {"role": "tool", "tool_call_id": "1", "content": long},
            {"role": "user", "content": "go on"},
        ]
    }
    assert languages_asked(tool, "chat") == ()


def test_an_attached_file_counts() -> None:
    document = {"type": "document", "title": "Main.kt", "source": {"type": "text", "data": "fun main() {}"}}
    body = {"messages": [{"role": "user", "content": [document, {"type": "text", "text": "look"}]}]}
    assert languages_asked(body, "messages") == ("kotlin",)
