"""Limits and budgets on a running server: each API's own shape, and nothing forgotten by a restart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from proxy.identity.keys import new_key, seed_of
from tests.provider import whole
from tests.running import House, running

PRICED = {"model_info": {"input_cost_per_token": 1e-6, "output_cost_per_token": 1e-6}}


def _seed(key: str, **limits: float) -> dict[str, Any]:
    return {"id": "ci", "team": "web", "hash": seed_of(key), "limits": limits}


async def _ask(
    house: House, key: str, path: str = "/v1/chat/completions", **more: Any
) -> tuple[int, dict[str, str], Any]:
    body = {"model": "m", "max_tokens": 5, "messages": [{"role": "user", "content": "hi"}], **more}
    status, headers, raw = await house.post(body, path=path, authorization=f"Bearer {key}")
    return status, headers, json.loads(raw)


async def test_too_many_requests_in_the_shape_of_the_api(tmp_path: Path) -> None:
    key = new_key()
    async with running(tmp_path, models=["m"], keys=[_seed(key, requests_per_minute=2)]) as house:
        house.provider.scripts["m"] = whole("Fine.")
        for left in ("1", "0"):
            status, headers, _ = await _ask(house, key)
            assert (status, headers["x-ratelimit-limit-requests"], headers["x-ratelimit-remaining-requests"]) == (
                200,
                "2",
                left,
            )
        status, headers, body = await _ask(house, key)
        assert (status, body["error"]["code"], body["error"]["type"]) == (
            429,
            "rate_limit_exceeded",
            "rate_limit_error",
        )
        assert 1 <= int(headers["retry-after"]) <= 61
        assert (headers["x-should-retry"], headers["x-ratelimit-remaining-requests"]) == ("true", "0")
        status, headers, body = await _ask(house, key, "/v1/messages")
        assert (status, body["type"], body["error"]["type"]) == (429, "error", "rate_limit_error")
        assert 'codeward_refused_total{reason="requests_per_minute"} 2.0' in (await house.get("/metrics"))[1].decode()
    refused = [body for kind, body in house.records() if kind == "request.refused"]
    assert sum(body["count"] for body in refused) == 2
    assert {(body["key_id"], body["team"], body["reason"]) for body in refused} == {
        ("ci", "web", "requests_per_minute")
    }


async def test_a_budget_outlives_a_restart(tmp_path: Path) -> None:
    key = new_key()
    entries = [{"model_name": "m", "litellm_params": {"model": "demo"}, **PRICED}]
    async with running(tmp_path, keys=[_seed(key)], model_list=entries) as house:
        status, headers, _ = await _ask(house, key)
        assert status == 200
        closed = await house.closed(headers["x-codeward-ref"])
        assert closed["tokens_counted"] == closed["cost_micros"] > 0
    used = closed["cost_micros"] / 1_000_000
    for limits in ({"tokens_per_day": closed["tokens_counted"]}, {"cost_per_month": used}):
        async with running(tmp_path, keys=[_seed(key, **limits)], model_list=entries) as house:
            status, headers, body = await _ask(house, key)
            assert (status, body["error"]["code"], headers["x-should-retry"]) == (429, "insufficient_quota", "false")
            assert "retry-after" not in headers
    async with running(tmp_path, keys=[_seed(key, cost_per_month=used + 0.01)], model_list=entries) as house:
        assert (await _ask(house, key))[0] == 200


async def test_counting_tokens_uses_none(tmp_path: Path) -> None:
    key = new_key()
    entries = [{"model_name": "m", "litellm_params": {"model": "demo"}}]
    async with running(tmp_path, keys=[_seed(key, tokens_per_day=1)], model_list=entries) as house:
        for _ in range(2):
            status, headers, body = await _ask(house, key, "/v1/messages/count_tokens")
            assert (status, body["input_tokens"] > 0) == (200, True)
        assert "tokens_counted" not in await house.closed(headers["x-codeward-ref"])
        assert [(await _ask(house, key))[0] for _ in range(2)] == [200, 429]


async def test_wrong_keys_are_told_to_wait(tmp_path: Path) -> None:
    key = new_key()
    async with running(tmp_path, models=["m"], keys=[_seed(key)], **{"limits.wrong_keys_per_minute": 3}) as house:
        house.provider.scripts["m"] = whole("Fine.")
        assert [(await _ask(house, "cw-wrong"))[0] for _ in range(5)] == [401, 401, 401, 429, 429]
        assert (await _ask(house, key))[0] == 200
    assert next(body["reason"] for kind, body in house.records() if kind == "request.refused") == "invalid_api_key"
