"""Requests that were refused before an exchange began: counted at once, recorded at most once a minute for each key and reason.

A record each would let anyone fill the disk with requests that cost him nothing; none would hide that a key is being tried, or that a
team stands before a closed door. So the first of a kind is recorded within a second, and what follows in one record a minute, with how
many there were. A refusal isn't durable before its answer goes out: nothing of a model was let go.
Rules for this file: bounded by the keys there are; of a key that isn't known nothing is kept.
Counterparts: api/identity.py and api/generation.py note, store.py writes.
"""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from proxy.audit.record import Kind
from proxy.audit.store import AuditStore
from proxy.errors import AuditUnavailable
from proxy.model import Principal

_log = logging.getLogger("codeward")
_EACH_S = 60.0
_POLL_S = 1.0
_MAX_KINDS = 10_000  # subjects of tokens are many; beyond it those that said nothing last are told as one
UNKNOWN = Principal("unknown", "", "")
_OTHERS = Principal("others", "", "")


@dataclass(slots=True)
class _Refused:
    principal: Principal
    count: int = 0
    told_at: float = float("-inf")


class Refusals:
    """See the module's docstring."""

    def __init__(
        self, count: Callable[[str], None] = lambda _reason: None, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._count = count
        self._monotonic = monotonic
        self._refused: dict[tuple[str, str], _Refused] = {}

    def note(self, reason: str, principal: Principal = UNKNOWN) -> None:
        """A request was refused. `reason`: the limit that is full, or the error's code."""
        self._count(reason)
        name = (principal.key_id, reason)
        if name not in self._refused and len(self._refused) >= _MAX_KINDS:
            principal, name = _OTHERS, (_OTHERS.key_id, reason)
        self._refused.setdefault(name, _Refused(principal)).count += 1

    def due(self, *, all_of_them: bool = False) -> list[dict[str, object]]:
        """What is to be recorded now, as the records' fields; each is given once."""
        now, bodies = self._monotonic(), []
        for name, refused in list(self._refused.items()):
            waited = now - refused.told_at >= _EACH_S
            if refused.count and (waited or all_of_them):
                who = refused.principal
                bodies.append(
                    {
                        "key_id": who.key_id,
                        "team": who.team,
                        "organisation": who.organisation,
                        "reason": name[1],
                        "count": refused.count,
                    }
                )
                refused.count, refused.told_at = 0, now
            elif waited and not refused.count:
                del self._refused[name]
        return bodies

    async def record(self, store: AuditStore, *, all_of_them: bool = False) -> None:
        """Write what is due; what can't be written is told in the log."""
        for body in self.due(all_of_them=all_of_them):
            try:
                await store.append_once(str(uuid.uuid4()), Kind.REQUEST_REFUSED, body)
            except AuditUnavailable as error:
                _log.warning("%s refused requests can't be recorded: %s", body["count"], error.message)

    async def keep_recording(self, store: AuditStore) -> None:
        """Write what is due, again and again, and the rest at the end."""
        try:
            while True:
                await self.record(store)
                await asyncio.sleep(_POLL_S)
        finally:
            await self.record(store, all_of_them=True)
