"""Tokens of identity providers: only what is signed, meant for us and in its time opens the door."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import aiohttp.web
import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

from proxy.errors import AuthFailed, SettingsInvalid
from proxy.identity.jwks import KeySet, fetch_of, parse
from proxy.identity.teams import Team, Teams
from proxy.identity.tokens import Issuer, Issuers
from proxy.model import Limits, Role
from proxy.state import State

NOW = datetime(2026, 5, 2, 12, tzinfo=UTC)
AT = int(NOW.timestamp())
ISSUER = "https://login.example.org/"
CLAIMS = {"iss": ISSUER, "aud": "codeward", "sub": "ann@example.org", "exp": AT + 300, "iat": AT - 5, "nbf": AT - 5}
Algorithm = type[RSAAlgorithm] | type[ECAlgorithm] | type[OKPAlgorithm]


@cache
def private(name: str) -> Any:
    if name.startswith("rsa"):
        return rsa.generate_private_key(public_exponent=65537, key_size=1024 if name == "rsa-short" else 2048)
    return {"ec": lambda: ec.generate_private_key(ec.SECP256R1()), "ed": ed25519.Ed25519PrivateKey.generate}[name]()


def jwk(name: str, **more: Any) -> dict[str, Any]:
    kind: Algorithm = RSAAlgorithm if name.startswith("rsa") else {"ec": ECAlgorithm, "ed": OKPAlgorithm}[name]
    return {**kind.to_jwk(private(name).public_key(), as_dict=True), "kid": name, **more}


def key_set(*keys: dict[str, Any]) -> bytes:
    return json.dumps({"keys": list(keys)}).encode()


def token(key: str = "rsa", algorithm: str = "RS256", header: dict[str, Any] | None = None, **claims: Any) -> str:
    said = {name: value for name, value in {**CLAIMS, **claims}.items() if value is not None}
    return jwt.encode(said, private(key), algorithm=algorithm, headers={"kid": key, **(header or {})})


class Source:
    """An issuer's key set; how often it was asked for."""

    def __init__(self, *keys: dict[str, Any]) -> None:
        self.raw: bytes | Exception = key_set(*keys)
        self.asked = 0

    async def __call__(self) -> bytes:
        self.asked += 1
        if isinstance(self.raw, Exception):
            raise self.raw
        return self.raw


class Desk:
    """Issuers with one of them, and their clocks."""

    def __init__(self, folder: Path, source: Source | None = None, **more: Any) -> None:
        self.source = source or Source(jwk("rsa"), jwk("ec"), jwk("ed"))
        self.monotonic = 0.0
        self.teams = Teams(State.open(folder))
        algorithms = more.pop("algorithms", ["RS256", "PS256", "ES256", "EdDSA"])
        issuer = Issuer(ISSUER, "codeward", "keys.json", algorithms, **more)
        keys = KeySet(ISSUER, self.source, lambda: self.monotonic)
        self.issuers = Issuers([issuer], self.teams, b"pepper", key_sets=[keys], now=lambda: NOW)

    async def refused(self, given: str, words: str) -> None:
        with pytest.raises(AuthFailed, match=words) as caught:
            await self.issuers.principal(given)
        assert given not in caught.value.message
        assert "ann@" not in caught.value.message


@pytest.mark.parametrize(("key", "algorithm"), [("rsa", "RS256"), ("rsa", "PS256"), ("ec", "ES256"), ("ed", "EdDSA")])
async def test_a_good_token_opens_the_door(tmp_path: Path, key: str, algorithm: str) -> None:
    desk = Desk(tmp_path)
    principal = await desk.issuers.principal(token(key, algorithm))
    assert (principal.key_id[:4], len(principal.key_id), principal.team, principal.role) == (
        "jwt:",
        20,
        "default",
        Role.MEMBER,
    )
    assert principal == await desk.issuers.principal(token(key, algorithm, exp=AT + 10))
    assert principal.key_id != (await desk.issuers.principal(token(key, algorithm, sub="bob"))).key_id
    assert desk.source.asked == 1


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        pytest.param({"exp": AT - 31}, "expired", id="expired"),
        pytest.param({"exp": AT - 30}, "expired", id="expired-with-leeway"),
        pytest.param({"nbf": AT + 31}, "isn't valid yet", id="not-yet"),
        pytest.param({"iat": AT + 31}, "isn't valid yet", id="made-in-the-future"),
        pytest.param({"aud": "other"}, "someone else", id="other-audience"),
        pytest.param({"aud": ["a", "b"]}, "someone else", id="other-audiences"),
        pytest.param({"iss": "https://evil.example.org/"}, "issuer isn't known", id="other-issuer"),
        pytest.param({"iss": ISSUER[:-1]}, "issuer isn't known", id="nearly-the-issuer"),
        pytest.param({"iss": [ISSUER]}, "issuer isn't known", id="issuers"),
        *(
            pytest.param({name: None}, f"it has no '{name}'", id=f"no-{name}")
            for name in ("exp", "iat", "nbf", "aud", "sub")
        ),
        pytest.param({"iss": None}, "issuer isn't known", id="no-issuer"),
        pytest.param({"exp": "soon"}, "no time", id="exp-a-text"),
        pytest.param({"exp": True}, "no time", id="exp-a-truth"),
        pytest.param({"sub": 7}, "claim of it is wrong", id="subject-a-number"),
    ],
)
async def test_claims_that_are_wrong(tmp_path: Path, claims: dict[str, Any], words: str) -> None:
    await Desk(tmp_path).refused(unchecked(claims), words)


