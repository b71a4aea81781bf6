"""Reminders: in full once a conversation, then in a line, then no more; and no more than so many a day."""

from __future__ import annotations

from typing import Any

from proxy.policy.sections import Attention
from proxy.reminders import Reminders, Share

ON = Attention(enabled=True, per_conversation=3, per_day=4)


def test_a_conversation_hears_it_in_full_once() -> None:
    reminders = Reminders(lambda: 0.0)
    assert [reminders.next("k", "c", ON) for _ in range(4)] == [Share.FULL, Share.LINE, Share.LINE, Share.NONE]
    assert reminders.next("k", "d", ON) is Share.FULL
    assert reminders.next("k", "e", ON) is Share.NONE
    assert reminders.next("other", "f", ON) is Share.FULL


def test_the_next_day_begins_anew() -> None:
    now = [0.0]
    reminders = Reminders(lambda: now[0])
    for number in range(4):
        reminders.next("k", f"c{number}", ON)
    assert reminders.next("k", "x", ON) is Share.NONE
    now[0] = 86_400.0
    assert reminders.next("k", "x", ON) is Share.FULL


def test_a_policy_switches_it_off_and_what_is_kept_is_bounded(monkeypatch: Any) -> None:
    monkeypatch.setattr("proxy.reminders._KEPT", 2)
    reminders = Reminders(lambda: 0.0)
    assert reminders.next("k", "c", Attention()) is Share.NONE
    for name in ("a", "b", "c"):
        reminders.next(name, name, ON)
    assert reminders.next("a", "a", ON) is Share.FULL
    assert len(reminders._conversations) == len(reminders._days) == 2
