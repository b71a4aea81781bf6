"""Corners of the chat codec."""

from __future__ import annotations

from proxy.model import Channel, ChannelKind
from proxy.wire.chat import ChatCodec
from proxy.wire.choices import Choice, settle_logprobs
from proxy.wire.codec import Frame

HEAD = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m"}


def _codec() -> ChatCodec:
    return ChatCodec(whole=False, keep_unknown=False)


def test_a_choice_without_a_delta_says_nothing() -> None:
    frame = _codec().decode({**HEAD, "choices": [{"index": 0, "delta": None, "finish_reason": None}]})
    assert frame.texts == []


def test_what_is_no_label_beside_a_calls_arguments_is_left_out() -> None:
    codec = _codec()
    call = {"index": 0, "id": "a", "function": {"name": "f", "essay": "x\ny", "arguments": None}}
    frame = codec.decode({**HEAD, "choices": [{"index": 0, "delta": {"tool_calls": [call]}}]})
    assert frame.texts == [(Channel(0, "tool_calls.0", ChannelKind.WHOLE), "")]
    assert "essay" not in codec.choices[0].calls[0].inner


def test_arguments_of_a_call_nobody_announced_go_nowhere() -> None:
    codec = _codec()
    codec.decode({**HEAD, "choices": [{"index": 0, "delta": {}}]})
    codec.text(Channel(0, "function_call", ChannelKind.WHOLE), "{}", 2, equal=True)
    assert codec.call(Channel(0, "function_call", ChannelKind.WHOLE)) is None


def test_only_lists_of_log_probabilities_are_joined() -> None:
    choice = Choice(0)
    choice.logprobs.append((0, 2, {"content": [1], "refusal": None}))
    assert settle_logprobs(choice, 2, equal=True) == {"content": [1]}


def test_a_field_of_a_channel_that_is_not_content_has_no_log_probabilities() -> None:
    codec = _codec()
    codec.passed(Frame({}), [(Channel(0, "reasoning"), 3), (Channel(5, "content"), 3)])
    assert b"logprobs" not in codec.text(Channel(5, "content"), "x", 1, equal=True)


def test_log_probabilities_of_changed_text_are_dropped_frame_by_frame() -> None:
    choice = Choice(0)
    choice.logprobs.extend([(0, 2, {"content": [1]}), (2, 4, {"content": [2]}), (4, 6, {"content": [3]})])
    assert settle_logprobs(choice, 4, equal=False) == {}
    assert settle_logprobs(choice, 6, equal=True) == {"content": [3]}