def unchecked(claims: dict[str, Any]) -> str:
    """A token that the library wouldn't make."""
    body = json.dumps({name: value for name, value in {**CLAIMS, **claims}.items() if value is not None}).encode()
    return jwt.PyJWS().encode(body, private("rsa"), algorithm="RS256", headers={"kid": "rsa"})


def _part(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def _public_pem() -> bytes:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return private("rsa").public_key().public_bytes(serialization.Encoding.PEM, form)


def _with_secret(secret: bytes, header: dict[str, Any]) -> str:
    """Signed with HMAC by hand: the library refuses to take a public key for a secret."""
    import hashlib  # noqa: PLC0415
    import hmac  # noqa: PLC0415

    signed = f"{_part({'typ': 'JWT', **header})}.{_part(CLAIMS)}"
    mac = hmac.new(secret, signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


@pytest.mark.parametrize(
    ("made", "words"),
    [
        pytest.param(lambda: f"{_part({'alg': 'none', 'kid': 'rsa'})}.{_part(CLAIMS)}.x", "algorithm|read", id="none"),
        pytest.param(
            lambda: f"{_part({'alg': 'NonE', 'kid': 'rsa'})}.{_part(CLAIMS)}.x",
            "algorithm|read",
            id="none-spelled-otherwise",
        ),
        pytest.param(
            lambda: _with_secret(_public_pem(), {"alg": "HS256", "kid": "rsa"}),
            "algorithm",
            id="the-public-key-as-secret",
        ),
        pytest.param(lambda: token("rsa", "RS512"), "algorithm", id="an-algorithm-that-is-not-pinned"),
        pytest.param(lambda: token(header={"kid": "ec"}), "key isn't known", id="a-key-of-another-type"),
        pytest.param(lambda: token("rsa-other", header={"kid": "rsa"}), "signature", id="another-key-under-its-name"),
        pytest.param(
            lambda: token("rsa-other", header={"jwk": jwk("rsa-other"), "kid": "rsa"}),
            "signature",
            id="a-key-it-brings-along",
        ),
        pytest.param(lambda: token("rsa-other", header={"kid": "x"}), "key isn't known", id="unknown-key"),
        pytest.param(lambda: token(header={"crit": ["exp"]}), "algorithm|read", id="what-we-must-understand"),
        pytest.param(lambda: token(header={"kid": "x" * 300}), "names no key", id="long-key-id"),
        pytest.param(lambda: token()[:-8] + "AAAAAAAA", "signature", id="another-signature"),
        pytest.param(lambda: token() + "A" * 20_000, "too long", id="long"),
        pytest.param(lambda: "a.b.c", "can't be read", id="no-token"),
        pytest.param(lambda: "\ud800.é.c", "can't be read", id="no-text"),
    ],
)
async def test_tokens_that_are_forged(tmp_path: Path, made: Callable[[], str], words: str) -> None:
    await Desk(tmp_path).refused(made(), words)


async def test_a_change_of_any_claim_breaks_the_signature(tmp_path: Path) -> None:
    header, _, signature = token().split(".")
    await Desk(tmp_path).refused(f"{header}.{_part({**CLAIMS, 'sub': 'root'})}.{signature}", "signature")


async def test_without_a_name_the_only_key_that_fits(tmp_path: Path) -> None:
    unnamed = jwt.encode(CLAIMS, private("rsa"), algorithm="RS256")
    assert await Desk(tmp_path, Source(jwk("rsa"), jwk("ec"))).issuers.principal(unnamed)
    await Desk(tmp_path, Source(jwk("rsa"), jwk("rsa-other"))).refused(unnamed, "key isn't known")


async def test_keys_that_are_rotated(tmp_path: Path) -> None:
    desk = Desk(tmp_path, Source(jwk("rsa")))
    assert await desk.issuers.principal(token())
    desk.source.raw = key_set(jwk("rsa-other"))
    for _ in range(5):  # nobody can make us hammer the issuer
        await desk.refused(token("rsa-other"), "key isn't known")
    assert desk.source.asked == 1
    desk.monotonic = 60.0
    assert await desk.issuers.principal(token("rsa-other"))
    await desk.refused(token(), "key isn't known")
    assert desk.source.asked == 2


async def test_a_key_that_was_withdrawn_stops_counting(tmp_path: Path) -> None:
    desk = Desk(tmp_path, Source(jwk("rsa")))
    assert await desk.issuers.principal(token())
    desk.source.raw = key_set(jwk("ec"))
    desk.monotonic = 3601.0
    await desk.refused(token(), "key isn't known")


@pytest.mark.parametrize("failure", [OSError("down"), TimeoutError(), ValueError("status 302"), aiohttp.ClientError()])
async def test_where_the_issuer_is_down_known_keys_go_on(tmp_path: Path, failure: Exception) -> None:
    desk = Desk(tmp_path, Source(jwk("rsa")))
    assert await desk.issuers.principal(token())
    desk.source.raw, desk.monotonic = failure, 7200.0
    assert await desk.issuers.principal(token())
    await desk.refused(token("rsa-other"), "key isn't known")
    desk.source.raw, desk.monotonic = key_set(jwk("rsa-other")), 7260.0
    assert await desk.issuers.principal(token("rsa-other"))


async def test_many_at_once_ask_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    await asyncio.gather(*(desk.issuers.principal(token()) for _ in range(20)))
    assert desk.source.asked == 1


@pytest.mark.parametrize(
    ("more", "claims", "expected"),
    [
        pytest.param({}, {}, ("default", Role.MEMBER, ()), id="nothing-said"),
        pytest.param({"team_claim": "team"}, {"team": "web"}, ("web", Role.MEMBER, ()), id="team"),
        pytest.param({"team_claim": "a.b"}, {"a": {"b": ["web"]}}, ("web", Role.MEMBER, ()), id="path"),
        pytest.param({"team_claim": "https://x/team"}, {"https://x/team": "web"}, ("web", Role.MEMBER, ()), id="address"),
        pytest.param({"team_claim": "g", "team_map": {"B": "b"}}, {"g": ["A", "B"]}, ("b", Role.MEMBER, ()), id="map"),
        pytest.param({"team_claim": "g", "team_map": {"The A": "a"}}, {"g": "The A"}, ("a", Role.MEMBER, ()), id="blank"),
        pytest.param({"roles_claim": "r", "role_map": {"x": Role.AUDITOR, "y": Role.ADMIN}}, {"r": ["x", "y"]}, ("default", Role.ADMIN, ()), id="roles"),
        pytest.param({"roles_claim": "r"}, {"r": ["admin"]}, ("default", Role.MEMBER, ()), id="roles-without-a-map"),
        pytest.param({}, {"role": "admin", "roles": ["admin"]}, ("default", Role.MEMBER, ()), id="roles-nobody-asked-for"),
        pytest.param({"models_claim": "m"}, {"m": "gpt-* claude"}, ("default", Role.MEMBER, ("gpt-*", "claude")), id="models"),
    ],
)  # fmt: skip
async def test_what_claims_give(
    tmp_path: Path, more: dict[str, Any], claims: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    principal = await Desk(tmp_path, **more).issuers.principal(token(**claims))
    assert (principal.team, principal.role, principal.models) == expected


@pytest.mark.parametrize(
    ("more", "claims", "words"),
    [
        pytest.param({"team_claim": "team"}, {}, "no team", id="no-team"),
        pytest.param({"team_claim": "team"}, {"team": "a b\n"}, "no team", id="no-name"),
        pytest.param({"team_claim": "g", "team_map": {"A": "a"}}, {"g": ["B"]}, "no team", id="not-in-the-map"),
        pytest.param({"team_claim": "a.b"}, {"a": "b"}, "no team", id="no-path"),
        pytest.param({"models_claim": "m"}, {}, "no models", id="no-models"),
        pytest.param({"models_claim": "m"}, {"m": []}, "no models", id="empty-models"),
        pytest.param({"models_claim": "m"}, {"m": ["a\x1b"]}, "no models", id="odd-models"),
    ],
)
async def test_claims_that_lack_what_is_needed(
    tmp_path: Path, more: dict[str, Any], claims: dict[str, Any], words: str
) -> None:
    await Desk(tmp_path, **more).refused(token(**claims), words)


async def test_the_bounds_of_the_team_hold(tmp_path: Path) -> None:
    desk = Desk(tmp_path, team_claim="team", organisation="")
    desk.teams.create(Team("web", "acme", ("gpt-*",), Limits(tokens_per_day=9)), by="cli:ann")
    principal = await desk.issuers.principal(token(team="web"))
    assert (principal.organisation, principal.team_models, principal.team_limits.tokens_per_day) == (
        "acme",
        ("gpt-*",),
        9,
    )


async def test_without_nbf_where_that_is_allowed(tmp_path: Path) -> None:
    desk = Desk(tmp_path, require_nbf=False)
    assert await desk.issuers.principal(token(nbf=None))
    await desk.refused(token(nbf=AT + 60), "isn't valid yet")


async def test_one_issuer_for_two_audiences(tmp_path: Path) -> None:
    source = Source(jwk("rsa"))
    keys = [KeySet(ISSUER, source, lambda: 0.0), KeySet(ISSUER, source, lambda: 0.0)]
    both = [Issuer(ISSUER, audience, "k", ["RS256"], organisation=audience) for audience in ("codeward", "tools")]
    issuers = Issuers(both, Teams(State.open(tmp_path)), b"", key_sets=keys, now=lambda: NOW)
    assert (await issuers.principal(token(aud="tools"))).organisation == "tools"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"algorithms": ["HS256"]}, "algorithms"),
        ({"algorithms": ["none"]}, "algorithms"),
        ({"algorithms": []}, "algorithms"),
        ({"team_map": {"a": "b"}}, "a map stands without"),
        ({"role_map": {"a": Role.ADMIN}}, "a map stands without"),
    ],
)
def test_settings_that_are_refused(tmp_path: Path, more: dict[str, Any], words: str) -> None:
    with pytest.raises(SettingsInvalid, match=words):
        Desk(tmp_path, **more)


