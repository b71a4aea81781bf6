"""A token of an identity provider on a running server, from its key set on a server of its own to the record."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import aiohttp.web
import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from tests.provider import whole
from tests.running import running


async def test_a_token_opens_the_door_and_no_mail_address_is_recorded(tmp_path: Path) -> None:
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    async def keys(_request: aiohttp.web.Request) -> aiohttp.web.Response:
        return aiohttp.web.json_response(
            {"keys": [{**RSAAlgorithm.to_jwk(private.public_key(), as_dict=True), "kid": "1"}]}
        )

    app = aiohttp.web.Application()
    app.router.add_get("/keys", keys)
    runner = aiohttp.web.AppRunner(app)
    await runner.setup()
    await aiohttp.web.TCPSite(runner, "127.0.0.1", 0).start()
    issuer = {
        "issuer": "https://login.example.org/",
        "audience": "codeward",
        "jwks": f"http://127.0.0.1:{runner.addresses[0][1]}/keys",
        "algorithms": ["RS256"],
        "team_claim": "groups",
        "team_map": {"Web": "web"},
        "roles_claim": "groups",
        "role_map": {"Boss": "admin"},
    }

    def token(**more: Any) -> str:
        now = int(time.time())
        claims = {
            "iss": issuer["issuer"],
            "aud": "codeward",
            "sub": "ann@example.org",
            "iat": now,
            "nbf": now,
            "exp": now + 600,
        }
        return jwt.encode({**claims, "groups": ["Web"], **more}, private, algorithm="RS256", headers={"kid": "1"})

    body = {"model": "m", "messages": [{"role": "user", "content": "hi"}]}
    try:
        async with running(
            tmp_path, models=["m"], teams=[{"id": "web", "models": ["m"]}], **{"auth.jwt": [issuer]}
        ) as house:
            house.provider.scripts["m"] = whole("Fine.")
            status, headers, _ = await house.post(body, authorization=f"Bearer {token()}")
            assert status == 200
            opened = next(said for kind, said in house.records(headers["x-codeward-ref"]) if kind == "exchange.open")
            assert (opened["team"], str(opened["key_id"])[:4]) == ("web", "jwt:")
            assert (await house.post({**body, "model": "any"}, authorization=f"Bearer {token()}"))[0] == 400
            for wrong in (token(aud="x"), token(exp=1), token(groups=["Else"]), ""):
                assert (await house.post(body, authorization=f"Bearer {wrong}"))[0] == 401
            for groups, expected in ((["Web"], 403), (["Web", "Boss"], 200)):
                assert (await house.get("/admin/v1/keys", authorization=f"Bearer {token(groups=groups)}"))[
                    0
                ] == expected
        assert "ann@" not in str(house.records())
    finally:
        await runner.cleanup()
