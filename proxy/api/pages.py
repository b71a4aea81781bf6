"""Requests that a page of another site has a browser on this machine send.

Where no key exists, being on this machine is all that is asked of a caller, and a browser is: it fetches for whoever wrote the page. Such a
fetch names its origin, unless the page's own name leads here (DNS rebinding); then it is a public name, under which nobody on
this machine has a reason to know this server. With a key none of this matters: no page has it.
Rules for this file: pure. Source: Fetch (Origin), RFC 6761 and RFC 6762 (names that are nobody's). Counterpart: door.py asks.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from proxy.api.identity import header
from proxy.errors import OriginRefused

_PAGES = ("http", "https")
_NULL = "null"  # a page that hides who it is
_NOT_PUBLIC = ("localhost", "internal", "local", "test", "home.arpa")
_SHOWN_CHARS = 100


def refuse_foreign_pages(scope: Mapping[str, Any], own: str = "") -> None:
    """Raise OriginRefused for a request of another site's page. `own`: the host of `server.public_url`, which is no other's."""
    for given, host in (_origin(scope), _host(scope)):
        if host is not None and not _at_home(host, own):
            shown = "".join(char for char in given[:_SHOWN_CHARS] if char.isprintable())
            message = (
                f"Without keys only programs of this machine may ask, and {shown!r} is somebody's page. "
                "Make a key for it: codeward keys new."
            )
            raise OriginRefused(message)


def host_of(address: str | None) -> str:
    """The host of an address, folded; empty where it has none."""
    try:
        return (urlsplit(address or "").hostname or "").rstrip(".")
    except ValueError:  # a bracket that isn't closed
        return ""


def _origin(scope: Mapping[str, Any]) -> tuple[str, str | None]:
    """The origin and its host; None for what is no page: editors and desktop programs have schemes of their own."""
    given = (header(scope, b"origin") or "").strip()
    if given == _NULL:
        return given, ""
    return given, host_of(given) if given.lower().startswith(tuple(f"{scheme}:" for scheme in _PAGES)) else None


def _host(scope: Mapping[str, Any]) -> tuple[str, str | None]:
    given = header(scope, b"host")
    return given or "", None if given is None else host_of(f"//{given}")


def _at_home(host: str, own: str) -> bool:
    """A name that no page of the internet can have: an address, a word, one of this machine or network; or our own."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        return True
    if not host or host == own:
        return bool(host)
    return "." not in host or host.endswith(tuple(f".{name}" for name in _NOT_PUBLIC))
