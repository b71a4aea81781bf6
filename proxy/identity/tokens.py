"""OIDC and JWT bearer tokens in place of keys: an issuer that is named in the configuration says who somebody is.

Source: RFC 7519, RFC 8725 (pinned asymmetric algorithms, checked issuer and audience, keys from the configured place only; what a token
says of its own keys, `jku`, `jwk` and `x5u`, is never looked at). Times are checked against this house's clock.
The subject is often a mail address, so records hold a keyed hash of it: `jwt:` and 16 hex digits.
Rules for this file: the only importer of jwt beside jwks.py; every token that isn't right is an AuthFailed, and no message holds any of it.
Counterparts: jwks.py has the keys, api/door.py asks.
"""

from __future__ import annotations

import hmac
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import jwt

from proxy.errors import AuthFailed, RequestInvalid, SettingsInvalid
from proxy.identity import terms
from proxy.identity.jwks import KeySet, fetch_of
from proxy.identity.teams import Teams
from proxy.model import Principal, Role

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
_MAX_TOKEN_CHARS = 16_384
_MAX_KID_CHARS = 256
_HASH_CHARS = 16
_ROLES = (Role.ADMIN, Role.APPROVER, Role.AUDITOR, Role.MEMBER)  # of several the first
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Issuer:
    """One entry of `auth.jwt`."""

    issuer: str
    audience: str
    jwks: str
    algorithms: Sequence[str]
    organisation: str = ""
    team_claim: str = ""
    team_map: Mapping[str, str] = field(default_factory=dict)
    roles_claim: str = ""
    role_map: Mapping[str, Role] = field(default_factory=dict)
    models_claim: str = ""
    leeway_s: float = 30.0
    require_nbf: bool = True


class Issuers:
    """See the module's docstring."""

    def __init__(
        self,
        issuers: Sequence[Issuer],
        teams: Teams,
        pepper: bytes,
        *,
        key_sets: Sequence[KeySet] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        sets = key_sets or [KeySet(each.issuer, fetch_of(each.jwks)) for each in issuers]
        self._known = [(_checked(each), keys) for each, keys in zip(issuers, sets, strict=True)]
        self._teams = teams
        self._pepper = pepper
        self._now = now

    async def principal(self, token: str) -> Principal:
        """Who a token speaks of. Raises AuthFailed."""
        header, said = _unverified(token)
        failed = _refused("its issuer isn't known here")
        for issuer, keys in self._known:
            if said.get("iss") != issuer.issuer:
                continue
            try:
                return self._principal(issuer, await self._verified(token, header, issuer, keys))
            except AuthFailed as error:
                failed = error  # one issuer may stand twice, for two audiences
        raise failed

    async def _verified(self, token: str, header: Mapping[str, Any], issuer: Issuer, keys: KeySet) -> dict[str, Any]:
        algorithm, kid = header.get("alg"), header.get("kid")
        if not isinstance(algorithm, str) or algorithm not in issuer.algorithms or "crit" in header:
            raise _refused("its algorithm isn't one that is taken from its issuer")
        if kid is not None and (not isinstance(kid, str) or len(kid) > _MAX_KID_CHARS):
            raise _refused("it names no key")
        key = await keys.key(kid, algorithm)
        if key is None:
            raise _refused("its issuer's key isn't known here")
        required = ["exp", "iat", "iss", "aud", "sub", *(["nbf"] if issuer.require_nbf else [])]
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                key.key,
                algorithms=[algorithm],
                audience=issuer.audience,
                issuer=issuer.issuer,
                # The times are looked at below, by the house's clock.
                options={"require": required, "verify_exp": False, "verify_nbf": False, "verify_iat": False},
            )
        except jwt.MissingRequiredClaimError as error:
            raise _refused(f"it has no {error.claim!r}") from None
        except jwt.InvalidAudienceError:
            raise _refused("it was made for someone else") from None
        except (jwt.PyJWTError, TypeError, ValueError, RecursionError):
            raise _refused("its signature or a claim of it is wrong") from None
        if problem := _timed(claims, self._now().timestamp(), issuer.leeway_s):
            raise _refused(problem)
        return claims

    def _principal(self, issuer: Issuer, claims: Mapping[str, Any]) -> Principal:
        team = self._teams.get(_team(issuer, claims))
        digest = hmac.digest(self._pepper, f"{issuer.issuer}\0{claims['sub']}".encode("utf-8", "replace"), "sha256")
        return Principal(
            f"jwt:{digest.hex()[:_HASH_CHARS]}",
            team.id,
            issuer.organisation or team.organisation,
            _models(issuer, claims),
            team.models,
            _role(issuer, claims),
            team_limits=team.limits,
        )


