"""From the outbox of the state into the chain of records: in order, nothing lost, nothing twice.

A change in the state and its record can't be one transaction of two files, so the record waits in the state's outbox. It is forgotten
there once it is durable in the chain; where a crash comes between the two it comes again, under the same id, and is written once.
Rules for this file: only who may write records takes anything out. Counterparts: proxy/state.py, store.py.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from proxy.audit.record import Kind
from proxy.audit.store import AuditStore
from proxy.errors import AuditUnavailable, StateUnavailable
from proxy.keyring import Keyring
from proxy.state import Fresh, State, Waiting

_log = logging.getLogger("codeward")
_POLL_S = 1.0  # what the command line did stands in the records within 2 s


class Outbox:
    """See the module's docstring."""

    def __init__(self, state: State, store: AuditStore, before: Callable[[], object] = lambda: None) -> None:
        self._state = state
        self._before = before  # done each time before looking: what happens by itself, such as a key running out
        self._store = store
        self._next = Fresh(state, lambda: state.waiting(most=1))
        self._one = asyncio.Lock()
        self._strange: set[str] = set()

    async def drain(self) -> int:
        """Write what waits; gives how many records that were. Raises AuditUnavailable, StateUnavailable: the rest waits on."""
        async with self._one:
            if not await asyncio.to_thread(self._next.get):
                return 0
            written, after = 0, 0
            while waiting := await asyncio.to_thread(self._state.waiting, after):
                after = waiting[-1].number
                done = [each.number for each in waiting if await self._write(each)]
                await asyncio.to_thread(self._state.told, done)
                written += len(done)
            return written

    async def keep_telling(self) -> None:
        """Drain again and again; what can't be written now is tried again."""
        while True:
            try:
                await asyncio.to_thread(self._before)
                await self.drain()
            except (AuditUnavailable, StateUnavailable) as error:
                _log.warning("what was decided can't be recorded yet: %s", error.message)
            await asyncio.sleep(_POLL_S)

    async def _write(self, waiting: Waiting) -> bool:
        """Write one record; False where it is none of this version, which leaves it to the one that wrote it."""
        try:
            await self._store.append_once(waiting.id, Kind(waiting.kind), {**waiting.body, "at": waiting.at})
        except ValueError:
            if waiting.id not in self._strange:
                _log.error("a record of the kind %r waits that this version can't write", waiting.kind)
            self._strange.add(waiting.id)
            return False
        return True


def drain_if_alone(data_dir: Path, keyring: Keyring, state: State) -> bool:
    """Write what waits, for a command; False where that is left to the server that writes the records, or to the next start."""
    if not state.waiting(most=1):
        return True

    async def drained() -> None:
        store = AuditStore.open(data_dir, keyring)
        try:
            await Outbox(state, store).drain()
        finally:
            await store.close()

    try:
        asyncio.run(drained())
    except AuditUnavailable:
        return False
    return True
