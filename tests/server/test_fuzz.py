"""Every route of the OpenAPI document, asked with values that nobody expects: an error that says what is wrong, never a 5xx.

The bodies are made of each route's own field names with values of other kinds, so that they get past the first check.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import AsyncIterator
from typing import Any

import pytest

from proxy.identity.keys import new_key, seed_of
from proxy.model import Role
from tests.provider import whole
from tests.running import House, running

KEYS = {role: new_key() for role in Role}
SEEDS = [{"id": f"k-{role}", "team": "ops", "hash": seed_of(key), "role": role.value} for role, key in KEYS.items()]
ROUNDS = 6  # bodies for each field of each route
ODD: list[Any] = [
    None, True, False, 0, -1, 2**63, 2**70, 1e308, -0.0, "", " ", "x", "\x00", "\ud800", "\u202e", "../..", "a" * 10_000, "%s%n{}", "=1+1", "<script>",
    "9999-99-99T99:99:99Z", "2026-13-01", "P1D", "-1d", "1e99", [], [None], [[]], [{}], {}, {"a": None}, {"": ""}, [1] * 2_000,
]  # fmt: skip
FIELDS = (
    "id", "team", "role", "reason", "text", "ticket", "scope", "rule", "ref", "until", "expires", "models", "limits", "budget", "minutes", "hours", "days",
    "messages", "model", "stream", "n", "tools", "prompt", "suffix", "input", "max_tokens", "system", "stream_options", "response_format", "metadata",
)  # fmt: skip


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    bound = {"limits.wrong_keys_per_minute": 10_000}
    async with running(tmp_path_factory.mktemp("fuzz"), models=["m"], keys=SEEDS, **bound) as made:
        made.provider.scripts["m"] = whole("Fine.")
        yield made


def _fields(document: dict[str, Any], path: str, method: str) -> list[str]:
    """The names that a route's body may have, by its schema, and those that others have."""
    body = document["paths"][path][method].get("requestBody", {}).get("content", {})
    names: list[str] = []
    for content in body.values():
        schema = content.get("schema", {})
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
        names += schema.get("properties", {})
    return names or [*FIELDS]


def _body(dice: random.Random, names: list[str]) -> bytes:
    if dice.random() < 0.1:
        return dice.choice([b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"{" * 2_000, b'{"a":' * 500, b"a=b&c=%zz"])
    chosen = dice.sample(names, dice.randint(1, len(names)))
    return json.dumps({name: dice.choice(ODD) for name in chosen}).encode()


async def test_no_route_breaks_on_what_it_is_given(house: House) -> None:
    dice = random.Random(5)
    _, raw = await house.get("/openapi.json", authorization=f"Bearer {KEYS[Role.ADMIN]}")
    document = json.loads(raw)
    asked, broken = 0, []
    for path, methods in document["paths"].items():
        for method in methods:
            names = _fields(document, path, method)
            for _ in range(ROUNDS * len(names)):
                value = dice.choice(["x", "..", "%2e%2e", "%00", "%ff", "a" * 500, "'--", "0", "😀"])
                filled = "".join(value if part.endswith("}") else part for part in path.replace("{", "\0{").replace("}", "}\0").split("\0"))  # fmt: skip
                key, body = KEYS[dice.choice([*Role])], _body(dice, names)
                headers = {
                    "authorization": f"Bearer {key}",
                    "content-type": dice.choice(
                        ["application/json", "application/x-www-form-urlencoded", "text/plain"]
                    ),
                }
                query = dice.choice(["", "?limit=-1", "?cursor=%00", "?since=x&until=x", "?x=" + "a" * 3_000])
                async with house.session.request(method, house.base + filled + query, data=body, headers=headers) as answer:  # fmt: skip
                    asked += 1
                    text = await answer.read()
                    if answer.status >= 500 or b"Traceback" in text:
                        broken.append((method, filled + query, answer.status, body[:300], text[:300]))
    assert broken == []
    assert asked > 1_000


async def _status(house: House, method: str, target: str) -> int:
    """What a request line gets that no library has put in order."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(house.base.rpartition(":")[2]))
    writer.write(
        f"{method} {target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{{}}".encode()
    )
    line = await reader.readline()
    await reader.read()
    writer.close()
    return int(line.split()[1])


async def test_spellings_of_a_path_open_no_door(house: House) -> None:
    seen = set()
    for path in ("/v1/chat/completions", "/admin/v1/keys", "/admin/v1/policy/reload", "/admin/v1/break-glass"):
        spellings = [
            *(path, path + "/", "/" + path, path.replace("/", "//"), path.replace("/", "/./"), path.upper(), path.replace("/", "%2f")),
            *(path + "%00", path + ";x", path + "?", "/x/.." + path, path.replace("a", "%61"), "http://x" + path, path[1:], path + "#x"),
        ]  # fmt: skip
        for spelled in spellings:
            for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "QUERY", "post"):
                status = await _status(house, method, spelled)
                seen.add(status)
                assert status in {307, 400, 401, 404, 405}, (method, spelled, status)
    assert {401, 404, 405} <= seen