def _checked(issuer: Issuer) -> Issuer:
    """The entry, once every word of it does something. Raises SettingsInvalid."""
    wrong = [name for name in issuer.algorithms if name not in ALGORITHMS]
    if wrong or not issuer.algorithms:
        message = f"auth.jwt.algorithms: of {issuer.issuer!r} must be some of {', '.join(ALGORITHMS)}"
        raise SettingsInvalid(message)
    for claim, mapping in ((issuer.team_claim, issuer.team_map), (issuer.roles_claim, issuer.role_map)):
        if mapping and not claim:
            message = f"auth.jwt: of {issuer.issuer!r} a map stands without the claim that it reads"
            raise SettingsInvalid(message)
    return issuer


def _unverified(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a token says, to know whom to ask; none of it is believed yet."""
    if len(token) > _MAX_TOKEN_CHARS:
        raise _refused("it is too long")
    try:
        told = jwt.decode_complete(token, options={"verify_signature": False})
    except (jwt.PyJWTError, TypeError, ValueError, RecursionError):
        raise _refused("it can't be read") from None
    return told["header"], told["payload"]


def _timed(claims: Mapping[str, Any], now: float, leeway_s: float) -> str:
    """What is wrong with a token's times; empty where they are right."""
    times = {name: claims[name] for name in ("exp", "nbf", "iat") if name in claims}
    for name, value in times.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            return f"its {name!r} is no time"
    if times["exp"] <= now - leeway_s:
        return "it has expired"
    if max(times["iat"], times.get("nbf", times["iat"])) > now + leeway_s:
        return "it isn't valid yet"
    return ""


def _claim(claims: Mapping[str, Any], name: str) -> object:
    """A claim by its name, or by a path with dots (`realm_access.roles`)."""
    if name in claims:
        return claims[name]
    found: object = claims
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _words(value: object) -> list[str]:
    """The words of a claim: a list of texts, or one text, as `scope` is, with blanks between."""
    if isinstance(value, str):
        return [value, *(_BLANKS.split(value) if _BLANKS.search(value) else [])]
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _team(issuer: Issuer, claims: Mapping[str, Any]) -> str:
    if not issuer.team_claim:
        return "default"
    words = _words(_claim(claims, issuer.team_claim))
    if issuer.team_map:
        words = [issuer.team_map[word] for word in words if word in issuer.team_map]
    if not words:
        raise _refused("it names no team that is known here")
    try:
        return terms.name(words[0], "team")
    except RequestInvalid:
        raise _refused("it names no team that is known here") from None


def _role(issuer: Issuer, claims: Mapping[str, Any]) -> Role:
    """The role by the map; without one nobody has more than a member's, whatever a token says."""
    words = _words(_claim(claims, issuer.roles_claim)) if issuer.roles_claim else []
    given = {issuer.role_map[word] for word in words if word in issuer.role_map}
    return next((role for role in _ROLES if role in given), Role.MEMBER)


def _models(issuer: Issuer, claims: Mapping[str, Any]) -> tuple[str, ...]:
    if not issuer.models_claim:
        return ()
    value = _claim(claims, issuer.models_claim)
    words = value.split() if isinstance(value, str) else _words(value)
    if not words:  # an empty list would allow all
        raise _refused("it names no models")
    try:
        return terms.models(words)
    except RequestInvalid:
        raise _refused("it names no models") from None


def _refused(problem: str) -> AuthFailed:
    return AuthFailed(f"The token was refused: {problem}.")