@pytest.mark.parametrize(
    "place",
    [
        "http://login.example.org/k",
        "https://u:p@x/k",
        "ftp://x/k",
        "file:///etc/passwd",
        "http://127.0.0.1.evil.org/",
        "https:///k",
    ],
)
def test_places_that_keys_are_not_read_from(place: str) -> None:
    with pytest.raises(SettingsInvalid):
        fetch_of(place)


def test_what_of_a_key_set_is_kept() -> None:
    secret = {"kty": "oct", "k": "c2VjcmV0", "kid": "s", "alg": "HS256"}
    private_key = {**RSAAlgorithm.to_jwk(private("rsa"), as_dict=True), "kid": "p"}
    odd = [
        secret,
        private_key,
        jwk("rsa-short"),
        jwk("rsa", use="enc"),
        {"kty": "RSA", "n": "?"},
        {"kty": "EC", "crv": "x"},
        7,
        {},
    ]
    assert parse(json.dumps({"keys": [*odd, jwk("rsa")]}).encode()) == parse(key_set(jwk("rsa")))
    assert [key.kid for key in parse(key_set(jwk("rsa"), jwk("ec"), jwk("ed")))] == ["rsa", "ec", "ed"]
    for raw in (b"", b"[]", b"{}", b'{"keys": 1}', b"\xff"):
        with pytest.raises(ValueError):  # noqa: PT011 - whichever of its kinds
            parse(raw)


