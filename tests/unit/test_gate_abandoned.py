"""What a gate does at its end: nothing after it was abandoned, one closer for what was left open."""

from __future__ import annotations

from proxy.gate import Ask, Gate, Terms
from proxy.holding import Ruling, Verb
from proxy.model import Channel, Hold


def test_a_ruling_that_comes_late_changes_nothing() -> None:
    gate, channel = Gate(Terms(Hold.BLOCK)), Channel(0, "content")
    (ask,) = [each for each in gate.feed(channel, "```python\nx = 1\n```\n") if isinstance(each, Ask)]
    gate.abandon()
    assert gate.resolve(ask.ticket, [Ruling(Verb.KEEP)]) == []
    assert not gate.in_flight


def test_an_open_fence_is_closed_once_however_many_words_follow() -> None:
    gate, channel = Gate(Terms(Hold.BLOCK)), Channel(0, "content")
    gate.feed(channel, "```text\nx = 1\n")
    (ask,) = [each for each in gate.finish(channel) if isinstance(each, Ask)]
    gate.resolve(ask.ticket, [Ruling(Verb.KEEP)])
    said = gate.paragraph(channel, "one").text + gate.paragraph(channel, "two").text
    assert said == "```\n\none\n\ntwo"
