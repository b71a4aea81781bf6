"""How often somebody is reminded to review by hand: in full the first time in a conversation, then in a line, then no more for a while.

A reminder that comes each time is read no time. Counted per process, by key and by the beginning of a conversation; nothing is stored.
Rules for this file: bounded; the clock is given. Counterparts: review.py asks, policy/attention.py says what for.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from enum import Enum
from typing import TypeVar

from proxy.policy.sections import Attention

_K = TypeVar("_K")
_KEPT = 20_000
_DAY_S = 86_400.0


class Share(Enum):
    """How much is said."""

    NONE = "none"
    LINE = "line"
    FULL = "full"


class Reminders:
    """The counts of a process."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._conversations: OrderedDict[str, int] = OrderedDict()
        self._days: OrderedDict[tuple[str, int], int] = OrderedDict()

    def next(self, key_id: str, conversation: str, terms: Attention) -> Share:
        """How much may be said now; counts it as said."""
        day = (key_id, int(self._clock() // _DAY_S))
        told, today = self._conversations.get(conversation, 0), self._days.get(day, 0)
        if not terms.enabled or told >= terms.per_conversation or today >= terms.per_day:
            return Share.NONE
        _put(self._conversations, conversation, told + 1)
        _put(self._days, day, today + 1)
        return Share.LINE if told else Share.FULL


def _put(counts: OrderedDict[_K, int], key: _K, count: int) -> None:
    counts[key] = count
    counts.move_to_end(key)
    if len(counts) > _KEPT:
        counts.popitem(last=False)
