"""How much was used lately: sliding windows of a minute, and tallies of a calendar's day or month.

Two numbers are kept of each: what was settled, and what is held for requests that are on their way. A request is let in where both and its
own estimate fit. As long as nothing uses more than was held for it, no window of the span's length ever holds more than the limit: what
settles in a window either had settled when the last of it was let in, or was held then. The usual fixed window, and a token bucket, let
through twice the limit around a boundary.
Rules for this file: pure; the caller says what time it is; whole numbers. Counterpart: usage.py.
"""

from __future__ import annotations

from collections import deque

MINUTE_S = 60.0
_GRAINS = 600  # entries a window at most: what settles within a tenth of a second of a minute leaves it together, with the last of it
_TICK_S = 0.001  # so that a sum of fractions doesn't fall short of the moment
_SOON_S = 1.0  # where only what is on its way is in the way, nobody knows when that ends


class Window:
    """See the module's docstring. `span_s`: its length in seconds."""

    def __init__(self, span_s: float = MINUTE_S) -> None:
        self._span_s = span_s
        self._entries: deque[list[float]] = deque()  # [when the first settled, when the last did, how much]
        self._settled = 0
        self._held = 0

    def used(self, now: float) -> int:
        """What counts now, settled or held."""
        self._forget(now)
        return self._settled + self._held

    def wait_s(self, amount: int, limit: int, now: float) -> float:
        """Seconds until so much more fits; 0 where it does. More than the limit is taken for the limit, so that it fits an empty window."""
        over = self.used(now) + min(amount, limit) - limit
        if over <= 0:
            return 0.0
        for _, last, much in self._entries:
            over -= int(much)
            if over <= 0:
                return last + self._span_s - now + _TICK_S
        return _SOON_S

    def hold(self, amount: int) -> None:
        """Count something that is on its way."""
        self._held += amount

    def settle(self, held: int, amount: int, now: float) -> None:
        """Count what came of it in its place."""
        self._held -= held
        self._forget(now)
        if not amount:
            return
        self._settled += amount
        if self._entries and now - self._entries[-1][0] < self._span_s / _GRAINS:
            self._entries[-1][1] = now
            self._entries[-1][2] += amount
        else:
            self._entries.append([now, now, amount])

    def reset_s(self, now: float) -> float:
        """Seconds until nothing that has settled counts any more."""
        self._forget(now)
        return self._entries[-1][1] + self._span_s - now if self._entries else 0.0

    def _forget(self, now: float) -> None:
        while self._entries and self._entries[0][1] <= now - self._span_s:
            self._settled -= int(self._entries.popleft()[2])


class Tally:
    """What was used in one period of the calendar; a period is named by a text ("2026-05")."""

    def __init__(self) -> None:
        self.period = ""
        self._settled = 0
        self._held = 0

    def used(self, period: str) -> int:
        """What counts in that period, settled or held."""
        return (self._settled if period == self.period else 0) + self._held

    def hold(self, amount: int) -> None:
        """Count something that is on its way."""
        self._held += amount

    def settle(self, held: int, amount: int, period: str) -> None:
        """Count what came of it, in the period that it ends in."""
        self._held -= held
        if period != self.period:
            self.period, self._settled = period, 0
        self._settled += amount
