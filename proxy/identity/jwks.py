"""An issuer's public keys: read from a file or over HTTPS, kept, read again when a token names one that isn't there.

Source: RFC 7517. A key set is asked for again once an hour, and at most once a minute where tokens name unknown keys, so that nobody can
make this house hammer an issuer. Where the issuer can't be reached the keys that are known go on.
Rules for this file: addresses come from the configuration only; redirects are not followed; public asymmetric keys alone are kept, so
that a shared secret in a set is never one to verify with. Counterpart: tokens.py.
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import jwt
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from proxy.errors import SettingsInvalid

_log = logging.getLogger("codeward")
_FETCH_S = 5.0
_MAX_BYTES = 1 << 20
_MAX_KEYS = 100
_OLD_S = 3600.0  # a key that an issuer withdrew must stop counting some time
_AGAIN_S = 60.0
_RSA_BITS = 2048  # NIST SP 800-131A
_FAMILIES = {
    "RS": "RSA",
    "PS": "RSA",
    "ES": "EC",
    "Ed": "OKP",
}  # RFC 7518 3.1, RFC 8037: an algorithm's first letters, the key's type
_CURVES = {"ES256": "P-256", "ES384": "P-384", "ES512": "P-521"}
Fetch = Callable[[], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key to verify with. `algorithm` empty: any that its type fits."""

    kid: str
    kty: str
    crv: str
    algorithm: str
    key: Any

    def fits(self, algorithm: str) -> bool:
        """Tell whether it may verify that algorithm's signatures."""
        if self.algorithm and self.algorithm != algorithm:
            return False
        return _FAMILIES.get(algorithm[:2]) == self.kty and self.crv == _CURVES.get(algorithm, self.crv)


class KeySet:
    """See the module's docstring."""

    def __init__(self, name: str, fetch: Fetch, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._name = name
        self._fetch = fetch
        self._monotonic = monotonic
        self._keys: tuple[PublicKey, ...] = ()
        self._read_at = float("-inf")
        self._asked_at = float("-inf")
        self._one = asyncio.Lock()

    async def key(self, kid: str | None, algorithm: str) -> PublicKey | None:
        """The key that a token names; without a name the only one that fits. None where there is none."""
        found = self._find(kid, algorithm)
        if found is None or self._monotonic() - self._read_at > _OLD_S:
            await self._refresh()
            found = self._find(kid, algorithm)
        return found

    def _find(self, kid: str | None, algorithm: str) -> PublicKey | None:
        fitting = [key for key in self._keys if key.fits(algorithm) and (kid is None or key.kid == kid)]
        return fitting[0] if len(fitting) == 1 else None

    async def _refresh(self) -> None:
        async with self._one:
            now = self._monotonic()
            if now - self._asked_at < _AGAIN_S:
                return
            self._asked_at = now
            try:
                async with asyncio.timeout(_FETCH_S):
                    self._keys = parse(await self._fetch())
                self._read_at = now
            except (OSError, ValueError, aiohttp.ClientError) as error:  # TimeoutError is an OSError
                _log.warning("the keys of the issuer %r can't be read: %s", self._name, type(error).__name__)


def parse(raw: bytes) -> tuple[PublicKey, ...]:
    """The keys of a set that signatures can be verified with; others are left out. Raises ValueError where it is no set."""
    try:
        listed = json.loads(raw)["keys"]
    except (KeyError, TypeError, RecursionError):
        listed = None
    if not isinstance(listed, list):
        message = "not a set of keys"
        raise ValueError(message)  # noqa: TRY004 - of the file's content, not of an argument
    found = (_public(each) for each in listed[:_MAX_KEYS] if isinstance(each, dict))
    return tuple(key for key in found if key is not None)


def _public(told: Mapping[str, Any]) -> PublicKey | None:
    kty = told.get("kty")
    if kty not in set(_FAMILIES.values()) or told.get("use", "sig") != "sig" or "d" in told:
        return None
    try:
        made = jwt.PyJWK.from_dict(dict(told)).key
    except (jwt.PyJWTError, ValueError, TypeError):
        return None
    if not isinstance(made, RSAPublicKey | EllipticCurvePublicKey | Ed25519PublicKey):
        return None
    if isinstance(made, RSAPublicKey) and made.key_size < _RSA_BITS:
        return None
    words = {name: str(told.get(name) or "") for name in ("kid", "crv", "alg")}
    return PublicKey(words["kid"], str(kty), words["crv"], words["alg"], made)


def fetch_of(place: str) -> Fetch:
    """How a set is read: a file, or an address on HTTPS or on this machine. Raises SettingsInvalid."""
    parts = urlsplit(place)
    if parts.scheme not in {"http", "https"}:
        path = Path(place)
        if parts.scheme and "://" in place:
            message = f"auth.jwt.jwks: {parts.scheme!r} addresses can't be read; https ones and files can"
            raise SettingsInvalid(message)

        async def from_file() -> bytes:
            return await asyncio.to_thread(path.read_bytes)

        return from_file
    here = _is_loopback(parts.hostname or "")
    if parts.username or parts.password or not parts.hostname or (parts.scheme == "http" and not here):
        message = "auth.jwt.jwks: the address must be https, or of this machine, and without credentials"
        raise SettingsInvalid(message)

    async def from_address() -> bytes:
        timeout = aiohttp.ClientTimeout(total=_FETCH_S)
        async with (
            aiohttp.ClientSession(timeout=timeout, trust_env=not here) as session,
            session.get(place, allow_redirects=False, headers={"accept": "application/json"}) as answer,
        ):
            if answer.status != 200:  # noqa: PLR2004 - OK
                message = f"status {answer.status}"
                raise ValueError(message)
            raw = b""
            async for part in answer.content.iter_any():
                raw += part
                if len(raw) > _MAX_BYTES:
                    message = "too long"
                    raise ValueError(message)
            return raw

    return from_address


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
