"""What an exchange asks of people's grants: the waivers and the cap for a request.

Rules for this file: what can't be read grants nothing. Counterparts: exchange.py (Relief), app.py.
"""

from __future__ import annotations

import asyncio
import logging

from proxy.errors import StateUnavailable
from proxy.policy.bundle import Subject
from proxy.policy.schema import Cap
from proxy.policy.waivers import Waivers
from proxy.relief.glass import GlassCase
from proxy.relief.waivers import WaiverBook
from proxy.state import State

_log = logging.getLogger("codeward")
_EXPIRY_S = 5.0


class Desk:
    """The grants of one house."""

    def __init__(self, state: State) -> None:
        self.waivers_of = WaiverBook(state)
        self.glass = GlassCase(state)

    def waivers(self, subject: Subject) -> Waivers | None:
        """The waivers that may count for a request."""
        try:
            return self.waivers_of.for_request(subject.organisation, subject.team, subject.repository)
        except StateUnavailable as error:
            _log.error("waivers can't be read, so none counts: %s", error.message)
            return None

    def cap(self, subject: Subject) -> Cap | None:
        """The strictest action that is left while a glass is broken."""
        try:
            return self.glass.cap(subject.team)
        except StateUnavailable as error:
            _log.error("whether a glass is broken can't be read, so none is: %s", error.message)
            return None

    async def keep_expiring(self) -> None:
        """Have it recorded what ran out. It stopped counting before, by the clock."""
        while True:
            try:
                await asyncio.to_thread(self.waivers_of.tell_expired)
                await asyncio.to_thread(self.glass.tell_expired)
            except StateUnavailable as error:
                _log.warning("what ran out can't be recorded yet: %s", error.message)
            await asyncio.sleep(_EXPIRY_S)
