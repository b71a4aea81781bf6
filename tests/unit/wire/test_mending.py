"""A request to write code again: small and closed on each protocol; and what it cost, added to the usage."""

from __future__ import annotations

from typing import Any

import pytest

from proxy.wire.chat import ChatCodec
from proxy.wire.codec import Spending
from proxy.wire.json import dumps
from proxy.wire.mending import mend_body, mend_prompt, with_spent
from proxy.wire.messages import MessagesCodec
from proxy.wire.responses import ResponsesCodec
from proxy.wire.sse import ServerEvent
from tests.messages_wire import end, start
from tests.messages_wire import text as said_text


def test_the_prompt_holds_code_and_problems_in_a_fence_that_the_code_does_not_end() -> None:
    prompt = mend_prompt("x = '````'\n", "python", ["a", "b"])
    assert (
        prompt == "Write this code again, securely. A check found in it:\n- a\n- b\n\n`````python\nx = '````'\n`````\n"
    )
    assert mend_prompt("x", None, []).endswith("```\nx\n```\n")


@pytest.mark.parametrize(
    ("wire", "body", "bound"),
    [
        ("chat", {"model": "m", "tools": [1], "messages": [2], "stream": True}, "max_tokens"),
        ("chat", {"model": "m", "max_completion_tokens": 7}, "max_completion_tokens"),
        ("messages", {"model": "m", "max_tokens": 7, "system": "theirs"}, "max_tokens"),
        ("responses", {"model": "m", "tools": [1], "previous_response_id": "x"}, "max_output_tokens"),
    ],
)
def test_the_request_is_closed(wire: str, body: dict[str, Any], bound: str) -> None:
    asked = mend_body(body, wire, "P", 50)
    assert (asked["model"], asked[bound]) == ("m", 50)
    assert not {"tools", "stream", "previous_response_id"} & set(asked)
    assert "theirs" not in str(asked)
    assert str(asked).count("'P'") == 1


@pytest.mark.parametrize(
    ("usage", "spent", "after"),
    [
        (
            {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3, "x": 9},
            (4, 5),
            {"prompt_tokens": 5, "completion_tokens": 7, "total_tokens": 12, "x": 9},
        ),
        ({"input_tokens": 1, "output_tokens": None}, (4, 5), {"input_tokens": 5, "output_tokens": None}),
        ({"input_tokens": 1}, (0, 0), {"input_tokens": 1}),
        (None, (4, 5), None),
    ],
)
def test_usage_adds_up(usage: Any, spent: tuple[int, int], after: Any) -> None:
    assert with_spent(usage, spent) == after


def _event(obj: dict[str, Any]) -> ServerEvent:
    return ServerEvent(dumps(obj).decode(), obj.get("type"))


def test_a_chat_stream_ends_with_the_sum() -> None:
    codec = ChatCodec(whole=False, keep_unknown=False, through=False)
    assert isinstance(codec, Spending)
    codec.spend((1, 1))
    assert b"usage" not in codec.closing(include_usage=True)
    head = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    codec.read(
        _event({**head, "choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 5, "total_tokens": 8}})
    )
    codec.spend((10, 20))
    assert b'"total_tokens":38' in codec.closing(include_usage=True)


def test_a_message_ends_with_the_sum_of_all_of_it() -> None:
    codec = MessagesCodec(whole=False, keep_unknown=False)
    out = b""
    for obj in (start(), *said_text(0, "hi"), *end()):
        frame = codec.read(_event(obj))
        for channel, text in frame.texts:
            out += codec.text(channel, text, len(text), equal=True)
        for channel in frame.ended:
            out += codec.settled(channel, refused=False)
    codec.spend((10, 20))
    out += codec.ending(0, rejected=False) + codec.closing(include_usage=True)
    assert b'"usage":{"input_tokens":17,"output_tokens":29}' in out


def test_a_response_completes_with_the_sum() -> None:
    codec = ResponsesCodec(whole=False, keep_unknown=False)
    response = {
        "id": "r",
        "object": "response",
        "status": "completed",
        "output": [],
        "usage": {"input_tokens": 1, "output_tokens": 2, "total_tokens": 3},
    }
    codec.read(_event({"type": "response.completed", "sequence_number": 0, "response": response}))
    codec.spend((10, 20))
    assert b'"total_tokens":33' in codec.ending(0, rejected=False) + codec.closing(include_usage=True)
