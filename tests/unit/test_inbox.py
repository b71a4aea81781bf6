"""The inbox: everything that came since the last look, in order, with back-pressure on who puts."""

from __future__ import annotations

import asyncio

import pytest

from proxy.inbox import Inbox


async def test_what_lies_there_is_taken_at_once_and_in_order() -> None:
    inbox: Inbox[int] = Inbox(8)
    await inbox.put(1)
    inbox.post(2)
    assert await inbox.take() == [1, 2]


async def test_a_taker_is_woken_by_the_first_item_and_gets_all_that_came_with_it() -> None:
    inbox: Inbox[int] = Inbox(8)
    taker = asyncio.ensure_future(inbox.take(10.0))
    await asyncio.sleep(0)
    inbox.post(1)
    inbox.post(2)
    assert await taker == [1, 2]


async def test_nothing_came_in_time() -> None:
    inbox: Inbox[int] = Inbox(8)
    assert await inbox.take(0.0) == []
    inbox.post(1)
    assert await inbox.take(0.0) == [1]


async def test_the_timer_of_a_taker_that_was_woken_changes_nothing() -> None:
    inbox: Inbox[int] = Inbox(8)
    taker = asyncio.ensure_future(inbox.take(0.0))
    await asyncio.sleep(0)
    inbox.post(1)  # the timer is due in the same turn of the loop
    assert await taker == [1]


async def test_putting_waits_while_too_much_lies_unread_and_posting_does_not() -> None:
    inbox: Inbox[int] = Inbox(2)
    await inbox.put(1)
    await inbox.put(2)
    putter = asyncio.ensure_future(inbox.put(4))
    await asyncio.sleep(0)
    inbox.post(3)
    assert not putter.done()
    assert await inbox.take() == [1, 2, 3]
    await putter
    assert await inbox.take() == [4]


async def test_a_cancelled_taker_loses_nothing() -> None:
    inbox: Inbox[int] = Inbox(2)
    taker = asyncio.ensure_future(inbox.take())
    await asyncio.sleep(0)
    taker.cancel()
    with pytest.raises(asyncio.CancelledError):
        await taker
    inbox.post(1)
    assert await inbox.take() == [1]
