"""The admin API on a running server: every route asks for its role, on its port, and what it does counts at once."""

from __future__ import annotations

import asyncio
import contextlib
import json
import shlex
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.routing import APIRoute

from proxy.api.admin import Needs
from proxy.app import create_app
from proxy.identity.keys import new_key, seed_of
from proxy.model import Role
from proxy.settings import load_settings
from tests.provider import whole
from tests.running import House, running

KEYS = {role: new_key() for role in Role}
SEEDS = [{"id": f"k-{role}", "team": "ops", "hash": seed_of(key), "role": role.value} for role, key in KEYS.items()]
BODIES = {
    "/admin/v1/keys": {"team": "web"},
    "/admin/v1/teams": {"id": "new"},
    "/admin/v1/break-glass": {"reason": "release is on fire", "team": "nobody"},
    "/admin/v1/teams/{team_id}": {"models": ["x"]},
}

# What others than admins may ask.
OPEN = {
    ("GET", "/admin/v1/me"): {*Role},
    ("GET", "/admin/v1/policy"): {Role.AUDITOR},
    ("GET", "/admin/v1/break-glass"): {Role.AUDITOR},
}


def admin_routes(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Every method and path of the admin API, from what the app says of itself."""
    for path, methods in app.openapi()["paths"].items():
        if path.startswith("/admin"):
            for method in methods:
                yield method.upper(), path


class Asked:
    def __init__(self, status: int, headers: dict[str, str], body: Any) -> None:
        self.status = status
        self.headers = headers
        self.body = body


async def ask(
    house: House, method: str, path: str, key: str | None = KEYS[Role.ADMIN], body: Any = None, **headers: str
) -> Asked:
    given = {**headers, **({"authorization": f"Bearer {key}"} if key else {})}
    async with house.session.request(
        method, house.base + path, headers=given, json=body, allow_redirects=False
    ) as answer:
        raw = await answer.read()
        told = {name.lower(): value for name, value in answer.headers.items()}
        return Asked(answer.status, told, json.loads(raw) if raw.startswith(b"{") else raw)


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    bound = {"limits.wrong_keys_per_minute": 10_000}
    async with running(tmp_path_factory.mktemp("admin"), models=["m"], keys=SEEDS, **bound) as made:
        made.provider.scripts["m"] = whole("Fine.")
        yield made


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    return create_app(load_settings(None, {}, {"data_dir": str(tmp_path_factory.mktemp("app"))}), {})


def test_there_are_routes_and_each_has_its_roles(app: FastAPI) -> None:
    found = set(admin_routes(app))
    assert {("GET", "/admin/v1/me"), ("POST", "/admin/v1/keys"), ("DELETE", "/admin/v1/teams/{team_id}")} <= found
    (admin,) = [each for each in app.routes if "/admin/v1/me" in _paths(each)]
    routes = [route for route in _flat([admin]) if isinstance(route, APIRoute)]
    assert len(routes) == len(found)
    for route in routes:
        needs = [each.call for each in route.dependant.dependencies if isinstance(each.call, Needs)]
        assert len(needs) == 1, route.path
        assert needs[0].roles or route.path == "/admin/v1/me", route.path


def _inside(route: Any) -> list[Any]:
    """FastAPI keeps an included router as one route with the router in it."""
    return list(getattr(getattr(route, "original_router", None), "routes", ()))


def _paths(route: Any) -> list[str]:
    return [getattr(each, "path", "") for each in _inside(route)]


def _flat(routes: Any) -> Iterator[Any]:
    for route in routes:
        yield route
        yield from _flat(_inside(route))


async def test_every_route_asks_for_a_key_and_its_role(house: House, app: FastAPI) -> None:
    for method, path in admin_routes(app):
        at, body = path.replace("{key_id}", "key-none").replace("{team_id}", "none"), BODIES.get(path)
        at = at.replace("{glass_id}", "BG-99")
        for key in (None, "cw-wrong", "x.y.z"):
            refused = await ask(house, method, at, key, body)
            assert (refused.status, refused.body["error"]["code"]) == (401, "invalid_api_key"), (method, path)
        for role in (Role.MEMBER, Role.AUDITOR, Role.APPROVER):
            asked = await ask(house, method, at, KEYS[role], body)
            assert (asked.status == 403) is (role not in OPEN.get((method, path), ())), (method, path, role)
        allowed = await ask(house, method, at, KEYS[Role.ADMIN], body)
        assert allowed.status in ({400} if "{glass_id}" in path else {200, 201, 404}), (method, path, allowed.body)
        assert allowed.headers["cache-control"] == "no-store"
        assert not any(name.startswith("access-control") for name in allowed.headers)


@pytest.mark.parametrize(
    "path",
    [
        "/admin/v1/keys/",
        "//admin/v1/keys",
        "/admin//v1/keys",
        "/admin%2fv1/keys",
        "/admin/v1%2Fkeys",
        "/ADMIN/v1/keys",
        "/admin/v1/../v1/keys",
        "/admin/v1/keys;x",
        "/admin",
        "/admin/",
        "/admin/v1",
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "TRACE"])
async def test_no_spelling_of_a_path_goes_around_the_key(house: House, method: str, path: str) -> None:
    async with house.session.request(
        method, aiohttp.client.URL(house.base + path, encoded=True), headers={"origin": "https://evil.example.org"}
    ) as answer:
        assert answer.status in {400, 401, 404, 405}
        assert not any(name.lower().startswith("access-control") for name in answer.headers)


async def test_without_any_key_models_are_open_to_this_machine_and_the_admin_api_is_not(tmp_path: Path) -> None:
    async with running(tmp_path, models=["m"]) as open_house:
        open_house.provider.scripts["m"] = whole("Fine.")
        assert (await open_house.ask("m", stream=False))[0] == 200
        assert (await ask(open_house, "GET", "/admin/v1/keys", None)).status == 401
        assert (await ask(open_house, "GET", "/admin/v1/me", "anything")).status == 401


async def test_a_key_from_its_making_to_its_end(house: House) -> None:
    made = await ask(
        house,
        "POST",
        "/admin/v1/keys",
        body={"team": "web", "models": ["m*"], "limits": {"requests_per_minute": 5}, "expires": "1d"},
    )
    assert (made.status, made.body["standing"], made.body["created_by"]) == (201, "active", "k-admin")
    key_id, key = made.body["id"], made.body["key"]

    async def asked(bearer: str) -> int:
        body = {"model": "m", "messages": [{"role": "user", "content": "hi"}]}
        return (await house.post(body, authorization=f"Bearer {bearer}"))[0]

    assert await asked(key) == 200
    rotated = await ask(house, "POST", f"/admin/v1/keys/{key_id}/rotate", body={"grace": "0"})
    assert [await asked(key), await asked(rotated.body["key"])] == [401, 200]
    listed = await ask(house, "GET", "/admin/v1/keys")
    assert all("key" not in each and "digest" not in each for each in listed.body["data"])
    assert (await ask(house, "GET", f"/admin/v1/keys/{key_id}")).body["rotated"] is not None
    assert (await ask(house, "DELETE", f"/admin/v1/keys/{key_id}")).body == {"id": key_id, "standing": "revoked"}
    assert await asked(rotated.body["key"]) == 401
    gone = await ask(house, "DELETE", f"/admin/v1/keys/{key_id}")
    assert (gone.status, gone.body["error"]["code"]) == (404, "not_found")
    records = [
        (kind, body["by"]) for kind, body in house.records() if body.get("key_id") == key_id and kind.startswith("key.")
    ]
    assert records == [("key.created", "k-admin"), ("key.rotated", "k-admin"), ("key.revoked", "k-admin")]


async def test_a_team_from_its_making_to_its_end(house: House) -> None:
    made = await ask(house, "POST", "/admin/v1/teams", body={"id": "acme/web", "limits": {"cost_per_month": 5.5}})
    assert (made.status, made.body["limits"]) == (201, {"cost_per_month": 5.5})
    assert (await ask(house, "POST", "/admin/v1/teams", body={"id": "acme/web"})).status == 400
    changed = await ask(house, "PUT", "/admin/v1/teams/acme/web", body={"models": ["gpt-*"]})
    assert (changed.body["models"], changed.body["limits"]) == (["gpt-*"], {})
    assert "acme/web" in {each["id"] for each in (await ask(house, "GET", "/admin/v1/teams")).body["data"]}
    assert (await ask(house, "DELETE", "/admin/v1/teams/acme/web")).body["removed"] is True
    assert (await ask(house, "PUT", "/admin/v1/teams/acme/web", body={})).status == 404


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"role": "king"}, "role"),
        ({"role": 7}, "role"),
        ({"expires": "yesterday"}, "expires"),
        ({"expires": "999999w"}, "expires"),
        ({"expires": "9999-12-31"}, "expires"),
        ({"limits": {"shoes": 1}}, "limits"),
        ({"limits": {"tokens_per_day": 0}}, "limits"),
        ({"team": "a b"}, "team"),
        ({"models": "gpt"}, "models"),
        ({"hash": "x"}, "hash"),
        ({"id": "key-mine"}, "id"),
    ],
)
async def test_what_a_key_cannot_have(house: House, body: dict[str, Any], param: str) -> None:
    refused = await ask(house, "POST", "/admin/v1/keys", body=body)
    assert (refused.status, refused.body["error"]["type"], refused.body["error"]["param"]) == (
        400,
        "invalid_request_error",
        param,
    )


async def test_the_example_of_the_manual_works(house: House) -> None:
    text = (Path(__file__).parents[2] / "docs" / "identity.md").read_text(encoding="utf-8")
    (command,) = [block for block in text.split("```") if block.startswith("sh\ncurl")]
    words = shlex.split(command.removeprefix("sh\n").replace("\\\n", " "))
    given = dict(words[at + 1].split(": ", 1) for at, word in enumerate(words) if word == "-H")
    given["authorization"] = f"Bearer {KEYS[Role.ADMIN]}"
    path, data = words[1].partition("/admin")[2], words[words.index("-d") + 1].encode()
    async with house.session.post(f"{house.base}/admin{path}", data=data, headers=given) as answer:
        assert (answer.status, json.loads(await answer.read())["limits"]) == (201, {"requests_per_minute": 60})
    given["content-type"] = "application/x-www-form-urlencoded"  # what curl says by itself
    async with house.session.post(f"{house.base}/admin{path}", data=data, headers=given) as answer:
        assert answer.status == 400
        assert "content-type: application/json" in json.loads(await answer.read())["error"]["message"]


async def test_a_body_is_bounded_and_must_be_json(house: House) -> None:
    assert (await ask(house, "POST", "/admin/v1/keys", body={"note": "x" * 100_000})).status == 413
    headers = {"authorization": f"Bearer {KEYS[Role.ADMIN]}", "content-type": "application/json"}

    async def parts() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x" * 1000

    deep = b'{"team":' + b"[" * 30_000 + b"]" * 30_000 + b"}"
    for data, status in ((b"{", 400), (deep, 400), (parts(), 413)):
        async with house.session.post(f"{house.base}/admin/v1/keys", data=data, headers=headers) as answer:
            error = json.loads(await answer.read())["error"]
            assert (answer.status, error["type"]) == (status, "invalid_request_error")


async def test_no_key_stands_in_a_log_an_error_a_metric_or_a_record(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    async with running(tmp_path, models=["m"], keys=SEEDS) as house:
        house.provider.scripts["m"] = whole("Fine.")
        made = (await ask(house, "POST", "/admin/v1/keys", body={"team": "web"})).body
        secrets = {
            made["key"],
            (await ask(house, "POST", f"/admin/v1/keys/{made['id']}/rotate")).body["key"],
            "cw-wrong-key",
            *KEYS.values(),
        }
        said = [(await house.get("/metrics"))[1].decode(), (await house.get("/openapi.json"))[1].decode()]
        for key in (*sorted(secrets), "cw-wrong-key"):
            body = {"model": "m", "messages": [{"role": "user", "content": "hi"}]}
            status, headers, raw = await house.post(body, authorization=f"Bearer {key}")
            said += [str(headers), raw.decode()] if status != 200 else [str(headers)]
            said.append(str((await ask(house, "GET", "/admin/v1/me", key)).body))
    said += [caplog.text, *_files(tmp_path)]
    assert [secret[:8] for secret in secrets for text in said if secret in text] == []


def _files(folder: Path) -> list[str]:
    return [path.read_bytes().decode("latin-1") for path in folder.iterdir() if path.is_file()]


def _free() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0))


async def test_with_a_port_of_its_own_it_is_nowhere_else(tmp_path: Path) -> None:
    with contextlib.ExitStack() as open_:
        main, admin = open_.enter_context(_free()), open_.enter_context(_free())
        ports = [each.getsockname()[1] for each in (main, admin)]
        values = {
            "data_dir": str(tmp_path),
            "scan.workers": 1,
            "keys": SEEDS,
            "server.port": ports[0],
            "server.admin_port": ports[1],
        }
        server = uvicorn.Server(uvicorn.Config(create_app(load_settings(None, {}, values), {}), log_level="warning"))
        async with aiohttp.ClientSession() as session, _served(server, [main, admin]):

            async def got(port: int, path: str, **headers: str) -> int:
                given = {"authorization": f"Bearer {KEYS[Role.ADMIN]}", **headers}
                async with session.get(f"http://127.0.0.1:{port}{path}", headers=given) as answer:
                    return answer.status

            assert [await got(port, "/admin/v1/keys") for port in ports] == [404, 200]
            assert [await got(port, "/v1/models") for port in ports] == [200, 404]
            assert [await got(port, "/health/liveness") for port in ports] == [200, 200]
            assert await got(ports[0], "/admin/v1/keys", host=f"127.0.0.1:{ports[1]}") == 404
            assert [await got(ports[1], path) for path in ("/metrics", "/docs", "/openapi.json", "/")] == [404] * 4


@contextlib.asynccontextmanager
async def _served(server: uvicorn.Server, sockets: list[socket.socket]) -> AsyncIterator[None]:
    serving = asyncio.ensure_future(server.serve(sockets=sockets))
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        await serving


async def test_policies_are_shown_and_loaded_anew(tmp_path: Path) -> None:
    policy = tmp_path / "own.yaml"
    policy.write_text("name: mild\n")
    async with running(tmp_path / "data", keys=SEEDS, **{"policy.path": str(policy)}) as house:
        before = (await ask(house, "GET", "/admin/v1/policy")).body
        assert [each["policy"] for each in before["attachments"]] == ["mild"]
        policy.write_text("name: [\n")
        refused = await ask(house, "POST", "/admin/v1/policy/reload")
        assert (refused.status, refused.body["revision"], "own.yaml" in refused.body["problem"]) == (
            409,
            before["revision"],
            True,
        )
        shown = (await ask(house, "GET", "/admin/v1/policy", KEYS[Role.AUDITOR])).body
        assert (shown["revision"], before["problem"]) == (before["revision"], "")
        assert shown["problem"] == refused.body["problem"]
        policy.write_text("name: hard\nhold: block\n")
        done = await ask(house, "POST", "/admin/v1/policy/reload")
        assert (done.status, done.body["previous"]) == (200, before["revision"])
        seen = (await ask(house, "GET", "/admin/v1/policy", KEYS[Role.AUDITOR])).body
        assert seen["problem"] == ""
        assert seen["revision"] == done.body["revision"] != before["revision"]
        by = [body["by"] for kind, body in house.records() if kind in {"policy.activated", "policy.refused"}]
        assert "k-admin" in by or "file watch" in by


async def test_the_glass_is_broken_and_mended_by_an_admin(tmp_path: Path) -> None:
    async with running(tmp_path / "data", keys=SEEDS) as house:
        made = await ask(
            house, "POST", "/admin/v1/break-glass", body={"reason": "release is on fire", "lasts": "2h", "team": "web"}
        )
        assert (made.status, made.body["id"], made.body["action"]) == (201, "BG-1", "annotate")
        for body in (
            {"reason": "short"},
            {"reason": "release is on fire", "to": "reject"},
            {"reason": "release is on fire", "lasts": "9w"},
        ):
            assert (await ask(house, "POST", "/admin/v1/break-glass", body=body)).status == 400
        assert (await ask(house, "DELETE", "/admin/v1/break-glass/BG-1")).status == 200
        assert (await ask(house, "DELETE", "/admin/v1/break-glass/BG-1")).status == 400
        listed = (await ask(house, "GET", "/admin/v1/break-glass", KEYS[Role.AUDITOR])).body["data"]
        assert [glass["id"] for glass in listed] == ["BG-1"]
        kinds = [kind for kind, body in house.records() if body.get("glass") == "BG-1"]
        assert kinds == ["glass.broken", "glass.mended"]
