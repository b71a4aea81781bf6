"""Words of ours stand behind the client's own instructions, on each protocol, and nothing else changes."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from proxy.wire.guided import with_guidance

USER = {"role": "user", "content": "hi"}


@pytest.mark.parametrize(
    ("wire", "body", "after"),
    [
        ("chat", {"messages": [USER]}, {"messages": [{"role": "system", "content": "G"}, USER]}),
        (
            "chat",
            {"messages": [{"role": "developer", "content": "d"}, USER]},
            {"messages": [{"role": "developer", "content": "d\n\nG"}, USER]},
        ),
        (
            "chat",
            {
                "messages": [
                    {"role": "system", "content": [{"type": "text", "text": "s"}]},
                    USER,
                    {"role": "system", "content": "late"},
                ]
            },
            {
                "messages": [
                    {"role": "system", "content": [{"type": "text", "text": "s"}, {"type": "text", "text": "G"}]},
                    USER,
                    {"role": "system", "content": "late"},
                ]
            },
        ),
        ("chat", {"messages": [7]}, {"messages": [{"role": "system", "content": "G"}, 7]}),
        (
            "chat",
            {"messages": [{"role": "system", "content": None}]},
            {"messages": [{"role": "system", "content": "G"}]},
        ),
        ("messages", {"messages": [USER]}, {"messages": [USER], "system": "G"}),
        ("messages", {"system": "s"}, {"system": "s\n\nG"}),
        (
            "messages",
            {"system": [{"type": "text", "text": "s"}]},
            {"system": [{"type": "text", "text": "s"}, {"type": "text", "text": "G"}]},
        ),
        ("responses", {"input": "x"}, {"input": "x", "instructions": "G"}),
        ("responses", {"instructions": "i"}, {"instructions": "i\n\nG"}),
    ],
)
def test_the_words_stand_behind(wire: str, body: dict[str, Any], after: dict[str, Any]) -> None:
    before = copy.deepcopy(body)
    assert with_guidance(body, wire, "G") == after
    assert body == before


@pytest.mark.parametrize(
    ("wire", "body"), [("completions", {"prompt": "x"}), ("fim", {"prompt": "x"}), ("chat", {"messages": "x"})]
)
def test_where_there_is_no_place_the_request_stays(wire: str, body: dict[str, Any]) -> None:
    assert with_guidance(body, wire, "G") is body
