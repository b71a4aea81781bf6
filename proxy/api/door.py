"""Who comes in: a key, a token, or nobody; and how often an address may be wrong.

A wrong key costs little to look up and a token's signature costs more, and both fill logs, so an address that was wrong too often is
told to wait (S28). A right key is let in all the same: many clients share the address of a gateway, and one of them must not lock out the
rest. A key has 256 random bits, which isn't guessed, however fast.
Rules for this file: no key in a message; addresses are kept in memory alone, and bounded. Counterparts: identity.py, identity/keys.py.
"""

from __future__ import annotations

import ipaddress
import math
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from proxy.api.identity import ANONYMOUS, KeyTable, authenticate, bearer_of
from proxy.api.pages import refuse_foreign_pages
from proxy.audit.refusals import Refusals
from proxy.errors import AuthFailed, RateLimited
from proxy.identity.windows import Window
from proxy.model import Principal

_MAX_ADDRESSES = 10_000
_JWT = re.compile(r"[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}", re.ASCII)
_V6_NETWORK = 64  # one customer's share of addresses


class Tokens(Protocol):
    """Issuers whose tokens are taken in place of keys."""

    async def principal(self, token: str) -> Principal:
        """Who a token speaks of. Raises AuthFailed."""


class Failures:
    """How often each address was wrong in the last minute."""

    def __init__(self, most: int, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._monotonic = monotonic
        self._windows: OrderedDict[str, Window] = OrderedDict()

    def count(self, address: str) -> None:
        """An address was wrong. Raises RateLimited where it was too often."""
        now, name = self._monotonic(), _network(address)
        window = self._windows.setdefault(name, Window())
        self._windows.move_to_end(name)
        if len(self._windows) > _MAX_ADDRESSES:
            self._windows.popitem(last=False)
        wait_s = window.wait_s(1, self._most, now)
        if wait_s:
            seconds = max(1, math.ceil(wait_s))
            message = f"Too many requests with a wrong key came from this address; retry in {seconds} s."
            raise RateLimited(message, param="limits.wrong_keys_per_minute", retry_after_s=seconds)
        window.settle(0, 1, now)


class Door:
    """See the module's docstring. `tokens` None: only keys are taken."""

    def __init__(
        self,
        keys: KeyTable,
        tokens: Tokens | None = None,
        failures: Failures | None = None,
        refusals: Refusals | None = None,
        own: str = "",
    ) -> None:
        self._keys = keys
        self._own = own
        self._tokens = tokens
        self._failures = failures
        self._refusals = refusals

    async def principal(self, scope: Mapping[str, Any], *, always: bool = False) -> Principal:
        """Who asks. Raises AuthFailed, or RateLimited where that was too often.

        Without any key and any issuer loopback callers are anonymous, but not where `always` a key is needed, and not pages of other sites
        (OriginRefused). `own` is the host of `server.public_url`.
        """
        try:
            return await self._known(scope, always=always)
        except AuthFailed as error:
            if self._refusals is not None:
                self._refusals.note(error.code)
            if self._failures is not None:
                self._failures.count(_address(scope))
            raise

    async def _known(self, scope: Mapping[str, Any], *, always: bool) -> Principal:
        if self._tokens is not None and _JWT.fullmatch(bearer := bearer_of(scope) or ""):
            return await self._tokens.principal(bearer)
        principal = authenticate(self._keys, scope, always=always or self._tokens is not None)
        if principal is ANONYMOUS:
            refuse_foreign_pages(scope, self._own)
        return principal


def _address(scope: Mapping[str, Any]) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def _network(address: str) -> str:
    """The address, of IPv6 its network: a customer has 2^64 of them."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, ipaddress.IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped or ipaddress.ip_network((parsed, _V6_NETWORK), strict=False))
    return str(parsed)