def test_a_key_says_for_which_algorithm_it_is() -> None:
    (key,) = parse(key_set(jwk("rsa", alg="PS256")))
    assert [key.fits(name) for name in ("PS256", "RS256", "ES256", "HS256")] == [True, False, False, False]
    (curve,) = parse(key_set(jwk("ec")))
    assert [curve.fits(name) for name in ("ES256", "ES384")] == [True, False]


@asynccontextmanager
async def serving(answer: Callable[[], aiohttp.web.Response]) -> AsyncIterator[str]:
    async def asked(_request: aiohttp.web.Request) -> aiohttp.web.Response:
        return answer()

    app = aiohttp.web.Application()
    app.router.add_get("/keys", asked)
    runner = aiohttp.web.AppRunner(app)
    await runner.setup()
    site = aiohttp.web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/keys"
    finally:
        await runner.cleanup()


async def test_keys_from_a_server_and_from_a_file(tmp_path: Path) -> None:
    async with serving(lambda: aiohttp.web.Response(body=key_set(jwk("rsa")))) as address:
        assert await fetch_of(address)() == key_set(jwk("rsa"))
    (tmp_path / "keys.json").write_bytes(key_set(jwk("ec")))
    assert await fetch_of(str(tmp_path / "keys.json"))() == key_set(jwk("ec"))


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(lambda: aiohttp.web.Response(status=302, headers={"location": "/keys"}), id="redirect"),
        pytest.param(lambda: aiohttp.web.Response(status=500), id="error"),
        pytest.param(lambda: aiohttp.web.Response(body=b"x" * (2 << 20)), id="too-long"),
    ],
)
async def test_answers_that_are_no_keys(answer: Callable[[], aiohttp.web.Response]) -> None:
    async with serving(answer) as address:
        with pytest.raises(ValueError):  # noqa: PT011 - status or length
            await fetch_of(address)()
