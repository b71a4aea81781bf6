"""A gate that was abandoned lets nothing more leave, whatever still comes back."""

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
