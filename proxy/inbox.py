"""What an exchange waits for, in one place: bytes from the provider, rulings from the scanners, the end.

A queue with one taker that gives out everything that came since it last looked, so that what arrived in one read leaves in one
write, and that costs one future a wait. Putting waits while too much lies unread (back-pressure on the provider).
Rules for this file: one event loop, one taker. Counterpart: exchange.py.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")


class Inbox(Generic[T]):
    """See the module's docstring. `bound`: how many items may lie unread before `put` waits."""

    def __init__(self, bound: int) -> None:
        self._bound = bound
        self._items: deque[T] = deque()
        self._taker: asyncio.Future[None] | None = None
        self._room = asyncio.Event()
        self._room.set()

    async def put(self, item: T) -> None:
        """Add an item, after waiting until there is room."""
        await self._room.wait()
        self.post(item)

    def post(self, item: T) -> None:
        """Add an item at once, whatever lies there."""
        self._items.append(item)
        if len(self._items) >= self._bound:
            self._room.clear()
        if self._taker is not None and not self._taker.done():
            self._taker.set_result(None)

    async def take(self, timeout_s: float | None = None) -> list[T]:
        """All items that are there, after waiting for a first one; nothing where `timeout_s` passed before it came."""
        if not self._items:
            loop = asyncio.get_running_loop()
            self._taker = loop.create_future()
            timer = loop.call_later(timeout_s, _wake, self._taker) if timeout_s is not None else None
            try:
                await self._taker
            finally:
                self._taker = None
                if timer is not None:
                    timer.cancel()
        items = list(self._items)
        self._items.clear()
        self._room.set()
        return items


def _wake(taker: asyncio.Future[None]) -> None:
    if not taker.done():
        taker.set_result(None)
