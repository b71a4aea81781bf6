"""What the routes need of the composition root, and nothing of how it was put together."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from proxy.api.door import Door
from proxy.api.identity import KeyTable
from proxy.audit.refusals import Refusals
from proxy.errors import AuditUnavailable, ScanUnavailable, StateUnavailable
from proxy.exchange import House
from proxy.identity.usage import Usage

_WARMING_S = 30.0  # compiling the secret rules on a first start takes seconds; a first request may wait for it


async def nothing() -> None:
    """What is done to record a decision before the process has started."""


@dataclass(slots=True)
class Front:
    """Filled by the app's lifespan; routes are made before it."""

    max_body_bytes: int
    keys: KeyTable
    problems: Callable[[], list[str]]  # why the process isn't ready, empty where it is
    warm: asyncio.Event = field(default_factory=asyncio.Event)
    built: House | None = None
    usage: Usage = field(default_factory=Usage)
    refusals: Refusals = field(default_factory=Refusals)
    record: Callable[[], Awaitable[object]] = nothing
    door: Door = field(init=False)

    def __post_init__(self) -> None:
        """Without more, keys are what opens the door."""
        self.door = Door(self.keys, refusals=self.refusals)

    async def recorded(self) -> None:
        """Have what was just decided recorded; where that can't be now, it waits in the outbox and nothing is lost."""
        with contextlib.suppress(AuditUnavailable, StateUnavailable):
            await self.record()

    def house(self) -> House:
        """What exchanges share. Raises ScanUnavailable before the process has started."""
        if self.built is None:
            message = "Not scanned: the proxy is starting, so nothing was delivered."
            raise ScanUnavailable(message, retry_after_s=1)
        return self.built

    async def ready_to_scan(self) -> None:
        """Wait for the scan workers' first canaries. Raises ScanUnavailable where they don't come."""
        if self.warm.is_set():
            return
        try:
            async with asyncio.timeout(_WARMING_S):
                await self.warm.wait()
        except TimeoutError:
            message = "Not scanned: the scan workers are not ready, so nothing was delivered."
            raise ScanUnavailable(message, retry_after_s=10) from None
