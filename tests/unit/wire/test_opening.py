"""A conversation keeps its place over all of its requests, whatever a client sends."""

from __future__ import annotations

import pytest

from proxy.wire.opening import conversation_of, opening, sample_of


@pytest.mark.parametrize(
    ("wire", "body", "said"),
    [
        ("chat", {"messages": [{"role": "system", "content": "s"}, {"role": "user", "content": "hello"}]}, "hello"),
        (
            "messages",
            {"messages": [{"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "image"}, 3]}]},
            "a",
        ),
        ("responses", {"input": "do it"}, "do it"),
        ("responses", {"input": [{"role": "user", "content": [{"type": "input_text", "text": "x"}]}]}, "x"),
        ("completions", {"prompt": "p" * 500}, "p" * 200),
        ("fim", {"prompt": ["a", "b"]}, ""),
        ("chat", {"messages": 7}, ""),
        ("chat", {"messages": [7, {"role": "user", "content": None}]}, ""),
        ("chat", {}, ""),
    ],
)
def test_the_first_persons_message_opens_it(wire: str, body: dict[str, object], said: str) -> None:
    assert opening(body, wire) == said


def test_later_turns_keep_the_place_and_others_are_spread() -> None:
    first = {"messages": [{"role": "user", "content": "hello \ud800"}]}
    later = {"messages": [*first["messages"], {"role": "assistant", "content": "x"}, {"role": "user", "content": "y"}]}
    assert sample_of(first, "chat", "k") == sample_of(later, "chat", "k")
    places = [sample_of({"messages": [{"role": "user", "content": str(n)}]}, "chat", "k") for n in range(2_000)]
    assert min(places) == 0
    assert max(places) == 99
    assert all(places.count(place) < 60 for place in range(100))


def test_a_conversation_has_one_name_that_tells_nothing() -> None:
    first = {"messages": [{"role": "user", "content": "hello"}]}
    later = {"messages": [*first["messages"], {"role": "assistant", "content": "x"}]}
    assert (
        conversation_of(first, "chat", "k")
        == conversation_of(later, "chat", "k")
        != conversation_of(first, "chat", "other")
    )
    assert "hello" not in conversation_of(first, "chat", "k")
