"""What the other routes answer once the house stands."""

from __future__ import annotations

import asyncio
import json
from typing import Any, cast

import pytest
from starlette.requests import Request

from proxy.api.house import Front
from proxy.api.operations import router
from proxy.errors import AuthFailed, ScanUnavailable
from proxy.exchange import House
from proxy.metrics import CONTENT_TYPE, Metrics
from proxy.model import Principal
from proxy.policy.bundle import InForce, single
from proxy.upstream.base import Deployment, Models
from tests.fakes import POLICY


class Table:
    def lookup(self, bearer: str) -> Principal | None:
        known = {"all": Principal("a"), "one": Principal("b", models=("m2", "gone"))}
        return known.get(bearer)

    def any(self) -> bool:
        return True


def _front(problems: list[str]) -> Front:
    front = Front(max_body_bytes=1, keys=Table(), problems=lambda: problems)
    absent = cast("Any", None)
    front.built = House(
        models=Models([Deployment("m1", "x", "p"), Deployment("m2", "x", "p")], {}), scanners=absent, audit=absent,
        in_force=InForce(single(POLICY)), keyring=absent, metrics=Metrics(), bounds=absent, public_url=None,
    )  # fmt: skip
    return front


async def _call(front: Front, path: str, *given: Any) -> Any:
    route = next(route for route in router(front).routes if getattr(route, "path", "") == path)
    return await cast("Any", route).endpoint(*given)


def _request(key: str) -> Request:
    return Request({"type": "http", "headers": [(b"authorization", f"Bearer {key}".encode())]})


@pytest.mark.parametrize(("key", "names"), [("all", ["m1", "m2"]), ("one", ["m2"])])
async def test_a_key_sees_the_models_it_may_ask(key: str, names: list[str]) -> None:
    answer = json.loads((await _call(_front([]), "/v1/models", _request(key))).body)
    assert answer["object"] == "list"
    assert [entry["id"] for entry in answer["data"]] == names
    assert {entry["object"] for entry in answer["data"]} == {"model"}


async def test_without_a_key_no_models_are_listed() -> None:
    with pytest.raises(AuthFailed):
        await _call(_front([]), "/v1/models", _request("other"))


async def test_readiness_and_metrics() -> None:
    answer = await _call(_front([]), "/health/readiness")
    assert (answer.status_code, json.loads(answer.body)) == (200, {"status": "ready", "problems": []})
    answer = await _call(_front([]), "/metrics")
    assert answer.headers["content-type"] == CONTENT_TYPE
    assert b"codeward_requests_total" in answer.body


async def test_a_first_request_waits_for_the_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    front = _front([])
    waiting = asyncio.ensure_future(front.ready_to_scan())
    await asyncio.sleep(0)
    assert not waiting.done()
    front.warm.set()
    await waiting
    await front.ready_to_scan()
    front.warm.clear()
    monkeypatch.setattr("proxy.api.house._WARMING_S", 0.01)
    with pytest.raises(ScanUnavailable, match="not ready"):
        await front.ready_to_scan()
