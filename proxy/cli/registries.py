"""Asking a registry whether it has a package of a name: from the command line only, and only where the configuration says whom to ask.

No scan asks anybody: a registry that is slow or knows who asks must not be on the road of an answer. An answer is kept for a day.
Rules for this file: a registry's "no" is 404 and nothing else; what wasn't told stays unknown. Counterpart: deps.py prints.
"""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from proxy.scan.dependencies.naming import COMPOSER, GO, MAVEN

_KEPT_S: Final = 24 * 3600
_TIMEOUT_S: Final = 10.0
_HOLE: Final = "{name}"
_OK, _MISSING, _GONE = 200, 404, 410


class Told(StrEnum):
    """What a registry says of a name."""

    THERE = "there"
    MISSING = "missing"
    UNKNOWN = "unknown"


def _spelled(ecosystem: str, name: str) -> str:
    """A normalised name as it stands in addresses: Maven's group in folders, paths of Go and Composer as they are."""
    if ecosystem == MAVEN:
        group, _, artifact = name.partition(":")
        return quote(f"{group.replace('.', '/')}/{artifact}")
    return quote(name, safe="@/" if ecosystem in {GO, COMPOSER} else "@")


class Registry:
    """One registry. `address` holds {name}; `cache` is the file in which answers are kept, None: nowhere."""

    def __init__(self, ecosystem: str, address: str, cache: Path | None = None) -> None:
        self._ecosystem = ecosystem
        self._address = address
        self._cache = cache

    def ask(self, names: Iterable[str]) -> Mapping[str, Told]:
        """What it says of normalised names; a failed request leaves one unknown."""
        kept = self._kept()
        told = {name: kept.get(self._key(name), Told.UNKNOWN) for name in dict.fromkeys(names)}
        asked = {name: self._one(name) for name, each in told.items() if each is Told.UNKNOWN}
        self._keep({name: each for name, each in asked.items() if each is not Told.UNKNOWN})
        return told | asked

    def _one(self, name: str) -> Told:
        address = urlsplit(self._address.replace(_HOLE, _spelled(self._ecosystem, name)))
        kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
        try:
            connection = kind(address.hostname or "", address.port, timeout=_TIMEOUT_S)
            try:
                connection.request("GET", f"{address.path}?{address.query}".rstrip("?"), headers={"accept": "*/*"})
                status = connection.getresponse().status
            finally:
                connection.close()
        except (OSError, http.client.HTTPException, ValueError):
            return Told.UNKNOWN
        if status in {_MISSING, _GONE}:
            return Told.MISSING
        return Told.THERE if status == _OK else Told.UNKNOWN

    # -- what was told before

    def _key(self, name: str) -> str:
        """Another address is another registry."""
        return f"{self._ecosystem} {self._address} {name}"

    def _entries(self) -> dict[str, tuple[float, str]]:
        """The answers of the last day; none where the file is missing or isn't ours."""
        try:
            entries = json.loads(self._cache.read_bytes()) if self._cache is not None else {}
            now = time.time()
            return {
                str(key): (float(at), str(told))
                for key, (at, told) in entries.items()
                if 0 <= now - at < _KEPT_S and told in set(Told)
            }
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def _kept(self) -> dict[str, Told]:
        return {key: Told(told) for key, (_, told) in self._entries().items()}

    def _keep(self, told: Mapping[str, Told]) -> None:
        if self._cache is None or not told:
            return
        entries = self._entries() | {self._key(name): (time.time(), each.value) for name, each in told.items()}
        try:
            self._cache.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._cache.write_text(json.dumps(entries), encoding="utf-8")
        except OSError:  # then it is asked again next time
            return
